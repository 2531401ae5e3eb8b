"""Weights (分值) against each other, as the document prints them; what a rulebook wants is asked elsewhere."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.checks.view import Line
from indicators.issues import Issue
from indicators.model import Document, Indicator, Objective, Origin, Plan
from indicators.names import repeats_execution_rate
from indicators.numbers import plain

_FULL = Decimal(100)


def check_weights(document: Document, lines: Sequence[Line]) -> Iterator[Issue]:
    """Each objective against its lines, then all lines and the execution rate against 100."""
    for number, objective in enumerate(document.objectives):
        yield from _objective(f"objectives[{number}].weight", objective)
    yield from _sum(document, [line.indicator for line in lines])


def printed_sum(lines: Sequence[Indicator]) -> Decimal | None:
    """The sum of the printed weights; None when there is no line or one prints none."""
    values = [line.weight.value for line in lines if line.weight.origin is Origin.PRINTED]
    known = [value for value in values if value is not None]
    return sum(known, Decimal()) if known and len(known) == len(lines) else None


def _objective(where: str, objective: Objective) -> Iterator[Issue]:
    printed, added = objective.weight.value, printed_sum(objective.indicators)
    if objective.weight.origin is Origin.PRINTED and printed is not None and added is not None and added != printed:
        yield issue("objective_weight_differs", where, printed=plain(printed), total=plain(added))


def _sum(document: Document, lines: Sequence[Indicator]) -> Iterator[Issue]:
    """Lines and execution rate make 100; without a printed execution rate the lines alone must leave room for it."""
    added, execution = printed_sum(lines), execution_weight(document)
    if added is None:
        return
    if execution is None:
        inside = any(repeats_execution_rate(line.name) for line in lines)  # the execution rate as a line of its own
        wrong = added > _FULL or (added == _FULL and not inside)
        said = "没有给预算执行率留出分值"
    else:
        wrong = added + execution != _FULL
        said = f"加预算执行率{plain(execution)}分，合计{plain(added + execution)}分，不是100分"
    if wrong:
        yield issue("weights_sum_differs", "objectives", lines=plain(added), said=said)


def execution_weight(document: Document) -> Decimal | None:
    """执行率分值 as printed on the plan or on the total row."""
    if isinstance(document, Plan):
        return document.execution_weight
    return document.funding.total.weight if document.funding.total else None
