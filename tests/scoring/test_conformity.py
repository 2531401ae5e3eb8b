"""What scoring finds: the document against its rulebook, and what stayed unscored."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.issues import Severity
from indicators.model import Funding, FundingRow, Indicator, Plan, Review, Source
from scoring.findings import FINDINGS
from scoring.sheet import ScoreSheet, score
from tests.scoring.build import book, form, line


def sheet(*lines: Indicator, rulebook: str = "central-2021") -> ScoreSheet:
    """A form of these lines, scored where the rulebook applies."""
    return score(replace(form(lines), place=book(rulebook).places[0]), book(rulebook))


def test_a_rulebook_of_another_place_or_year_is_found() -> None:
    here = replace(form([line("≥95%", "95%", "90")]), place="吉林省")
    assert [i.code for i in score(here, book("jilin-2023")).issues] == []
    for document in (replace(here, place="四川省"), replace(here, budget_year=2024)):
        assert [(i.code, i.where) for i in score(document, book("jilin-2023")).issues] == [
            ("rulebook_does_not_fit", "rulebook")
        ]


def overscored() -> Indicator:
    """A line of 10 points whose approved review gives 11."""
    return line("≥95%", "95%", self_score="10", review=Review(Decimal(11), approved=True))


def found_codes(found: ScoreSheet) -> list[tuple[str, str]]:
    """Code and place of what scoring found, weights aside."""
    return [(issue.code, issue.where) for issue in found.issues if "weights" not in issue.code]


def test_what_keeps_a_line_open_is_found_at_the_line() -> None:
    found = sheet(
        line("显著", "较显著", self_score="7"),
        line("显著", "较显著"),
        line("显著", "还可以"),
        overscored(),
        line("≥95%", ""),  # named by the document checks
    )
    assert found_codes(found) == [
        ("score_outside_band", "objectives[0].indicators[0]"),
        ("judgement_missing", "objectives[0].indicators[1]"),
        ("tier_not_chosen", "objectives[0].indicators[2]"),
        ("review_outside_weight", "objectives[0].indicators[3]"),
    ]
    facts = [dict(issue.facts) for issue in found.issues if issue.where.startswith("objectives[0].")]
    assert [facts[0][key] for key in ("score", "low", "high")] == ["7", "8", "10"]
    assert facts[1]["score"] == ""
    assert facts[3]["score"] == "11"


@pytest.mark.parametrize(
    ("budgeted", "spent", "code"),
    [
        (None, "1", "execution_no_funds"),
        ("1", None, "execution_no_funds"),
        ("0", "0", "execution_zero_budget"),
        ("-1", "0", "execution_negative_funds"),
        ("1", "-1", "execution_negative_funds"),
    ],
)
def test_an_execution_that_cannot_be_scored_is_found(budgeted: str | None, spent: str | None, code: str) -> None:
    document = replace(form([line("≥95%", "95%", "90")], budgeted=budgeted, spent=spent), place="中央")
    found = score(document, book("central-2021"))
    assert found_codes(found) == [(code, "funding")]
    assert found.execution.points is None
    assert (found.low, found.high) == (Decimal("90.00"), Decimal("100.00"))


def test_a_form_without_funds_at_all_has_an_open_execution() -> None:
    document = replace(form([line("≥95%", "95%", "90")]), funding=Funding())
    assert score(document, book("central-2021")).execution.reason == "no_row"


def weighed(weights: dict[str, str], rulebook: str = "central-2021") -> set[str]:
    """The codes found about these weights by dimension."""
    lines = [line("≥95%", "95%", weight, dimension=dimension) for dimension, weight in weights.items()]
    return {issue.code for issue in sheet(*lines, rulebook=rulebook).issues}


@pytest.mark.parametrize(
    ("weights", "rulebook", "codes"),
    [
        ({"cost": "20", "output": "40", "benefit": "20", "satisfaction": "10"}, "central-2021", set()),
        ({"cost": "20", "output": "40", "benefit": "30"}, "central-2021", set()),
        ({"output": "50", "benefit": "40"}, "central-2021", set()),
        ({"output": "60", "benefit": "30"}, "central-2021", {"dimension_weights_differ"}),
        (
            {"output": "50", "benefit": "40", "cost": "10"},
            "central-2021",
            {"indicator_weights_differ", "dimension_weights_differ"},
        ),
        ({"output": "50", "benefit": "50"}, "central-2021", {"indicator_weights_differ", "dimension_weights_differ"}),
        ({"output": "40", "benefit": "1", "satisfaction": "39"}, "hubei-2020", set()),
        ({"output": "41", "benefit": "39"}, "hubei-2020", {"dimension_weights_differ"}),
        ({"output": "60", "benefit": "30"}, "sichuan-2023", set()),  # no split is known
        ({}, "central-2021", {"indicator_weights_differ"}),
    ],
)
def test_weights_that_the_rulebook_does_not_know_are_found(
    weights: dict[str, str], rulebook: str, codes: set[str]
) -> None:
    assert weighed(weights, rulebook) == codes


def test_unknown_weights_are_not_added_up() -> None:
    codes = {issue.code for issue in sheet(line("≥95%", "95%", "50"), line("≥95%", "95%", None)).issues}
    assert "indicator_weights_differ" not in codes


def test_a_printed_execution_weight_is_held_against_the_rulebook() -> None:
    document = form([line("≥95%", "95%", "90")])
    row = FundingRow(Source.TOTAL, budgeted=Decimal(1), spent=Decimal(1), weight=Decimal(20))
    codes = {issue.code for issue in score(replace(document, funding=Funding((row,))), book("central-2021")).issues}
    assert "execution_weight_differs" in codes
    plan = Plan(2023, "测试", document.agency, document.objectives, execution_weight=Decimal(20))
    assert "execution_weight_differs" in {issue.code for issue in score(plan, book("central-2021")).issues}
    assert "execution_weight_differs" not in {issue.code for issue in score(plan, book("hubei-2020")).issues}
    assert "execution_weight_differs" not in {issue.code for issue in score(plan, book("test-lines")).issues}


def test_every_finding_has_its_severity_from_the_catalogue_and_facts_for_its_sentence() -> None:
    found = sheet(line("显著", "较显著", "60", self_score="7"), line("显著", "还可以", "50"), overscored())
    for issue in found.issues:
        entry = FINDINGS[issue.code]
        assert issue.severity is entry.severity
        assert "{" not in entry.text.format_map(issue.facts) + entry.advice.format_map(issue.facts)
    assert Severity.ERROR in {issue.severity for issue in found.issues}


def test_a_self_score_that_is_not_the_formulas_is_found() -> None:
    row = FundingRow(Source.TOTAL, budgeted=Decimal(100), spent=Decimal(40), weight=Decimal(10), self_score=Decimal(10))
    lines = [line("≥100次", "80次", "90", self_score="90")]
    found = score(replace(form(lines), place="中央", funding=Funding((row,))), book("central-2021"))
    facts = {issue.where: dict(issue.facts) for issue in found.issues if issue.code == "self_score_differs"}
    assert {where: (each["computed"], each["difference"]) for where, each in facts.items()} == {
        "funding": ("4.00", "6.00"),
        "objectives[0].indicators[0]": ("72.00", "18.00"),
    }


def test_the_parts_of_the_funds_are_added_where_the_rulebook_scores_them() -> None:
    rows = (
        FundingRow(Source.TOTAL, budgeted=Decimal(0), spent=Decimal(0)),
        FundingRow(Source.APPROPRIATION, budgeted=Decimal(60), spent=Decimal(50)),
        FundingRow(Source.OTHER, budgeted=Decimal(40), spent=Decimal(40)),
    )
    lines = [line("≥1次", "1次", "90")]
    for kept in (rows, rows[1:]):
        found = score(replace(form(lines), funding=Funding(kept)), book("platform-default"))
        assert found.execution.points == Decimal("9.00")
