"""总览: counts and sums over many evaluations, from stored columns alone; nothing is scored here.

Sums are of scaled integers, in two halves, so that no sum of what a column can hold runs over.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from api.store.deviations import BACKED
from api.store.paging import Page, Query, Slice, page, within
from api.store.scaled import PLACES
from api.store.sqlite import Row, Store

SCALE = 10**PLACES
# The lower ends of the classes, the first one from nothing: points, and the execution rate in per cent.
TOTALS = (60, 65, 70, 75, 80, 85, 90, 95, 100)
RATES = (10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110)
SORTS = {"name": "plans.name"}
_NOT_STARTED = (
    "plans.approved_id IS NOT NULL AND agencies.closed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM evaluations WHERE evaluations.plan_id = plans.id)"
)
_PLANS = "plans JOIN agencies ON agencies.id = plans.agency_id"
_HANDED_IN = "evaluations.state NOT IN ('draft', 'returned')"


class Chosen(NamedTuple):
    """Which evaluations: the latest revisions under a task, or of a year where there is none, in these subtrees."""

    roots: frozenset[int]
    task_id: int | None
    year: int


def _where(store: Store, chosen: Chosen) -> tuple[str, dict[str, Any]]:
    scope, values = within(store, "evaluations.agency_id", chosen.roots)
    kind = "evaluations.year = :year" if chosen.task_id is None else "evaluations.task_id = :task"
    return f"evaluations.latest = 1 AND {kind} AND {scope}", values | {"year": chosen.year, "task": chosen.task_id}


def _class(column: str, edges: Iterable[int], scale: int) -> str:
    """The number of the class that a scaled column lies in, from 0; -1 where there is no value."""
    steps = " ".join(f"WHEN {column} < {edge * scale} THEN {number}" for number, edge in enumerate(edges))
    return f"CASE WHEN {column} < 0 THEN -1 {steps} ELSE {len(tuple(edges))} END"


def _sum(column: str, name: str) -> str:
    return f"SUM({column} / {SCALE}) AS {name}_whole, SUM({column} % {SCALE}) AS {name}_rest"


def summed(row: Row, name: str) -> int:
    """The sum, scaled."""
    return int(row[f"{name}_whole"] * SCALE + row[f"{name}_rest"])


def figures(store: Store, chosen: Chosen) -> list[Row]:
    """The evaluations by state, grade, rulebook, classes of total and rate, and whether any file backs them."""
    where, values = _where(store, chosen)
    total, rate = _class("total_scaled", TOTALS, SCALE), _class("rate_scaled", RATES, SCALE // 100)
    backed = "EXISTS (SELECT 1 FROM evidence WHERE evidence.evaluation_id = evaluations.id AND removed_at IS NULL)"
    return store.rows(
        f"SELECT state, grade, rulebook_digest, {total} AS total_class, {rate} AS rate_class,"  # noqa: S608
        f" {backed} AS backed, COUNT(*) AS number, {_sum('total_scaled', 'total')}, {_sum('rate_scaled', 'rate')}"
        f" FROM evaluations WHERE {where} GROUP BY 1, 2, 3, 4, 5, 6",
        **values,
    )


def lines(store: Store, chosen: Chosen) -> list[Row]:
    """The deviations by kind of line, cause and explanation, with the points lost."""
    where, values = _where(store, chosen)
    return store.rows(
        "SELECT dimension, category, cause, explanation, place = 'funding' AS funding,"  # noqa: S608
        f" lost_scaled > 0 AS losing, {_HANDED_IN} AS handed_in, {BACKED} AS backed, COUNT(*) AS number,"
        f" {_sum('lost_scaled', 'lost')}"
        " FROM evaluations JOIN deviations ON deviations.evaluation_id = evaluations.id"
        f" WHERE {where} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
        **values,
    )


def _branches(agency_id: int | None, roots: Iterable[int], column: str) -> tuple[str, dict[str, Any]]:
    """Each agency right beneath one with all under it, and the one by itself; without one, each of the roots."""
    join = (
        f" JOIN agency_ancestors ON agency_ancestors.agency_id = {column}"
        " JOIN agencies AS branches ON branches.id = agency_ancestors.ancestor_id AND "
    )
    if agency_id is None:
        named = {f"branch_{number}": root for number, root in enumerate(sorted(roots))}
        return f"{join} branches.id IN ({', '.join(f':{name}' for name in named) or 'NULL'})", named
    own = f"(branches.parent_id = :branch OR (branches.id = :branch AND {column} = :branch))"
    return f"{join} {own}", {"branch": agency_id}


def by_agency(store: Store, chosen: Chosen, agency_id: int | None) -> list[Row]:
    """The evaluations by branch (id and name), state and whether they have a total."""
    where, values = _where(store, chosen)
    join, named = _branches(agency_id, chosen.roots, "evaluations.agency_id")
    return store.rows(
        "SELECT branches.id, branches.name, state, total_scaled >= 0 AS scored, COUNT(*) AS number,"  # noqa: S608
        f" {_sum('total_scaled', 'total')} FROM evaluations{join} WHERE {where}"
        " GROUP BY branches.id, branches.name, state, scored",
        **values, **named,
    )  # fmt: skip


def _promised(store: Store, chosen: Chosen) -> tuple[list[str], dict[str, Any]]:
    scope, values = within(store, "plans.agency_id", chosen.roots)
    where = [_NOT_STARTED, "plans.year = :year", scope]
    if chosen.task_id is not None:
        where.append(
            "EXISTS (SELECT 1 FROM task_agencies WHERE task_id = :task AND task_agencies.agency_id = plans.agency_id)"
        )
    return where, values | {"year": chosen.year, "task": chosen.task_id}


def not_started(store: Store, chosen: Chosen, agency_id: int | None) -> list[Row]:
    """By branch, the approved plans that are asked for and reported nowhere."""
    where, values = _promised(store, chosen)
    join, named = _branches(agency_id, chosen.roots, "plans.agency_id")
    return store.rows(
        f"SELECT branches.id, branches.name, COUNT(*) AS number FROM {_PLANS}{join}"  # noqa: S608
        f" WHERE {' AND '.join(where)} GROUP BY branches.id, branches.name",
        **values, **named,
    )  # fmt: skip


def not_started_listed(store: Store, chosen: Chosen, asked: Page, at: int | None) -> Slice:
    """A page of those plans; ``at``: of one agency alone."""
    where, values = _promised(store, chosen)
    if at is not None:
        where.append("plans.agency_id = :at")
    select = "plans.id, plans.name, plans.year, plans.updated_at, agencies.name AS agency"
    return page(store, Query(select, _PLANS, tuple(where), values | {"at": at}, SORTS, "plans.id"), asked)


def unplanned(store: Store, chosen: Chosen, limit: int) -> list[Row]:
    """The first agencies, by name, that are asked for reports and have no approved plan to report on; each row with
    the ``number`` of all."""
    scope, values = within(store, "agencies.id", chosen.roots)
    kind = "tasks.year = :year" if chosen.task_id is None else "tasks.id = :task"
    return store.rows(
        "SELECT agencies.name, COUNT(*) OVER () AS number FROM agencies"  # noqa: S608
        f" WHERE agencies.closed_at IS NULL AND {scope} AND EXISTS (SELECT 1 FROM task_agencies JOIN tasks"
        f" ON tasks.id = task_agencies.task_id WHERE task_agencies.agency_id = agencies.id AND {kind})"
        " AND NOT EXISTS (SELECT 1 FROM plans WHERE plans.agency_id = agencies.id AND plans.year = :year"
        " AND plans.approved_id IS NOT NULL) ORDER BY agencies.name, agencies.id LIMIT :most",
        year=chosen.year, task=chosen.task_id, most=limit, **values,
    )  # fmt: skip


def by_year(store: Store, roots: Iterable[int]) -> list[Row]:
    """What was handed in in these subtrees, year by year, under whatever task, with and without total and rate."""
    scope, values = within(store, "evaluations.agency_id", roots)
    return store.rows(
        "SELECT year, total_scaled >= 0 AS scored, rate_scaled >= 0 AS rated, COUNT(*) AS number,"  # noqa: S608
        f" {_sum('total_scaled', 'total')}, {_sum('rate_scaled', 'rate')} FROM evaluations"
        f" WHERE evaluations.latest = 1 AND {_HANDED_IN} AND {scope} GROUP BY 1, 2, 3 ORDER BY 1",
        **values,
    )


def years(store: Store, roots: Iterable[int]) -> list[int]:
    """The years of which there is any evaluation in these subtrees, the latest first."""
    scope, values = within(store, "evaluations.agency_id", roots)
    rows = store.rows(
        f"SELECT DISTINCT year FROM evaluations WHERE {scope} ORDER BY year DESC", **values  # noqa: S608
    )  # fmt: skip
    return [row["year"] for row in rows]


def topmost(store: Store, roots: Iterable[int]) -> frozenset[int]:
    """The roots that lie beneath no other of them."""
    named = {f"root_{number}": root for number, root in enumerate(sorted(roots))}
    among = ", ".join(f":{name}" for name in named) or "NULL"
    rows = store.rows(
        f"SELECT agency_id FROM agency_ancestors WHERE agency_id IN ({among})"  # noqa: S608
        f" AND ancestor_id IN ({among}) GROUP BY agency_id HAVING COUNT(*) = 1",
        **named,
    )
    return frozenset(row["agency_id"] for row in rows)


def above(store: Store, agency_id: int, roots: Iterable[int]) -> list[Row]:
    """The agencies from the topmost one beneath these roots down to this one, itself included."""
    scope, values = within(store, "agencies.id", roots)
    return store.rows(
        "SELECT agencies.* FROM agencies"  # noqa: S608
        " JOIN agency_ancestors ON agency_ancestors.ancestor_id = agencies.id"
        f" WHERE agency_ancestors.agency_id = :agency AND {scope}"
        " ORDER BY (SELECT COUNT(*) FROM agency_ancestors AS over WHERE over.agency_id = agencies.id)",
        agency=agency_id, **values,
    )  # fmt: skip
