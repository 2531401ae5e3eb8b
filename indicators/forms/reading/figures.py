"""Figures in cells of a form, as printed: digits and places are kept, signs of a cell's own (分、%、万元) fall off."""

import re
from decimal import Decimal

from indicators.numbers import fold, parse_decimal, plain

# What stands where nothing is to be said.
NOTHING = frozenset({"", "-", "--", "---", "/", "\\", "无", "*", "_"})
_SIGNS = re.compile(r"(?:%|％|分|万元|元|亿元)$")
MONEY_UNIT = re.compile(r"(?:金额)?单位:?(万元|元|亿元)|\((万元|元|亿元)\)|(?<=[0-9])(万元|元|亿元)$")
_POINTS = re.compile(r"\(([0-9]+(?:\.[0-9]+)?)分?(?:\*[^()]*)?\)")


def bare(text: str) -> str:
    """The text folded and without white space."""
    return "".join(fold(text).split())


def is_nothing(text: str) -> bool:
    """True for a blank cell and for a dash."""
    return bare(text) in NOTHING


def figure(text: str) -> str | None:
    """The figure that a cell prints, in canonical decimal text; None when it prints none."""
    value = parse_decimal(_SIGNS.sub("", bare(text)))
    return None if value is None else _canonical(value)


def _canonical(value: Decimal) -> str:
    return plain(-value) if value.is_zero() and value.is_signed() else plain(value)


def money_unit(text: str) -> str | None:
    """The unit of money that a heading, a line above the table or an amount prints."""
    match = MONEY_UNIT.search(bare(text))
    return next(filter(None, match.groups())) if match else None


def points(text: str) -> str | None:
    """The points in brackets of a heading: （20分）, （90）, （20分*执行率）."""
    found = [match[1] for match in _POINTS.finditer(bare(text))]
    return _canonical(Decimal(found[-1])) if found else None
