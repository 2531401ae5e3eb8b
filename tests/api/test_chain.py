"""The audit chain: one text per value, and every change of a row is seen."""

from decimal import Decimal
from typing import Any

import pytest

from api.chain import START, Break, canonical, content_of, first_break, link, linked, sha256, withheld


def chain(*contents: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for content in contents:
        rows.append(linked(rows[-1]["hash"] if rows else "", content))
    return rows


ROWS = chain({"action": "填报", "actual": "97"}, {"action": "退回"}, {"action": "审定", "total": "96.30"})


def test_canonical_text_sorts_keys_keeps_chinese_and_writes_decimals_as_they_are() -> None:
    value = {"乙": (1, None, True), "a": {"c": Decimal("9.30"), "b": Decimal("1E+2")}}
    assert canonical(value) == '{"a":{"b":"100","c":"9.30"},"乙":[1,null,true]}'


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, {1: "a"}, {"": {None: 1}}, b"a", Decimal("NaN"), {"a": {1, 2}}])
def test_what_has_no_single_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_link_is_the_hash_of_the_previous_hash_a_line_feed_and_the_content() -> None:
    assert link("ab", {"b": 1, "a": "甲"}) == sha256('ab\n{"a":"甲","b":1}')


def test_a_content_with_a_link_of_its_own_is_a_bug() -> None:
    with pytest.raises(ValueError, match="prev"):
        linked("", {"prev": "x"})


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(ROWS) is None and first_break([]) is None
    assert content_of(ROWS[1]) == {"action": "退回"}
    assert first_break(ROWS[1:], start=ROWS[0]["hash"]) is None


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        ([ROWS[0], ROWS[1] | {"action": "审定"}, ROWS[2]], 2, "改动"),
        ([ROWS[0], ROWS[1] | {"more": 1}, ROWS[2]], 2, "改动"),
        ([ROWS[0], ROWS[2]], 2, "不相接"),
        ([ROWS[1], ROWS[0], ROWS[2]], 1, "不相接"),
        ([ROWS[0], {"action": "x"}], 2, "不相接"),
        ([ROWS[0] | {"hash": "0" * 64}], 1, "改动"),
        ([{"prev": "", "action": "填报"}], 1, "改动"),
    ],
)
def test_every_change_breaks_the_chain_at_its_row(rows: list[dict[str, Any]], row: int, reason: str) -> None:
    found = first_break(rows)
    assert isinstance(found, Break) and found.row == row and reason in found.reason


def test_a_withheld_row_holds_its_place_and_no_other() -> None:
    first = linked(START, {"a": "1"})
    second = linked(first["hash"], {"a": "2"})
    third = linked(second["hash"], {"a": "3"})
    assert first_break([withheld(first), withheld(second), third]) is None
    assert first_break([withheld(first), third]) == Break(2, "与上一行不相接：中间有删去、插入或调换的行")
    forged = {**withheld(second), "hash": first["hash"]}
    assert first_break([first, forged, third]) is not None
