"""Which explanations are due, what is drafted for the person, what became of the text given."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from indicators.model import Explanation, Indicator, Plan
from scoring.deviations import Cause, Deviation, Direction
from scoring.explanations import Owed, outstanding
from scoring.sheet import ScoreSheet, score
from tests.scoring.build import book, form, line

GOOD, REMEDY = "一季度线路改造，机房停机十天", "下一步提前安排改造时间"


def sheet(*lines: Indicator, rulebook: str = "central-2021", **more: Any) -> ScoreSheet:
    """A form of these lines, scored."""
    return score(form(lines, **more), book(rulebook))


def owed(*lines: Indicator, **more: Any) -> tuple[Owed, ...]:
    """What these lines owe."""
    return sheet(*lines, **more).owed


def test_a_line_that_is_met_and_earns_its_weight_owes_nothing_whatever_it_says() -> None:
    assert owed(line("≥95%", "95%", reason="无"), line("≥95%", "99%")) == ()


@pytest.mark.parametrize(
    ("lines", "causes"),
    [
        (line("≥95%", "90%"), ("points_lost", "missed")),
        (line("显著", "较显著", self_score="9"), ("points_lost",)),
        (line("显著", "较显著", self_score="10"), None),
        (line("≥95%", ""), ("no_number",)),
        (line("≥95%", "未到期"), ("no_number",)),
        (line("=5次", "4次", self_score="10"), ("missed",)),  # a person gave full points on a miss
        (line("≥10次", "13次"), None),  # no rule on over-achievement
    ],
)
def test_a_line_owes_for_what_the_rulebook_lists(lines: Indicator, causes: tuple[str, ...] | None) -> None:
    found = owed(lines)
    assert [each.causes for each in found] == ([] if causes is None else [causes])


def test_over_achievement_and_low_execution_owe_where_the_rulebook_says_so() -> None:
    lines = (line("≥10次", "13次"), line("≥10次", "12次"))
    found = sheet(*lines, rulebook="platform-caps", budgeted="100", spent="79.99").owed
    assert [(each.where, each.causes) for each in found] == [
        ("funding", ("low_execution",)),
        ("objectives[0].indicators[0]", ("over_achievement",)),
    ]
    assert found[0].draft == "全年预算执行率79.99%，低于80.00%。"
    assert sheet(*lines[1:], rulebook="platform-caps", budgeted="100", spent="80").owed == ()
    assert sheet(*lines[1:], rulebook="platform-caps", budgeted=None).owed == ()


def test_an_over_achievement_owes_even_where_the_weight_is_unknown() -> None:
    found = owed(line("≥10次", "13次", None), rulebook="platform-caps")
    assert [each.causes for each in found] == [("over_achievement",)]


def test_a_plan_owes_nothing() -> None:
    document = form([line("≥95%", "")])
    plan = Plan(2023, "测试", document.agency, document.objectives)
    assert score(plan, book("central-2021")).owed == ()


@pytest.mark.parametrize(
    ("reason", "remedy", "outcome", "cause"),
    [
        ("", "", "insufficient", "blank"),
        ("无", "", "insufficient", "none"),
        ("达成预期指标", "", "insufficient", "filler"),
        ("培训人次", "", "insufficient", "own_name"),
        (GOOD, REMEDY, "ok", ""),
        (GOOD, "", "weak", "no_remedy"),
        ("疫情影响", REMEDY, "weak", "very_short"),
    ],
)
def test_what_became_of_the_text_given(reason: str, remedy: str, outcome: str, cause: str) -> None:
    (found,) = owed(line("≥200人次", "100人次", name="培训人次", reason=reason, remedy=remedy))
    assert (found.assessment.outcome, found.assessment.cause) == (outcome, cause)
    assert (outstanding([found]) == (found,)) is (outcome == "insufficient")


def test_a_reason_copied_from_another_line_is_weak() -> None:
    lines = [
        line("≥2次", "1次", reason=GOOD, remedy=REMEDY),
        line("≥3次", "1次", name="乙", reason=GOOD, remedy=REMEDY),
    ]
    assert [each.assessment.cause for each in owed(*lines)] == ["copied", "copied"]


def test_the_forms_own_explanation_stands_for_lines_that_have_none() -> None:
    given = Explanation(GOOD, REMEDY)
    document = replace(form([line("≥2次", "1次"), line("≥3次", "1次", reason="无")]), explanation=given)
    first, second = score(document, book("hubei-2020")).owed
    assert (first.given, first.assessment.outcome) == (given, "ok")
    assert second.assessment.outcome == "insufficient"


@pytest.mark.parametrize(
    ("target", "actual", "draft"),
    [
        ("≥200万人次", "171.95万人次", "全年实际完成171.95万人次，比年度指标值200万人次少28.05万人次，偏差-14.03%。"),
        ("≤10次", "12次", "全年实际完成12次，比年度指标值10次多2次，偏差+20.00%。"),
        ("=100%", "73%", "全年实际完成73%，比年度指标值100%少27个百分点，偏差-27.00%。"),
        ("=0次", "2次", "全年实际完成2次，比年度指标值0次多2次。"),
        ("≥3万元", "20000元", "全年实际完成2万元，比年度指标值3万元少1万元，偏差-33.33%。"),
        ("≥95%", "", "年度指标值“≥95%”，全年没有填报实际完成值。"),
        ("11月底前", "12月15日", "年度指标值“11月底前”，全年实际完成“12月15日”。"),
        ("是", "否", "年度指标值“是”，全年实际完成“否”，得分比分值少10分。"),
        ("≥95%", "不足90%", "年度指标值“≥95%”，全年实际完成“不足90%”。"),
    ],
)
def test_the_first_sentence_is_drafted_from_the_figures(target: str, actual: str, draft: str) -> None:
    (found,) = owed(line(target, actual))
    assert found.draft == draft


def deviation(*args: str, rulebook: str = "central-2021", **more: Any) -> Deviation:
    """The one deviation of a line."""
    (found,) = sheet(line(*args, **more), rulebook=rulebook).deviations
    return found


def test_a_deviation_has_amount_share_side_and_the_points_lost() -> None:
    found = deviation("≥200次", "150次")
    assert found[2:] == (Cause.MISSED, Direction.BELOW, Decimal(-50), Decimal("-0.25"), "次", Decimal("2.50"))
    found = deviation("≤10次", "12次")
    assert found[2:] == (Cause.MISSED, Direction.ABOVE, Decimal(2), Decimal("0.2"), "次", Decimal("1.67"))


def test_the_share_of_a_negative_target_keeps_the_side() -> None:
    found = deviation("≥-3%", "-6%")
    assert (found.direction, found.amount, found.share) == (Direction.BELOW, Decimal(-3), Decimal(-1))


def test_a_target_of_0_has_no_share_and_dates_and_words_have_no_amount() -> None:
    assert deviation("=0次", "2次").share is None
    found = deviation("11月底前", "12月15日")
    assert (found.direction, found.amount, found.share, found.lost) == (Direction.NONE, None, None, None)
    found = deviation("显著", "较显著", self_score="9")
    assert (found.cause, found.amount, found.lost) == (Cause.POINTS_LOST, None, Decimal(1))


def test_a_bound_is_missed_by_an_unknown_amount() -> None:
    found = deviation("≥95%", "不足90%")
    assert (found.cause, found.direction, found.amount) == (Cause.MISSED, Direction.NONE, None)


def test_over_achievement_is_a_deviation_where_the_rulebook_has_a_threshold() -> None:
    found = deviation("≥10次", "13次", rulebook="platform-caps")
    assert (found.cause, found.direction, found.share) == (Cause.OVER_ACHIEVED, Direction.ABOVE, Decimal("0.3"))
    assert sheet(line("≥10次", "13次")).deviations == ()
    assert sheet(line("≤10次", "1次"), rulebook="platform-caps").deviations == ()


def test_an_execution_that_lost_points_is_a_deviation_in_percentage_points() -> None:
    met = [line("≥1次", "1次", "90")]
    found = score(form(met, budgeted="1503.44", spent="1352.79"), book("central-2021")).deviations
    assert [(d.where, d.cause, d.direction, d.amount, d.unit, d.lost) for d in found] == [
        ("funding", "points_lost", "below", Decimal("-10.02"), "%", Decimal("1.00"))
    ]
    assert score(form(met, budgeted="1", spent="1"), book("central-2021")).deviations == ()
    assert score(form(met, budgeted="0", spent="0"), book("central-2021")).deviations == ()
