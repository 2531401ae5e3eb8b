"""The sheet's sums, its grade, its findings; pools of unprinted weights; reviews."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.model import Funding, FundingRow, Indicator, Objective, Origin, Review, Source, Weight
from indicators.taxonomy import Dimension
from scoring.grading import grade
from scoring.results import Basis
from scoring.rounding import half_up
from scoring.sheet import ScoreSheet, Subtotal, score
from tests.scoring.build import book, form, library, line


def sheet(*lines: Indicator, rulebook: str = "central-2021") -> ScoreSheet:
    """A form of these lines, scored."""
    return score(form(lines), book(rulebook))


def test_the_points_are_summed_by_what_they_rest_on() -> None:
    found = sheet(
        line("≥95%", "95%", "20"),
        line("显著", "较显著", self_score="9"),
        line("≥95%", "达成", self_score="8"),
        line("≥95%", "", review=Review(Decimal(7), approved=True)),
        line("≥95%", ""),
    )
    assert found.by_basis == {
        Basis.COMPUTED: Decimal("30.00"),
        Basis.JUDGED: Decimal(9),
        Basis.CLAIMED: Decimal(8),
        Basis.REVIEWED: Decimal(7),
        Basis.OPEN: Decimal(0),
    }
    assert found.points_so_far == Decimal("54.00")
    assert [each.where for each in found.open_lines] == ["objectives[0].indicators[4]"]


def test_closed_pools_count_as_computed() -> None:
    found = sheet(line("≥95%", "95%", None), line("≥2次", "2次", None))
    assert found.by_basis[Basis.COMPUTED] == found.total == Decimal("100.00")
    assert found.open_lines == ()


def test_sums_by_dimension_follow_the_form_and_leave_out_lines_of_no_known_level() -> None:
    lines = [
        line("≥95%", "95%", "20", dimension="benefit", category="social_benefit"),
        line("≥95%", "", "10", dimension="output"),
        line("≥95%", "95%", "30", dimension="output"),
        replace(line("≥95%", "95%", "5"), dimension=None),
        line("≥95%", "95%", None, dimension="cost", category="economic_cost"),
    ]
    assert list(sheet(*lines).by_dimension.items()) == [
        (Dimension.BENEFIT, Subtotal(Decimal(20), Decimal(20), Decimal(20), Decimal(20))),
        (Dimension.OUTPUT, Subtotal(Decimal(40), None, Decimal(30), Decimal(40))),
        (Dimension.COST, Subtotal(None, None, None, None)),
    ]


def test_sums_by_objective_keep_objectives_apart_beyond_the_tenth() -> None:
    document = form(*[[line("≥95%", "95%", str(i))] for i in range(1, 13)])
    sums = score(document, book("central-2021")).by_objective
    assert [subtotal.points for _, subtotal in sums] == [Decimal(i) for i in range(1, 13)]


@pytest.mark.parametrize(
    ("rulebook", "total", "expected"),
    [
        ("central-2020", "90", "优"),
        ("central-2020", "89.99", "良"),
        ("central-2020", "80", "良"),
        ("central-2020", "79.99", "中"),
        ("central-2020", "60", "中"),
        ("central-2020", "59.99", "差"),
        ("central-2020", "0", "差"),
        ("platform-grades-80", "80", "优"),
        ("platform-grades-80", "79.99", "良"),
        ("platform-grades-80", "70", "良"),
        ("platform-grades-80", "69.99", "中"),
        ("mohrss-2023", "97", None),
        ("central-2020", None, None),
    ],
)
def test_the_lower_end_of_a_grade_belongs_to_it(rulebook: str, total: str | None, expected: str | None) -> None:
    assert grade(None if total is None else Decimal(total), book(rulebook)) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.665", 2, "2.67"),
        ("2.675", 2, "2.68"),
        ("73.625", 2, "73.63"),
        ("-2.665", 2, "-2.67"),
        ("0.5", 0, "1"),
        ("8.998", 1, "9.0"),
        ("2.6649999999999999999", 2, "2.66"),
        ("3.0149999999999999999999999999", 2, "3.02"),  # 4.02 × 0.5 ÷ 0.666…7: a half but for the division
    ],
)
def test_a_half_is_rounded_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(half_up(Decimal(value), places)) == expected


def reviewed(score: str | None, *, approved: bool = True, target: str = "≥95%", weight: str | None = "10") -> Indicator:
    """A line with a self score and a review."""
    return line(
        target,
        "95%",
        weight,
        self_score="10",
        review=Review(None if score is None else Decimal(score), approved=approved),
    )


@pytest.mark.parametrize(
    ("given", "points", "basis", "reason"),
    [
        (reviewed("7"), "7", Basis.REVIEWED, "reviewed"),
        (reviewed("0"), "0", Basis.REVIEWED, "reviewed"),
        (reviewed("10"), "10", Basis.REVIEWED, "reviewed"),
        (reviewed("7", approved=False), "10", Basis.COMPUTED, ""),
        (reviewed(None), "10", Basis.COMPUTED, ""),
        (reviewed("10.01"), None, Basis.OPEN, "review_outside_weight"),
        (reviewed("-1"), None, Basis.OPEN, "review_outside_weight"),
        (reviewed("7", weight=None), None, Basis.OPEN, "review_outside_weight"),
    ],
)
def test_an_approved_review_is_what_counts_and_overwrites_nothing(
    given: Indicator, points: str | None, basis: Basis, reason: str
) -> None:
    found = sheet(given).lines[0]
    assert (found.points, found.basis, found.reason) == (None if points is None else Decimal(points), basis, reason)
    assert found.self_score == Decimal(10)
    assert found.computed_score == (None if given.weight.value is None else Decimal(10))
    assert given.review is not None
    assert found.review_score == given.review.score


def test_a_review_counts_on_a_line_that_holds_the_execution_rate_too() -> None:
    row = FundingRow(Source.APPROPRIATION, budgeted=Decimal(100), spent=Decimal(100))
    given = line("≥95%", "100%", "20", name="预算执行率", review=Review(Decimal(15), approved=True))
    document = replace(form([given]), funding=Funding((row,)))
    found = score(document, book("test-lines"))
    assert (found.lines[0].computed_score, found.lines[0].points) == (Decimal(20), Decimal(15))
    assert (found.execution.points, found.execution.reason) == (Decimal(0), "in_lines")


def test_an_execution_line_of_unknown_weight_is_scored_as_any_other_line() -> None:
    document = form([line("≥95%", "100%", None, name="预算执行率")])
    found = score(document, book("test-lines")).lines[0]
    assert (found.met, found.reason) == (True, "weight_unknown")


@pytest.mark.parametrize(
    ("spent", "points"),
    [("100", "20"), ("95", "20"), ("94.4", "12.5"), ("75", "12.5"), ("74", "0"), ("120", "20")],
)
def test_the_bands_scale_with_the_weight_of_the_execution_line(spent: str, points: str) -> None:
    row = FundingRow(Source.APPROPRIATION, budgeted=Decimal(100), spent=Decimal(spent))
    lines = [line("≥95%", "100%", weight, name="预算执行率") for weight in ("20", "10")]
    found = score(replace(form(lines), funding=Funding((row,))), book("test-lines"))
    assert found.lines[0].points == Decimal(points)
    assert found.lines[1].points == half_up(Decimal(points) / 2, 1)


def pooled(*points: str | None, weights: tuple[str | None, ...]) -> ScoreSheet:
    """A form whose objectives each have a met and a half-met line of these weights."""
    groups = [[line("≥2次", "2次", weight), line("≥2次", "1次", weight)] for weight in weights]
    return score(form(*groups, printed_points=points), book("central-2021"))


def test_objectives_with_printed_points_are_pools_of_their_own_and_the_rest_is_one() -> None:
    found = pooled("50", None, None, weights=(None, None, None))
    assert [(pool.points, pool.low, pool.high, len(pool.members)) for pool in found.pools] == [
        (Decimal(50), Decimal(25), Decimal(50), 2),
        (Decimal(40), Decimal(20), Decimal(40), 4),
    ]
    assert (found.total, found.low, found.high) == (None, Decimal("55.00"), Decimal("100.00"))


def test_known_weights_leave_the_rest_of_a_pool_to_the_others_and_never_less_than_nothing() -> None:
    mixed = [line("≥2次", "2次", "30"), line("≥2次", "1次", None)]
    found = score(form(mixed, printed_points=["50"]), book("central-2021"))
    assert [(pool.points, pool.low) for pool in found.pools] == [(Decimal(20), Decimal(10))]
    over = [line("≥2次", "2次", "60"), line("≥2次", "1次", None), line("≥2次", "2次", None)]
    found = score(form(over, printed_points=["50"]), book("central-2021"))
    assert [(pool.points, pool.high, pool.step) for pool in found.pools] == [(Decimal(-10), Decimal(0), None)]
    assert found.total is None, "more is printed than there is"


def test_caps_close_no_range_of_a_form_that_prints_more_than_there_is() -> None:
    lines = [line("≥2次", "1次", "80"), line("显著", "达成", "40"), line("≥2次", "1次", None)]
    found = score(form(lines, budgeted="100", spent="1"), book("platform-caps"))
    assert (found.low, found.high, found.total) == (Decimal(59), Decimal(59), None)
    assert found.trace.value == found.points_so_far


def test_the_points_of_an_objective_without_lines_are_not_given_to_the_others() -> None:
    document = form([line("≥2次", "2次", None)])
    empty = Objective("", (), weight=Weight(Decimal(40), Origin.PRINTED))
    found = score(replace(document, objectives=(*document.objectives, empty)), book("central-2021"))
    assert found.total == Decimal("60.00")  # 90 − 40, and 10 for the execution


def test_known_weights_need_no_pool() -> None:
    assert pooled("50", weights=("10",)).pools == ()


def test_a_form_without_lines_has_no_total() -> None:
    for id in library().ids():
        found = score(form([]), book(id))
        assert found.lines == ()
        if book(id).execution.placement == "outside":
            assert (found.total, found.points_so_far) == (None, found.execution.points)
            assert found.high == 100
