"""The score of one line (三级指标得分): its verdict, its formula, its band, and what a person said beside them."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from indicators.cells import Kind, Operator, Target, Verdict
from indicators.model import Indicator
from indicators.reading import judge
from scoring.formulas import FORMULAS, ZERO, nothing, to_a_person
from scoring.judgement import ONE, Band, Case, by_person, judged, open_line, reviewed, tier_named
from scoring.results import Basis, LineScore
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.trace import Inputs, Step, holds


def score_line(where: str, indicator: Indicator, book: Rulebook) -> LineScore:
    """The line's score under the rulebook; an approved review score is what counts."""
    verdict = judge(indicator.target, indicator.actual)
    weight = indicator.weight.value
    full = ONE if weight is None else weight
    if verdict.reason:
        line = _BY_REASON[verdict.reason](Case(where, indicator, verdict, full, book))
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
        band = Band(ZERO, full, Basis.JUDGED, rule, "to_a_person")
        return by_person(Case(where, indicator, verdict, full, book), band)._replace(met=False)
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
        return _reduced(Case(where, indicator, verdict, weight, book), score)
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


def _reduced(case: Case, score: Decimal) -> LineScore:
    low = max(ZERO, score - case.book.over_achievement.up_to)
    band = Band(low, score, Basis.JUDGED, "over_achievement", "over_achieved")
    return by_person(case, band)._replace(computed_score=score, over_achieved=True)


_BY_REASON: Mapping[str, Callable[[Case], LineScore]] = {
    "quality": judged,
    "tier_name": tier_named,
    "missing": open_line,
    "question": open_line,
    "unit_mismatch": open_line,
}
