"""Exact text for people, a scaled integer beside it for sorting and filtering."""

from decimal import Decimal

from indicators.numbers import plain
from scoring.rounding import half_up

PLACES = 6
NONE = -1  # sorts before every value; no scaled column holds a negative one
LARGEST = 2**63 - 1


def text_of(value: Decimal | None) -> str | None:
    """The exact decimal as text."""
    return None if value is None else plain(value)


def scaled(value: Decimal | None) -> int:
    """Millionths of the value's size (without its sign), half-up; NONE for None, the largest for what is larger."""
    return NONE if value is None else min(int(half_up(abs(value), PLACES).scaleb(PLACES)), LARGEST)
