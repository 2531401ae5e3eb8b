"""Lines whose weights a form does not print: what they share is known, what each holds is not."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.model import Document
from scoring.formulas import ZERO
from scoring.results import LineScore
from scoring.rulebook import Rulebook
from scoring.trace import Step


class Pool(NamedTuple):
    """Points (``points``) that the lines ``members`` hold together; low..high is what they can earn of it.

    Each member earns its share of an unknown, non-negative weight, so the pool earns between its worst and its best
    member's share; where both are equal the pool is closed and ``step`` says what it earns. ``points`` below 0 mean
    that the printed weights exceed what there is: the pool stays open, and with it the total.
    """

    points: Decimal
    members: tuple[LineScore, ...]
    low: Decimal
    high: Decimal
    step: Step | None


def pools(document: Document, lines: Sequence[LineScore], book: Rulebook) -> tuple[Pool, ...]:
    """One pool per objective with printed points, one for the remaining lines; only pools with unknown weights."""
    if all(line.weight is not None for line in lines):
        return ()
    grouped: dict[str, list[LineScore]] = {}
    for line in lines:
        objective = line.where.partition(".")[0]
        grouped.setdefault(objective if _printed(document, objective) is not None else "", []).append(line)
    printed = sum((objective.weight.value or ZERO for objective in document.objectives), ZERO)
    return tuple(
        _pool(points, members)
        for name, members in grouped.items()
        if any(line.weight is None for line in members)
        for points in [_printed(document, name) if name else book.weights.indicators - printed]
        if points is not None
    )


def _printed(document: Document, objective: str) -> Decimal | None:
    """The points printed for ``objectives[i]``."""
    return document.objectives[int(objective.removeprefix("objectives[").removesuffix("]"))].weight.value


def _pool(points: Decimal, lines: Sequence[LineScore]) -> Pool:
    left = points - sum((line.weight for line in lines if line.weight is not None), ZERO)
    members = tuple(line for line in lines if line.weight is None)
    if left < 0:  # the printed weights alone are too many: what the others hold cannot be said
        return Pool(left, members, ZERO, ZERO, None)
    low, high = min(line.low for line in members), max(line.high for line in members)
    step = None
    if low == high or left == 0:
        steps = tuple(line.step for line in members if line.step)
        step = Step("pool", left * low, (("points", left), ("share", low)), "weights", steps)
    return Pool(left, members, left * low, left * high, step)
