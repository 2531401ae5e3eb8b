"""Figures as forms print them."""

from decimal import Decimal

import pytest

from indicators.checks.figures import agrees, at_places, in_wan, ten_thousandfold


@pytest.mark.parametrize(
    ("value", "count", "shown"),
    [("89.9796", 2, "89.98"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("-0.124", 2, "-0.12"), ("5", 0, "5")],
)
def test_a_figure_is_shown_half_up_to_the_places_asked(value: str, count: int, shown: str) -> None:
    assert at_places(Decimal(value), count) == shown


@pytest.mark.parametrize(
    ("printed", "exact", "fine"),
    [("0.13", "0.125", True), ("0.12", "0.125", True), ("0.12", "0.1251", False), ("1E+2", "100.5", True)],
)
def test_a_printed_figure_agrees_with_what_could_have_been_rounded_to_it(printed: str, exact: str, fine: bool) -> None:
    assert agrees(Decimal(printed), Decimal(exact)) is fine


@pytest.mark.parametrize(
    ("one", "other", "doubtful"),
    [
        ("35", "350000", True),
        ("350100", "35", True),
        ("36", "350000", False),
        ("0", "350000", False),
        ("35", "35", False),
    ],
)
def test_an_amount_about_ten_thousand_times_another_is_doubtful(one: str, other: str, doubtful: bool) -> None:
    assert ten_thousandfold(Decimal(one), Decimal(other)) is doubtful


def test_only_money_is_brought_into_wan_yuan() -> None:
    assert in_wan(Decimal(350000), "元") == 35
    assert in_wan(Decimal(1), "亿元") == 10_000
    assert in_wan(Decimal(5), "台") is None
    assert in_wan(None, "万元") is None
