"""Spans of numbers: what an actual's text allows, what a target accepts, and whether the one settles the other."""

from decimal import Decimal

from indicators.cells import Actual, Kind, Operator
from indicators.units import EXACT

# (low, low included, high, high included); None is no bound.
Span = tuple[Decimal | None, bool, Decimal | None, bool]
_TENTH = Decimal("0.1")
_AT_LEAST, _MORE_THAN = Operator.AT_LEAST, Operator.MORE_THAN
_AT_MOST, _LESS_THAN = Operator.AT_MOST, Operator.LESS_THAN


def holds(operator: Operator, wanted: Decimal, value: Decimal) -> bool:
    """The plain comparison of two figures in one unit, or of two days."""
    if operator is _AT_LEAST:
        return value >= wanted
    if operator is _AT_MOST:
        return value <= wanted
    if operator is _MORE_THAN:
        return value > wanted
    return value < wanted if operator is _LESS_THAN else value == wanted


def span_of(actual: Actual, numbers: tuple[Decimal, ...]) -> Span:
    """What the actual's text allows: one figure, a range, a bound, or ten per cent around 约."""
    if actual.kind is Kind.RANGE:
        return numbers[0], True, numbers[-1], True
    value = numbers[0]
    by = EXACT.multiply(abs(value), _TENTH)
    about = actual.convention == "approximation"
    if actual.operator is Operator.UNSTATED:
        return (EXACT.subtract(value, by), True, EXACT.add(value, by), True) if about else (value, True, value, True)
    if about and actual.operator is Operator.LESS_THAN:
        return EXACT.subtract(value, by), True, value, False
    return target_span(actual.operator, numbers)


def target_span(operator: Operator, numbers: tuple[Decimal, ...], convention: str = "") -> Span:
    """What an operator accepts; a limit like 3-5日内 accepts whatever is not above its upper end."""
    low, high = numbers[0], numbers[-1]
    if operator is Operator.AT_LEAST or operator is Operator.MORE_THAN:
        return low, operator is Operator.AT_LEAST, None, False
    if operator is Operator.AT_MOST or operator is Operator.LESS_THAN or convention == "range_upper_limit":
        return None, False, high, operator is not Operator.LESS_THAN
    return low, True, high, True


def decided(allowed: Span, wanted: Span) -> bool | None:
    """True when all that is allowed is wanted, False when none of it is, None when it depends."""
    if _above(allowed[0], allowed[1], wanted[0], wanted[1]) and _above_high(wanted, allowed):
        return True
    return False if _apart(allowed, wanted) or _apart(wanted, allowed) else None


def _above(low: Decimal | None, closed: bool, least: Decimal | None, included: bool) -> bool:
    """The lower end does not reach below the other lower end."""
    if least is None:
        return True
    return low is not None and (low > least or (low == least and (included or not closed)))


def _above_high(wanted: Span, allowed: Span) -> bool:
    """The upper end does not reach above the other upper end."""
    most, high = wanted[2], allowed[2]
    if most is None:
        return True
    return high is not None and (high < most or (high == most and (wanted[3] or not allowed[3])))


def _apart(lower: Span, upper: Span) -> bool:
    """The one span ends before the other begins."""
    high, low = lower[2], upper[0]
    if high is None or low is None:
        return False
    return high < low or (high == low and not (lower[3] and upper[1]))
