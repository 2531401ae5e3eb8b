"""One function per way of earning points on a missed target; a met one earns its full weight before any division.

| case | at least (≥ >) | at most, reciprocal | at most, linear | equal, reach | equal, two-sided |
| --- | --- | --- | --- | --- | --- |
| met | full | full | full | full | full |
| missed | w × a ÷ t | w × t ÷ a | w × (2t − a) ÷ t | w × a ÷ t below, full above | w × smaller ÷ larger |
| target 0 | missed only below 0: nothing | nothing | nothing | above 0: nothing, below: full | nothing |
| target below 0 | to a person | to a person | to a person | to a person | to a person |
| actual 0 | nothing | met unless target < 0 | met unless target < 0 | nothing | nothing |
| actual below 0, target above | nothing (never below 0) | met | met | nothing | nothing |
| both 0 | met (> and < : nothing) | met | met | met | met |
| a ≥ 2t | met | w × t ÷ a | nothing | full | w × t ÷ a |
| a = t under > or < | full weight: the ratio is 1 | full weight | full weight | – | – |
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from scoring.trace import Step

ZERO = Decimal(0)
Figures = tuple[Decimal, ...]
# weight, target, actual, the step that found it missed, the rule's place -> the step; None sends it to a person
Formula = Callable[[Decimal, Figures, Figures, Step, str], Step | None]


def nothing(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step:
    """不得分: a missed target earns 0."""
    return Step("nothing", ZERO, (("weight", weight),), rule, (met,))


def to_a_person(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> None:
    """由人判定: no formula is laid down for the missed target."""
    return


def ratio(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step | None:
    """得分 = 权重 × 实际完成值 ÷ 年度指标值, never below 0."""
    t, a = target[0], actual[0]
    if t <= 0:
        return nothing(weight, target, actual, met, rule) if t == 0 else None
    step = Step("ratio", weight * a / t, (("weight", weight), ("actual", a), ("target", t)), rule, (met,))
    return _not_below_zero(step) if a < 0 else step


def reciprocal(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step | None:
    """得分 = 权重 × 年度指标值 ÷ 实际完成值."""
    t, a = target[-1], actual[-1]
    if t <= 0:
        return nothing(weight, target, actual, met, rule) if t == 0 else None
    return Step("reciprocal", weight * t / a, (("weight", weight), ("target", t), ("actual", a)), rule, (met,))


def linear(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step | None:
    """得分 = 权重 × (1 − (实际完成值 − 年度指标值) ÷ 年度指标值), nothing from twice the target on."""
    t, a = target[-1], actual[-1]
    if t <= 0:
        return nothing(weight, target, actual, met, rule) if t == 0 else None
    inputs = (("weight", weight), ("target", t), ("actual", a))
    step = Step("linear_excess", weight * (2 * t - a) / t, inputs, rule, (met,))
    return _not_below_zero(step) if a > 2 * t else step


def two_sided(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step | None:
    """得分 = 权重 × 较小值 ÷ 较大值: both a shortfall and an excess cost points."""
    if target[0] > 0 and actual[0] > target[0]:
        return reciprocal(weight, target, actual, met, rule)
    return ratio(weight, target, actual, met, rule) if target[0] else nothing(weight, target, actual, met, rule)


def nearest_bound(weight: Decimal, target: Figures, actual: Figures, met: Step, rule: str) -> Step | None:
    """Below the range by ratio to its lower end, above it by ratio of its upper end."""
    below = actual[0] < target[0]
    return (ratio if below else reciprocal)(weight, target, actual, met, rule)


def _not_below_zero(step: Step) -> Step:
    return Step("floor", ZERO, (("limit", ZERO),), step.rule, (step,))


FORMULAS: Mapping[tuple[str, str], Formula] = {
    ("at_least", "ratio"): ratio,
    ("at_least", "zero"): nothing,
    ("at_least", "person"): to_a_person,
    ("at_most", "reciprocal"): reciprocal,
    ("at_most", "linear"): linear,
    ("at_most", "zero"): nothing,
    ("at_most", "person"): to_a_person,
    ("equal", "reach"): ratio,
    ("equal", "two_sided"): two_sided,
    ("equal", "exact"): nothing,
    ("equal", "person"): to_a_person,
    ("within", "exact"): nothing,
    ("within", "nearest_bound"): nearest_bound,
    ("within", "person"): to_a_person,
    ("deadline", "exact"): nothing,
    ("deadline", "person"): to_a_person,
    ("yes_no", "all_or_nothing"): nothing,
    ("yes_no", "person"): to_a_person,
}
