"""The score of one line (三级指标得分): its verdict, its formula, its band, and what a person said beside them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.cells import Kind, Operator, Target, Verdict
from indicators.model import Indicator
from indicators.reading import judge
from scoring.formulas import FORMULAS, ZERO, nothing, to_a_person
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.rules import TierBand
from scoring.tiers import tier_of
from scoring.trace import Inputs, Step, holds

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
    tier: TierBand | None = None
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


class _Case(NamedTuple):
    """What is known of a line before it is scored; ``full`` is its weight, or 1 (shares) where that is unknown."""

    where: str
    indicator: Indicator
    verdict: Verdict
    full: Decimal
    book: Rulebook


class _Band(NamedTuple):
    """Between what a person's score must lie, what it then rests on, under which rule, and why a person decides."""

    low: Decimal
    high: Decimal
    basis: Basis
    rule: str
    reason: str
    tier: TierBand | None = None


def score_line(where: str, indicator: Indicator, book: Rulebook) -> LineScore:
    """The line's score under the rulebook; an approved review score is what counts."""
    verdict = judge(indicator.target, indicator.actual)
    weight = indicator.weight.value
    full = ONE if weight is None else weight
    if verdict.reason:
        line = _BY_REASON[verdict.reason](_Case(where, indicator, verdict, full, book))
    else:
        line = _computed(where, indicator, verdict, full, book)
    return reviewed(line) if indicator.review else line


_RULE_OF: Mapping[Operator, str] = {
    Operator.AT_LEAST: "at_least",
    Operator.MORE_THAN: "at_least",
    Operator.AT_MOST: "at_most",
    Operator.LESS_THAN: "at_most",
    Operator.EQUAL: "equal",
    Operator.WITHIN: "within",
}
_RULE_OF_KIND: Mapping[Kind, str] = {Kind.DATE: "deadline", Kind.YES_NO: "yes_no"}


def _computed(where: str, indicator: Indicator, verdict: Verdict, full: Decimal, book: Rulebook) -> LineScore:
    """A line with a verdict: full when met, else by the rule for its operator, else to a person."""
    target = indicator.target
    rule = _RULE_OF_KIND.get(target.kind) or _RULE_OF[target.read_as]
    method = getattr(book, rule).method
    met = _met(indicator, verdict, rule, method)
    if met.value:
        step: Step | None = Step("full", full, (("weight", full),), rule, (met,))
    else:
        formula = FORMULAS[rule, method]
        if formula is not nothing and not _measured(indicator, verdict):
            formula = to_a_person
        step = formula(full, verdict.target, verdict.actual, met, rule)
    if step is None:
        band = _Band(ZERO, full, Basis.JUDGED, rule, "to_a_person")
        return _by_person(_Case(where, indicator, verdict, full, book), band)._replace(met=False)
    return _earned(where, indicator, verdict, book, step, met=bool(met.value))


def _met(indicator: Indicator, verdict: Verdict, rule: str, method: str) -> Step:
    """Met or not, as a step; under the method ``reach`` an excess over "=" is met, too."""
    wanted, done, met, operator = verdict.target, verdict.actual, verdict.met, indicator.target.read_as
    if not wanted or (indicator.target.kind is Kind.DURATION and len(wanted) == 2):  # 7*24小时: days and hours
        stated = (("met", met), ("target", indicator.target.text), ("actual", indicator.actual.text))
        return Step("stated", met, stated, rule)
    if indicator.target.convention == "range_upper_limit":  # 3-5日内: the upper end alone decides
        operator, wanted = Operator.AT_MOST, wanted[-1:]
    if method == "reach":
        operator = Operator.AT_LEAST if wanted[0] else Operator.AT_MOST
        met = holds(operator, wanted, done, indicator.actual.operator)
    inputs: Inputs = (("operator", operator), ("target", wanted), ("actual", done))
    if indicator.actual.operator is not Operator.UNSTATED:
        inputs = (*inputs, ("bound", indicator.actual.operator))
    return Step("met", met, inputs, rule)


def _measured(indicator: Indicator, verdict: Verdict) -> bool:
    """True when the actual is one figure: a bound (不足95%), a span, or days and hours can be missed, not divided."""
    return len(verdict.actual) == 1 and indicator.actual.operator is Operator.UNSTATED


def _earned(where: str, indicator: Indicator, verdict: Verdict, book: Rulebook, step: Step, *, met: bool) -> LineScore:
    """A computed line; where a reduction for over-achievement is allowed, a self score inside it counts."""
    weight, places, score = indicator.weight.value, book.rounding.rows, step.value
    assert isinstance(score, Decimal)
    threshold = book.over_achievement.threshold
    over = met and threshold is not None and _over(indicator.target, verdict, threshold)
    reduced = over and book.over_achievement.effect == "reduction" and indicator.self_score is not None
    if weight is None:
        low = ZERO if reduced else score  # a score without a weight may hold the reduction
        return LineScore(
            where, indicator, None, met, verdict, None, None, Basis.OPEN, low, score, "weight_unknown", step, None, over
        )
    if places is not None:
        step = rounded(step, places, weight)
        score = step.value
        assert isinstance(score, Decimal)
    if reduced and indicator.self_score != score:
        return _reduced(_Case(where, indicator, verdict, weight, book), score)
    return LineScore(
        where, indicator, weight, met, verdict, score, score, Basis.COMPUTED, score, score, "", step, None, over
    )


def rounded(step: Step, places: int, weight: Decimal) -> Step:
    """The step rounded to the row's places; what rounds above the weight (2.25 to 2.3) is cut back to it."""
    assert isinstance(step.value, Decimal)
    score = half_up(step.value, places)
    step = Step("round", score, (("places", places),), "rounding", (step,))
    return Step("cap", weight, (("limit", weight),), "rounding", (step,)) if score > weight else step


def _over(target: Target, verdict: Verdict, threshold: Decimal) -> bool:
    """超额完成: the actual reaches the threshold times a positive at-least target."""
    if target.kind is Kind.DATE or not verdict.target:
        return False
    upward = target.read_as in (Operator.AT_LEAST, Operator.MORE_THAN)
    return upward and ZERO < verdict.target[0] * threshold <= verdict.actual[0]


def _reduced(case: _Case, score: Decimal) -> LineScore:
    low = max(ZERO, score - case.book.over_achievement.up_to)
    band = _Band(low, score, Basis.JUDGED, "over_achievement", "over_achieved")
    return _by_person(case, band)._replace(computed_score=score, over_achieved=True)


def _by_person(case: _Case, band: _Band) -> LineScore:
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


def _inside(score: Decimal, band: _Band) -> bool:
    """Lower ends are closed; only the best tier includes its upper end."""
    below_top = score < band.high if band.tier and not band.tier.top else score <= band.high
    return band.low <= score and below_top


def _why_open(score: Decimal | None, weight: Decimal | None, band: _Band) -> str:
    if weight is None:
        return "weight_unknown"
    return "unscored" if score is None else "outside_band"


def _judged(case: _Case) -> LineScore:
    """A quality target: the tier chosen, or named by the words, gives the band; without one the line is open."""
    return _in_tier(case, Basis.JUDGED)


def _tier_named(case: _Case) -> LineScore:
    """A tier's name answers the target: against a figure that is a claim, against yes or no a judgement."""
    if case.indicator.target.kind is Kind.YES_NO:
        return _in_tier(case, Basis.JUDGED)
    return _open(case) if case.book.tiers.claims == "open" else _in_tier(case, Basis.CLAIMED)


def _in_tier(case: _Case, basis: Basis) -> LineScore:
    tier = tier_of(case.indicator, case.book)
    if tier is None:
        return _open(case, "tier_unknown")
    rule = f"tiers.{tier.tier.value}"
    return _by_person(case, _Band(case.full * tier.low, case.full * tier.high, basis, rule, basis.value, tier))


def _open(case: _Case, reason: str = "") -> LineScore:
    """A line that nothing decides yet: no number, an unanswered question, units that cannot be compared."""
    where, indicator, verdict, full, book = case
    weight, reason = indicator.weight.value, reason or verdict.reason
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


_BY_REASON: Mapping[str, Callable[[_Case], LineScore]] = {
    "quality": _judged,
    "tier_name": _tier_named,
    "missing": _open,
    "question": _open,
    "unit_mismatch": _open,
}
