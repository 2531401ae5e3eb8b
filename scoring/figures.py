"""Figures as sentences show them: exact where they are short, cut with an ellipsis where they go on."""

from decimal import Decimal

from indicators.numbers import plain
from scoring.rounding import half_up

_SHOWN = 4


def amount(value: Decimal) -> str:
    """A figure without trailing zeros, with at most eight decimals (a longer one ends in …)."""
    text = plain(value)
    whole, _, decimals = text.partition(".")
    if len(decimals) > 8:
        return f"{whole}.{decimals[:_SHOWN]}…"
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".") if decimals else whole


def percent(share: Decimal) -> str:
    """A fraction as per cent with two decimals, half-up: 0.89979 is 89.98%."""
    return f"{plain(half_up(share * 100, 2))}%"


def points(value: Decimal) -> str:
    """Points as the rulebook rounded them, trailing zeros kept."""
    return plain(value)
