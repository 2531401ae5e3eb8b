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
_BESIDES = "（还不含未印分值的行）"  # weights only grow: what is too much already stays too much


def check_weights(document: Document, lines: Sequence[Line]) -> Iterator[Issue]:
    """Each objective against its lines, then all lines and the execution rate against 100."""
    for number, objective in enumerate(document.objectives):
        yield from _objective(f"objectives[{number}].weight", objective)
    yield from _sum(document, [line.indicator for line in lines])


def _objective(where: str, objective: Objective) -> Iterator[Issue]:
    """Printed points that are not the sum of the lines, or less than the lines that print a weight."""
    printed, (added, complete) = objective.weight.value, _printed(objective.indicators)
    if objective.weight.origin is not Origin.PRINTED or printed is None:
        return
    if added > printed or (complete and added != printed):
        yield issue(
            "objective_weight_differs",
            where,
            printed=plain(printed),
            total=plain(added),
            besides="" if complete else _BESIDES,
        )


def _sum(document: Document, lines: Sequence[Indicator]) -> Iterator[Issue]:
    """Lines and execution rate make 100; without a printed execution rate the lines alone must leave room for it."""
    (added, complete), execution = _printed(lines), execution_weight(document)
    total = added + (execution or 0)
    if not complete and (not added or total <= _FULL):
        return
    if execution is None:
        inside = any(repeats_execution_rate(line.name) for line in lines)  # the execution rate as a line of its own
        wrong = added > _FULL or (added == _FULL and not inside)
        said = "没有给预算执行率留出分值"
    else:
        wrong = total != _FULL
        said = f"加预算执行率{plain(execution)}分，合计{plain(total)}分，不是100分"
    if wrong:
        yield issue("weights_sum_differs", "objectives", lines=plain(added), said=said if complete else said + _BESIDES)


def _printed(lines: Sequence[Indicator]) -> tuple[Decimal, bool]:
    """The sum of the printed weights, and whether it is the sum of all lines."""
    values = [line.weight.value for line in lines if line.weight.origin is Origin.PRINTED]
    known = [value for value in values if value is not None]
    return sum(known, Decimal()), bool(known) and len(known) == len(lines)


def execution_weight(document: Document) -> Decimal | None:
    """执行率分值 as printed on the plan or on the total row."""
    if isinstance(document, Plan):
        return document.execution_weight
    return document.funding.total.weight if document.funding.total else None
