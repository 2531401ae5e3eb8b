"""The desk (工作台): what somebody owes and by when, and what waits for a review."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from api.actions.evaluations import queue
from api.auth import Actor, Right, reach
from api.instants import instant, stamp
from api.store import Row, Store, home, notifications, plans
from api.store.paging import Page

PAST = timedelta(days=30)  # how long after its deadline a task still lies on the desk
NOTICES = 5


class Due(NamedTuple):
    """A task with what one has to do under it until its deadline."""

    task_id: int
    task: str
    opens: datetime
    deadline: datetime
    year: int
    place: str
    reports: list[Row]
    promised: list[Row]
    unplanned: list[str]  # agencies without a plan


class Desk(NamedTuple):
    """Everything on a person's desk; ``waiting`` is None for whoever reviews nothing.

    ``plans``: how many plans wait for somebody's approval that the person may give. ``begun``: what is there and what
    lacks for the first self-evaluation, for whoever manages the people; None once nothing lacks.
    """

    due: list[Due]
    waiting: int | None
    plans: int
    notices: list[Row]
    reports: bool
    begun: Row | None


def desk(store: Store, actor: Actor, now: datetime) -> Desk:
    """What the person has to do."""
    page = Page("id", descending=True, limit=NOTICES)
    notices = notifications.listed(store, actor.person_id or 0, page, unread=True).rows
    plans_waiting = plans.waiting(store, reach(actor, Right.APPROVE_PLAN), actor.person_id)
    return Desk(
        _due(store, actor, now), queue.waiting(store, actor), plans_waiting, notices, bool(reach(actor, Right.REPORT)),
        _begun(store, actor),
    )  # fmt: skip


def _begun(store: Store, actor: Actor) -> Row | None:
    """An agency without others beneath is nothing that lacks."""
    if not (roots := reach(actor, Right.MANAGE_PEOPLE)):
        return None
    found = home.begun(store, roots)
    return None if all(found[name] for name in ("managers", "supervisors", "plans", "tasks")) else found


def _due(store: Store, actor: Actor, now: datetime) -> list[Due]:
    """By deadline, those that have passed first."""
    roots, since = reach(actor, Right.REPORT), stamp(now - PAST)
    if not roots:
        return []
    found = [
        *_kind("reports", home.reports(store, roots, since)),
        *_kind("promised", home.promised(store, roots, since)),
        *_kind("unplanned", home.unplanned(store, roots, since)),
    ]
    found.sort(key=lambda row: (row["deadline"], row["task_id"]))
    groups = groupby(found, key=lambda row: (row["deadline"], row["task_id"]))
    return [_task(list(rows)) for _, rows in groups]


def _kind(kind: str, rows: Iterable[Row]) -> Iterable[Row]:
    return (row | {"kind": kind} for row in rows)


def _task(rows: list[Row]) -> Due:
    first = rows[0]
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in ("reports", "promised", "unplanned")}
    return Due(
        first["task_id"], first["task"], instant(first["opens_at"]), instant(first["deadline"]), first["year"],
        first["place"], kinds["reports"], kinds["promised"], [row["agency"] for row in kinds["unplanned"]],
    )  # fmt: skip
