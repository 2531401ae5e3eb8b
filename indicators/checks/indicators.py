"""The indicators' names against their columns: direction, unit, category, and the execution rate once more."""

from collections.abc import Iterator, Sequence

from indicators.catalogue import issue
from indicators.cells import Kind, Operator, Target
from indicators.checks.view import Line, short
from indicators.issues import Issue
from indicators.names import (
    bare,
    higher_is_better,
    lower_is_better,
    names_complaints,
    names_count,
    names_satisfaction,
    names_share,
    names_time,
    repeats_execution_rate,
)
from indicators.taxonomy import CATEGORY_NAMES, DIRECTION_NAMES, Category, Dimension, Direction
from indicators.units import unit_of

_AT_LEAST = (Operator.AT_LEAST, Operator.MORE_THAN)
_AT_MOST = (Operator.AT_MOST, Operator.LESS_THAN)
_FIGURES = (Kind.QUANTITY, Kind.DURATION)
_SHARES = ("share", "points_of_share")


def check_names(lines: Sequence[Line]) -> Iterator[Issue]:
    """What each name contradicts."""
    for line in lines:
        name = line.indicator.name
        if repeats_execution_rate(name):
            yield issue("repeats_execution_rate", f"{line.path}.name", name=short(name))
        yield from _direction(line)
        yield from _unit(line)
        yield from _category(line)


def _direction(line: Line) -> Iterator[Issue]:
    """正向 with ≤ or 反向 with ≥ in the columns; without a column, a name that leaves no doubt (故障率 with ≥)."""
    target, name = line.indicator.target, line.indicator.name
    if target.operator not in _AT_LEAST + _AT_MOST:
        return
    printed = bare(target.columns.direction) if target.columns else ""
    upwards = target.operator in _AT_LEAST
    if printed:
        lower = printed.startswith(("反", "逆", "负"))
        ground, wrong = f"指标方向“{printed}”", lower == upwards and (lower or printed.startswith("正"))
    else:
        better = Direction.LOWER_IS_BETTER if upwards else Direction.HIGHER_IS_BETTER
        ground = f"名称“{short(name)}”（{DIRECTION_NAMES[better]}）"
        wrong = lower_is_better(name) if upwards else higher_is_better(name)
    if wrong:
        yield issue("direction_conflicts_operator", f"{line.path}.target", cell=printed_target(target), ground=ground)


def printed_target(target: Target) -> str:
    """The target as one reads it on the form, its columns side by side."""
    columns = target.columns
    return short(f"{columns.operator}{columns.value}{columns.unit}" if columns else target.text)


def _unit(line: Line) -> Iterator[Issue]:
    """A share measured in pieces, a count or a time measured in per cent."""
    target, name = line.indicator.target, line.indicator.name
    if target.kind not in _FIGURES or not target.unit:
        return
    share = unit_of(target.unit).dimension in _SHARES
    counted = not share and "/" not in printed_target(target) and target.unit != "分"
    if (counted and names_share(name)) or (share and (names_count(name) or _names_span(name))):
        yield issue(
            "unit_conflicts_name",
            f"{line.path}.target",
            cell=printed_target(target),
            unit=target.unit,
            name=short(name),
        )


def _names_span(name: str) -> bool:
    return names_time(name) and not names_share(name) and not bare(name).endswith("性")


def _category(line: Line) -> Iterator[Issue]:
    fitting = _fitting(line)
    category = line.indicator.category
    if fitting is not None and category is not None:
        yield issue(
            "category_conflicts_name",
            f"{line.path}.category",
            category=CATEGORY_NAMES[category],
            name=short(line.indicator.name),
            fitting=CATEGORY_NAMES[fitting],
        )


def _fitting(line: Line) -> Category | None:
    """Where an indicator of this name belongs, where that is plainly not where it is filed."""
    name, filed, dimension = line.indicator.name, line.indicator.category, line.indicator.dimension
    satisfaction = filed is Category.SERVICE_SATISFACTION or dimension is Dimension.SATISFACTION
    if names_satisfaction(name):
        return None if satisfaction else Category.SERVICE_SATISFACTION
    if satisfaction:
        return Category.QUALITY if names_complaints(name) else None
    if filed in (Category.QUANTITY, Category.QUALITY) and names_time(name):
        return Category.TIMELINESS
    unit = line.indicator.target.unit
    if filed is Category.QUANTITY and names_share(name) and not bare(name).endswith("完成率"):
        return Category.QUALITY if not unit or unit_of(unit).dimension in _SHARES else None
    return None
