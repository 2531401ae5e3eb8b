"""What lists of evaluations and of deviations are asked for (筛选条件), by programs and by people alike."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from api.door.parameters import Parameter, choice, decimal, text, whole
from api.store.scaled import scaled
from indicators.taxonomy import Category, Dimension
from indicators.workflow import State
from scoring.deviations import Cause, Direction

PUBLIC = (
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号，含下级", 1),
    text("text", "名称中的文字"),
)
_HANDED_IN = whole("handed_in", "1 只看已提交、已审定、已公开和撤回公开的，0 只看草稿和已退回的", 0, 1)
_AT = whole("at", "单位编号，不含下级", 1)
EVALUATIONS = (
    whole("task", "自评任务编号", 1),
    whole("plan", "目标表编号", 1),
    *PUBLIC,
    _AT,
    choice("state", "状态", [each.value for each in State]),
    whole("latest", "1 只看最新修订，0 只看旧的", 0, 1),
    whole("owing", "1 只看还欠说明的，0 只看不欠的", 0, 1),
    _HANDED_IN,
    whole("settled", "1 只看已审定的，含已公开和撤回公开的，0 只看其他", 0, 1),
    whole("scored", "1 只看有合计的，0 只看合计未定的", 0, 1),
    whole("rated", "1 只看有预算执行率的，0 只看没有的", 0, 1),
    whole("graded", "1 只看有等级的，0 只看没有等级的", 0, 1),
    text("grade", "等级，如 优", 20),
    whole("backed", "1 只看附有佐证文件的，0 只看没有的", 0, 1),
    decimal("least_total", "合计至少多少分"),
    decimal("below_total", "合计不到多少分"),
    decimal("least_rate", "预算执行率至少百分之几"),
    decimal("below_rate", "预算执行率不到百分之几"),
)
NOTHING = "none"  # a line without first- or second-level indicator
EXPLANATIONS = ("not_owed", "owed", "insufficient", "weak", "given")
ABOUT = ("lines", "funding")
DEVIATIONS = (
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号，含下级", 1),
    _AT,
    whole("task", "自评任务编号", 1),
    choice("about", "lines 只看指标行，funding 只看预算执行率", ABOUT),
    choice("dimension", "一级指标；none 为没有的", [*(each.value for each in Dimension), NOTHING]),
    choice("category", "二级指标；none 为没有的", [*(each.value for each in Category), NOTHING]),
    choice("cause", "缘由", [each.value for each in Cause]),
    choice("direction", "高于或低于指标值", [each.value for each in Direction]),
    choice("explanation", "说明的状态", EXPLANATIONS),
    choice("state", "自评的状态", [each.value for each in State]),
    _HANDED_IN,
    whole("deviating", "1 只看未达到、超额或失分的，0 只看没有偏差、只有说明的", 0, 1),
    whole("outstanding", "1 只看还欠说明的（没写或等于没写），0 只看其他", 0, 1),
    whole("losing", "1 只看失分的，0 只看不失分或未知的", 0, 1),
    whole("backed", "1 只看该行附有佐证文件的，0 只看没有的", 0, 1),
    decimal("least_share", "偏差至少占指标值的百分之几"),
    decimal("least_lost", "至少失多少分"),
)
_SHARES = ("least_share", "least_rate", "below_rate")  # asked for in per cent, kept as fractions
_SCALED = (*_SHARES, "least_lost", "least_total", "below_total")  # compared as scaled integers


def stored(filters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as the store compares them; None for what was not given."""
    return {each.name: _stored(each.name, given[each.name]) for each in filters}


def _stored(name: str, value: Any) -> Any:
    if value is None or name not in _SCALED:
        return "" if value == NOTHING and name in ("dimension", "category") else value
    return scaled(value / Decimal(100) if name in _SHARES else value)
