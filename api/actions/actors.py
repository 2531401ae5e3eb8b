"""Who a secret belongs to: a login that is neither idle nor too old, or a token that has not expired."""

from datetime import datetime, timedelta

from api.auth import Actor, Grant, Right
from api.instants import instant, stamp
from api.settings import Settings
from api.store import Row, Store, logins, people, tokens
from indicators.workflow import Role

NOTED_EVERY = timedelta(minutes=1)  # how often the use of a login or token is written down, at most


def acting(store: Store, digest: str, now: datetime, settings: Settings) -> Actor | None:
    """The actor whose login or token has this digest; None where nobody's is valid."""
    return _by_login(store, digest, now, settings) or _by_token(store, digest, now)


def _by_login(store: Store, digest: str, now: datetime, settings: Settings) -> Actor | None:
    row = logins.find(store, digest)
    if row is None or row["disabled_at"] or now >= ends_at(row, settings):
        return None
    every = min(NOTED_EVERY, timedelta(minutes=settings.login_idle_minutes) / 4)
    return Actor(
        row["person_id"], row["name"], grants_of(store, row["person_id"]), login_id=row["id"],
        must_change=bool(row["must_change"]), unnoted=now - instant(row["seen_at"]) > every,
    )  # fmt: skip


def ends_at(login: Row, settings: Settings) -> datetime:
    """When the login ends unless it is used, and in any case after its longest time."""
    idle = instant(login["seen_at"]) + timedelta(minutes=settings.login_idle_minutes)
    return min(idle, expires_at(login, settings))


def expires_at(login: Row, settings: Settings) -> datetime:
    """When the login ends however much it is used."""
    return instant(login["created_at"]) + timedelta(hours=settings.login_absolute_hours)


def _by_token(store: Store, digest: str, now: datetime) -> Actor | None:
    row = tokens.find(store, digest)
    if row is None or row["disabled_at"] or instant(row["expires_at"]) <= now:
        return None
    scopes = frozenset(map(Right, row["scopes"].split()))
    unnoted = row["used_at"] is None or now - instant(row["used_at"]) > NOTED_EVERY
    held = grants_of(store, row["person_id"])
    return Actor(row["person_id"], row["person"], held, scopes, token_id=row["id"], unnoted=unnoted)


def seen(store: Store, actor: Actor, now: datetime) -> None:
    """Writes down that the actor's login or token is in use, where that was not done within the last minute."""
    if actor.unnoted and actor.login_id:
        login_id = actor.login_id
        store.write(lambda store: logins.see(store, login_id, stamp(now)))
    if actor.unnoted and actor.token_id:
        token_id = actor.token_id
        store.write(lambda store: tokens.see(store, token_id, stamp(now)))


def grants_of(store: Store, person_id: int) -> tuple[Grant, ...]:
    """The grants that a person holds now."""
    return tuple(Grant(Role(row["role"]), row["agency_id"], row["rank"]) for row in people.grants(store, person_id))
