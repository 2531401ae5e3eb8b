"""站内提醒: one row per person and subject, however often it is told."""

from collections.abc import Iterable
from typing import Any

from api.store.paging import Page, Query, Slice, page
from api.store.sqlite import Row, Store

SORTS = {"id": "notifications.id"}


def add(
    store: Store, person_id: int, subject: str, *, kind: str, text: str, at: str,
    task_id: int | None = None, evaluation_id: int | None = None, plan_id: int | None = None,
) -> bool:  # fmt: skip
    """A new notification; False where the person was told of the subject before."""
    added = store.run(
        "INSERT INTO notifications (person_id, subject, kind, text, task_id, evaluation_id, plan_id, at)"
        " SELECT :person_id, :subject, :kind, :text, :task_id, :evaluation_id, :plan_id, :at WHERE NOT EXISTS ("
        "SELECT 1 FROM notifications WHERE person_id = :person_id AND subject = :subject)",
        person_id=person_id, subject=subject, kind=kind, text=text, task_id=task_id, evaluation_id=evaluation_id,
        plan_id=plan_id, at=at,
    )  # fmt: skip
    return added == 1


def get(store: Store, id: int) -> Row | None:
    """The notification; None where there is none."""
    return next(iter(store.rows("SELECT * FROM notifications WHERE id = :id", id=id)), None)


def listed(store: Store, person_id: int, asked: Page, *, unread: bool) -> Slice:
    """A page of a person's notifications: all, or those not read yet."""
    where = ["notifications.person_id = :person_id", *(["notifications.read_at IS NULL"] if unread else [])]
    query = Query("*", "notifications", tuple(where), {"person_id": person_id}, SORTS, "notifications.id")
    return page(store, query, asked)


def mark_read(store: Store, id: int, at: str) -> Row:
    """The notification, read."""
    return store.rows("UPDATE notifications SET read_at = :at WHERE id = :id RETURNING *", id=id, at=at)[0]


def settle(store: Store, about: str, id: int, kinds: Iterable[str], at: str) -> None:
    """Read from now on, whoever they are for: what was told of a report or a plan (``about`` is its column)."""
    named = {f"kind_{i}": kind for i, kind in enumerate(kinds)}
    listed = ", ".join(f":{name}" for name in named)
    store.run(
        f"UPDATE notifications SET read_at = :at WHERE {about} = :id AND read_at IS NULL"  # noqa: S608 - our own names
        f" AND kind IN ({listed})",
        id=id, at=at, **named,
    )  # fmt: skip


def unmailed(store: Store, since: str, many: int) -> list[Row]:
    """Notifications since then that no mail was sent of, to people who have an address and may still sign in."""
    return store.rows(
        "SELECT notifications.*, people.email, people.name FROM notifications"
        " JOIN people ON people.id = notifications.person_id WHERE notifications.mailed_at IS NULL"
        " AND notifications.at >= :since AND people.email <> '' AND people.disabled_at IS NULL"
        " ORDER BY notifications.id LIMIT :many",
        since=since, many=many,
    )  # fmt: skip


def waiting(store: Store, since: str) -> int:
    """How many since then wait to be mailed."""
    (row,) = store.rows(
        "SELECT COUNT(*) AS number FROM notifications JOIN people ON people.id = notifications.person_id"
        " WHERE mailed_at IS NULL AND notifications.at >= :since AND email <> '' AND people.disabled_at IS NULL",
        since=since,
    )
    return int(row["number"])


def mark_mailed(store: Store, id: int, at: str) -> None:
    """A mail was sent of it."""
    store.run("UPDATE notifications SET mailed_at = :at WHERE id = :id", id=id, at=at)


def managers(store: Store, agency_id: int) -> list[Row]:
    """Whoever reports for the agency: its own managers and those of the agencies above it, each once."""
    return _holders(
        store, "manager", "SELECT ancestor_id FROM agency_ancestors WHERE agency_id = :agency_id", agency_id=agency_id
    )


def admins(store: Store) -> list[Row]:
    """Whoever looks after the whole service: the admins of the agencies that have none above them."""
    return _holders(store, "admin", "SELECT id FROM agencies WHERE parent_id IS NULL")


def _holders(store: Store, role: str, agencies: str, **values: Any) -> list[Row]:
    return store.rows(
        "SELECT DISTINCT people.id, people.name FROM grants JOIN people ON people.id = grants.person_id"  # noqa: S608
        f" WHERE grants.role = :role AND grants.ended_at IS NULL AND grants.agency_id IN ({agencies})"
        " AND people.disabled_at IS NULL ORDER BY people.id",
        role=role, **values,
    )  # fmt: skip


def unread(store: Store, person_id: int) -> int:
    """How many a person has not read yet."""
    sql = "SELECT COUNT(*) AS number FROM notifications WHERE person_id = :person_id AND read_at IS NULL"
    return int(store.rows(sql, person_id=person_id)[0]["number"])
