"""Rulebooks in words."""

from itertools import product

import pytest

from scoring.compare import differing_sections
from scoring.describe import SECTION_TITLES, describe
from scoring.rulebook import Rulebook
from scoring.sections import SECTIONS
from tests.scoring.build import book, library


@pytest.mark.parametrize("id", library().ids())
def test_every_section_of_every_rulebook_is_described_with_its_clauses(id: str) -> None:
    found = describe(book(id))
    assert [each.section for each in found] == list(SECTIONS) == list(SECTION_TITLES)
    assert all(each.sentences and all(each.sentences) and each.clauses for each in found)
    assert {each.section for each in found if each.own} == book(id).own


def described(id: str, section: str) -> str:
    """The sentences of one section."""
    return "；".join(next(each for each in describe(book(id)) if each.section == section).sentences)


@pytest.mark.parametrize(
    ("id", "section", "words"),
    [
        ("central-2021", "execution", "得分 = 10 × 执行率，以10分为限"),
        ("jilin-2023", "execution", "执行率80%及以上得7分"),
        ("test-lines", "execution", "列在指标行中，以该行分值为满分，只就财政拨款计分"),
        ("central-2021", "equal", "由人在0与分值之间给分"),
        ("platform-default", "at_most", "达到年度指标值两倍起不得分"),
        ("hubei-2020", "tiers", "分值的50%（含）至80%"),
        ("test-strict", "tiers", "不计分"),
        ("central-2021", "over_achievement", "没有规定倍数"),
        ("test-strict", "over_achievement", "1.2倍的，须说明原因"),
        ("platform-caps", "over_achievement", "1.3倍的，可由人扣分，不超过2分"),
        ("test-strict", "rounding", "执行率先取3位小数"),
        ("test-strict", "rounding", "各行得分不取位，合计取1位小数"),
        ("platform-caps", "explanations", "界限80%"),
        ("platform-caps", "caps", "执行率低于70%的，总分不超过79分"),
        ("central-2021", "caps", "不封顶"),
        ("central-2021", "weights", "一级指标分值：成本20"),
        ("jilin-2023", "weights", "没有统一比例"),
        ("test-strict", "open_lines", "0"),
        ("hubei-2020", "rollup", "相对值"),
    ],
)
def test_a_rule_is_described_in_words(id: str, section: str, words: str) -> None:
    assert words in described(id, section)


def test_two_rulebooks_that_differ_in_a_section_describe_it_differently() -> None:
    books: list[Rulebook] = [library().get(id) for id in library().ids()]
    for one, other in product(books, books):
        for section in differing_sections(one, other):
            assert described(one.id, section) != described(other.id, section), (one.id, other.id, section)
