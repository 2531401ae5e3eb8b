"""偏差原因分析及改进措施: does the text say anything? insufficient, weak or ok, with the cause."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """ok; weak: says something, a reviewer should ask for more; insufficient: says nothing, still owed."""

    OK = "ok"
    WEAK = "weak"
    INSUFFICIENT = "insufficient"


class Assessment(NamedTuple):
    """The verdict on an explanation; ``cause`` is a key of ``CAUSE_NAMES``, empty when the text is fine."""

    outcome: Outcome
    cause: str = ""


CAUSE_NAMES = {
    "blank": "未填写",
    "none": "没有说明原因",
    "filler": "只是套话，没有说明原因",
    "own_name": "只是重复指标名称",
    "copied": "与另一行的说明相同",
    "very_short": "过于简短",
    "no_remedy": "没有写改进措施",
}

_SHORT = 6  # 疫情影响 names a cause in four characters, but nobody can act on it

_NOTHING = frozenset(
    {"无", "没有", "暂无", "无偏差", "不存在偏差", "没有偏差", "无原因", "无说明", "none", "null", "na"}
)
_PHRASES = frozenset(
    {"正常", "良好", "一切正常", "情况良好", "同上", "见上", "略", "不适用", "符合要求", "符合预期", "工作正常", "运行正常", "运转正常", "客观原因", "其他原因",
     "偏差较小", "偏差不大", "无较大偏差", "无重大偏差", "完成情况良好", "工作开展顺利", "达标", "已达标", "未达标", "是", "否"}
)  # fmt: skip
# Done or not done, and nothing else: 达成预期指标、按计划完成、已全部完成年度任务、未达到年度指标值.
_DONE = re.compile(
    r"(?:本年度?|本年|全年|年度|目前|现|各项|该)*(?:指标|任务|目标|工作|项目)*"
    r"(?:已经|已|均|都|全部|全面|按照|按|依照|计划|要求|期|时|规定|基本|顺利|圆满|正常|较好地?|如期|未能|未|没有|尚未|不能)*"
    r"(?:完成|达成|达到|实现|执行|落实)(?:了)?"
    r"(?:本年|全年|年度|年初|预期|预定|既定|规定|设定|绩效|各项|的|总体|全部|情况|良好)*"
    r"(?:目标|指标|任务|计划|工作|要求|值|进度|效果)*"
)
_REMEDY = re.compile(
    r"下一步|下年|明年|今后|后续|改进|整改|加强|加大|加快|优化|完善|督促|督办|强化|尽快|力争|争取|拟|将(?!近)"
)
_MARKS = re.compile(r"[\s\W_]+")
_CLAUSES = re.compile(r"[，。；、,.;!！\n]+")
_FIGURE = re.compile(r"[\d.%％‰]+")
_DIGITS = re.compile(r"\d+")


def assess(reason: str, remedy: str, *, name: str = "", others: Sequence[str] = ()) -> Assessment:
    """What a reason and its remedy are worth on a line that owes one; ``others`` are the other lines' reasons."""
    if cause := _says_nothing(reason, name):
        return Assessment(Outcome.INSUFFICIENT, cause)
    if cause := _is_weak(reason, remedy, others):
        return Assessment(Outcome.WEAK, cause)
    return Assessment(Outcome.OK)


def _says_nothing(reason: str, name: str) -> str:
    core = _core(reason)
    if not core:
        return "blank"
    if core in _NOTHING:
        return "none"
    if all(_is_filler(part) for part in _CLAUSES.split(reason)):
        return "filler"
    own = _core(name)
    return "own_name" if own and own in core and _is_filler(_DIGITS.sub("", core.replace(own, ""))) else ""


def _is_weak(reason: str, remedy: str, others: Sequence[str]) -> str:
    core = _core(reason)
    if core in {_core(other) for other in others}:
        return "copied"
    if len(core) < _SHORT:
        return "very_short"
    if _REMEDY.search(reason) is None and _says_nothing(remedy, ""):
        return "no_remedy"
    return ""


def _is_filler(part: str) -> bool:
    core = _core(part)
    return not core or core in _NOTHING or core in _PHRASES or _only(_DONE, core) or _only(_FIGURE, part.strip())


def _only(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


def _core(text: str) -> str:
    """The text without white space, punctuation and dashes, in small letters."""
    return _MARKS.sub("", text).lower()
