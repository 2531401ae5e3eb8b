"""Answers kept by idempotency key (幂等键), in the commit of what they answer."""

from datetime import datetime
from typing import Any

from api.instants import stamp
from api.store.sqlite import Row, Store


def find(store: Store, actor: str, key: str) -> Row | None:
    """What was answered under this key."""
    rows = store.rows("SELECT * FROM idempotency WHERE actor = :actor AND key = :key", actor=actor, key=key)
    return next(iter(rows), None)


def keep(store: Store, actor: str, key: str, now: datetime, **answered: Any) -> None:
    """Keeps an answer: digest of the request, status, headers and body as text."""
    store.run(
        "INSERT INTO idempotency (actor, key, digest, status, headers, body, at)"
        " VALUES (:actor, :key, :digest, :status, :headers, :body, :at)",
        actor=actor, key=key, at=stamp(now), **answered,
    )  # fmt: skip


def forget(store: Store, before: datetime) -> int:
    """Drops the answers given before an instant; how many."""
    return store.run("DELETE FROM idempotency WHERE at < :before", before=stamp(before))
