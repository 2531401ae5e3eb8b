"""Cells that declare a date: one deadline, or a deadline beside something else."""

import re
from itertools import pairwise

from indicators.cells import Kind
from indicators.reading.cell import Cell
from indicators.reading.dates import Found, decimals
from indicators.reading.figures import read_figures
from indicators.reading.operators import UNSTATED
from indicators.words import BESIDE_DATES

_DONE_IN_YEAR = frozenset(("", *"完成 全部完成 建成 到位 办结 上线 验收 交付 完工 竣工 投入使用".split()))
_ANY_FIGURE = re.compile(r"[0-9]")


def dated(text: str, found: list[Found]) -> Cell | None:
    """The reading of a cell with dates; None when a date only says when, and something else is declared."""
    rest = _around(text, found)
    if len(found) > 1:
        if _ANY_FIGURE.search(rest) and all(one.operator is UNSTATED or one.weak for one in found):
            return None
        return Cell(Kind.SEVERAL, text=text).asking("several_figures", *(text[one.begin : one.end] for one in found))
    one = found[0]
    if _ANY_FIGURE.search(rest):
        return _with_level(text, one, rest.strip(",;、"))
    before, after = text[: one.begin], text[one.end :]
    beside = BESIDE_DATES.fullmatch(before) is not None
    if one.weak and (before or after not in _DONE_IN_YEAR):
        return None
    cell = _cell(text, one)
    if one.doubt:
        return cell.asking(one.doubt, *_choices(one, text))
    if one.note:
        return cell.assumed(one.note)
    return cell if beside and len(after) <= 8 else cell.assumed("figure_in_clause")


def _cell(text: str, one: Found) -> Cell:
    return Cell(Kind.DATE, one.operator, decimals(one.numbers), text=text)


def _around(text: str, found: list[Found]) -> str:
    """The text without its dates."""
    between = "".join(text[one.end : other.begin] for one, other in pairwise(found))
    return text[: found[0].begin] + between + text[found[-1].end :]


def _choices(one: Found, text: str) -> tuple[str, ...]:
    if one.doubt == "month_or_duration":
        return f"{one.numbers[-2]}个月内", f"{one.numbers[-2]}月底前"
    if one.doubt == "date_or_number":
        return f"{one.numbers[0]}年{one.numbers[1]}月底前", f"={text[one.begin : one.end].lstrip('≥≤<>=')}"
    return ()


def _with_level(text: str, one: Found, rest: str) -> Cell | None:
    """A deadline and a level in one cell (12月底前完成100%): two things are promised, so it is asked which."""
    if one.weak or one.operator is UNSTATED:
        return None
    if read_figures(rest).kind in (Kind.QUALITY, Kind.UNREADABLE):
        return _cell(text, one).assumed("figure_in_clause")
    return Cell(Kind.SEVERAL, text=text).asking("several_figures", text[one.begin : one.end], rest)


def without_years(text: str, found: list[Found]) -> str:
    """The text without the dates that only say when (2023年完成12次)."""
    for one in reversed(found):
        text = text[: one.begin] + text[one.end :]
    return text
