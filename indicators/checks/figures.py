"""Figures as forms print them: does a printed figure agree with an exact one, and what should have been printed?"""

from decimal import Decimal

from indicators.numbers import plain
from indicators.units import convert, unit_of

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
MONEY = "万元"


def places(value: Decimal) -> int:
    """The number of decimals that the figure is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def agrees(printed: Decimal, exact: Decimal) -> bool:
    """True when the exact figure, shown with as many decimals, can be the printed one (ties may go either way)."""
    return abs(printed - exact) <= _HALF.scaleb(-places(printed))


def at_places(value: Decimal, count: int) -> str:
    """The figure as a form would show it with that many decimals (四舍五入): for sentences only, never for points."""
    half = _HALF if value >= 0 else -_HALF
    return plain(Decimal(int(value.scaleb(count) + half)).scaleb(-count))


def execution_rate(spent: Decimal, budgeted: Decimal) -> Decimal:
    """全年执行数 ÷ 全年预算数 in per cent; the budget is not 0."""
    return spent * _HUNDRED / budgeted


def in_wan(value: Decimal | None, unit: str) -> Decimal | None:
    """An amount of money in 万元; None when there is none or the unit is no money."""
    if value is None or unit_of(unit).dimension != "money":
        return None
    return convert(value, unit, MONEY)


def ten_thousandfold(one: Decimal, other: Decimal) -> bool:
    """True when one amount is about 10,000 times the other: 元 read as 万元."""
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and abs(large / small - 10_000) <= _HUNDRED
