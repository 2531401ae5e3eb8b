"""Which of a text's figures is the measure: identifiers and remarks aside, unknown units, bounds, several."""

import re
from decimal import Decimal

from indicators.cells import Kind, Operator
from indicators.numbers import plain
from indicators.reading.cell import Cell
from indicators.reading.lexer import UNSTATED, WITHIN, Figure, figures
from indicators.units import DURATIONS, same_dimension
from indicators.words import AFTER, LEADS, NO_UNIT_WORDS, SIGNS, TAILS, TOTALS

_UNKNOWN_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}?(?=$|及?以[上下内]|或以上|左右|\(|以内)")
_IDENTIFIER = frozenset("第#№.GgVvNn-_/")
_ASIDE = re.compile(r"\([^()]*\)")
_PER = re.compile(r"(每(?:半年|年度|季度|个月|[年季月周日天人户]))[,:]?(?:至少|不少于|不低于)?[0-9]")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z,、:“”\"/]{0,8}")
_AND = frozenset(("", ",", "且", "并且", "、", "而且", "和", ",且"))
_FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
_CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN)
_BETWEEN = re.compile(r"([0-9.]+)([%‰]?)(?:[\u4e00-\u9fff]{0,3})[≤<][^0-9≤<≥>=]{0,20}[≤<]([0-9.]+)(.*)")


def read_figures(text: str) -> Cell:
    """A cell with figures: the one that is meant, or all of them with the question which."""
    text = _per_first(text)
    between = _BETWEEN.fullmatch(text)
    if between:
        text = f"{between[1]}{between[2]}-{between[3]}{between[4]}"
    bare = _ASIDE.sub(_remark, text) if "(" in text else text
    found = _measures(bare, figures(bare))
    if not found:
        return _unitless(bare, text)
    cell = _one(bare, found[0]) if len(found) == 1 else _several(bare, found)
    return cell.assumed("remark_aside") if len(bare) < len(text) and cell.kind is not Kind.QUALITY else cell


def _remark(aside: re.Match[str]) -> str:
    """A bracket that belongs to the operator or the unit stays; a remark goes."""
    inside = aside[0][1:-1]
    text, at = aside.string, aside.start()
    if inside in ("含", "含本数", "及") or aside[0] + text[aside.end() : aside.end() + 2] in AFTER:
        return aside[0]
    glued = figures(text[:at] + aside[0])
    if glued and glued[-1].end == aside.end():
        return aside[0]
    return inside if inside in ("%", "人", "次", "元", "万元", "个", "人次", "台") and at and text[at - 1].isdigit() else ""


def _per_first(text: str) -> str:
    """每月1次 says 1次/月."""
    per = _PER.match(text)
    if not per:
        return text
    period = per[1].removeprefix("每").replace("年度", "年").replace("个月", "月")
    rest = text[len(per[1]) :].lstrip(",:")
    found = figures(rest)
    if len(found) != 1 or not found[0].unit or "/" in found[0].unit or found[0].unit in DURATIONS or found[0].unit in "%‰":
        return text
    glue = found[0].unit
    return rest.replace(glue, f"{glue}/{period}", 1)


def _measures(text: str, found: list[Figure]) -> list[Figure]:
    """Without the digits that measure nothing (12345热线, 5A级, 第3次, GB22239)."""
    kept = []
    for figure in found:
        before = text[figure.begin - 1] if figure.begin else ""
        after = text[figure.end] if figure.end < len(text) else ""
        named = bool(before) and (before in _IDENTIFIER or (before.isascii() and before.isalpha()))
        glued = bool(after) and not figure.unit and after.isascii() and after.isalpha()
        if (named and figure.operator is UNSTATED) or glued:
            continue
        if figure.unit or figure.operator is not UNSTATED or _alone(text, figure):
            kept.append(figure)
    return kept


def _alone(text: str, figure: Figure) -> bool:
    """A figure without a unit counts when nothing but verbs and fillers stand around it."""
    return _is_lead(text[: figure.begin]) and _is_tail(text[figure.end :])


def _is_lead(lead: str) -> bool:
    lead = lead.strip(",:;、。“”\"'")
    return not lead or lead in LEADS or lead in TOTALS


def _is_tail(tail: str) -> bool:
    tail = tail.strip(",:;、。“”\"'")
    return not tail or tail in TAILS


def _unitless(text: str, whole: str) -> Cell:
    """No known unit: a short unknown one behind the only figure (30标段), or words."""
    found = figures(text)
    if len(found) == 1 and _is_lead(text[: found[0].begin]):
        figure = found[0]
        rest = text[figure.end :]
        unknown = _UNKNOWN_UNIT.match(rest)
        if unknown and not figure.unit and unknown[0] not in NO_UNIT_WORDS and not any(
            unknown[0].startswith(word) or unknown[0].endswith(word) for word in NO_UNIT_WORDS if len(word) > 1
        ) and not unknown[0].startswith(("级", "年", "号", "线", "类", "版", "大")):
            # A known unit in its place lets the lexer read what follows it.
            again = figures(f"{text[: figure.end]}个{rest[unknown.end() :]}")
            return _one(text, again[0]._replace(unit=unknown[0], end=again[0].end - 1 + len(unknown[0])))
    return Cell(Kind.QUALITY, text=whole)


def _kind(figure: Figure) -> Kind:
    if len(figure.numbers) == 2:
        return Kind.RANGE
    return Kind.DURATION if figure.unit in DURATIONS else Kind.QUANTITY


def _one(text: str, figure: Figure) -> Cell:
    """The reading of the only measure of a text."""
    kind = _kind(figure)
    lead, tail = text[: figure.begin].strip(",:;、。"), text[figure.end :].strip(",:;、。")
    plan = kind is Kind.DURATION and figure.operator is UNSTATED and not figure.approx and not _is_tail(tail)
    if plan and figure.numbers[0] < 1000 and not _is_lead(lead):
        return Cell(Kind.QUALITY, text=text)
    if plan and tail and len(tail) > 1 and tail[-2:] in ("计划", "行动", "规划", "攻坚", "方案", "战略", "任务"):
        return Cell(Kind.QUALITY, text=text)
    cell = Cell(kind, figure.operator, figure.numbers, figure.unit, approx=figure.approx, figures=(figure,), text=text)
    if kind is Kind.RANGE:
        cell = _range(cell, figure)
    if figure.doubt:
        return cell.asking(figure.doubt, *_choices(figure))
    if figure.note:
        cell = cell.assumed(figure.note)
    clear = (_is_lead(lead) or figure.operator is not UNSTATED or not tail) and (_is_tail(tail) or _WORDS.fullmatch(tail))
    return cell if clear else cell.assumed("figure_in_clause")


def _range(cell: Cell, figure: Figure) -> Cell:
    """A range without an operator is within; 3-5日内 is held to its upper end, ≥3-5次 cannot be."""
    if figure.operator is UNSTATED:
        return cell._replace(operator=WITHIN)
    if figure.operator is Operator.AT_MOST:
        return cell._replace(operator=WITHIN).assumed("range_upper_limit")
    return cell._replace(operator=WITHIN).asking("operator_contradiction", *_ends(figure))


def _ends(figure: Figure) -> tuple[str, ...]:
    low, high = map(plain, figure.numbers)
    return f"{low}-{high}{figure.unit}", f"≥{low}{figure.unit}", f"≥{high}{figure.unit}"


def _choices(figure: Figure) -> tuple[str, ...]:
    """The cell texts that a doubtful figure may mean."""
    first = f"{plain(figure.numbers[0])}{figure.unit}"
    if figure.doubt == "operator_contradiction":
        signs = [SIGNS[one] for one in dict.fromkeys(figure.stated) if one in SIGNS] or ["≥", "≤"]
        return tuple(f"{sign}{first}" for sign in signs)
    if figure.doubt == "range_reversed":
        return (f"{plain(figure.numbers[1])}-{first}",)
    if figure.doubt == "tolerance_base":
        low, high = map(plain, figure.numbers)
        middle = (figure.numbers[0] + figure.numbers[1]) / 2
        by = figure.numbers[1] - middle
        return f"{low}%-{high}%", f"{plain(middle - middle * by / 100)}-{plain(middle + middle * by / 100)}"
    return ()


def _several(text: str, found: list[Figure]) -> Cell:
    """Two bounds of one span are a range; anything else is several figures, and the question which."""
    if len(found) == 2:
        low, high = sorted(found, key=lambda figure: figure.operator in _CEILINGS)
        span = low.operator in _FLOORS and high.operator in _CEILINGS
        if span and text[found[0].end : found[1].begin] in _AND and same_dimension(low.unit, high.unit):
            numbers = low.numbers[0], high.numbers[0]
            return Cell(Kind.RANGE, WITHIN, numbers, high.unit or low.unit, figures=tuple(found), text=text)
    numbers = tuple(number for figure in found for number in figure.numbers)
    units = {figure.unit for figure in found}
    cell = Cell(Kind.SEVERAL, UNSTATED, numbers, units.pop() if len(units) == 1 else "", figures=tuple(found), text=text)
    return cell.asking("several_figures", *dict.fromkeys(figure_text(figure) for figure in found))


def figure_text(figure: Figure) -> str:
    """The figure as a cell text of its own."""
    sign = SIGNS.get(figure.operator, "")
    numbers = "-".join(plain(number) for number in figure.numbers)
    return f"{sign}{numbers}{figure.unit}"


def total(numbers: tuple[Decimal, ...]) -> Decimal:
    """The sum of several figures, one of the readings of 线上3次、线下2次."""
    return sum(numbers, Decimal(0))
