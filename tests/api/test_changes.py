"""What differs is told by path, leaf by leaf."""

from typing import Any

import pytest

from api.changes import Change, changes, halves


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": [1, 2]}, {"a": [1]}, [Change("a[1]", 2, None)]),
        ({}, {"e": {"r": "因", "m": "改"}}, [Change("e.r", None, "因"), Change("e.m", None, "改")]),
        ({"e": {"r": "因"}}, {}, [Change("e.r", "因", None)]),
        ({"e": [{"n": "甲"}]}, {}, [Change("e[0].n", "甲", None)]),
        ({"t": "≥1"}, {"t": {"text": "≥1", "answer": "是"}}, [Change("t", "≥1", {"text": "≥1", "answer": "是"})]),
        ({"a": None}, {"a": {}}, [Change("a", None, {})]),
    ],
)
def test_every_leaf_that_differs_is_named(before: Any, after: Any, found: list[Change]) -> None:
    assert changes(before, after) == found


def test_halves_keep_what_was_and_what_is() -> None:
    assert halves([Change("a", 1, None), Change("b", None, 2), Change("c", 3, 4)]) == (
        {"a": 1, "c": 3},
        {"b": 2, "c": 4},
    )
