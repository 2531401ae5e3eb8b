"""The forms whose points are printed: the engine gives what the paper prints, or says who gave it."""

from decimal import Decimal
from itertools import pairwise

import pytest

from indicators.checks import check, check_together
from scoring.compare import compare
from scoring.narrative import yearly_summary
from scoring.results import Basis
from scoring.sheet import score
from scoring.verify import Outcome, verify
from tests.scoring.build import book
from tests.scoring.published.samples import codes, evaluation, judged_at, sample, sheet_of

JUDGED = 11  # 保障系统持续有效运行: the one line of jinbao that a person judges


@pytest.mark.parametrize(
    ("name", "rate", "printed"),  # execution, computed in all, judged, claimed, total
    [
        ("mohrss-2023-jinbao", "0.8998", "9.0 69.0 28.0 0 97.0"),  # 9.0 + 20.0 + 10 × 4.0 = 69.0; 28.0 inside 24–30
        ("mohrss-2023-egov", "0.9257", "9.3 59.3 37.0 0 96.3"),  # 9.3 + 2 × 9.0 + 4 × 8.0 = 59.3; 20.0 and 17.0
        ("huangpi-2023-whole", "1", "20 20 28 51 99"),  # 20 + (12 + 11 + 12 + 12) + 6 × 4 + 2 × 4
        ("huangpi-2023-jinbao", "1", "20 20 20 58 98"),
        ("huangpi-2023-card", "1", "20 20 40 40 100"),
        ("huangpi-2023-archives", "1", "20 20 40 40 100"),
    ],
)
def test_a_form_with_printed_points_gives_the_published_total(name: str, rate: str, printed: str) -> None:
    sheet = sheet_of(name)
    execution, computed, judged, claimed, total = map(Decimal, printed.split())
    by_basis = [sheet.by_basis[basis] for basis in (Basis.COMPUTED, Basis.JUDGED, Basis.CLAIMED)]
    assert by_basis == [computed, judged, claimed]
    assert sheet.execution.points == execution
    assert sheet.execution.rate is not None
    assert abs(sheet.execution.rate - Decimal(rate)) < Decimal("0.0001")
    assert sheet.total == total == evaluation(name).published_total
    assert verify(sheet).total.outcome is Outcome.AGREES
    assert verify(sheet).execution.outcome is Outcome.AGREES
    assert not verify(sheet).differs
    assert sheet.open_lines == ()


@pytest.mark.parametrize("name", ["mohrss-2023-jinbao", "mohrss-2023-egov"])
def test_each_line_agrees_with_the_paper_and_the_judged_ones_lie_inside_their_band(name: str) -> None:
    sheet = sheet_of(name)
    for line, found in zip(sheet.lines, verify(sheet).lines, strict=True):
        judged = line.basis is Basis.JUDGED
        assert found.outcome is (Outcome.INSIDE if judged else Outcome.AGREES)
        assert line.points == line.self_score
        assert line.met is (None if judged else True)


def test_the_judged_line_of_jinbao_may_lie_between_24_and_30() -> None:
    found = verify(sheet_of("mohrss-2023-jinbao")).lines[JUDGED]
    assert (found.printed, found.low, found.high) == (Decimal("28.0"), Decimal(24), Decimal(30))


@pytest.mark.parametrize("points", ["31", "23"])
def test_a_judged_line_outside_its_band_is_said_and_leaves_the_total_open(points: str) -> None:
    sheet = score(judged_at(evaluation("mohrss-2023-jinbao"), JUDGED, points), book("mohrss-2023"))
    found = verify(sheet)
    assert found.lines[JUDGED].outcome is Outcome.OUTSIDE
    assert (found.lines[JUDGED].low, found.lines[JUDGED].high) == (Decimal(24), Decimal(30))
    assert found.differs
    assert sheet.total is None
    assert (sheet.points_so_far, sheet.low, sheet.high) == (Decimal("69.0"), Decimal("93.0"), Decimal("99.0"))
    assert "score_outside_band" in {issue.code for issue in sheet.issues}
    assert found.total.outcome is Outcome.INSIDE  # the published 97.0 is still possible


def test_an_end_of_the_band_lies_inside_it() -> None:
    for points, total in (("24", "93.0"), ("30", "99.0")):
        document = judged_at(evaluation("mohrss-2023-jinbao"), JUDGED, points)
        assert score(document, book("mohrss-2023")).total == Decimal(total)


def test_egov_under_the_central_rules_gives_96_26_because_of_rounding() -> None:
    found = compare(sheet_of("mohrss-2023-egov"), sheet_of("mohrss-2023-egov", "central-2021"))
    assert (found.first.total, found.second.total) == (Decimal("96.3"), Decimal("96.26"))
    assert [(each.where, each.first, each.second, each.causes) for each in found.differences] == [
        ("funding", Decimal("9.3"), Decimal("9.26"), ("rounding",)),
        ("total", Decimal("96.3"), Decimal("96.26"), ("rounding",)),
    ]
    assert found.rules == ("rounding", "grades")


def test_the_two_projects_of_2023_add_up_to_a_hundredth_more_than_the_text_says() -> None:
    documents = [sample("mohrss-2023-jinbao"), sample("mohrss-2023-egov")]
    summary = yearly_summary(documents)
    assert (summary.projects, summary.funds) == (2, Decimal("1949.44"))
    assert "共涉及资金1,949.44万元" in summary.text
    found = [issue for issue in check_together(documents) if "1949.43" in issue.facts.values()]
    assert found
    assert all("1949.44" in issue.facts.values() for issue in found)


def test_what_jinbao_prints_twice_and_differently_is_found() -> None:
    assert {"cost_actual_differs_from_funds", "narrative_rate_differs"} <= codes("mohrss-2023-jinbao")


@pytest.mark.parametrize(
    ("name", "number", "points", "weight"),
    [("huangpi-2023-whole", 1, "11", "12"), ("huangpi-2023-jinbao", 1, "18", "20")],
)
def test_points_lost_inside_the_top_tier_without_a_reason_are_found_and_a_reason_is_owed(
    name: str, number: int, points: str, weight: str
) -> None:
    sheet = sheet_of(name)
    line = sheet.lines[number]
    assert (line.points, line.weight, line.basis) == (Decimal(points), Decimal(weight), Basis.CLAIMED)
    assert line.tier is not None
    assert line.tier.top
    assert "points_lost_in_top_tier" in codes(name)
    assert [(owed.where, owed.causes, owed.assessment.outcome.value) for owed in sheet.owed] == [
        (line.where, ("points_lost",), "insufficient")
    ]


@pytest.mark.parametrize(
    "name", ["huangpi-2023-whole", "huangpi-2023-jinbao", "huangpi-2023-card", "huangpi-2023-archives"]
)
def test_no_point_of_huangpi_but_the_execution_is_computed(name: str) -> None:
    sheet = sheet_of(name)
    assert {line.basis for line in sheet.lines} == {Basis.JUDGED, Basis.CLAIMED}
    assert {found.outcome for found in verify(sheet).lines} == {Outcome.INSIDE}
    assert "tier_name_against_figure" in codes(name)


def test_the_goals_of_the_whole_agency_earn_47_24_and_8() -> None:
    sums = [(subtotal.weight, subtotal.points) for _, subtotal in sheet_of("huangpi-2023-whole").by_objective]
    assert sums == [(Decimal(48), Decimal(47)), (Decimal(24), Decimal(24)), (Decimal(8), Decimal(8))]


def test_the_printed_plan_weights_make_90_beside_the_execution() -> None:
    for name in ("mohrss-2025-jinbao", "sichuan-2023-cloud", "sichuan-2023-crypto", "sichuan-2023-operations"):
        sheet = sheet_of(name)
        assert sum(line.weight for line in sheet.lines if line.weight) == sheet.rulebook.weights.indicators == 90
        assert sheet.execution.weight == 10
        assert {"indicator_weights_differ", "execution_weight_differs", "weights_sum_differs"}.isdisjoint(codes(name))
        assert (sheet.total, sheet.low, sheet.high) == (None, Decimal(0), Decimal(100))
        assert sheet.owed == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mohrss-2025-jinbao", {"cost_target_differs_from_funds", "near_duplicate_indicator"}),
        ("sichuan-2023-cloud", {"repeats_execution_rate", "category_conflicts_name"}),
        ("sichuan-2023-operations", {"category_conflicts_name"}),
    ],
)
def test_what_a_plan_gets_wrong_is_found(name: str, expected: set[str]) -> None:
    assert expected <= codes(name)


def test_every_printed_figure_pairs_with_its_place_in_the_order_of_the_form() -> None:
    for name in ("mohrss-2023-jinbao", "mohrss-2023-egov"):
        wheres = [found.where for found in verify(sheet_of(name)).lines]
        assert all(
            int(a.rstrip("]").rsplit("[", 1)[1]) < int(b.rstrip("]").rsplit("[", 1)[1]) for a, b in pairwise(wheres)
        )


def test_checking_a_sample_never_raises() -> None:
    for path in ("mohrss-2023-jinbao", "huangpi-2023-whole"):
        assert isinstance(check(sample(path)), tuple)
