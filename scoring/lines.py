"""The score of one line (三级指标得分): its verdict, its formula, its band, and what a person said beside them."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.cells import Kind, Operator, Target, Verdict
from indicators.model import Indicator
from indicators.numbers import fold
from indicators.reading import judge
from scoring.formulas import FORMULAS, ZERO
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.rules import TierBand
from scoring.trace import Inputs, Step

ONE = Decimal(1)


class Basis(StrEnum):
    """What the points (计入得分) rest on: 计算、判定、自报、复核、待定."""

    COMPUTED = "computed"
    JUDGED = "judged"
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    OPEN = "open"


class LineScore(NamedTuple):
    """One line of the sheet; self, computed and review score stand side by side, none overwrites another.

    ``points`` is what counts, in points of the weight; None while the line is open. ``low`` and ``high`` bound what
    it can still earn (equal to ``points`` when it has any). With an unknown weight, ``low`` and ``high`` are shares
    of that weight (0..1) and no score is given. ``reason`` is the code of why the line is open or went to a person.
    """

    where: str
    indicator: Indicator
    weight: Decimal | None
    met: bool | None
    verdict: Verdict
    computed_score: Decimal | None
    points: Decimal | None
    basis: Basis
    low: Decimal
    high: Decimal
    reason: str
    step: Step | None
    band: TierBand | None = None
    over_achieved: bool = False

    @property
    def self_score(self) -> Decimal | None:
        """自评得分 as printed."""
        return self.indicator.self_score

    @property
    def review_score(self) -> Decimal | None:
        """复核得分, approved or not."""
        return self.indicator.review.score if self.indicator.review else None

    @property
    def lost(self) -> Decimal | None:
        """Points lost: weight less points; None while either is unknown."""
        return None if self.points is None or self.weight is None else self.weight - self.points


_RULE_OF = {
    Operator.AT_LEAST: "at_least",
    Operator.MORE_THAN: "at_least",
    Operator.AT_MOST: "at_most",
    Operator.LESS_THAN: "at_most",
    Operator.EQUAL: "equal",
    Operator.WITHIN: "within",
}
_RULE_OF_KIND = {Kind.DATE: "deadline", Kind.YES_NO: "yes_no"}


def score_line(where: str, indicator: Indicator, book: Rulebook) -> LineScore:
    """The line's score under the rulebook; an approved review score is what counts."""
    verdict = judge(indicator.target, indicator.actual)
    line = _BY_REASON.get(verdict.reason, _computed)(where, indicator, verdict, book)
    return _reviewed(line) if indicator.review and indicator.review.approved else line


def _computed(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook) -> LineScore:
    """A line with a verdict: full when met, else by the rule for its operator, else to a person."""
    target, weight = indicator.target, indicator.weight.value
    rule = _RULE_OF_KIND.get(target.kind) or _RULE_OF[target.read_as]
    met = _met_step(indicator, verdict, rule, book)
    full = ONE if weight is None else weight
    method = getattr(book, rule).method
    if met.value:
        step: Step | None = Step("full", full, (("weight", full),), rule, (met,))
    else:
        step = FORMULAS[rule, method](full, verdict.target, verdict.actual, met, rule)
    if step is None:
        return _band_line(where, indicator, verdict, _Band(ZERO, full, Basis.JUDGED, rule, "to_a_person"))
    over = bool(met.value) and _over(target, verdict, book)
    return _points(where, indicator, verdict, _rounded(step, weight, book), bool(met.value), over, book)


def _met_step(indicator: Indicator, verdict: Verdict, rule: str, book: Rulebook) -> Step:
    """Met or not, as a step; under the method ``reach`` an excess over "=" is met, too."""
    if not verdict.target:
        inputs: Inputs = (
            ("met", verdict.met),
            ("target", indicator.target.text),
            ("actual", indicator.actual.text),
        )
        return Step("stated", verdict.met, inputs, rule)
    operator, met = indicator.target.read_as, verdict.met
    if rule == "equal" and book.equal.method == "reach":
        operator = Operator.AT_MOST if verdict.target[0] == 0 else Operator.AT_LEAST
        met = verdict.actual <= verdict.target if verdict.target[0] == 0 else verdict.actual >= verdict.target
    inputs = (("operator", operator.value), ("target", verdict.target), ("actual", verdict.actual))
    if indicator.actual.operator is not Operator.UNSTATED:
        inputs = (*inputs, ("bound", indicator.actual.operator.value))
    return Step("met", met, inputs, rule)


def _rounded(step: Step, weight: Decimal | None, book: Rulebook) -> Step:
    """Rows are rounded where the rulebook says so; a share of an unknown weight never is."""
    places = book.rounding.rows
    if weight is None or places is None:
        return step
    assert isinstance(step.value, Decimal)
    return Step("round", half_up(step.value, places), (("places", places),), "rounding", (step,))


def _over(target: Target, verdict: Verdict, book: Rulebook) -> bool:
    """超额完成: the actual reaches the threshold times a positive at-least target."""
    threshold = book.over_achievement.threshold
    if threshold is None or target.read_as not in (Operator.AT_LEAST, Operator.MORE_THAN) or not verdict.target:
        return False
    return target.kind is not Kind.DATE and ZERO < verdict.target[0] * threshold <= verdict.actual[0]


def _points(
    where: str, indicator: Indicator, verdict: Verdict, step: Step, met: bool, over: bool, book: Rulebook
) -> LineScore:
    """A computed line; where a reduction for over-achievement is allowed, a self score inside it counts."""
    score, weight = step.value, indicator.weight.value
    assert isinstance(score, Decimal)
    if weight is None:
        return LineScore(
            where, indicator, None, met, verdict, None, None, Basis.OPEN, score, score, "weight_unknown", step, None, over
        )
    if over and book.over_achievement.effect == "reduction" and indicator.self_score not in (None, score):
        low = max(ZERO, score - book.over_achievement.up_to)
        line = _band_line(
            where, indicator, verdict, _Band(low, score, Basis.JUDGED, "over_achievement", "over_achieved")
        )
        return line._replace(met=met, computed_score=score, over_achieved=over)
    return LineScore(
        where, indicator, weight, met, verdict, score, score, Basis.COMPUTED, score, score, "", step, None, over
    )


class _Band(NamedTuple):
    """Between what a person's score must lie, what it then rests on, under which rule, and why a person decides."""

    low: Decimal
    high: Decimal
    basis: Basis
    rule: str
    reason: str
    tier: TierBand | None = None


def _band_line(where: str, indicator: Indicator, verdict: Verdict, band: _Band) -> LineScore:
    """A line that a person decides: the self score counts inside the band, else the line is open."""
    weight, score = indicator.weight.value, indicator.self_score
    inside = score is not None and weight is not None and _inside(score, band)
    if not inside or score is None:
        reason = _why_open(score, weight, band)
        return LineScore(
            where, indicator, weight, verdict.met, verdict, None, None, Basis.OPEN, band.low, band.high, reason, None,
            band.tier,
        )  # fmt: skip
    inputs = (("score", score), ("low", band.low), ("high", band.high))
    step = Step(band.basis.value, score, inputs, band.rule)
    return LineScore(
        where, indicator, weight, verdict.met, verdict, None, score, band.basis, score, score, band.reason, step, band.tier
    )


def _inside(score: Decimal, band: _Band) -> bool:
    """Lower ends are closed; only the best tier includes its upper end."""
    below_top = score < band.high if band.tier and not band.tier.top else score <= band.high
    return band.low <= score and below_top


def _why_open(score: Decimal | None, weight: Decimal | None, band: _Band) -> str:
    if weight is None:
        return "weight_unknown"
    return f"{band.reason}_unscored" if score is None else "outside_band"


def _tiered(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook) -> LineScore:
    """A quality target: the chosen tier, or the tier that the words name, gives the band; without one it is open."""
    return _in_tier(where, indicator, verdict, book, Basis.JUDGED)


def _tier_named(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook) -> LineScore:
    """A tier's name answers the target: against a figure that is a claim, against yes or no a judgement."""
    if indicator.target.kind is Kind.YES_NO:
        return _in_tier(where, indicator, verdict, book, Basis.JUDGED)
    if book.tiers.claims == "open":
        return _open(where, indicator, verdict, book)
    return _in_tier(where, indicator, verdict, book, Basis.CLAIMED)


def _in_tier(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook, basis: Basis) -> LineScore:
    tier = tier_of(indicator, book)
    if tier is None:
        return _open(where, indicator, verdict._replace(reason="tier_unknown"), book)
    full = ONE if indicator.weight.value is None else indicator.weight.value
    band = _Band(full * tier.low, full * tier.high, basis, f"tiers.{tier.tier.value}", basis.value, tier)
    return _band_line(where, indicator, verdict, band)


_PREFIXES = ("效果", "作用", "成效", "影响", "效益")


def tier_of(indicator: Indicator, book: Rulebook) -> TierBand | None:
    """The tier chosen by a person, else the one whose word the actual is, else the best where it repeats the target."""
    bands = book.tiers.bands
    if indicator.tier:
        return next(band for band in bands if band.tier is indicator.tier)
    text = fold(indicator.actual.text).strip("。．.，,；; \n")
    bare = text[2:] if text.startswith(_PREFIXES) else text
    for band in bands:
        if text in band.words or bare in band.words:
            return band
    return bands[0] if text == fold(indicator.target.text).strip("。．.，,；; \n") else None


def _open(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook) -> LineScore:
    """A line that nothing decides yet: no number, an unanswered question, units that cannot be compared."""
    weight = indicator.weight.value
    reason = verdict.reason
    if book.open_lines.effect == "zero":
        step = Step("open_is_zero", ZERO, (("reason", reason),), "open_lines")
        return LineScore(where, indicator, weight, None, verdict, None, ZERO, Basis.OPEN, ZERO, ZERO, reason, step)
    high = ONE if weight is None else weight
    return LineScore(where, indicator, weight, None, verdict, None, None, Basis.OPEN, ZERO, high, reason, None)


def _reviewed(line: LineScore) -> LineScore:
    """复核得分: once approved it is what counts, if it lies between 0 and the weight."""
    score, weight = line.review_score, line.weight
    if score is None:
        return line
    if weight is None or not ZERO <= score <= weight:
        return line._replace(points=None, basis=Basis.OPEN, reason="review_outside_weight", low=ZERO, high=weight or ONE)
    step = Step("reviewed", score, (("score", score), ("low", ZERO), ("high", weight)), "", ())
    return line._replace(points=score, basis=Basis.REVIEWED, low=score, high=score, reason="", step=step)


_BY_REASON: dict[str, Callable[[str, Indicator, Verdict, Rulebook], LineScore]] = {
    "quality": _tiered,
    "tier_name": _tier_named,
    "missing": _open,
    "question": _open,
    "unit_mismatch": _open,
}
