"""Lists page by page: no row lost or repeated while others are added, and every sort led by an index."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import api.store
from api.store import (
    Store,
    agencies,
    auditing,
    dashboard,
    deviations,
    evaluations,
    extensions,
    imports,
    jobs,
    notifications,
    people,
    plans,
    queue,
    tasks,
    tokens,
)
from api.store.paging import Page, Query, Slice, page
from tests.api.store.rows import insert, sample, tables

LIST = Query("*", "things", (), {}, {"value": "things.value"}, "things.id")
VALUES = st.lists(st.integers(-3, 3), max_size=30)


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a list of things that have a value each."""
    store = Store(tmp_path_factory.mktemp("paging") / "x.db")
    store.migrate()
    store.write(lambda store: store.run("CREATE TABLE things (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT"))
    yield store
    store.close()


def add(store: Store, values: list[int]) -> None:
    """Things with these values added."""
    store.write(lambda store: [store.run("INSERT INTO things (value) VALUES (:value)", value=v) for v in values])


def walked(store: Store, limit: int, *, descending: bool, meanwhile: list[list[int]]) -> list[tuple[int, int]]:
    """Value and id of every row in the order of the pages, things added after each page."""
    found, after, waiting = [], None, list(meanwhile)
    while True:
        part = page(store, LIST, Page("value", descending, after, limit))
        found += [(row["value"], row["id"]) for row in part.rows]
        if part.after is None:
            return found
        after = part.after
        if waiting:
            add(store, waiting.pop())


@given(VALUES, st.integers(1, 7), st.booleans(), st.lists(VALUES, max_size=5))
def test_no_row_is_lost_or_repeated_while_others_are_added(
    things: Store, values: list[int], limit: int, descending: bool, meanwhile: list[list[int]]
) -> None:
    things.write(lambda store: store.run("DELETE FROM things"))
    add(things, values)
    there = {(row["value"], row["id"]) for row in things.rows("SELECT * FROM things")}
    found = walked(things, limit, descending=descending, meanwhile=meanwhile)
    assert found == sorted(found, reverse=descending)
    assert len(set(found)) == len(found)
    assert there <= set(found)


def test_a_page_says_what_it_ends_with_only_when_more_follows(things: Store) -> None:
    things.write(lambda store: store.run("DELETE FROM things"))
    add(things, [5, 5, 6])
    first = page(things, LIST, Page("value", limit=2))
    assert first.after == (5, first.rows[1]["id"])
    assert page(things, LIST, Page("value", after=first.after, limit=1)).after is None
    assert page(things, LIST, Page("value", limit=3)).after is None


def _evaluations(store: Store, asked: Page, filters: Mapping[str, Any]) -> Slice:
    return evaluations.listed(store, ROOTS, asked, filters)


ROOTS = frozenset({1})
CHOSEN, OF_TASK = dashboard.Chosen(ROOTS, None, 2024), dashboard.Chosen(ROOTS, 1, 2024)
NO_FILTERS: Mapping[str, Any] = {}
# Every list of the store by the noun's file, with the sorts that it offers: a file without its lists here fails.
LISTS: Mapping[str, list[tuple[Mapping[str, str], Callable[[Store, Page], Slice]]]] = {
    "agencies": [(agencies.SORTS, lambda store, asked: agencies.listed(store, ROOTS, asked))],
    "auditing": [(auditing.SORTS, lambda store, asked: auditing.listed(store, ROOTS, asked, NO_FILTERS))],
    "dashboard": [
        (dashboard.SORTS, lambda store, asked: dashboard.not_started_listed(store, CHOSEN, asked, None)),
        (dashboard.SORTS, lambda store, asked: dashboard.not_started_listed(store, OF_TASK, asked, 1)),
    ],
    "deviations": [(deviations.SORTS, lambda store, asked: deviations.listed(store, ROOTS, asked, NO_FILTERS))],
    "evaluations": [
        (evaluations.SORTS, lambda store, asked: evaluations.listed(store, ROOTS, asked, NO_FILTERS)),
        (evaluations.SORTS, lambda store, asked: evaluations.published(store, asked, NO_FILTERS)),
        *(
            (evaluations.SORTS, partial(_evaluations, filters={name: value}))
            for name, value in (("year", 2024), ("task", 1), ("state", "draft"), ("latest", 1), ("text", "某"))
        ),
    ],
    "extensions": [(extensions.SORTS, lambda store, asked: extensions.listed(store, 1, ROOTS, asked))],
    "imports": [(imports.SORTS, lambda store, asked: imports.listed(store, 1, asked))],
    "jobs": [(jobs.SORTS, lambda store, asked: jobs.listed(store, asked, job=None, outcome=None))],
    "notifications": [
        (notifications.SORTS, lambda store, asked: notifications.listed(store, 1, asked, unread=False)),
        (notifications.SORTS, lambda store, asked: notifications.listed(store, 1, asked, unread=True)),
    ],
    "people": [(people.SORTS, lambda store, asked: people.listed(store, ROOTS, asked))],
    "plans": [
        (plans.SORTS, lambda store, asked: plans.listed(store, ROOTS, asked)),
        (plans.VERSION_SORTS, lambda store, asked: plans.versions(store, 1, asked)),
    ],
    "tasks": [(tasks.SORTS, lambda store, asked: tasks.listed(store, ROOTS, asked))],
    "tokens": [(tokens.SORTS, lambda store, asked: tokens.listed(store, 1, asked))],
}  # fmt: skip
SORTED_WHOLE = {"queue"}  # by what only a look at each report tells: it is sorted whole, and holds only what waits
SORTED = [
    pytest.param(listed, sort, descending, id=f"{noun}-{number}-{'-' * descending}{sort}")
    for noun, lists in LISTS.items()
    for number, (sorts, listed) in enumerate(lists)
    for sort in sorts
    for descending in (False, True)
]


def test_every_file_that_offers_sorts_has_its_lists_in_this_test() -> None:
    names = [module.name for module in pkgutil.iter_modules(api.store.__path__)]
    offering = {name for name in names if hasattr(importlib.import_module(f"api.store.{name}"), "SORTS")}
    assert offering == set(LISTS) | SORTED_WHOLE


@pytest.mark.parametrize("sort", queue.SORTS)
def test_the_queue_is_sorted_whole_but_looks_at_nothing_that_does_not_wait(filled: Store, sort: str) -> None:
    who = queue.Reviewer(1, ROOTS, {1: tuple(ROOTS)})
    plan = plan_of(filled, lambda: queue.listed(filled, who, Page(sort), NO_FILTERS, mine=True))
    assert [step for step in plan if re.match(r"SEARCH evaluations USING INDEX evaluations_of_state.*\(state=\?", step)]
    assert not [step for step in plan if step.startswith("SCAN evaluations")], plan


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A row in every table, and so many agencies beneath the first that its scope is a large one."""
    store = Store(Path(tmp_path_factory.mktemp("lists") / "x.db"))
    store.migrate()
    store.write(_fill)
    yield store
    store.close()


def _fill(store: Store) -> None:
    for table in tables(store):
        insert(store, table, sample(store, table))
    for id in range(2, 40):
        insert(store, "agencies", sample(store, "agencies", id=id, code=f"{id}", name=f"单位{id}", parent_id=1))
        insert(store, "agency_ancestors", {"agency_id": id, "ancestor_id": 1})


@pytest.mark.parametrize(("listed", "sort", "descending"), SORTED)
def test_every_sort_is_led_by_an_index(
    filled: Store, listed: Callable[[Store, Page], Slice], sort: str, descending: bool
) -> None:
    for after in (None, ("", 1)):
        plan = plan_of(filled, partial(listed, filled, Page(sort, descending, after)))
        assert plan
        assert not [step for step in plan if "TEMP B-TREE FOR" in step and "ORDER BY" in step], plan


@pytest.mark.parametrize("after", [None, ("", 1)])
@pytest.mark.parametrize(("sort", "descending"), [(sort, turned) for sort in evaluations.SORTS for turned in (0, 1)])
def test_within_a_few_agencies_the_index_of_their_evaluations_by_the_sort_is_looked_at(
    filled: Store, sort: str, descending: int, after: tuple[str, int] | None
) -> None:
    asked = Page(sort, bool(descending), after)
    plan = plan_of(filled, lambda: evaluations.listed(filled, {5}, asked, NO_FILTERS))
    column = evaluations.SORTS[sort].removeprefix("evaluations.")
    assert [step for step in plan if f"(agency_id=? AND {column}{'<' if descending else '>'}?)" in step], plan


def test_the_first_page_holds_the_least_and_the_largest_that_there_can_be(filled: Store) -> None:
    ends = {"name": ("", "\U0010fffe龥"), "total_scaled": (-1, 2**63 - 1), "rate_scaled": (-1, 2**63 - 1)}
    for revision, end in ((5, 0), (6, 1)):
        given = {name: values[end] for name, values in ends.items()}
        row = sample(filled, "evaluations", id=revision, revision=revision, **given)
        filled.write(partial(insert, table="evaluations", row=row))
    for sort in evaluations.SORTS:
        for descending in (False, True):
            found = evaluations.listed(filled, ROOTS, Page(sort, descending), NO_FILTERS)
            assert {row["id"] for row in found.rows} == {1, 5, 6}


def plan_of(store: Store, work: Callable[[], object]) -> list[str]:
    """The steps of the plan of the last statement that the work executes."""
    executed: list[str] = []
    store._db.conn.set_trace_callback(executed.append)
    work()
    store._db.conn.set_trace_callback(None)
    return [row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {executed[-1]}")]
