"""Roll-up over several agencies, against an example of three invented ones worked out by hand.

甲: 600万元 (spent 540), 乙: 300万元 (spent 300), 丙: 100万元, printed as 1,000,000元 (spent 900,000元).
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.model import Agency, Funding, FundingRow, Indicator, SelfEvaluation, Source
from scoring.results import Basis
from scoring.rollup import RollUp, RollUpRefused, rollup
from tests.scoring.build import book, form, line

HUBEI = book("hubei-2020")


def agency(name: str, unit: str, budgeted: str, spent: str, lines: list[Indicator]) -> SelfEvaluation:
    """The form of one agency."""
    row = FundingRow(Source.TOTAL, budgeted=Decimal(budgeted), spent=Decimal(spent))
    return replace(form(lines), agency=Agency(name), funding=Funding((row,), unit))


def forms() -> list[SelfEvaluation]:
    """The three forms: one line to add, two to weigh, one of words, one that does not match."""

    def lines(trained: tuple[str, str], rate: str, hours: str, points: str, last: str) -> list[Indicator]:
        return [
            line(trained[0], trained[1], "20", name="培训人次"),
            line("≥95%", rate, "20", name="合格率", reason="设备老化", remedy="更换"),
            line("≤4小时", hours, "10", name="平均响应时间"),
            line("作用显著", "达成预期指标", "20", name="促进作用", self_score=points),
            line(last, "完成", "10", name="台账"),
        ]

    return [
        agency("甲", "万元", "600", "540", lines(("≥1000人次", "900人次"), "90%", "3小时", "18", "是")),
        agency("乙", "万元", "300", "300", lines(("≥500人次", "500人次"), "100%", "6小时", "20", "否")),
        agency("丙", "元", "1000000", "900000", lines(("≥0.05万人次", "400人次"), "96%", "120分钟", "10", "是")),
    ]


def example() -> RollUp:
    """The three forms rolled up under the Hubei rule."""
    return rollup(forms(), HUBEI)


def test_absolute_figures_are_added_in_the_first_forms_unit() -> None:
    found = example()
    rolled = found.sheet.lines[0]
    assert found.lines[0].method == "added"
    assert rolled.indicator.target.numbers == (Decimal(2000),)  # 1000 + 500 + 0.05万
    assert rolled.indicator.actual.numbers == (Decimal(1800),)  # 900 + 500 + 400
    assert rolled.points == Decimal("18.00")  # 20 × 1800 ÷ 2000
    assert [(each.agency, each.actual) for each in found.lines[0].contributions] == [
        ("甲", Decimal(900)),
        ("乙", Decimal(500)),
        ("丙", Decimal(400)),
    ]


def test_relative_figures_are_weighed_by_money() -> None:
    found = example()
    rate, hours = found.sheet.lines[1], found.sheet.lines[2]
    assert [found.lines[1].method, found.lines[2].method] == ["weighed", "weighed"]
    assert rate.indicator.actual.numbers == (Decimal("93.6"),)  # (600 × 90 + 300 × 100 + 100 × 96) ÷ 1000
    assert rate.indicator.target.numbers == (Decimal(95),)
    assert rate.points == Decimal("19.71")  # 20 × 93.6 ÷ 95 = 19.705…
    assert hours.indicator.actual.numbers == (Decimal("3.8"),)  # (600 × 3 + 300 × 6 + 100 × 2) ÷ 1000
    assert hours.points == Decimal("10.00")


def test_points_of_words_are_weighed_by_money_and_choose_the_tier() -> None:
    found = example()
    rolled = found.sheet.lines[3]
    assert found.lines[3].method == "points_weighed"
    assert rolled.points == Decimal("17.80")  # (600 × 18 + 300 × 20 + 100 × 10) ÷ 1000
    assert rolled.basis is Basis.JUDGED
    assert rolled.tier is not None
    assert rolled.tier.tier.value == "achieved"


def test_a_line_that_has_no_partner_is_left_open_and_named() -> None:
    found = example()
    rolled = found.sheet.lines[4]
    assert found.lines[4].method == "left_open"
    assert (rolled.points, rolled.basis, rolled.reason) == (None, Basis.OPEN, "not_applicable")
    assert [(issue.code, issue.where, issue.facts["name"]) for issue in found.issues] == [
        ("rollup_left_open", "objectives[0].indicators[4]", "台账")
    ]


def test_the_funds_are_added_in_ten_thousand_yuan_and_the_sum_is_scored() -> None:
    sheet = example().sheet
    total = sheet.document.funding.total
    assert total is not None
    assert [total.budgeted, total.spent, sheet.document.funding.unit] == [Decimal(1000), Decimal(930), "万元"]
    assert sheet.execution.points == Decimal("18.60")  # 20 × 930 ÷ 1000
    # 18.00 + 19.71 + 10.00 + 17.80 + 18.60, and up to 10 more
    assert [sheet.total, sheet.low, sheet.high] == [None, Decimal("84.11"), Decimal("94.11")]


def test_the_rolled_up_form_names_its_agencies_and_prints_nothing_of_its_own() -> None:
    sheet = example().sheet
    document = sheet.document
    assert isinstance(document, SelfEvaluation)
    assert document.agency.name == "甲、乙、丙"
    assert (document.published_total, document.narrative, document.yearly_summary) == (None, None, None)
    assert sheet.lines[1].indicator.explanation.reason == "甲：设备老化；乙：设备老化；丙：设备老化"
    assert sheet.lines[0].indicator.explanation.reason == ""


def test_the_order_of_the_other_forms_does_not_matter() -> None:
    first, *others = forms()
    assert rollup([first, *reversed(others)], HUBEI).sheet.low == example().sheet.low


LEFT_OPEN = {
    "a bound": ("≥95%", "不足90%"),
    "a question": ("≥95%", "0.93"),
    "another dimension": ("≥95%", "3次"),
    "no number": ("≥95%", ""),
}


@pytest.mark.parametrize("shape", LEFT_OPEN)
def test_what_is_no_undoubted_figure_in_one_form_is_left_open_in_the_sum(shape: str) -> None:
    one = agency("甲", "万元", "1", "1", [line("≥95%", "96%", name="率")])
    other = agency("乙", "万元", "1", "1", [line(*LEFT_OPEN[shape], name="率")])
    assert rollup([one, other], HUBEI).lines[0].method == "left_open"


def test_words_without_points_and_twins_of_a_line_are_left_open() -> None:
    scored = [line("显著", "达成", self_score="9", name="作用")]
    unscored = [line("显著", "达成", name="作用")]
    one, other = agency("甲", "万元", "1", "1", scored), agency("乙", "万元", "1", "1", unscored)
    assert rollup([one, other], HUBEI).lines[0].method == "left_open"
    twins = agency("丙", "万元", "1", "1", scored * 2)
    assert rollup([one, twins], HUBEI).lines[0].method == "left_open"
    assert rollup([twins, one], HUBEI).lines[1].method == "left_open"


def test_what_every_form_says_alike_of_a_date_or_a_yes_is_kept() -> None:
    for target, actual in (("是", "是"), ("2023年11月30日前", "2023年12月5日")):
        lines = [line(target, actual, "10", name="台账")]
        found = rollup([agency(name, "万元", "1", "1", lines) for name in "甲乙"], HUBEI)
        assert found.lines[0].method == "same"
        assert found.sheet.lines[0].indicator.actual.text == actual


def test_a_line_that_only_a_later_form_has_is_named() -> None:
    one = agency("甲", "万元", "1", "1", [line("≥5次", "5次", name="巡检")])
    other = agency("乙", "万元", "1", "1", [line("≥5次", "5次", name="巡检"), line("≥2次", "2次", name="演练")])
    found = rollup([one, other], HUBEI)
    assert [(each.where, each.name, each.method) for each in found.lines[1:]] == [("documents[1]", "演练", "left_out")]
    assert [(issue.code, issue.where) for issue in found.issues] == [("rollup_left_open", "documents[1]")]


def test_a_reason_that_says_nothing_does_not_become_one_by_its_agency() -> None:
    missed = [agency(name, "万元", "1", "1", [line("≥5次", "4次", name="巡检", reason="无")]) for name in "甲乙"]
    rolled = rollup(missed, HUBEI).sheet
    assert rolled.lines[0].indicator.explanation.reason == ""
    assert rolled.owed[0].assessment.outcome == "insufficient"


def test_words_of_unknown_weight_are_left_open() -> None:
    lines = [line("显著", "达成", None, self_score="9", name="作用")]
    both = [agency("甲", "万元", "1", "1", lines), agency("乙", "万元", "1", "1", lines)]
    assert rollup(both, HUBEI).lines[0].method == "left_open"


def test_unrounded_rows_take_the_places_of_the_total() -> None:
    unrounded = replace(HUBEI, rounding=HUBEI.rounding._replace(rows=None, total=1))
    both = [
        agency("甲", "万元", "1", "1", [line("显著", "达成", self_score="9", name="作用")]),
        agency("乙", "万元", "2", "2", [line("显著", "达成", self_score="10", name="作用")]),
    ]
    assert rollup(both, unrounded).sheet.lines[0].points == Decimal("9.7")  # (9 + 2 × 10) ÷ 3


def test_a_part_of_the_funds_that_one_form_leaves_blank_is_blank_in_the_sum() -> None:
    one, other, _ = forms()
    row = FundingRow(Source.TOTAL, initial=Decimal(5), budgeted=Decimal(300))
    found = rollup([one, replace(other, funding=Funding((row,)))], HUBEI)
    total = found.sheet.document.funding.total
    assert total is not None
    assert (total.initial, total.budgeted, total.spent) == (None, Decimal(900), None)
    assert found.sheet.execution.reason == "no_funds"


def test_only_sources_that_every_form_has_are_added() -> None:
    one, other, _ = forms()
    extra = FundingRow(Source.APPROPRIATION, budgeted=Decimal(1))
    found = rollup([replace(one, funding=Funding((*one.funding.rows, extra))), other], HUBEI)
    assert [row.source for row in found.sheet.document.funding.rows] == [Source.TOTAL]


def test_a_rulebook_without_a_rule_for_it_refuses_to_roll_up() -> None:
    with pytest.raises(RollUpRefused, match="没有汇总规则"):
        rollup(forms(), book("central-2021"))


def test_one_form_is_no_roll_up() -> None:
    with pytest.raises(RollUpRefused, match="至少"):
        rollup(forms()[:1], HUBEI)


def test_forms_of_different_years_are_refused() -> None:
    one, other, _ = forms()
    with pytest.raises(RollUpRefused, match="年度不同"):
        rollup([one, replace(other, budget_year=2022)], HUBEI)


@pytest.mark.parametrize("rows", [(), (FundingRow(Source.TOTAL),), (FundingRow(Source.TOTAL, budgeted=Decimal(0)),)])
def test_a_form_without_money_to_weigh_with_is_refused_by_name(rows: tuple[FundingRow, ...]) -> None:
    one, other, _ = forms()
    with pytest.raises(RollUpRefused, match="乙") as refused:
        rollup([one, replace(other, funding=Funding(rows))], HUBEI)
    assert "加权" in refused.value.reason
