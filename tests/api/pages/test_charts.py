"""Places on drawings: in per cent of what is drawn on, inside it, and in proportion."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.charts import Axis, bar, ends, line, mark, per_cent, radius, stacked

AXIS = Axis(Decimal(0), (Decimal(60), Decimal(80), Decimal(100)))
AMOUNTS = st.decimals(0, 10**6, places=3)


def share(text: str) -> Fraction:
    """The number of a percentage."""
    assert text.endswith("%")
    return Fraction(text.removesuffix("%"))


@pytest.mark.parametrize(
    ("part", "told"), [("0.5", "50%"), ("1", "100%"), ("0", "0%"), ("0.123456", "12.35%"), ("0.1", "10%")]
)
def test_a_share_is_told_to_a_hundredth_of_a_per_cent(part: str, told: str) -> None:
    assert per_cent(Decimal(part)) == told


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_bars_are_in_proportion_and_the_longest_fills_the_width(values: list[Decimal]) -> None:
    most = max(values)
    for value in values:
        made = bar(value, most)
        assert bool(made) == (value > 0)
        for piece in made:
            assert abs(share(piece.width) - Fraction(value) / Fraction(most) * 100) <= Fraction(1, 200)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_pieces_follow_one_another_without_gap_or_overlap(values: list[Decimal]) -> None:
    made = stacked([(value, str(number)) for number, value in enumerate(values)], sum(values, Decimal(0)))
    assert [piece.tone for piece in made] == [str(number) for number, value in enumerate(values) if value]
    at = Fraction(0)
    for piece in made:
        assert abs(share(piece.x) - at) <= Fraction(1, 20)
        at = share(piece.x) + share(piece.width)
    assert not made or abs(at - 100) <= Fraction(1, 20)


@given(st.decimals(0, 200, places=2), st.decimals(0, 200, places=2))
def test_an_axis_keeps_the_order_and_every_value_in_its_class(one: Decimal, other: Decimal) -> None:
    assert (one <= other) <= (AXIS.share(one) <= AXIS.share(other))
    number = sum(one >= edge for edge in AXIS.edges)
    assert AXIS.begins(number) <= AXIS.share(one) <= AXIS.begins(number + 1)


def test_what_lies_outside_of_an_axis_is_drawn_at_its_end() -> None:
    assert AXIS.share(Decimal(-5)) == 0
    assert AXIS.share(Decimal(10**9)) == Decimal("0.875")


def test_a_mark_lies_in_its_cell_and_one_alone_has_no_number() -> None:
    alone = mark(AXIS, AXIS, (1, 2), (Decimal(70), Decimal(90)), 1, 9)
    assert (alone.left, alone.top, alone.x, alone.y, alone.text) == ("25%", "25%", "37.5%", "37.5%", "")
    assert mark(AXIS, AXIS, (0, 0), (Decimal(30), Decimal(30)), 9, 9).text == "9"


def test_a_marks_area_grows_with_its_number() -> None:
    assert [radius(number, 100) for number in (1, 2, 25, 50, 100)] == [4, 8, 8, 8, 12]
    assert radius(81, 100) == 10


def test_a_line_breaks_where_there_is_no_value_and_stays_on_the_drawing() -> None:
    found = line([Decimal(50), None, Decimal(100), Decimal(250)], Decimal(50), Decimal(100))
    assert [point.y for point in found.points] == ["100%", "0%", "0%"]
    assert [(part.x1, part.x2) for part in found.segments] == [("62.5%", "87.5%")]


@given(st.lists(st.none() | st.decimals(-50, 500, places=2), max_size=6))
def test_the_ends_of_an_axis_hold_every_value_up_to_a_hundred_and_twenty(values: list[Decimal | None]) -> None:
    low, high = ends(values)
    assert 0 <= low < high <= 120
    assert high - low >= 20
    assert all(low <= min(max(value, Decimal(0)), Decimal(120)) <= high for value in values if value is not None)
