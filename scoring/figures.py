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
    """A fraction as per cent with two decimals, half-up: 0.89979 is 89.98%.

    Where that would read as a whole per cent that the fraction is not (0.99999 is no 100 %), its own digits are shown.
    """
    exact = share * 100
    shown = half_up(exact, 2)
    return f"{amount(exact)}%" if shown != exact and shown == half_up(exact, 0) else f"{plain(shown)}%"


def points(value: Decimal) -> str:
    """Points as the rulebook rounded them, trailing zeros kept."""
    return plain(value)
