"""Single values: decimals, ranges, shares."""

from decimal import Decimal

from indicators.numbers import plain
from scoring.rounding import half_up


def number(value: Decimal | None) -> str | None:
    """A decimal as plain text, its trailing zeros kept."""
    return None if value is None else plain(value)


def span(low: Decimal, high: Decimal) -> dict[str, str]:
    """A range of points."""
    return {"low": plain(low), "high": plain(high)}


def per_cent(share: Decimal | None) -> str | None:
    """A fraction in per cent with two decimals, half-up: 0.89979 is 89.98."""
    return None if share is None else plain(half_up(share * 100, 2))
