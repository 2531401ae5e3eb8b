"""What a target without an operator is judged by, and what the indicator's name says about operator and unit."""

import re
from decimal import Decimal

from indicators.cells import Kind, Operator
from indicators.numbers import fold
from indicators.reading.cell import Cell
from indicators.reading.unitwords import unit_at
from indicators.taxonomy import DIMENSION_OF, Category, Dimension
from indicators.words import (
    AFTER,
    BEFORE,
    HIGHER_IN_SPITE,
    LOWER_IS_BETTER,
    PASSING_TIME,
    SHARE_NAME,
    STAYING_TIME,
    SYMBOLS,
)

AT_LEAST, AT_MOST = Operator.AT_LEAST, Operator.AT_MOST
UNPROVEN = "level_to_reach_unproven"
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)?)\)")
_LONGEST_NAME = 200
_HUNDRED = Decimal(100)


def in_name(name: str) -> tuple[Operator, str]:
    """Operator and unit in a bracket of the indicator's name: 故障率（≤%）, 培训人次（人次）."""
    folded = fold(name[:_LONGEST_NAME]).replace(" ", "")
    for bracket in reversed(list(_BRACKET.finditer(folded))):
        inside = bracket[1].removeprefix("单位").lstrip(":是为")
        operator, rest = _operator_first(inside)
        rest = rest.lstrip("0123456789.")
        unit, end, _ = unit_at(rest, 0)
        operator = AFTER.get(rest[end:], operator)
        if (end == len(rest) or rest[end:] in AFTER) and (unit or operator is not Operator.UNSTATED):
            return operator, unit
    return Operator.UNSTATED, ""


def _operator_first(text: str) -> tuple[Operator, str]:
    """The operator that a bracket begins with, and the rest of it."""
    text = text.replace(">=", "≥").replace("<=", "≤")
    if text[:1] in SYMBOLS and text:
        return SYMBOLS[text[0]], text.lstrip("≥≤<>=")
    for size in range(min(7, len(text)), 1, -1):
        word = text[:size]
        if word in BEFORE or word in AFTER:
            return BEFORE.get(word) or AFTER[word], text[size:]
    return Operator.UNSTATED, text


def stands_for(
    cell: Cell, direction: str, name: str, dimension: Dimension | None, category: Category | None
) -> tuple[Operator, str]:
    """What a figure without an operator is read as, and by which convention."""
    if cell.kind is Kind.DATE:
        return AT_MOST, "date_is_deadline"
    if cell.code == "round_the_clock":
        return AT_LEAST, "round_the_clock"
    if "反向" in direction:
        return AT_MOST, "direction_column"
    if "正向" in direction:
        return AT_LEAST, "direction_column"
    value = cell.numbers[0] if cell.numbers else None
    if value == 0:
        return AT_MOST, "zero_ceiling"
    if value == _HUNDRED and cell.unit == "%":
        return AT_LEAST, "full_share"
    own = cell.text[: cell.figures[0].begin] if cell.figures else ""
    named = _by_name(cell, name) or _by_name(cell, own)
    return named or _by_level(cell, dimension, category) or (AT_LEAST, UNPROVEN)


def _by_name(cell: Cell, name: str) -> tuple[Operator, str] | None:
    """The words of the indicator's name, or of the cell itself: 故障处理率 rises although it names 故障."""
    name = name[:_LONGEST_NAME]
    if not name:
        return None
    if HIGHER_IN_SPITE.search(name) or (cell.kind is Kind.DURATION and STAYING_TIME.search(name)):
        return AT_LEAST, "level_to_reach"
    if LOWER_IS_BETTER.search(name):
        return AT_MOST, "ceiling"
    if cell.kind is Kind.DURATION and PASSING_TIME.search(name):
        return AT_MOST, "timely_ceiling"
    return (AT_LEAST, "level_to_reach") if SHARE_NAME.search(name) else None


def _by_level(cell: Cell, dimension: Dimension | None, category: Category | None) -> tuple[Operator, str] | None:
    """First and second level of the indicator: cost is a ceiling, so is a time limit, the rest a level to reach."""
    if dimension is Dimension.COST or (category is not None and DIMENSION_OF[category] is Dimension.COST):
        return AT_MOST, "ceiling"
    if category is Category.TIMELINESS and cell.kind is Kind.DURATION:
        return AT_MOST, "timely_ceiling"
    return (AT_LEAST, "level_to_reach") if dimension is not None or category is not None else None
