"""Folding by our own table, exact decimals from text and back."""

import unicodedata
from decimal import Decimal

import pytest

from indicators.numbers import LOOK_ALIKES, MOST_DIGITS, fold, parse_decimal, plain


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("≥９５．５％", "≥95.5%"),
        ("≧⩾≽", "≥≥≥"),
        ("≦⩽‹", "≤≤<"),
        ("＞＝═", ">=="),
        ("（套）", "(套)"),
        ("18—54", "18-54"),
        ("7×24", "7*24"),
        ("⽹⽤⻓", "网用长"),
        ("㎡", "平方米"),
        ("1\u3000200\u200b", "1 200"),
        ("10²", "10²"),
        ("一般①", "一般①"),
    ],
)
def test_look_alikes_fold_and_nothing_else_does(seen: str, meant: str) -> None:
    assert fold(seen) == meant


def test_no_folded_character_is_itself_a_look_alike() -> None:
    assert all(ord(one) not in LOOK_ALIKES for meant in LOOK_ALIKES.values() for one in meant)


def test_folding_makes_no_digit_of_what_is_none() -> None:
    made = {code for code, meant in LOOK_ALIKES.items() if any("0" <= one <= "9" for one in meant)}
    assert {unicodedata.name(chr(code)) for code in made} == {
        f"FULLWIDTH DIGIT {name}" for name in "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE".split()
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("-3", "-3"),
        ("+3", "3"),
        (" １２ ", "12"),
        ("007", "7"),
        ("9" * MOST_DIGITS, "9" * MOST_DIGITS),
    ],
)
def test_a_printed_figure_is_parsed_exactly(text: str, value: str) -> None:
    parsed = parse_decimal(text)
    assert parsed == Decimal(value)
    assert parsed is not None and plain(parsed) == plain(Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1e9",
        "1_000",
        "٣",
        "12,34",
        "1,2345",
        ".5",
        "5.",
        "NaN",
        "Infinity",
        "1.2.3",
        "--1",
        "9" * (MOST_DIGITS + 1),
        "1" * 500,
        "10²",
    ],
)
def test_what_is_no_plain_figure_is_none(text: str) -> None:
    assert parse_decimal(text) is None


def test_no_figure_is_ever_shown_with_an_exponent() -> None:
    assert plain(Decimal("1E+9")) == "1000000000"
    assert plain(Decimal("1E-7")) == "0.0000001"
    assert plain(Decimal("9.30")) == "9.30"
