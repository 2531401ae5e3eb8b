"""Lines that a person decides (判定、自报、复核), and lines that nothing decides yet (待定)."""

from decimal import Decimal
from typing import NamedTuple

from indicators.cells import Kind, Verdict
from indicators.model import Indicator
from scoring.formulas import ZERO
from scoring.results import Basis, LineScore
from scoring.rulebook import Rulebook
from scoring.rules import TierBand
from scoring.tiers import tier_of
from scoring.trace import Step

ONE = Decimal(1)


class Case(NamedTuple):
    """What is known of a line before it is scored; ``full`` is its weight, or 1 (shares) where that is unknown."""

    where: str
    indicator: Indicator
    verdict: Verdict
    full: Decimal
    book: Rulebook


class Band(NamedTuple):
    """Between what a person's score must lie, what it then rests on, under which rule, and why a person decides."""

    low: Decimal
    high: Decimal
    basis: Basis
    rule: str
    reason: str
    tier: TierBand | None = None


def by_person(case: Case, band: Band) -> LineScore:
    """A line that a person decides: the self score counts inside the band, else the line is open."""
    where, indicator, verdict, _, _ = case
    weight, score = indicator.weight.value, indicator.self_score
    if score is None or weight is None or not _inside(score, band):
        reason = _why_open(score, weight, band)
        return LineScore(
            where, indicator, weight, verdict.met, verdict, None, None, Basis.OPEN, band.low, band.high, reason, None,
            band.tier,
        )  # fmt: skip
    step = Step(band.basis.value, score, (("score", score), ("low", band.low), ("high", band.high)), band.rule)
    return LineScore(
        where,
        indicator,
        weight,
        verdict.met,
        verdict,
        None,
        score,
        band.basis,
        score,
        score,
        band.reason,
        step,
        band.tier,
    )


def _inside(score: Decimal, band: Band) -> bool:
    """Lower ends are closed; only the best tier includes its upper end."""
    below_top = score < band.high if band.tier and not band.tier.top else score <= band.high
    return band.low <= score and below_top


def _why_open(score: Decimal | None, weight: Decimal | None, band: Band) -> str:
    if weight is None:
        return "weight_unknown"
    return "unscored" if score is None else "outside_band"


def judged(case: Case) -> LineScore:
    """A quality target: the tier chosen, or named by the words, gives the band; without one the line is open."""
    return _in_tier(case, Basis.JUDGED)


def tier_named(case: Case) -> LineScore:
    """A tier's name answers the target: against a figure that is a claim, against yes or no a judgement."""
    if case.indicator.target.kind is Kind.YES_NO:
        return _in_tier(case, Basis.JUDGED)
    return open_line(case) if case.book.tiers.claims == "open" else _in_tier(case, Basis.CLAIMED)


def _in_tier(case: Case, basis: Basis) -> LineScore:
    tier = tier_of(case.indicator, case.book)
    if tier is None:
        return open_line(case, "tier_unknown")
    rule = f"tiers.{tier.tier.value}"
    return by_person(case, Band(case.full * tier.low, case.full * tier.high, basis, rule, basis.value, tier))


def open_line(case: Case, reason: str = "") -> LineScore:
    """A line that nothing decides yet: no number, an unanswered question, units that cannot be compared."""
    where, indicator, verdict, full, book = case
    weight, reason = indicator.weight.value, reason or (indicator.actual.missing or verdict.reason)
    if book.open_lines.effect == "zero":
        step = Step("open_is_zero", ZERO, (("reason", reason),), "open_lines")
        points = None if weight is None else ZERO
        return LineScore(where, indicator, weight, None, verdict, None, points, Basis.OPEN, ZERO, ZERO, reason, step)
    return LineScore(where, indicator, weight, None, verdict, None, None, Basis.OPEN, ZERO, full, reason, None)


def reviewed(line: LineScore) -> LineScore:
    """复核得分: once approved it is what counts, if it lies between 0 and the weight."""
    review, score, weight = line.indicator.review, line.review_score, line.weight
    if review is None or not review.approved or score is None:
        return line
    if weight is None or not ZERO <= score <= weight:
        reason, high = "review_outside_weight", ONE if weight is None else weight
        return line._replace(points=None, basis=Basis.OPEN, reason=reason, low=ZERO, high=high, step=None)
    step = Step("reviewed", score, (("score", score), ("low", ZERO), ("high", weight)))
    return line._replace(points=score, basis=Basis.REVIEWED, low=score, high=score, reason="reviewed", step=step)
