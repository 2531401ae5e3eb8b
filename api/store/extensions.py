"""延期: later deadlines of a task, for one agency or for all; and how far its agencies have come."""

from collections.abc import Iterable

from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"id": "extensions.id"}
PROGRESS_SORTS = {"name": "agencies.name"}


def insert(
    store: Store, task_id: int, *, agency_id: int | None, deadline: str, reason: str, by: int | None, at: str
) -> Row:
    """A new extension."""
    made = store.rows(
        "INSERT INTO extensions (task_id, agency_id, deadline, reason, granted_by, granted_at)"
        " VALUES (:task_id, :agency_id, :deadline, :reason, :by, :at) RETURNING id",
        task_id=task_id, agency_id=agency_id, deadline=deadline, reason=reason, by=by, at=at,
    )[0]  # fmt: skip
    return store.rows(f"SELECT {_SHOWN} FROM {_SOURCE} WHERE extensions.id = :id", id=made["id"])[0]  # noqa: S608


_SHOWN = "extensions.*, agencies.name AS agency, people.name AS person"
_SOURCE = (
    "extensions JOIN people ON people.id = extensions.granted_by"
    " LEFT JOIN agencies ON agencies.id = extensions.agency_id"
)


def listed(store: Store, task_id: int, roots: Iterable[int], asked: Page) -> Slice:
    """A page of the task's extensions that concern agencies beneath these roots."""
    condition, values = within(store, "extensions.agency_id", roots)
    where = ("extensions.task_id = :task_id", f"(extensions.agency_id IS NULL OR {condition})")
    values |= {"task_id": task_id}
    return page(store, Query(_SHOWN, _SOURCE, where, values, SORTS, "extensions.id"), asked)


def latest(store: Store, task_id: int) -> dict[int | None, str]:
    """The latest extended deadline per agency; under None the one for all."""
    rows = store.rows(
        "SELECT agency_id, MAX(deadline) AS deadline FROM extensions WHERE task_id = :task_id GROUP BY agency_id",
        task_id=task_id,
    )
    return {row["agency_id"]: row["deadline"] for row in rows}


def members(store: Store, task_id: int, roots: Iterable[int], asked: Page) -> Slice:
    """A page of the task's agencies beneath these roots."""
    condition, values = within(store, "task_agencies.agency_id", roots)
    where = ("task_agencies.task_id = :task_id", condition)
    source = "task_agencies JOIN agencies ON agencies.id = task_agencies.agency_id"
    values |= {"task_id": task_id}
    return page(store, Query("agencies.*", source, where, values, PROGRESS_SORTS, "agencies.id"), asked)


def counts(store: Store, task: Row, agency_ids: Iterable[int]) -> list[Row]:
    """Per agency and state of its newest evaluations under the task: how many.

    The state "" counts approved plans of the task's year without an evaluation.
    """
    values = {f"agency_{i}": id for i, id in enumerate(agency_ids)}
    inside = f"agency_id IN ({', '.join(f':{name}' for name in values) or 'NULL'})"
    return store.rows(
        f"SELECT agency_id, state, COUNT(*) AS number FROM evaluations"  # noqa: S608 - names of our own
        f" WHERE task_id = :task_id AND latest = 1 AND {inside} GROUP BY agency_id, state"
        f" UNION ALL SELECT agency_id, '', COUNT(*) FROM plans"
        f" WHERE year = :year AND approved_id IS NOT NULL AND {inside}"
        " AND NOT EXISTS (SELECT 1 FROM evaluations WHERE task_id = :task_id AND plan_id = plans.id)"
        " GROUP BY agency_id",
        task_id=task["id"], year=task["year"], **values,
    )  # fmt: skip
