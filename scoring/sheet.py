"""score(document, rulebook) -> ScoreSheet (评分表): the only orchestration."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import NamedTuple

from indicators.issues import Issue
from indicators.model import Document, Objective, SelfEvaluation
from indicators.names import repeats_execution_rate
from indicators.taxonomy import Dimension
from scoring.conformity import conformity, line_issues
from scoring.deviations import Deviation, deviations
from scoring.execution import ExecutionScore, earn, score_execution, scored_row
from scoring.explanations import Owed, owed
from scoring.formulas import ZERO
from scoring.grading import grade
from scoring.judgement import reviewed
from scoring.lines import score_line
from scoring.pools import Pool, pools
from scoring.results import Basis, LineScore
from scoring.rounding import EXACT, half_up
from scoring.rulebook import Rulebook
from scoring.trace import Step


class Subtotal(NamedTuple):
    """Weight and points of a group of lines; ``points`` is None while one is open, low..high bound it.

    All four are None where a weight of the group is unknown.
    """

    weight: Decimal | None
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class ScoreSheet:
    """What a document is worth under a rulebook, all in points.

    ``total`` exists only when nothing is open (or what is open can make no difference); until then
    ``points_so_far`` and ``low``..``high`` say what is settled and what is possible. ``trace`` is the tree that
    replays to ``total``, or to ``points_so_far`` while the total is open.
    """

    document: Document
    rulebook: Rulebook
    execution: ExecutionScore
    lines: tuple[LineScore, ...]
    pools: tuple[Pool, ...]
    points_so_far: Decimal
    low: Decimal
    high: Decimal
    total: Decimal | None
    trace: Step

    @property
    def open_lines(self) -> tuple[LineScore, ...]:
        """The lines that keep the total from being one figure: open, and not in a pool that is closed."""
        closed = {line.where for pool in self.pools if pool.step for line in pool.members}
        return tuple(line for line in self.lines if line.points is None and line.where not in closed)

    @property
    def grade(self) -> str | None:
        """等级 of the total; None without a total or where the rulebook gives no grades."""
        return grade(self.total, self.rulebook)

    @cached_property
    def by_basis(self) -> dict[Basis, Decimal]:
        """The points so far by what they rest on; the execution and the closed pools are computed."""
        sums = dict.fromkeys(Basis, ZERO)
        with localcontext(EXACT):
            for basis, points in ((line.basis, line.points) for line in self.lines if line.points):
                sums[basis] += points
            sums[Basis.COMPUTED] += self.execution.points or ZERO
            sums[Basis.COMPUTED] += sum((_decimal(pool.step) for pool in self.pools if pool.step), ZERO)
        return sums

    @cached_property
    def by_dimension(self) -> dict[Dimension, Subtotal]:
        """Sums per first-level indicator (一级指标), in the order of the form."""
        found = dict.fromkeys(line.indicator.dimension for line in self.lines if line.indicator.dimension)
        return {d: _subtotal(line for line in self.lines if line.indicator.dimension is d) for d in found if d}

    @cached_property
    def by_objective(self) -> tuple[tuple[Objective, Subtotal], ...]:
        """Sums per objective (年度目标), in the order of the form."""
        return tuple(
            (objective, _subtotal(line for line in self.lines if line.where.startswith(f"objectives[{i}].")))
            for i, objective in enumerate(self.document.objectives)
        )

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """偏差: missed, over-achieved or marked down, with amount, share and direction."""
        return deviations(self.execution, self.lines)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """The explanations that the rulebook asks for, and what became of each."""
        return owed(self.document, self.lines, self.execution, self.rulebook)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What scoring found: the document against the rulebook, and what a report left unscored (a plan has none)."""
        found = conformity(self.document, self.rulebook)
        if not isinstance(self.document, SelfEvaluation):
            return found
        return (*found, *line_issues(self.execution, self.lines, self.rulebook))


def score(document: Document, book: Rulebook) -> ScoreSheet:
    """Every line and the execution scored under the rulebook, summed and capped; never raises on a loaded document."""
    with localcontext(EXACT):
        execution = score_execution(document.funding, book)
        lines = tuple([score_line(where, indicator, book) for where, indicator in document.lines()])
        if book.execution.placement == "line":
            lines = tuple(_execution_line(line, document, book) for line in lines)
        unknown = pools(document, lines, book)
        so_far = _finished(_so_far(execution, lines, unknown), execution.rate, book)
        settled = bool(lines) and not unknown and all(line.points is not None for line in lines)
        low = high = points = _decimal(so_far)
        trace = so_far
        if not settled or execution.basis is Basis.OPEN:
            low, high, trace = _range(so_far, execution, lines, unknown, book)
        overfull = any(pool.points < 0 for pool in unknown)
        total = _decimal(trace) if low == high and not overfull else None
        trace = so_far if total is None else trace
        return ScoreSheet(document, book, execution, lines, unknown, points, low, high, total, trace)


def _execution_line(line: LineScore, document: Document, book: Rulebook) -> LineScore:
    """The line that holds the execution rate, where the rulebook has it among the lines; any other as it is."""
    if line.weight is None or not repeats_execution_rate(line.indicator.name):
        return line
    e = earn(scored_row(document.funding, book), line.weight, book)
    scored = line._replace(
        computed_score=e.points, points=e.points, basis=e.basis, low=e.low, high=e.high, reason=e.reason, step=e.step
    )
    return reviewed(scored)


def _so_far(execution: ExecutionScore, lines: Iterable[LineScore], unknown: Iterable[Pool]) -> Step:
    """The sum of what counts already."""
    parts = [(line.points, line.step) for line in lines if line.points is not None and line.step]
    if execution.points is not None and execution.step:
        parts.insert(0, (execution.points, execution.step))
    parts += [(_decimal(pool.step), pool.step) for pool in unknown if pool.step]
    return Step("sum", sum([points for points, _ in parts], ZERO), (), "", tuple([step for _, step in parts]))


def _finished(step: Step, rate: Decimal | None, book: Rulebook) -> Step:
    """The sum rounded to the rulebook's places, then the cap on the total by execution rate."""
    places = book.rounding.total
    rounded = Step("round", half_up(_decimal(step), places), (("places", places),), "rounding", (step,))
    limits = [cap.total for cap in book.caps.levels if rate is not None and rate < cap.below]
    if not limits or min(limits) >= _decimal(rounded):
        return rounded
    return Step("cap", min(limits), (("limit", min(limits)),), "caps", (rounded,))


def _range(
    so_far: Step, execution: ExecutionScore, lines: Sequence[LineScore], unknown: Sequence[Pool], book: Rulebook
) -> tuple[Decimal, Decimal, Step]:
    """The lowest and highest possible total, and the working of the one value where both are the same.

    While the rate is open the worst case takes every cap on the total, the best none.
    """
    if not lines:  # nothing was promised: what the lines would have been worth is open, too
        high = execution.high + book.weights.indicators
        return _decimal(so_far), _decimal(_finished(Step("sum", high), execution.rate, book)), so_far
    known = [line for line in lines if line.weight is not None]
    least = sum([line.low for line in known], execution.low) + sum([pool.low for pool in unknown], ZERO)
    most = sum([line.high for line in known], execution.high) + sum([pool.high for pool in unknown], ZERO)
    worst = ZERO if execution.basis is Basis.OPEN else execution.rate
    low = _decimal(_finished(Step("sum", least), worst, book))
    high = _decimal(_finished(Step("sum", most), execution.rate, book))
    if low < high or low == _decimal(so_far):
        return low, high, so_far
    return low, high, Step("closed", low, (("low", low), ("high", high)), "", (so_far,))


def _subtotal(group: Iterable[LineScore]) -> Subtotal:
    lines = list(group)
    if any(line.weight is None for line in lines):
        return Subtotal(None, None, None, None)
    with localcontext(EXACT):
        weight = sum((line.weight or ZERO for line in lines), ZERO)
        low, high = sum((line.low for line in lines), ZERO), sum((line.high for line in lines), ZERO)
    return Subtotal(weight, low if all(line.points is not None for line in lines) else None, low, high)


def _decimal(step: Step | None) -> Decimal:
    assert step is not None and isinstance(step.value, Decimal)
    return step.value
