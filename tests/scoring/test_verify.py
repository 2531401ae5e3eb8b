"""Verify, compare, narrative and yearly summary."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.model import (
    Agency,
    Explanation,
    Funding,
    FundingRow,
    Indicator,
    Objective,
    Plan,
    Project,
    Review,
    SelfEvaluation,
    Source,
)
from scoring.compare import compare, differing_sections
from scoring.narrative import narrative, yearly_summary
from scoring.sheet import ScoreSheet, score
from scoring.verify import Finding, Outcome, verify
from tests.scoring.build import book, form, line


def sheet(*lines: Indicator, rulebook: str = "central-2021", published: str | None = None) -> ScoreSheet:
    """A form of these lines, scored."""
    return score(form(lines, published=published), book(rulebook))


def first(line: Indicator, rulebook: str = "central-2021") -> Finding:
    """What verifying the one line finds."""
    return verify(sheet(line, rulebook=rulebook)).lines[0]


@pytest.mark.parametrize(
    ("printed", "outcome", "difference"), [("8", "agrees", "0"), ("8.00", "agrees", "0"), ("9.5", "differs", "1.5")]
)
def test_a_computed_line_agrees_or_differs_by_so_much(printed: str, outcome: str, difference: str) -> None:
    found = first(line("≥100次", "80次", self_score=printed))
    assert (found.outcome, found.computed, found.difference) == (outcome, Decimal(8), Decimal(difference))
    assert (found.low, found.high, found.met) == (None, None, False)
    assert verify(sheet(line("≥100次", "80次", self_score=printed))).differs is (outcome == "differs")


@pytest.mark.parametrize(
    ("given", "outcome", "reason"),
    [
        (line("显著", "较显著", self_score="9"), Outcome.INSIDE, "judged"),
        (line("≥95%", "部分达成", self_score="6"), Outcome.INSIDE, "claimed"),
        (line("显著", "较显著", self_score="7"), Outcome.OUTSIDE, "outside_band"),
        (line("显著", "较显著"), Outcome.NOT_DERIVABLE, "unscored"),
        (line("显著", "还可以", self_score="9"), Outcome.NOT_DERIVABLE, "tier_unknown"),
        (line("≥95%", "", self_score="10"), Outcome.NOT_DERIVABLE, "blank"),
        (line("≥95%", "0.96", self_score="10"), Outcome.NOT_DERIVABLE, "question"),
        (line("≥3次", "3万元", self_score="10"), Outcome.NOT_DERIVABLE, "unit_mismatch"),
        (line("≥95%", "96%", None, self_score="10"), Outcome.NOT_DERIVABLE, "weight_unknown"),
        (line("≥95%", "96%"), Outcome.NOT_DERIVABLE, "not_printed"),
    ],
)
def test_a_line_that_is_not_computed_is_inside_outside_or_not_derivable_and_why(
    given: Indicator, outcome: Outcome, reason: str
) -> None:
    found = first(given)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_a_judged_line_names_the_band_it_had_to_lie_in() -> None:
    found = first(line("显著", "部分达成", self_score="6"))
    assert (found.low, found.high, found.computed) == (Decimal(6), Decimal(8), None)


def test_an_allowed_reduction_is_inside_its_band_and_no_difference() -> None:
    found = first(line("≥10次", "13次", "20", self_score="18.5"), "platform-caps")
    assert (found.outcome, found.low, found.high) == (Outcome.INSIDE, Decimal(18), Decimal(20))
    assert (found.computed, found.difference) == (None, None)


def test_the_self_score_is_verified_against_the_computed_one_even_where_a_review_counts() -> None:
    reviewed = line("≥100次", "80次", self_score="9", review=Review(Decimal(7), approved=True))
    found = first(reviewed)
    assert (found.outcome, found.printed, found.computed) == (Outcome.DIFFERS, Decimal(9), Decimal(8))


@pytest.mark.parametrize(
    ("published", "outcome"),
    [("90.00", "agrees"), ("91", "differs"), (None, "not_derivable")],
)
def test_a_derived_total_agrees_or_differs(published: str | None, outcome: str) -> None:
    found = verify(sheet(line("≥100次", "80次", "100"), published=published)).total
    assert (found.outcome, found.computed) == (outcome, Decimal("90.00"))


@pytest.mark.parametrize(
    ("published", "outcome"),
    [("10", "inside"), ("20", "inside"), ("20.01", "outside"), ("9.99", "outside"), (None, "not_derivable")],
)
def test_an_open_total_is_inside_or_outside_the_possible_range(published: str | None, outcome: str) -> None:
    found = verify(sheet(line("≥95%", ""), published=published))
    assert (found.total.outcome, found.total.reason) == (outcome, "open_lines")
    assert (found.total.low, found.total.high) == (Decimal("10.00"), Decimal("20.00"))
    assert found.differs is (outcome == "outside")


def test_the_printed_execution_points_are_verified_too() -> None:
    document = form([line("≥95%", "95%", self_score="10")])
    row = FundingRow(Source.TOTAL, budgeted=Decimal(100), spent=Decimal(89), self_score=Decimal(9))
    found = verify(score(replace(document, funding=Funding((row,))), book("central-2021"))).execution
    assert (found.outcome, found.difference) == (Outcome.DIFFERS, Decimal("0.1"))
    open_ = replace(row, budgeted=Decimal(0))
    found = verify(score(replace(document, funding=Funding((open_,))), book("central-2021"))).execution
    assert (found.outcome, found.reason, found.high) == (Outcome.NOT_DERIVABLE, "zero_budget", Decimal(10))


def test_a_plan_publishes_no_total() -> None:
    document = form([line("≥95%", "")])
    plan = Plan(2023, "测试", document.agency, document.objectives)
    found = verify(score(plan, book("central-2021"))).total
    assert (found.outcome, found.printed) == (Outcome.NOT_DERIVABLE, None)


def test_compare_names_the_rules_that_make_each_difference() -> None:
    lines = (line("≤10次", "12次"), line("=5次", "4次", self_score="9"), line("≥10次", "10次"), line("≥95%", ""))
    document = form(lines)
    found = compare(score(document, book("platform-default")), score(document, book("platform-person")))
    assert found.rules == ("at_most", "equal")
    assert [(each.name, each.first, each.second) for each in found.differences] == [
        ("指标", Decimal("8.00"), None),
        ("指标", Decimal("8.00"), Decimal(9)),
        ("总分", None, None),
    ]
    assert [each.causes for each in found.differences] == [("at_most",), ("equal",), ("at_most", "equal")]


def test_compare_names_the_execution_where_it_differs() -> None:
    document = form([line("≥10次", "10次")], budgeted="100", spent="85")
    found = compare(score(document, book("central-2021")), score(document, book("jilin-2023")))
    assert (found.differences[0].where, found.differences[0].causes) == ("funding", ("execution",))
    assert (found.differences[0].first, found.differences[0].second) == (Decimal("8.50"), Decimal("7.00"))


def test_a_line_open_on_one_side_is_put_down_to_the_tiers_or_the_open_lines() -> None:
    document = form([line("≥95%", "", "90")])
    found = compare(score(document, book("central-2021")), score(document, book("test-strict")))
    assert "open_lines" in found.differences[0].causes


def test_a_document_compared_with_itself_differs_in_nothing() -> None:
    one = sheet(line("≥10次", "7次"))
    assert compare(one, one).differences == ()
    assert differing_sections(one.rulebook, one.rulebook) == ()


def test_the_same_rule_from_another_clause_is_no_difference() -> None:
    assert "execution" not in differing_sections(book("central-2021"), book("mohrss-2023"))
    assert "tiers" in differing_sections(book("central-2021"), book("hubei-2020"))


def written(*lines: Indicator, achieved: str = "完成全部任务", **more: str | None) -> str:
    """The narrative of a form of these lines."""
    document = form(lines, **more)  # type: ignore[arg-type]
    objectives = tuple(replace(objective, achieved=achieved) for objective in document.objectives)
    return narrative(score(replace(document, objectives=objectives), book("central-2021")))


def test_the_narrative_says_score_money_achievements_problems_and_next_steps() -> None:
    missed = line("≥200人次", "150人次", "90", reason="暑期场地装修，停办两月", remedy="今后错开装修")
    assert written(missed, budgeted="1503.44", spent="1352.79") == (
        "“样例项目”绩效自评综述：根据年初设定的绩效目标，项目自评得分76.50分。"
        "全年预算数为1,503.44万元，执行数为1,352.79万元，完成预算的89.98%。"
        "绩效目标完成情况：完成全部任务。"
        "发现的主要问题及原因：预算执行率89.98%，执行率得9.00分（满分10分）。全年实际完成150人次，比年度指标值200人次少50人次，偏差-25.00%，原因：暑期场地装修，停办两月。"
        "下一步改进措施：今后错开装修。"
    )


def test_the_narrative_says_what_is_missing() -> None:
    text = written(line("≥200人次", "150人次", reason="无"), line("≥95%", ""), achieved=" ", budgeted=None)
    assert "自评得分尚不能确定：已计7.50分，可能在7.50至27.50分之间" in text
    assert "全年预算数或执行数未填报。" in text
    assert "（实际完成情况尚未填写）。" in text
    assert "原因：（偏差原因尚未说明）。" in text
    assert text.endswith("下一步改进措施：（改进措施尚未填写）。")


def test_the_narrative_of_a_form_without_deviations_says_so() -> None:
    text = written(line("≥95%", "95%", "90"), achieved="已经完成！", budgeted="0", spent="0")
    assert "执行率无法计算" in text
    assert "绩效目标完成情况：已经完成！发现" in text
    assert text.endswith("尚待确定得分的有：预算执行率。")
    settled = written(line("≥95%", "95%", "90"), budgeted="1", spent="1")
    assert settled.endswith("各项指标均已完成，无需说明的偏差。")


def test_the_narrative_names_the_lines_without_a_score_before_the_problems() -> None:
    text = written(line("≥95%", "90%", "45", name="合格率"), line("显著", "", "45", name="作用"))
    assert "发现的主要问题及原因：尚待确定得分的有：作用。全年实际完成90%" in text


def test_the_narrative_of_a_whole_agency_names_it_so() -> None:
    document = replace(form([line("≥95%", "95%", "90")]), project=None)
    assert "“甲单位”绩效自评综述：根据年初设定的绩效目标，整体支出自评得分100.00分" in narrative(
        score(document, book("central-2021"))
    )


def project(name: str, budgeted: str | None, unit: str = "万元") -> SelfEvaluation:
    """A project's form with this budget."""
    row = FundingRow(Source.TOTAL, budgeted=None if budgeted is None else Decimal(budgeted))
    objectives = (Objective("", ()),)
    return SelfEvaluation(2023, "测试", Agency("甲"), objectives, project=Project(name), funding=Funding((row,), unit))


def test_the_yearly_summary_counts_adds_and_takes_the_share() -> None:
    documents = [project("甲", "1503.44"), project("乙", "4460000", "元"), replace(project("整体", "9"), project=None)]
    summary = yearly_summary(documents, Decimal("3898.88"))
    assert (summary.projects, summary.funds, summary.share) == (2, Decimal("1949.44"), Decimal("0.5"))
    assert summary.text == (
        "根据预算绩效管理要求，对2023年度一般公共预算项目支出全面开展绩效自评，"
        "其中项目2个，共涉及资金1,949.44万元，占一般公共预算项目支出总额的50.0%。"
    )


def test_the_yearly_summary_names_the_forms_without_a_budget() -> None:
    summary = yearly_summary([project("甲", "9"), project("乙", None), replace(project("丙", "1"), funding=Funding())])
    assert (summary.projects, summary.funds, summary.share) == (3, Decimal(9), None)
    assert "（乙、丙未填报预算数，未计入）" in summary.text


def test_a_yearly_summary_needs_a_project() -> None:
    with pytest.raises(ValueError, match="没有项目支出"):
        yearly_summary([replace(project("甲", "9"), project=None)])


def test_an_explanation_of_the_form_stands_in_the_narrative() -> None:
    document = form([line("≥200人次", "150人次", "80")])
    given = replace(document, explanation=Explanation("暑期场地装修，停办两月", "今后错开装修"))
    assert "原因：暑期场地装修，停办两月。" in narrative(score(given, book("hubei-2020")))
