"""Verify (核对) a published form against the engine, line by line and in total."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.model import SelfEvaluation
from scoring.results import Basis, LineScore
from scoring.sheet import ScoreSheet


class Outcome(StrEnum):
    """相符、相差、范围内由人判定、超出范围、无法推得."""

    AGREES = "agrees"
    DIFFERS = "differs"
    INSIDE = "inside"
    OUTSIDE = "outside"
    NOT_DERIVABLE = "not_derivable"


class Finding(NamedTuple):
    """One printed score against the computed one.

    ``difference`` is printed − computed where both exist; ``low`` and ``high`` are the band or range where a person
    judged or the figure is not settled; ``reason`` is the code of why nothing can be derived.
    """

    where: str
    name: str
    outcome: Outcome
    printed: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    met: bool | None = None


class Verification(NamedTuple):
    """The findings for the execution, each line and the total."""

    execution: Finding
    lines: tuple[Finding, ...]
    total: Finding

    @property
    def differs(self) -> bool:
        """True when anything printed contradicts what was computed."""
        wrong = (Outcome.DIFFERS, Outcome.OUTSIDE)
        return any(finding.outcome in wrong for finding in (self.execution, *self.lines, self.total))


def verify(sheet: ScoreSheet) -> Verification:
    """Agrees, differs by, inside its band, or cannot be derived because: for everything the form prints."""
    return Verification(_execution(sheet), tuple(_lines(sheet)), _total(sheet))


def _execution(sheet: ScoreSheet) -> Finding:
    e = sheet.execution
    return _compared(_Printed("funding", "预算执行率", e.self_score), e.points, (e.low, e.high), e.reason)


def _lines(sheet: ScoreSheet) -> Iterable[Finding]:
    for line in sheet.lines:
        printed = _Printed(line.where, line.indicator.name, line.self_score)
        finding = _compared(printed, line.computed_score, (line.low, line.high), line.reason)
        if line.basis in (Basis.JUDGED, Basis.CLAIMED):
            low, high = _band(line)
            finding = finding._replace(
                outcome=Outcome.INSIDE, computed=None, difference=None, low=low, high=high, reason=line.reason
            )
        if line.reason == "outside_band":
            finding = finding._replace(outcome=Outcome.OUTSIDE)
        yield finding._replace(met=line.met)


def _band(line: LineScore) -> tuple[Decimal, Decimal]:
    """Between what the person's score had to lie, as the step recorded it."""
    assert line.step is not None
    inputs = dict(line.step.inputs)
    low, high = inputs["low"], inputs["high"]
    assert isinstance(low, Decimal) and isinstance(high, Decimal)
    return low, high


def _total(sheet: ScoreSheet) -> Finding:
    """The published total; while the engine's is open, inside or outside the possible range."""
    document = sheet.document
    printed = document.published_total if isinstance(document, SelfEvaluation) else None
    total = _Printed("published_total", "总分", printed)
    finding = _compared(total, sheet.total, (sheet.low, sheet.high), "open_lines")
    if printed is None or sheet.total is not None:
        return finding
    inside = sheet.low <= printed <= sheet.high
    return finding._replace(outcome=Outcome.INSIDE if inside else Outcome.OUTSIDE)


class _Printed(NamedTuple):
    where: str
    name: str
    score: Decimal | None


def _compared(printed: _Printed, computed: Decimal | None, band: tuple[Decimal, Decimal], reason: str) -> Finding:
    if computed is not None and printed.score is not None:
        outcome = Outcome.AGREES if printed.score == computed else Outcome.DIFFERS
        return Finding(*printed[:2], outcome, printed.score, computed, printed.score - computed, None, None, "")
    why = reason if computed is None else "not_printed"
    return Finding(*printed[:2], Outcome.NOT_DERIVABLE, printed.score, computed, None, *band, why)
