"""A rulebook in Chinese sentences, section by section, for pages, the command line and the documentation."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from scoring.figures import amount
from scoring.rulebook import Rulebook
from scoring.rules import (
    SCOPE_NAMES,
    CapsRule,
    Clause,
    DueRule,
    ExecutionRule,
    GradesRule,
    OpenRule,
    OverRule,
    RoundingRule,
    TiersRule,
    WeightsRule,
)
from scoring.sections import SECTIONS

SECTION_TITLES: Mapping[str, str] = {
    "execution": "预算执行率得分",
    "weights": "指标权重",
    "at_least": "正向指标（≥、>）未完成",
    "at_most": "反向指标（≤、<）超出",
    "equal": "等号指标（=）不符",
    "within": "区间指标超出区间",
    "deadline": "期限指标逾期",
    "yes_no": "是否类指标未达到",
    "tiers": "定性指标分档",
    "over_achievement": "超额完成",
    "rounding": "取位",
    "explanations": "何时须说明偏差原因",
    "caps": "总分封顶",
    "grades": "等级",
    "open_lines": "无法计分的指标",
    "rollup": "多单位汇总",
}

_METHODS: Mapping[tuple[str, str], str] = {
    ("at_least", "ratio"): "得分 = 权重 × 实际完成值 ÷ 年度指标值，不低于0分",
    ("at_least", "zero"): "不得分",
    ("at_most", "reciprocal"): "得分 = 权重 × 年度指标值 ÷ 实际完成值",
    ("at_most", "linear"): "得分 = 权重 × (1 − (实际完成值 − 年度指标值) ÷ 年度指标值)，达到年度指标值两倍起不得分",
    ("at_most", "zero"): "不得分",
    ("equal", "reach"): "达到即得满分，未达到的同正向指标；年度指标值为0时，大于0即不得分",
    ("equal", "two_sided"): "得分 = 权重 × 较小值 ÷ 较大值",
    ("equal", "exact"): "不得分",
    ("within", "exact"): "不得分",
    ("within", "nearest_bound"): "低于下限的按与下限之比、高于上限的按上限之比计分",
    ("deadline", "exact"): "不得分",
    ("yes_no", "all_or_nothing"): "不得分",
    ("rollup", "sum_and_weigh"): "绝对值相加，相对值和定性指标得分按资金额加权，合并后计分",
    ("rollup", "none"): "没有规定",
}
_TO_A_PERSON = "没有公式，由人在0与分值之间给分"
_DUE = {
    "points_lost": "得分低于分值",
    "missed": "未达到年度指标值",
    "over_achievement": "超额完成达到规定倍数",
    "low_execution": "预算执行率低于规定界限",
    "no_number": "没有填报实际完成数值",
}


class Described(NamedTuple):
    """One section in words: key, title, sentences, the clauses behind it, and whether the rulebook states it itself."""

    section: str
    title: str
    sentences: tuple[str, ...]
    clauses: tuple[Clause, ...]
    own: bool


def describe(book: Rulebook) -> tuple[Described, ...]:
    """Every section of the rulebook in words, in the order of scoring."""
    return tuple(
        Described(name, SECTION_TITLES[name], tuple(_sentences(book, name)), book.behind(name), name in book.own)
        for name in SECTIONS
    )


def _sentences(book: Rulebook, name: str) -> list[str]:
    record = getattr(book, name)
    if name in _DESCRIBED:
        return _DESCRIBED[name](record)
    return [_METHODS.get((name, record.method), _TO_A_PERSON)]


def _percent(share: Decimal) -> str:
    """A rule's fraction as per cent, without trailing zeros."""
    return f"{amount(share * 100)}%"


def _points(value: Decimal) -> str:
    return f"{amount(value)}分"


def _execution(rule: ExecutionRule) -> list[str]:
    place = {"outside": "在指标之外单列", "line": "列在指标行中，以该行分值为满分"}[rule.placement]
    zero = {"open": "无法计算，得分待定", "zero": "计0分", "full": "计满分"}[rule.zero_budget]
    if rule.method == "linear":
        how = [f"得分 = {amount(rule.points)} × 执行率，以{_points(rule.points)}为限"]
    else:
        how = [f"执行率{_percent(band.from_)}及以上得{_points(band.points)}" for band in rule.bands]
    return [f"满分{_points(rule.points)}，{place}，只就{SCOPE_NAMES[rule.scope]}计分", *how, f"预算数为0时{zero}"]


def _weights(rule: WeightsRule) -> list[str]:
    splits = [f"一级指标分值：{split.name}" for split in rule.splits] or ["一级指标分值没有统一比例"]
    return [f"各行指标合计{_points(rule.indicators)}，不符的如实指出，不作折算", *splits]


def _tiers(rule: TiersRule) -> list[str]:
    named = [
        f"{band.name}：分值的{_percent(band.low)}（含）至{_percent(band.high)}{'（含）' if band.top else ''}，由人在范围内给分"
        for band in rule.bands
    ]
    words = [f"填写{'、'.join(sorted(band.words))}的，归入“{band.name}”" for band in rule.bands if band.words]
    claims = {"claimed": "以档次名称回答数值指标的，按自报计入并提示", "open": "以档次名称回答数值指标的，不计分"}
    return [*named, *words, claims[rule.claims]]


def _over(rule: OverRule) -> list[str]:
    if rule.threshold is None:
        return ["不加分，也没有规定倍数"]
    effect = "须说明原因" if rule.effect == "explain" else f"可由人扣分，不超过{_points(rule.up_to)}"
    return [f"实际完成值达到年度指标值的{amount(rule.threshold)}倍的，{effect}；不加分"]


def _rounding(rule: RoundingRule) -> list[str]:
    rate = [] if rule.rate is None else [f"执行率先取{rule.rate}位小数（按分数计）"]
    rows = "各行得分不取位" if rule.rows is None else f"各行得分取{rule.rows}位小数"
    return [*rate, f"{rows}，合计取{rule.total}位小数，四舍五入"]


def _explanations(rule: DueRule) -> list[str]:
    causes = [_DUE[cause] for cause in _DUE if cause in rule.causes]
    below = "" if rule.execution_below is None else f"（界限{_percent(rule.execution_below)}）"
    return [f"{'、'.join(causes)}{below}"] if causes else ["没有规定"]


def _caps(rule: CapsRule) -> list[str]:
    return [f"执行率低于{_percent(cap.below)}的，总分不超过{_points(cap.total)}" for cap in rule.levels] or ["不封顶"]


def _grades(rule: GradesRule) -> list[str]:
    return ["，".join(f"{g.name}：{_points(g.from_)}及以上" for g in rule.levels) or "不评等级"]


def _open(rule: OpenRule) -> list[str]:
    return ["总分待定，给出可能的范围" if rule.effect == "open" else "计0分"]


_DESCRIBED: Mapping[str, Callable[[Any], list[str]]] = {
    "execution": _execution,
    "weights": _weights,
    "tiers": _tiers,
    "over_achievement": _over,
    "rounding": _rounding,
    "explanations": _explanations,
    "caps": _caps,
    "grades": _grades,
    "open_lines": _open,
}
