"""The packaged rulebooks: what they inherit, cite, claim and fit."""

import pytest

from scoring.rules import EvidenceGrade
from tests.scoring.build import book, library


def test_all_digests_are_sha_256_and_different() -> None:
    digests = [library().get(id).digest for id in library().ids()]
    assert len(set(digests)) == len(digests)
    assert all(len(each) == 64 and int(each, 16) >= 0 for each in digests)


def test_a_section_is_replaced_whole_and_clauses_are_joined() -> None:
    parent, child = book("central-2020"), book("central-2021")
    assert child.weights.splits[0].name.startswith("成本20")
    assert parent.weights.splits[0] not in child.weights.splits[:1]
    assert set(parent.clauses) | {"guide", "plan_form"} == set(child.clauses)
    assert child.tiers == parent.tiers
    jilin = book("jilin-2023")
    assert jilin.weights.splits == ()  # its own section names none, so none are inherited
    assert jilin.yes_no == child.yes_no


def test_own_names_the_sections_that_a_rulebook_states_itself() -> None:
    assert book("mohrss-2023").own == {"execution", "rounding", "grades"}
    assert book("platform-grades-80").own == {"grades"}
    assert "tiers" in book("central-2020").own


def test_a_section_is_replaced_whole_even_where_the_child_says_less() -> None:
    assert book("central-2021").grades.levels
    assert book("mohrss-2023").grades.levels == ()


def test_a_clause_is_found_by_the_place_of_the_rule() -> None:
    jilin = book("jilin-2023")
    assert [c.key for c in jilin.cited("execution")] == ["totals"]
    assert [jilin.cited(f"execution.{i}")[0].key for i in range(4)] == [
        "totals",
        "totals",
        "lower_bands",
        "lower_bands",
    ]
    assert [c.key for c in book("central-2020").cited("tiers")] == ["paper"]
    assert [c.key for c in book("central-2020").cited("tiers.achieved")] == ["paper", "tier_words"]
    assert [c.key for c in book("central-2020").cited("tiers.not_achieved")] == ["paper"]


def test_the_sections_that_rest_on_recalled_values_are_named() -> None:
    assert "at_least" in book("central-2020").recalled
    assert "execution" in book("jilin-2023").recalled  # its lower bands only
    assert "execution" not in book("mohrss-2023").recalled
    assert book("hubei-2020").recalled == ()
    assert book("platform-default").recalled == ("tiers",)


def test_nothing_packaged_claims_that_a_paper_was_read_or_invents_an_article() -> None:
    clauses = [clause for id in library().ids() for clause in library().get(id).clauses.values()]
    assert EvidenceGrade.PAPER not in {clause.evidence for clause in clauses}
    assert {clause.article for clause in clauses} == {""}


@pytest.mark.parametrize(
    ("id", "place", "year", "fits"),
    [
        ("central-2021", "中央", 2021, True),
        ("central-2021", "中央", 2020, False),
        ("central-2021", "吉林省", 2023, False),
        ("mohrss-2023", "中央", 2024, False),
        ("hubei-2020", "湖北省武汉市黄陂区", 2030, True),
        ("huangpi-2023", "湖北省", 2023, False),
        ("platform-default", "山东省", 2023, True),
        ("platform-default", "中央", 2023, False),
        ("platform-default", "山东省", 2019, False),
    ],
)
def test_a_rulebook_fits_by_place_and_budget_year(id: str, place: str, year: int, fits: bool) -> None:
    assert book(id).fits(place, year) is fits
