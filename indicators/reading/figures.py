"""Which of a text's figures is the measure: identifiers and remarks aside, unknown units, bounds, several."""

import re
from decimal import Decimal

from indicators.cells import Kind, Operator
from indicators.numbers import plain
from indicators.reading.cell import Cell
from indicators.reading.lexer import Figure, figures
from indicators.reading.operators import UNSTATED
from indicators.reading.unitwords import unit_at
from indicators.units import DURATIONS, EXACT, same_dimension
from indicators.words import AFTER, BEFORE, LEADS, MEASURED_BY, NO_UNIT_WORDS, RANKED, SIGNS, TAILS, TOTALS

_ONE, _TWELVE = Decimal(1), Decimal(12)
WITHIN: Operator = Operator.WITHIN
_UNKNOWN_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}?(?=$|及?以[上下内]|或以上|左右|\()")
_NUMBERING, _JOINING = frozenset("第#№"), frozenset(".-_/+*")
_ASIDE = re.compile(r"\([^()]*\)")
_PER = re.compile(r"每(半年|年度?|季度?|个?月|周|日|天|人|户),?(?=(?:至少|不少于|不低于|[≥>=])*[0-9])")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z,、:“”\"/]{0,8}")
_PLANS = ("计划", "行动", "规划", "攻坚", "方案", "战略", "任务", "工程")
_AND = frozenset(("", ",", "且", "并且", "、", "而且", "和", ",且"))
_FLOORS = (Operator.AT_LEAST, Operator.MORE_THAN)
_CEILINGS = (Operator.AT_MOST, Operator.LESS_THAN)
_FRACTION = re.compile(r"[≥≤<>=]*([0-9]{1,12})/([0-9]{1,12})[\u4e00-\u9fff]{0,3}")
_INCLUDING = re.compile(r"\((?:均|都)?含[^()]*\)|(?<=以[上下内])(\(不含)[^()]*(\))")
_NEAR = 24  # a unit in a bracket belongs to a figure that stands no further off
_EDGES = ",:;、。“”\"'"


def read_figures(text: str) -> Cell:
    """A cell with figures: the one that is meant, or all of them with the question which."""
    if "/" in text and (fraction := _FRACTION.fullmatch(text)):
        return _fraction(text, int(fraction[1]), int(fraction[2]))
    if "含" in text:
        text = _INCLUDING.sub(lambda found: "(不含)" if found[1] else "", text)
    if "每" in text:
        text = _per_first(text)
    bare = _ASIDE.sub(_remark, text) if "(" in text else text
    found = _measures(bare, figures(bare))
    cell = _one(bare, found[0]) if len(found) == 1 else _several(bare, found) if found else _unitless(bare, text)
    dropped = len(bare) < len(text) and bare != text.replace("(", "").replace(")", "")
    return cell.assumed("remark_aside") if dropped and cell.numbers else cell


def _fraction(text: str, part: int, whole: int) -> Cell:
    """3/4 may be three quarters or three of four: a person says what is meant."""
    hundredfold = 100 * part
    share = [f"{hundredfold // whole}%"] if whole and hundredfold % whole == 0 else []
    return Cell(Kind.UNREADABLE, text=text).asking("fraction", *share, str(part))


def _remark(aside: re.Match[str]) -> str:
    """A bracket that belongs to the operator or the unit stays; a remark goes."""
    inside, text, at = aside[0][1:-1], aside.string, aside.start()
    if text[at - 2 : aside.end()] in AFTER:
        return aside[0]
    glued = figures(text[max(0, at - _NEAR) : at] + aside[0])
    if glued and glued[-1].end == min(at, _NEAR) + len(aside[0]):
        return aside[0]
    unit, end, _ = unit_at(inside, 0)
    return inside if unit and end == len(inside) and at and text[at - 1].isdigit() else ""


def _per_first(text: str) -> str:
    """每月1次 says 1次/月."""
    per = _PER.search(text)
    if not per or (per.start() and text[: per.start()].rstrip(",:") not in (*BEFORE, *LEADS, "≥", "≤")):
        return text
    rest = text[per.end() :]
    found = figures(rest)
    if len(found) != 1 or not found[0].unit or "/" in found[0].unit or found[0].unit in (*DURATIONS, "%", "‰"):
        return text
    period = per[1].replace("年度", "年").replace("个月", "月")
    return text[: per.start()].rstrip(",:") + rest.replace(found[0].unit, f"{found[0].unit}/{period}", 1)


def _measures(text: str, found: list[Figure]) -> list[Figure]:
    """Without the digits that measure nothing (12345热线, 5A级, 第3次, 前3名, GB22239)."""
    if len(found) == 2 and _side_by_side(text, *found):
        return found
    return [figure for figure in found if not _is_identifier(text, figure) and _measures_something(text, figure)]


def _side_by_side(text: str, one: Figure, other: Figure) -> bool:
    """≥3且≤5: two bounds, neither of which may be lost for want of a unit."""
    return UNSTATED not in (one.operator, other.operator) and text[one.end : other.begin] in _AND


def _is_identifier(text: str, figure: Figure) -> bool:
    ahead = text[figure.begin - 1] if figure.begin else ""
    behind = text[figure.end : figure.end + 1]
    if figure.operator is UNSTATED and ahead and (ahead in _NUMBERING or (ahead.isascii() and ahead.isalpha())):
        return True
    if ahead in _JOINING and text[max(0, figure.begin - 2)].isascii() and text[max(0, figure.begin - 2)].isalnum():
        return True
    if (ahead and ahead in ".," and text[figure.begin - 2].isdigit()) or _goes_on(text, figure.end):
        return True
    if ahead == "前" and figure.unit in RANKED:
        return True
    return not figure.unit and behind.isascii() and behind.isalpha()


def _goes_on(text: str, at: int) -> bool:
    """1.2.3 and 12,5 are no figures."""
    return text[at : at + 1] in (".", ",") and text[at + 1 : at + 2].isdigit() and text[at - 1].isdigit()


def _measures_something(text: str, figure: Figure) -> bool:
    """A figure without a unit counts when only verbs and fillers stand around it, or an operator alone is stated."""
    if figure.unit:
        return True
    tail = _is_tail(text[figure.end :])
    return tail if figure.operator is not UNSTATED else tail and _is_lead(text[: figure.begin])


def _is_lead(lead: str) -> bool:
    lead = lead.strip(_EDGES)
    return not lead or lead in LEADS or lead in TOTALS or lead.endswith(MEASURED_BY)


def _is_tail(tail: str) -> bool:
    tail = tail.strip(_EDGES)
    return not tail or tail in TAILS


def _unitless(text: str, whole: str) -> Cell:
    """No known unit: a short unknown one behind the only figure (30标段), or words."""
    found = figures(text)
    figure = found[0] if len(found) == 1 else None
    if figure is None or figure.unit or _is_identifier(text, figure):
        return Cell(Kind.QUALITY, text=whole)
    if figure.operator is UNSTATED and not _is_lead(text[: figure.begin]):
        return Cell(Kind.QUALITY, text=whole)
    unknown = _UNKNOWN_UNIT.match(text, figure.end) if text[figure.end - 1].isdigit() else None
    if unknown is None or not _may_be_unit(unknown[0]):
        return Cell(Kind.QUALITY, text=whole)
    # A known unit in its place lets the lexer read what follows it.
    again = figures(f"{text[: figure.end]}个{text[unknown.end() :]}")[0]
    return _one(text, again._replace(unit=unknown[0], end=again.end - 1 + len(unknown[0])))


def _may_be_unit(word: str) -> bool:
    return not any(word.startswith(other) or (len(other) > 1 and word.endswith(other)) for other in NO_UNIT_WORDS)


def _one(text: str, figure: Figure) -> Cell:
    """The reading of the only measure of a text."""
    kind = Kind.DURATION if figure.unit in DURATIONS else Kind.QUANTITY
    lead, tail = text[: figure.begin], text[figure.end :]
    if len(figure.numbers) == 2:
        kind = Kind.RANGE
    elif kind is Kind.DURATION and _is_no_promise(figure, lead, tail):
        return Cell(Kind.QUALITY, text=text)
    cell = Cell(kind, figure.operator, figure.numbers, figure.unit, approx=figure.approx, figures=(figure,), text=text)
    if figure.doubt:
        return cell.asking(figure.doubt, *_choices(figure))
    if kind is Kind.RANGE:
        return _range(cell, figure)
    if figure.unit in ("月", "季度") and figure.operator is UNSTATED and _ONE <= figure.numbers[0] <= _TWELVE:
        count = plain(figure.numbers[0])
        return cell.asking("month_or_duration", f"{count}个{figure.unit}", f"{count}{figure.unit}底前")
    if figure.unit in ("日", "号") and text.startswith("日前", figure.end - 2):
        day = plain(figure.numbers[0])
        return cell.asking("month_or_duration", f"{day}日内", f"每月{day}日前")
    if figure.note:
        return cell.assumed(figure.note)
    clear = _is_lead(lead) or figure.operator is not UNSTATED or not tail.strip(_EDGES)
    clear = clear and (_is_tail(tail) or _WORDS.fullmatch(tail) is not None)
    return cell if clear else cell.assumed("figure_in_clause")


def _is_no_promise(figure: Figure, lead: str, tail: str) -> bool:
    """3年行动计划 names a plan, it promises no three years."""
    if figure.operator is not UNSTATED or figure.approx or _is_tail(tail):
        return False
    return not _is_lead(lead) or tail.endswith(_PLANS)


def _range(cell: Cell, figure: Figure) -> Cell:
    """A range without an operator is within; 3-5日内 is held to its upper end, ≥3-5次 cannot be."""
    cell = cell._replace(operator=WITHIN)
    if figure.operator is UNSTATED or figure.numbers[0] < 0:
        return cell
    if figure.operator is Operator.AT_MOST:
        return cell.assumed("range_upper_limit")
    low, high = map(plain, figure.numbers)
    unit = figure.unit
    return cell.asking("operator_contradiction", f"{low}-{high}{unit}", f"≥{low}{unit}", f"≥{high}{unit}")


def _choices(figure: Figure) -> tuple[str, ...]:
    """The cell texts that a doubtful figure may mean."""
    first, last = plain(figure.numbers[0]), plain(figure.numbers[-1])
    if figure.doubt == "operator_contradiction":
        signs = dict.fromkeys(SIGNS[one] for one in figure.stated if one in SIGNS)
        return tuple(f"{sign}{first}{figure.unit}" for sign in signs) or (f"={first}{figure.unit}",)
    if figure.doubt == "range_reversed":
        return (f"{last}-{first}{figure.unit}",)
    return f"{first}%-{last}%", f"{first}-{last}"


def _several(text: str, found: list[Figure]) -> Cell:
    """Two bounds of one span are a range; anything else is several figures, and the question which."""
    if len(found) == 2:
        low, high = sorted(found, key=lambda figure: figure.operator in _CEILINGS)
        span = low.operator in _FLOORS and high.operator in _CEILINGS
        if span and _side_by_side(text, *found) and same_dimension(low.unit, high.unit):
            return _span(text, low, high)
    numbers = tuple(number for figure in found for number in figure.numbers)
    units = {figure.unit for figure in found}
    unit = units.pop() if len(units) == 1 else ""
    cell = Cell(Kind.SEVERAL, UNSTATED, numbers, unit, figures=tuple(found), text=text)
    return cell.asking("several_figures", *dict.fromkeys(figure_text(figure) for figure in found))


def _span(text: str, low: Figure, high: Figure) -> Cell:
    """≥90%且≤95%; of strict ends (大于90%小于95%) it is said, since a range includes both."""
    numbers = low.numbers[0], high.numbers[0]
    cell = Cell(Kind.RANGE, WITHIN, numbers, high.unit or low.unit, figures=(low, high), text=text)
    if numbers[0] > numbers[1]:
        return cell.asking("operator_contradiction", figure_text(low), figure_text(high))
    strict = Operator.MORE_THAN in (low.operator, *low.stated) or Operator.LESS_THAN in (high.operator, *high.stated)
    return cell.assumed("strict_range") if strict else cell


def figure_text(figure: Figure) -> str:
    """The figure as a cell text of its own."""
    sign = SIGNS.get(figure.operator, "")
    return f"{sign}{'-'.join(plain(number) for number in figure.numbers)}{figure.unit}"


def total(numbers: tuple[Decimal, ...]) -> Decimal:
    """The sum of several figures, one of the readings of 线上3次、线下2次."""
    whole = Decimal(0)
    for number in numbers:
        whole = EXACT.add(whole, number)
    return whole
