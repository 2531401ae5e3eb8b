"""站内提醒: told to people once per subject, listed and read by whom they are for."""

from collections.abc import Iterable
from datetime import datetime

from api.auth import Actor
from api.instants import stamp
from api.problems.service import NotFound
from api.store import Row, Store, audit, notifications
from api.store.paging import Page, Slice

NOUN = "提醒"


def notify(
    store: Store, now: datetime, people: Iterable[int], subject: str, *, kind: str, text: str,
    task_id: int | None = None, evaluation_id: int | None = None,
) -> int:  # fmt: skip
    """Tells each of these people, unless told of the subject before; how many were told."""

    def work(store: Store) -> int:
        return sum(
            notifications.add(
                store, person, subject, kind=kind, text=text, at=stamp(now), task_id=task_id,
                evaluation_id=evaluation_id,
            )
            for person in people
        )  # fmt: skip

    return store.write(work)


def listed(store: Store, actor: Actor, asked: Page, *, unread: bool) -> Slice:
    """A page of the actor's own notifications."""
    return notifications.listed(store, actor.person_id or 0, asked, unread=unread)


def read(store: Store, actor: Actor, now: datetime, id: int) -> Row:
    """The notification, read from now on; NotFound where it is somebody else's. Reading again changes nothing."""

    def work(store: Store) -> Row:
        row = notifications.get(store, id)
        if row is None or row["person_id"] != actor.person_id:
            raise NotFound(NOUN)
        if row["read_at"]:
            return row
        after = notifications.mark_read(store, id, stamp(now))
        audit.record(store, actor, now, "read", "notification", id=id, after={"read_at": after["read_at"]})
        return after

    return store.write(work)
