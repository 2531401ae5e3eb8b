"""A line as the checks see it: its path, number, verdict, and whether the points lost on it are accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.cells import Verdict
from indicators.model import Document, Explanation, Indicator, SelfEvaluation
from indicators.reading import judge
from indicators.substance import Outcome, assess

_NO_VERDICT = Verdict(None)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator; ``verdict`` is empty in a plan, which has no actuals."""

    path: str
    number: int
    indicator: Indicator
    verdict: Verdict
    form: Explanation

    @property
    def given(self) -> Explanation:
        """The explanation that covers the line: its own, or the form's (Hubei forms have one for all lines)."""
        own = self.indicator.explanation
        return own if own.reason or own.remedy else self.form

    @property
    def explained(self) -> bool:
        """True when the reason given says something."""
        given = self.given
        return assess(given.reason, given.remedy, name=self.indicator.name).outcome is not Outcome.INSUFFICIENT

    @property
    def lost(self) -> Decimal | None:
        """The points lost by the self score; None while the weight or the score is unknown."""
        weight, score = self.indicator.weight.value, self.indicator.self_score
        return None if weight is None or score is None else weight - score


def lines_of(document: Document) -> Iterator[Line]:
    """Every line of the document, judged, in the form's order."""
    done = isinstance(document, SelfEvaluation)
    form = document.explanation if isinstance(document, SelfEvaluation) else Explanation()
    for number, (path, indicator) in enumerate(document.lines(), 1):
        verdict = judge(indicator.target, indicator.actual) if done else _NO_VERDICT
        yield Line(path, number, indicator, verdict, form)


def short(text: str) -> str:
    """A text as a sentence quotes it: on one line, cut after forty characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
