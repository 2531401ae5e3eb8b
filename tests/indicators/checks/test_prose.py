"""自评综述 against the table."""

from decimal import Decimal

import pytest

from indicators.model import Narrative
from tests.indicators.checks.build import codes, form, number, only, row


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
