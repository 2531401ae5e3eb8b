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


def agencies(store: Store, id: int) -> list[Row]:
    """The agencies that the task goes to, in the order of their names."""
    return store.rows(
        "SELECT agencies.* FROM agencies JOIN task_agencies ON task_agencies.agency_id = agencies.id"
        " WHERE task_agencies.task_id = :id ORDER BY agencies.name, agencies.id",
        id=id,
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
    text: str = "", open_at: str = "",
) -> Slice:  # fmt: skip
    """A page of the tasks visible beneath these roots: of a year, of an agency, with a text, open at an instant."""
    condition, values = _scope(store, roots)
    where = [condition]
    if year is not None:
        where.append("tasks.year = :year")
    if agency is not None:
        where.append("tasks.id IN (SELECT task_id FROM task_agencies WHERE agency_id = :agency)")
    if text:
        where.append("tasks.name LIKE :text ESCAPE '!'")
    if open_at:
        where.append(
            "tasks.opens_at <= :open_at AND (tasks.deadline >= :open_at OR EXISTS ("
            "SELECT 1 FROM extensions WHERE extensions.task_id = tasks.id AND extensions.deadline >= :open_at))"
        )
    values |= {"year": year, "agency": agency, "text": like(text), "open_at": open_at}
    return page(store, Query("tasks.*", "tasks", tuple(where), values, SORTS, "tasks.id"), asked)


def _scope(store: Store, roots: Iterable[int]) -> tuple[str, dict[str, Any]]:
    """A task lies with whoever set it and with whomever it goes to."""
    condition, values = within(store, "task_agencies.agency_id", roots)
    own, _ = within(store, "tasks.agency_id", roots)
    return f"({own} OR tasks.id IN (SELECT task_id FROM task_agencies WHERE {condition}))", values  # noqa: S608


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


def evaluated(store: Store, id: int) -> frozenset[int]:
    """The agencies that have begun an evaluation under the task."""
    rows = store.rows("SELECT DISTINCT agency_id FROM evaluations WHERE task_id = :id", id=id)
    return frozenset(row["agency_id"] for row in rows)


def extensions(store: Store, id: int) -> list[Row]:
    """What was extended, in order, with the names of agency and grantor."""
    return store.rows(
        "SELECT extensions.*, agencies.name AS agency, people.name AS person FROM extensions"
        " JOIN people ON people.id = extensions.granted_by"
        " LEFT JOIN agencies ON agencies.id = extensions.agency_id WHERE task_id = :id ORDER BY extensions.id",
        id=id,
    )


def extend(store: Store, id: int, *, agency_id: int | None, deadline: str, reason: str, by: int | None, at: str) -> Row:
    """A new extension."""
    return store.rows(
        "INSERT INTO extensions (task_id, agency_id, deadline, reason, granted_by, granted_at)"
        " VALUES (:id, :agency_id, :deadline, :reason, :by, :at) RETURNING *",
        id=id, agency_id=agency_id, deadline=deadline, reason=reason, by=by, at=at,
    )[0]  # fmt: skip


def progress(store: Store, task: Row, roots: Iterable[int]) -> list[Row]:
    """Per agency of the task beneath these roots and state of its newest evaluations: how many.

    The state "" counts approved plans of the year that have no evaluation, None stands where there is nothing at all.
    """
    condition, values = within(store, "task_agencies.agency_id", roots)
    return store.rows(
        "SELECT task_agencies.agency_id, agencies.name, found.state, COUNT(found.state) AS number"  # noqa: S608
        " FROM task_agencies JOIN agencies ON agencies.id = task_agencies.agency_id LEFT JOIN ("
        "SELECT agency_id, state FROM evaluations WHERE task_id = :task_id AND latest = 1"
        " UNION ALL SELECT plans.agency_id, '' FROM plans WHERE plans.year = :year AND plans.approved_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM evaluations WHERE task_id = :task_id AND plan_id = plans.id)"
        ") AS found ON found.agency_id = task_agencies.agency_id"
        f" WHERE task_agencies.task_id = :task_id AND {condition}"
        " GROUP BY task_agencies.agency_id, agencies.name, found.state ORDER BY agencies.name, task_agencies.agency_id",
        task_id=task["id"], year=task["year"], **values,
    )  # fmt: skip
