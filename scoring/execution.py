"""Execution-rate points (预算执行率得分): 执行率 = 全年执行数 ÷ 全年预算数, by ratio or by bands, never above full points."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from indicators.model import Funding, FundingRow, Source
from scoring.formulas import ZERO
from scoring.lines import rounded
from scoring.results import Basis
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.trace import Step


class ExecutionScore(NamedTuple):
    """The execution row: ``rate`` is the exact quotient (a fraction, not per cent), None where it cannot be computed.

    ``points`` is None while open; ``low`` and ``high`` bound what it can still earn; ``reason`` says why it is open
    (``no_row``, ``no_funds``, ``zero_budget``, ``negative_funds``), or ``in_lines`` where the lines hold the points.
    """

    rate: Decimal | None
    weight: Decimal
    self_score: Decimal | None
    points: Decimal | None
    basis: Basis
    low: Decimal
    high: Decimal
    reason: str
    step: Step | None


def score_execution(funding: Funding, book: Rulebook) -> ExecutionScore:
    """The execution points of the row that the rulebook names; among the lines they count 0 here.

    ``basis`` says even then whether the rate is settled.
    """
    row = scored_row(funding, book)
    if book.execution.placement == "line":
        scored = earn(row, ZERO, book)
        return scored._replace(points=ZERO, low=ZERO, high=ZERO, reason="in_lines", step=None)
    return earn(row, book.execution.points, book)


def scored_row(funding: Funding, book: Rulebook) -> FundingRow | None:
    """The row that the rulebook scores; under 各资金来源之和 the parts added up, the total where no parts are given."""
    if book.execution.scope != "parts":
        return funding.row(Source(book.execution.scope))
    parts = [
        row for row in funding.rows if row.source is not Source.TOTAL and (row.budgeted, row.spent) != (None, None)
    ]
    if not parts:
        return funding.total
    budgeted = sum((part.budgeted for part in parts if part.budgeted is not None), ZERO)
    spent = sum((part.spent for part in parts if part.spent is not None), ZERO)
    return replace(funding.total or FundingRow(Source.TOTAL), budgeted=budgeted, spent=spent)


def earn(row: FundingRow | None, points: Decimal, book: Rulebook) -> ExecutionScore:
    """What the row earns out of ``points``."""
    printed = row.self_score if row else None
    if row is None:
        return _open(points, printed, "no_row")
    if row.budgeted is None or row.spent is None:
        return _open(points, printed, "no_funds")
    if row.budgeted < 0 or row.spent < 0:
        return _open(points, printed, "negative_funds")
    if row.budgeted == 0:
        return _zero_budget(points, printed, book)
    step = _rounded(_capped(_step(row.spent, row.budgeted, points, book), points), points, book)
    return _computed(row.spent / row.budgeted, points, printed, step)


def _step(spent: Decimal, budgeted: Decimal, points: Decimal, book: Rulebook) -> Step:
    """Linear points multiply first and divide last; a rounded rate or a band starts from the quotient."""
    rule = book.execution
    if rule.method == "linear" and book.rounding.rate is None:
        inputs = (("points", points), ("spent", spent), ("budgeted", budgeted))
        return Step("linear", points * spent / budgeted, inputs, "execution")
    rate = Step("quotient", spent / budgeted, (("spent", spent), ("budgeted", budgeted)))
    if book.rounding.rate is not None:
        places = book.rounding.rate
        rate = Step("round", half_up(spent / budgeted, places), (("places", places),), "rounding", (rate,))
    assert isinstance(rate.value, Decimal)
    if rule.method == "linear":
        return Step("of_rate", points * rate.value, (("points", points),), "execution", (rate,))
    return _band(rate, points, book)


def _band(rate: Step, points: Decimal, book: Rulebook) -> Step:
    """The band whose closed lower end the rate reaches; its points scale when the row's full points differ."""
    rule, value = book.execution, rate.value
    assert isinstance(value, Decimal)
    index, band = next((i, b) for i, b in enumerate(rule.bands) if value >= b.from_)
    earned = band.points if points == rule.points else band.points * points / rule.points
    return Step("band", earned, (("from", band.from_), ("points", earned)), f"execution.{index}", (rate,))


def _capped(step: Step, points: Decimal) -> Step:
    """No rate earns more than the full points."""
    assert isinstance(step.value, Decimal)
    return Step("cap", points, (("limit", points),), "execution", (step,)) if step.value > points else step


def _rounded(step: Step, points: Decimal, book: Rulebook) -> Step:
    return step if book.rounding.rows is None else rounded(step, book.rounding.rows, points)


def _computed(rate: Decimal | None, points: Decimal, printed: Decimal | None, step: Step) -> ExecutionScore:
    score = step.value
    assert isinstance(score, Decimal)
    return ExecutionScore(rate, points, printed, score, Basis.COMPUTED, score, score, "", step)


def _zero_budget(points: Decimal, printed: Decimal | None, book: Rulebook) -> ExecutionScore:
    """预算数为0: no quotient; the rulebook leaves it open or fixes what it gives."""
    effect = book.execution.zero_budget
    if effect == "open":
        return _open(points, printed, "zero_budget")
    step = Step("nothing", ZERO, (("weight", points),), "execution")
    if effect == "full":
        step = Step("full", points, (("weight", points),), "execution")
    return _computed(None, points, printed, step)


def _open(points: Decimal, printed: Decimal | None, reason: str) -> ExecutionScore:
    return ExecutionScore(None, points, printed, None, Basis.OPEN, ZERO, points, reason, None)
