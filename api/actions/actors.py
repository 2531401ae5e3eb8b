"""Who a secret belongs to: a login that is neither idle nor too old, or a token that has not expired."""

from datetime import datetime, timedelta

from api.auth import Actor, Grant, Right
from api.instants import instant
from api.settings import Settings
from api.store import Store, people
from indicators.workflow import Role


def acting(store: Store, digest: str, now: datetime, settings: Settings) -> Actor | None:
    """The actor whose login or token has this digest; None where nobody's is valid."""
    return _by_login(store, digest, now, settings) or _by_token(store, digest, now)


def _by_login(store: Store, digest: str, now: datetime, settings: Settings) -> Actor | None:
    row = people.login(store, digest)
    if row is None or row["disabled_at"]:
        return None
    idle = now - instant(row["seen_at"]) > timedelta(minutes=settings.login_idle_minutes)
    old = now - instant(row["created_at"]) > timedelta(hours=settings.login_absolute_hours)
    if idle or old:
        return None
    return Actor(row["person_id"], row["name"], grants_of(store, row["person_id"]), login_id=row["id"])


def _by_token(store: Store, digest: str, now: datetime) -> Actor | None:
    row = people.token(store, digest)
    if row is None or row["disabled_at"] or instant(row["expires_at"]) <= now:
        return None
    scopes = frozenset(map(Right, row["scopes"].split()))
    return Actor(row["person_id"], row["person"], grants_of(store, row["person_id"]), scopes, token_id=row["id"])


def grants_of(store: Store, person_id: int) -> tuple[Grant, ...]:
    """The grants that a person holds now."""
    return tuple(Grant(Role(row["role"]), row["agency_id"], row["rank"]) for row in people.grants(store, person_id))
