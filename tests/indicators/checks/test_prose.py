"""自评综述 against the table."""

from decimal import Decimal

import pytest

from indicators.model import Narrative
from indicators.taxonomy import Category
from tests.indicators.checks.build import codes, form, found, line, number, only, row


def prose(
    *, unit: str = "万元", figures: tuple[str, str] = ("1503.44", "1352.79"), total: str = "", **said: str
) -> list[str]:
    narrative = Narrative(**{key: Decimal(value) for key, value in said.items()})  # type: ignore[arg-type]
    return codes(form(rows=[row(budgeted=figures[0], spent=figures[1])], unit=unit, total=total, narrative=narrative))


def test_prose_that_tells_the_tables_figures_is_fine() -> None:
    assert prose(score="97.00", budgeted="1503.44", spent="1352.79", rate="89.98", total="97.0") == []


def test_each_figure_that_differs_is_told() -> None:
    assert prose(score="97.1", budgeted="1503.45", spent="1352", rate="91", total="97.0") == [
        "narrative_score_differs",
        "narrative_budget_differs",
        "narrative_spent_differs",
        "narrative_rate_differs",
    ]


def test_prose_without_figures_or_a_form_without_a_table_is_silent() -> None:
    assert prose() == []
    assert not codes(form(narrative=Narrative(score=Decimal(97), budgeted=Decimal(5), rate=Decimal(90))))
    assert not codes(form(rows=[row()], narrative=Narrative(score=Decimal(97), budgeted=Decimal(5), rate=Decimal(90))))


RATES = [("90.00", False), ("90.0", True), ("90", True), ("89.98", True), ("89.9", False)]


@pytest.mark.parametrize(("rate", "fine"), RATES)
def test_the_proses_rate_is_compared_at_the_decimals_it_prints(rate: str, fine: bool) -> None:
    assert prose(rate=rate) == ([] if fine else ["narrative_rate_differs"])


def test_the_right_rate_is_told_at_the_same_decimals() -> None:
    narrative = Narrative(rate=Decimal("92.60"))
    issue = only(form(rows=[row(budgeted="446.00", spent="412.85")], narrative=narrative))
    assert issue.facts == {"printed": "92.60", "spent": "412.85", "budgeted": "446.00", "expected": "92.57"}


def test_amounts_rounded_in_prose_are_compared_at_their_own_decimals() -> None:
    assert prose(budgeted="1503.4", spent="1353") == []


def test_a_table_in_yuan_is_compared_in_wan_yuan() -> None:
    assert prose(unit="元", figures=("15034400", "13527900"), budgeted="1503.44", spent="1352.80") == [
        "narrative_spent_differs"
    ]


def test_amounts_ten_thousand_times_off_are_a_doubtful_unit_and_nothing_else() -> None:
    assert prose(figures=("350000", "340000"), budgeted="35", spent="34") == ["money_unit_doubtful"]


def test_a_zero_budget_has_no_rate_to_compare() -> None:
    assert prose(figures=("0", "0"), rate="100") == []
    assert number("") is None


TEXTS = [
    ("自评得分97.00分。全年预算1,503.44万元，执行数为1,352.79万元，完成预算89.98%。", []),
    ("自评得分为97分。全年预算数为1503.44万元，执行数为1352.79万元，完成预算的90%。", []),
    ("自评得分为９８分。", ["narrative_score_differs"]),
    ("全年预算数为1500万元，", ["narrative_budget_differs"]),
    ("执行数：1300 万元", ["narrative_spent_differs"]),
    ("完成预算90.00%。", ["narrative_rate_differs"]),
    ("其中甲项目执行数为1000万元，乙项目执行数为352.79万元。", []),  # two figures: neither is the form's
    ("执行数为1352.79万元，即执行数1352.79万元。", []),
    ("执行数为1.2.3万元，预算执行率90%，得分98分。", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_figures_that_stand_only_in_the_text_are_compared_as_well(text: str, expected: list[str]) -> None:
    rows = [row(budgeted="1503.44", spent="1352.79")]
    assert codes(form(rows=rows, total="97.0", narrative=Narrative(text))) == expected


def test_a_figure_of_its_own_goes_before_the_text() -> None:
    rows = [row(budgeted="1503.44", spent="1352.79")]
    narrative = Narrative("全年预算数为1500万元，执行数为1300万元", budgeted=Decimal("1503.44"))
    assert found(form(rows=rows, narrative=narrative)) == ["narrative_spent_differs narrative.spent"]


def test_an_amount_in_the_text_ten_thousand_times_off_is_a_doubtful_unit_and_nothing_else() -> None:
    rows = [row(budgeted="350000", spent="340000")]
    assert codes(form(rows=rows, narrative=Narrative("全年预算数为35万元，执行数为34万元"))) == ["money_unit_doubtful"]


@pytest.mark.parametrize(("execution", "fine"), [("10", False), ("", True)])
def test_a_score_without_a_printed_total_is_compared_with_the_sum_of_all_scores(execution: str, fine: bool) -> None:
    narrative = Narrative(score=Decimal(61))
    document = form(line(score="50"), rows=[row(score=execution)], narrative=narrative)
    assert codes(document) == ([] if fine else ["narrative_score_differs"])


def test_the_sum_of_all_scores_is_named_as_such() -> None:
    document = form(line(score="50"), rows=[row(score="10")], narrative=Narrative("项目自评得分为61分。"))
    assert only(document).facts == {"printed": "61", "name": "各行得分与执行率得分之和", "expected": "60"}


def test_a_score_that_is_the_sum_or_a_sum_with_a_gap_is_silent() -> None:
    narrative = Narrative(score=Decimal("60.00"))
    gap = line("线路稳定率", "≥99%", "99%", category=Category.QUALITY)
    assert not codes(form(line(score="50"), rows=[row(score="10")], narrative=narrative))
    assert not codes(form(line(score="40"), gap, rows=[row(score="10")], narrative=narrative))
