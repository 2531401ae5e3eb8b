"""The figures of a folded cell text: operator before or after, number or range, unit glued to it, approximation."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.cells import Operator
from indicators.reading.operators import MORE, after, before, combine
from indicators.reading.unitwords import compound, unit_at
from indicators.units import EXACT, SCALES

NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_JOINT = re.compile(r"[-~至到]+")
_MINUS_AFTER = frozenset("≥≤<>=(:为是,;至")


class Figure(NamedTuple):
    """One figure of a cell, where it stands, and what is to be said about it (a convention or a doubt)."""

    begin: int
    end: int
    operator: Operator
    numbers: tuple[Decimal, ...]
    unit: str
    approx: str = ""
    note: str = ""
    doubt: str = ""
    stated: tuple[Operator, ...] = ()


def figures(text: str) -> list[Figure]:
    """Every figure of the text, left to right; identifiers are not sorted out yet."""
    found: list[Figure] = []
    at = 0
    for number in NUMBER.finditer(text):
        if number.start() >= at:
            figure = _figure(text, number, at)
            found.append(figure)
            at = figure.end
    return found


def _figure(text: str, number: re.Match[str], least: int) -> Figure:
    begin, sign = _sign(text, number.start(), least)
    begin, ahead, hedge, doubt = before(text, begin, least)
    value = _decimal(number[0])
    unit, end, more = unit_at(text, number.end())
    if sign == "±":
        numbers: tuple[Decimal, ...] = (-value, value)
    else:
        numbers, unit, end, odd = _second(text, -value if sign == "-" else value, unit, end)
        doubt = doubt or odd
    if begin and text[begin - 1] in "￥¥":
        begin, unit = begin - 1, unit if unit.endswith("元") else f"{unit}元"
    if unit and text.startswith("+", end):
        end, more = end + 1, True
    end, behind, about, symbol = after(text, end)
    if behind and unit and text.startswith("/", end):
        unit, end = compound(text, unit, end)
    operator, note, clash = combine((*ahead, *behind))
    note = "operator_after_figure" if symbol and not ahead else note
    doubt = clash or doubt
    hedge = hedge or about or (MORE if more else "")
    return Figure(begin, end, operator, numbers, unit, hedge, note, doubt, (*ahead, *behind))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _sign(text: str, at: int, least: int) -> tuple[int, str]:
    """±, plus or minus in front of the number; a dash behind a letter or a figure is no minus."""
    sign = text[at - 1] if at > least else ""
    if sign == "±":
        return at - 1, "±"
    if sign == "-" and text[at - 2 : at] == "+-":
        return at - 2, "±"
    if sign in ("-", "+") and sign and (at == 1 or text[at - 2] in _MINUS_AFTER):
        return at - 1, sign
    return at, ""


def _second(text: str, value: Decimal, unit: str, end: int) -> tuple[tuple[Decimal, ...], str, int, str]:
    """The rest of a range (3-5次, 90%-95%) or of a tolerance (100±5台); the figure itself when there is none."""
    joint = _JOINT.match(text, end)
    if joint and (other := NUMBER.match(text, joint.end())):
        second, stop, _ = unit_at(text, other.end())
        if not unit or not second or unit == second or (unit in SCALES and second.startswith(unit)):
            high = _decimal(other[0])
            return (value, high), second or unit, stop, "range_reversed" if value > high else ""
    if text.startswith("±", end) and (other := NUMBER.match(text, end + 1)):
        second, stop, _ = unit_at(text, other.end())
        return *_tolerance(value, _decimal(other[0]), unit, second), stop, _unclear(unit, second)
    return (value,), unit, end, ""


def _unclear(unit: str, second: str) -> str:
    """100±5% may be 95 to 105, or 95 % to 105 %."""
    return "tolerance_base" if second == "%" and not unit else ""


def _tolerance(base: Decimal, by: Decimal, unit: str, second: str) -> tuple[tuple[Decimal, ...], str]:
    """Both ends of base±by; a percentage of a figure with a unit of its own is relative."""
    if second == "%" and unit not in ("%", ""):
        by = EXACT.multiply(EXACT.multiply(base, by), Decimal("0.01"))
    return (EXACT.subtract(base, by), EXACT.add(base, by)), unit or second
