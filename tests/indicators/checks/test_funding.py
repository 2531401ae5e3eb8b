"""资金表 against itself."""

import pytest

from indicators.issues import Severity
from indicators.model import FundingRow, Scope, SelfEvaluation, Source, Spending
from tests.indicators.checks.build import codes, form, found, number, only, row

TOTAL, APPROPRIATION, CARRIED, OTHER = Source.TOTAL, Source.APPROPRIATION, Source.CARRIED_OVER, Source.OTHER


def funds(*rows: FundingRow) -> SelfEvaluation:
    return form(rows=rows)


def test_parts_that_do_not_add_up_to_the_total_are_named_with_both_sums_and_the_difference() -> None:
    issue = only(funds(row(TOTAL, "100.00"), row(APPROPRIATION, "80.00"), row(OTHER, "19.99")))
    assert issue.code == "funding_parts_differ"
    assert issue.where == "funding.rows[0].budgeted"
    assert issue.facts == {"total": "100.00", "parts": "99.99", "difference": "0.01"}


def test_parts_that_add_up_are_fine_however_many_decimals_they_print() -> None:
    assert not codes(funds(row(APPROPRIATION, "80"), row(OTHER, "20.0"), row(TOTAL, "100.00")))


def test_one_part_under_the_total_is_a_form_that_prints_only_the_first_source() -> None:
    assert not codes(funds(row(TOTAL, "100"), row(APPROPRIATION, "80")))


def test_one_part_over_the_total_is_an_error() -> None:
    assert codes(funds(row(TOTAL, "80"), row(APPROPRIATION, "100"))) == ["funding_parts_differ"]


def test_a_total_of_zeros_over_filled_parts_has_a_code_of_its_own() -> None:
    document = funds(row(TOTAL, "0.00", "0.00", "0.00"), row(APPROPRIATION, "80.00", "40.00", "50.00"))
    assert codes(document) == ["funding_total_zero", "funding_total_zero"]


def test_a_table_without_a_total_or_without_parts_says_nothing_about_sums() -> None:
    assert not codes(funds(row(APPROPRIATION, "80"), row(OTHER, "30")))
    assert not codes(funds(row(TOTAL, "80"), row(OTHER)))


RATES = [
    ("1503.44", "1352.79", "90.0", True),  # 89.9796…
    ("1503.44", "1352.79", "89.98", True),
    ("1503.44", "1352.79", "90.00", False),
    ("1395.74", "1245.09", "89.2", True),
    ("520", "471.36", "90.65", True),
    ("520", "471.36", "90.7", False),  # 90.646…: rounded from 90.65, that is twice
    ("200", "25", "12.5", True),
    ("800", "1", "0.12", True),  # 0.125: a tie may have been rounded either way
    ("800", "1", "0.13", True),
    ("100", "100", "100", True),
    ("0.00", "0.00", "0.0", True),
    ("0.00", "0.00", "100.0", False),
    ("0.00", "0.00", "", True),
    ("", "5", "50", True),
]


@pytest.mark.parametrize(("budgeted", "spent", "rate", "fine"), RATES)
def test_a_printed_rate_is_compared_at_the_decimals_it_prints(budgeted: str, spent: str, rate: str, fine: bool) -> None:
    assert codes(funds(row(TOTAL, budgeted, spent, rate))) == ([] if fine else ["rate_differs"])


def test_the_sentence_of_a_wrong_rate_gives_the_right_one_at_the_same_decimals() -> None:
    issue = only(funds(row(TOTAL, "1503.44", "1352.79", "90.00")))
    assert (issue.severity, issue.facts["expected"]) == (Severity.ERROR, "89.98%")


def test_spending_without_a_budget_is_over_budget_and_no_question_of_rates() -> None:
    assert found(funds(row(TOTAL, "0", "5", "0"))) == ["spent_over_budget funding.rows[0].spent"]


def test_spending_the_whole_budget_is_not_over_it() -> None:
    assert not codes(funds(row(TOTAL, "5.00", "5", "100")))


ROUNDED = [
    ("20", "18.52", "92.6", True),  # 20 × 92.6 %; the quotient 92.567… gives 18.51
    ("20", "18.51", "92.6", False),
    ("20", "18.5", "92.6", False),  # at one decimal both give 18.5
    ("10", "9.3", "92.6", False),
    ("10", "9.26", "92.6", False),
    ("20", "18.52", "92.57", False),  # the score follows from no rate on the form: not this finding
    ("20", "", "92.6", False),
    ("", "18.52", "92.6", False),
]


@pytest.mark.parametrize(("points", "score", "rate", "rounded"), ROUNDED)
def test_points_from_the_rounded_rate_are_told_only_where_the_quotient_gives_others(
    points: str, score: str, rate: str, rounded: bool
) -> None:
    document = funds(row(TOTAL, "446.00", "412.85", rate, points=points, score=score))
    assert codes(document) == (["rate_rounded_before_scoring"] if rounded else [])


FULL = [
    ("100", "40", "10", "10", True),
    ("100", "40", "10", "9", False),  # bands may give that, the document does not know
    ("100", "40", "0", "0", False),
    ("100", "100", "10", "10.0", False),
    ("100", "99.7", "10", "10", False),  # 9.97 at no decimal is 10
    ("100", "99.7", "10", "10.0", False),
    ("100", "99.4", "10", "10.0", True),
    ("100", "99.996", "1000", "1000.00", False),  # the rate at two decimals is 100.00
    ("0", "0", "10", "10", False),
    ("100", "", "10", "10", False),
    ("100", "40", "", "10", False),
    ("100", "40", "10", "", False),
]


@pytest.mark.parametrize(("budgeted", "spent", "points", "score", "told"), FULL)
def test_full_points_at_a_rate_under_a_hundred_are_doubted(
    budgeted: str, spent: str, points: str, score: str, told: bool
) -> None:
    document = funds(row(TOTAL, budgeted, spent, points=points, score=score))
    assert codes(document) == (["execution_full_points_below_rate"] if told else [])


def test_more_than_the_budget_is_no_rate_under_a_hundred() -> None:
    assert codes(funds(row(TOTAL, "100", "140", points="10", score="10"))) == ["spent_over_budget"]


def test_the_printed_rate_does_where_an_amount_is_missing() -> None:
    issue = only(funds(row(TOTAL, rate="40", points="10", score="10")))
    assert (issue.code, issue.where) == ("execution_full_points_below_rate", "funding.rows[0].self_score")
    assert issue.severity is Severity.WARNING
    assert issue.facts == {"weight": "10", "rate": "40.00", "expected": "4"}


def test_full_points_from_a_rate_rounded_to_a_hundred_are_told_once() -> None:
    document = funds(row(TOTAL, "1000", "999.6", "100.0", points="20", score="20.00"))
    assert codes(document) == ["rate_rounded_before_scoring"]


def whole_agency(basic: str, project: str, *rows: FundingRow) -> SelfEvaluation:
    document = funds(*rows)
    spending = Spending(number(basic), number(project))
    return SelfEvaluation(
        document.budget_year,
        document.place,
        document.agency,
        document.objectives,
        scope=Scope.WHOLE_AGENCY,
        funding=document.funding,
        spending=spending,
    )


def test_basic_and_project_spending_add_up_to_what_was_budgeted_or_spent() -> None:
    total = row(TOTAL, "240", "233.37", "97.24")
    assert not codes(whole_agency("198.37", "35", total))
    assert not codes(whole_agency("200", "40", total))
    assert found(whole_agency("190", "35", total)) == ["spending_parts_differ spending"]


def test_an_agencys_spending_without_a_figure_to_compare_is_silent() -> None:
    assert not codes(whole_agency("190", "", row(TOTAL, "240")))
    assert not codes(whole_agency("190", "35"))
    assert not codes(whole_agency("190", "35", row(TOTAL)))
