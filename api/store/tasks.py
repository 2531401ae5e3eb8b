"""自评任务: the yearly request to report, the agencies that it goes to, and what was extended."""

from collections.abc import Iterable
from typing import Any

from api.store.agencies import like
from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"deadline": "tasks.deadline", "year": "tasks.year"}
_COLUMNS = (
    "year", "name", "place", "agency_id", "rulebook", "rulebook_digest", "choice", "levels", "opens_at", "deadline",
)  # fmt: skip


def get(store: Store, id: int) -> Row | None:
    """The task; None where there is none."""
    return next(iter(store.rows("SELECT * FROM tasks WHERE id = :id", id=id)), None)


def agencies(store: Store, id: int, roots: Iterable[int] | None = None) -> list[Row]:
    """The agencies that the task goes to (those beneath the roots, where they are given), in the order of names."""
    condition, values = ("1 = 1", {}) if roots is None else within(store, "task_agencies.agency_id", roots)
    return store.rows(
        "SELECT agencies.* FROM agencies JOIN task_agencies ON task_agencies.agency_id = agencies.id"  # noqa: S608
        f" WHERE task_agencies.task_id = :id AND {condition} ORDER BY agencies.name, agencies.id",
        id=id,
        **values,
    )


def includes(store: Store, task_id: int, agency_id: int) -> bool:
    """Does the task go to the agency?"""
    sql = "SELECT 1 FROM task_agencies WHERE task_id = :task_id AND agency_id = :agency_id"
    return bool(store.rows(sql, task_id=task_id, agency_id=agency_id))


def deadline(store: Store, task: Row, agency_id: int) -> str:
    """The instant until which the agency may submit: the task's own, or the latest extension to it or to all."""
    rows = store.rows(
        "SELECT deadline FROM extensions WHERE task_id = :task_id AND (agency_id = :agency_id OR agency_id IS NULL)",
        task_id=task["id"], agency_id=agency_id,
    )  # fmt: skip
    return max(str(row["deadline"]) for row in (task, *rows))


def visible(store: Store, id: int, roots: Iterable[int]) -> bool:
    """Does the task belong to, or go to, an agency beneath these roots?"""
    condition, values = _scope(store, roots)
    return bool(store.rows(f"SELECT 1 FROM tasks WHERE tasks.id = :id AND {condition}", id=id, **values))  # noqa: S608


def listed(
    store: Store, roots: Iterable[int], asked: Page, *, year: int | None = None, agency: int | None = None,
    text: str = "", open_at: str = "", before_at: str = "", over_at: str = "",
) -> Slice:  # fmt: skip
    """A page of the tasks visible beneath these roots: of a year, to an agency, with a text; open at an instant, not
    open yet, or over then."""
    condition, values = _scope(store, roots)
    seen = {name: within(store, f"{name}.agency_id", roots)[0] for name in ("task_agencies", "extensions")}
    asked_for = zip(_FILTERS, (year, agency, text, open_at, before_at, over_at), strict=True)
    where = [condition, *(sql.format(**seen) for sql, given in asked_for if given)]
    values |= {"year": year, "agency": agency, "text": like(text), "at": open_at or before_at or over_at}
    return page(store, Query("tasks.*", "tasks", tuple(where), values, SORTS, "tasks.id"), asked)


# Whom else a task goes to, and what was extended for others, tells nothing: each within what the asker may see.
_EXTENDED = (
    "tasks.id IN (SELECT task_id FROM extensions WHERE extensions.deadline >= :at"
    " AND (agency_id IS NULL OR {extensions}))"
)
_FILTERS = (
    "tasks.year = :year",
    "tasks.id IN (SELECT task_id FROM task_agencies WHERE agency_id = :agency AND {task_agencies})",
    "tasks.name LIKE :text ESCAPE '!'",
    "tasks.opens_at <= :at AND (tasks.deadline >= :at OR " + _EXTENDED + ")",
    "tasks.opens_at > :at",
    "tasks.deadline < :at AND NOT " + _EXTENDED,
)


def _scope(store: Store, roots: Iterable[int]) -> tuple[str, dict[str, Any]]:
    """A task lies with whoever set it and with whomever it goes to."""
    condition, values = within(store, "task_agencies.agency_id", roots)
    own, _ = within(store, "tasks.agency_id", roots)
    return f"({own} OR tasks.id IN (SELECT task_id FROM task_agencies WHERE {condition}))", values  # noqa: S608


def sums(store: Store, ids: Iterable[int], roots: Iterable[int]) -> list[Row]:
    """Of each task and within what lies beneath these roots: its agencies (``what`` "agencies"), its newest
    evaluations by state (the state), its latest extended deadline ("extended", ``number`` an instant)."""
    values = {f"task_{i}": id for i, id in enumerate(ids)}
    those = f"task_id IN ({', '.join(f':{name}' for name in values) or 'NULL'})"
    conditions = {name: within(store, f"{name}.agency_id", roots) for name in ("task_agencies", "evaluations")}
    extended, more = within(store, "extensions.agency_id", roots)
    return store.rows(
        "SELECT task_id, 'agencies' AS what, COUNT(*) AS number FROM task_agencies"  # noqa: S608 - names of our own
        f" WHERE {those} AND {conditions['task_agencies'][0]} GROUP BY task_id"
        f" UNION ALL SELECT task_id, state, COUNT(*) FROM evaluations WHERE {those} AND latest = 1"
        f" AND {conditions['evaluations'][0]} GROUP BY task_id, state"
        f" UNION ALL SELECT task_id, 'extended', MAX(deadline) FROM extensions WHERE {those}"
        f" AND (agency_id IS NULL OR {extended}) GROUP BY task_id",
        **values, **more,
    )  # fmt: skip


def insert(store: Store, *, by: int | None, at: str, **values: Any) -> Row:
    """A new task; its agencies are added by ``add_agencies``."""
    return store.rows(
        f"INSERT INTO tasks ({', '.join(_COLUMNS)}, version, created_by, created_at, updated_at)"  # noqa: S608
        f" VALUES ({', '.join(f':{name}' for name in _COLUMNS)}, 1, :by, :at, :at) RETURNING *",
        by=by, at=at, **values,
    )[0]  # fmt: skip


def update(store: Store, id: int, *, at: str, **values: Any) -> Row:
    """The task with these columns set anew."""
    return store.rows(
        f"UPDATE tasks SET {''.join(f'{name} = :{name}, ' for name in values)}"  # noqa: S608 - names of our own
        "version = version + 1, updated_at = :at WHERE id = :id RETURNING *",
        id=id, at=at, **values,
    )[0]  # fmt: skip


def add_agencies(store: Store, id: int, agency_ids: Iterable[int]) -> None:
    """The task goes to these agencies, too."""
    for agency_id in agency_ids:
        store.run("INSERT INTO task_agencies VALUES (:id, :agency_id)", id=id, agency_id=agency_id)


def remove_agencies(store: Store, id: int, agency_ids: Iterable[int]) -> None:
    """The task no longer goes to these agencies."""
    for agency_id in agency_ids:
        store.run(
            "DELETE FROM task_agencies WHERE task_id = :id AND agency_id = :agency_id", id=id, agency_id=agency_id
        )


def beneath(store: Store, agency_id: int) -> dict[int, Row]:
    """The agency and all beneath it, by id."""
    rows = store.rows(
        "SELECT agencies.* FROM agencies JOIN agency_ancestors ON agency_ancestors.agency_id = agencies.id"
        " WHERE ancestor_id = :agency_id ORDER BY agencies.id",
        agency_id=agency_id,
    )
    return {row["id"]: row for row in rows}


def evaluated(store: Store, id: int) -> frozenset[int]:
    """The agencies that have begun an evaluation under the task."""
    rows = store.rows("SELECT DISTINCT agency_id FROM evaluations WHERE task_id = :id", id=id)
    return frozenset(row["agency_id"] for row in rows)
