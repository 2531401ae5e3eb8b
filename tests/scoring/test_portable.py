"""A rulebook travels as one text: complete, exact, and refused where it was touched."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from scoring.portable import rulebook_from, rulebook_text
from scoring.rulebook import Rulebook, build, parse
from scoring.sheet import score
from scoring.tables import RulebookError
from tests.scoring.build import form, library, line
from tests.scoring.test_rulebook import VALID

IDS = library().ids()
TEXT = rulebook_text(library().get("mohrss-2023"))


@pytest.mark.parametrize("id", IDS)
def test_every_rulebook_comes_back_equal_with_its_digest_and_its_own_sections(id: str) -> None:
    book = library().get(id)
    again = rulebook_from(rulebook_text(book))
    assert again == book
    assert (again.digest, again.own, again.dated) == (book.digest, book.own, book.dated)
    assert rulebook_text(again) == rulebook_text(book)


@pytest.mark.parametrize("id", IDS)
def test_an_outsider_finds_the_digest_from_the_rules_alone(id: str) -> None:
    value = json.loads(rulebook_text(library().get(id)))
    rules = json.dumps(value["rules"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(rules.encode()).hexdigest() == value["digest"] == library().get(id).digest


@pytest.mark.parametrize("id", IDS)
def test_the_working_is_the_same_under_both_to_the_last_zero(id: str) -> None:
    """repr, because 0.8 == 0.80: what is printed must not depend on how a rulebook came here."""
    document = form([line("≥95%", "90%"), line("≤10次", "12次"), line("优", "达成", tier="partly_achieved")])
    book = library().get(id)
    assert repr(score(document, rulebook_from(rulebook_text(book))).trace) == repr(score(document, book).trace)


@pytest.mark.parametrize("number", [f"90.{'0' * 70}1", "9e1", "90.50", "8_9"])
def test_every_digit_of_a_number_survives_however_it_is_written(number: str) -> None:
    raw = parse(VALID.replace("from = 90", f"from = {number}", 1), "测试.toml")
    book: Rulebook = build(raw, frozenset(raw), "测试.toml")
    assert book.grades.levels[0].from_ == Decimal(number)
    assert rulebook_from(rulebook_text(book)) == book


def edited(change: Callable[[dict[str, Any]], None], *, sealed: bool = True) -> str:
    """The text with a change; ``sealed`` gives it the digest that fits."""
    value = json.loads(TEXT)
    change(value)
    if sealed:
        rules = json.dumps(value["rules"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        value["digest"] = hashlib.sha256(rules.encode()).hexdigest()
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def rules(**changes: object) -> Callable[[dict[str, Any]], None]:
    """A change of sections: each given key of ``execution`` gets its value."""
    return lambda value: value["rules"]["execution"].update(changes)


def clause(day: str) -> Callable[[dict[str, Any]], None]:
    """A change of the day on which a clause was last checked."""
    return lambda value: value["rules"]["clauses"]["paper"].update(checked_on=day)


BROKEN = {
    "no JSON": ("{", "（文件）", "JSON"),
    "nested beyond reason": ("[" * 100_000, "（文件）", "JSON"),
    "half a surrogate pair": (TEXT.replace("mohrss-2023", "\\ud800"), "（文件）", "JSON"),
    "a list": ("[]", "（文件）", "三部分"),
    "a part too few": ('{"digest":"","own":[]}', "（文件）", "三部分"),
    "a digest that is no text": ('{"digest":1,"own":[],"rules":{}}', "（文件）", "三部分"),
    "own sections that are no texts": ('{"digest":"","own":[[]],"rules":{}}', "own", "列表"),
    "rules that are no table": ('{"digest":"","own":[],"rules":[]}', "（文件）", "一个表"),
    "a value changed": (edited(rules(points="9"), sealed=False), "weights.indicators", "100"),
    "a digest that does not fit": (edited(rules(zero_budget="zero"), sealed=False), "digest", "不符"),
    "a number as a number": (edited(rules(points=10)), "execution.points", "文字"),
    "a number with an exponent": (edited(rules(points="1E1")), "execution.points", "十进制"),
    "a number in Arabic digits": (edited(rules(points="١٠")), "execution.points", "十进制"),
    "a number out of bounds": (edited(rules(points="101")), "execution.points", "0至100"),
    "a day that is none": (edited(clause("2026-02-30")), "clauses.paper.checked_on", "没有这一天"),
    "a day without dashes": (edited(clause("20261120")), "clauses.paper.checked_on", "日期"),
    "spaces": (TEXT.replace('":', '": '), "（文件）", "规范写法"),
    "a key given twice": (TEXT.replace('"own":[', '"own":[],"own":[', 1), "（文件）", "规范写法"),
    "an own section that there is not": (edited(lambda value: value["own"].append("x")), "（文件）", "规范写法"),
}


@pytest.mark.parametrize(("text", "key", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_not_exactly_such_a_text_is_refused_with_its_place(text: str, key: str, reason: str) -> None:
    with pytest.raises(RulebookError) as refused:
        rulebook_from(text, "办法.json")
    assert refused.value.file == "办法.json"
    assert refused.value.key == key
    assert reason in refused.value.reason
