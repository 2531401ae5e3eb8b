"""偏差: how far a line's actual lies from its target, in figures."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.cells import Kind, Operator
from scoring.execution import ExecutionScore
from scoring.results import LineScore
from scoring.rounding import half_up

_FIGURES = (Kind.QUANTITY, Kind.DURATION)


class Cause(StrEnum):
    """Why the line is listed: 未达到、超额、被扣分."""

    MISSED = "missed"
    OVER_ACHIEVED = "over_achieved"
    POINTS_LOST = "points_lost"


class Direction(StrEnum):
    """Which side of the target the actual lies on; none where nothing can be measured."""

    BELOW = "below"
    ABOVE = "above"
    NONE = "none"


class Deviation(NamedTuple):
    """``amount`` is actual − target in ``unit``; ``share`` is amount ÷ |target| (a fraction, None for a target of 0).

    Both are None for dates, ranges and words. ``lost`` are the points lost, None while unknown.
    """

    where: str
    name: str
    cause: Cause
    direction: Direction
    amount: Decimal | None
    share: Decimal | None
    unit: str
    lost: Decimal | None


def deviations(execution: ExecutionScore, lines: Iterable[LineScore]) -> tuple[Deviation, ...]:
    """One for an execution that lost points, one for every line that missed, over-achieved or lost points."""
    return (*_slow(execution), *(deviation(line, cause) for line in lines if (cause := _cause(line))))


def _slow(execution: ExecutionScore) -> Iterable[Deviation]:
    """预算执行率 below 100 %: the amount in percentage points (two decimals), the share of the whole budget."""
    if execution.points is None or execution.rate is None or execution.points >= execution.weight:
        return
    short, lost = execution.rate - 1, execution.weight - execution.points
    yield Deviation(
        "funding", "预算执行率", Cause.POINTS_LOST, Direction.BELOW, half_up(short * 100, 2), short, "%", lost
    )


def _cause(line: LineScore) -> Cause | None:
    if line.met is False:
        return Cause.MISSED
    if line.over_achieved:
        return Cause.OVER_ACHIEVED
    return Cause.POINTS_LOST if line.lost else None


def deviation(line: LineScore, cause: Cause) -> Deviation:
    """The line's deviation in figures, as far as it has any; a bound (不足95%) has none."""
    amount = share = None
    figures = line.indicator.target.kind in _FIGURES and line.indicator.actual.operator is Operator.UNSTATED
    if figures and len(line.verdict.target) == 1 == len(line.verdict.actual):
        amount = line.verdict.actual[0] - line.verdict.target[0]
        share = amount / abs(line.verdict.target[0]) if line.verdict.target[0] else None
    side = Direction.NONE if not amount else Direction.BELOW if amount < 0 else Direction.ABOVE
    return Deviation(line.where, line.indicator.name, cause, side, amount, share, line.indicator.target.unit, line.lost)
