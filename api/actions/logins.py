"""登录: signed in, signed out, whose login it is, the password changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api import passwords
from api.actions import attempts
from api.actions.people import account_of
from api.auth import Actor, Right, reach
from api.instants import stamp
from api.problems.refusals_people import WeakPassword
from api.problems.service import NotAllowed, NotPossible, WrongPassword
from api.settings import Settings
from api.store import Row, Store, audit, logins, people


def sign_in(
    store: Store, actor: Actor, now: datetime, settings: Settings, *, login: str, password: str, digest: str,
    stranger: str,
) -> tuple[Row, Row]:  # fmt: skip
    """A new login under this digest, and its person; WrongPassword, TooManyAttempts.

    Nothing tells an unknown account from a wrong password: both count, both take as long. ``stranger`` is what an
    unknown account is counted under.
    """
    found = people.by_login(store, account_of(login))
    counted = attempts.subjects(settings, found["id"] if found else stranger, actor.address)
    attempts.take(store, now, counted, settings)
    kept = found["password"] if found and not found["disabled_at"] else ""
    if not passwords.matches(password, kept) or found is None:
        raise WrongPassword

    def work(store: Store) -> tuple[Row, Row]:
        person = people.get(store, found["id"])
        if person is None or person["disabled_at"] or person["password"] != kept:
            raise WrongPassword  # changed while we compared
        attempts.give_back(store, *counted)
        row = logins.insert(store, person_id=person["id"], digest=digest, address=actor.address, at=stamp(now))
        who = actor._replace(person_id=person["id"], name=person["name"])
        audit.record(store, who, now, "sign_in", "login", id=row["id"])
        return row, person

    return store.write(work)


def sign_out(store: Store, actor: Actor, now: datetime) -> None:
    """The login of this request ended; NotPossible for a token, which is revoked instead."""
    if actor.login_id is None:
        raise NotPossible("令牌不用退出登录；不再使用时请吊销它")
    id = actor.login_id

    def work(store: Store) -> None:
        logins.end(store, id, stamp(now))
        audit.record(store, actor, now, "sign_out", "login", id=id)

    store.write(work)


def change_password(store: Store, actor: Actor, now: datetime, settings: Settings, *, old: str, new: str) -> None:
    """One's own password changed, and every other login ended; WrongPassword, WeakPassword, TooManyAttempts."""
    if actor.login_id is None or actor.person_id is None:
        raise NotAllowed("令牌不能更改密码，请登录后更改")
    id, login_id = actor.person_id, actor.login_id
    person = _person(store, id)
    passwords.check(new, person["login"], person["name"], person["email"])
    if passwords.normal(old) == passwords.normal(new):
        raise WeakPassword("与原来的相同")
    counted = attempts.subjects(settings, id, actor.address)
    attempts.take(store, now, counted, settings)
    if not passwords.matches(old, person["password"]):
        raise WrongPassword
    kept = passwords.hashed(new)

    def work(store: Store) -> None:
        if _person(store, id)["password"] != person["password"]:
            raise WrongPassword  # changed while we compared
        attempts.give_back(store, *counted)
        people.set_password(store, id, password=kept, must_change=False, at=stamp(now))
        ended = logins.end_all(store, id, stamp(now), but=login_id)
        audit.record(store, actor, now, "password", "person", id=id, after={"logins_ended": ended})

    store.write(work)


def _person(store: Store, id: int) -> Row:
    found = people.get(store, id)
    assert found, "who is signed in is somebody"
    return found


def me(store: Store, actor: Actor) -> dict[str, Any]:
    """Who is signed in: the person, the login or token, and what they may do at which agency."""
    person = _person(store, actor.person_id or 0)
    login = logins.get(store, actor.login_id) if actor.login_id else None
    held: dict[int, list[Row]] = {}
    for row in people.grants(store, person["id"]):
        held.setdefault(row["agency_id"], []).append(row)
    return {"person": person, "login": login, "agencies": [_held(actor, rows) for rows in held.values()]}


def _held(actor: Actor, rows: Sequence[Row]) -> Mapping[str, Any]:
    """The roles held at one agency and the rights that follow (a token's scopes taken into account)."""
    first = rows[0]
    return {
        "agency_id": first["agency_id"],
        "agency": first["agency"],
        "rank": first["rank"],
        "roles": [row["role"] for row in rows],
        "rights": [right.value for right in Right if first["agency_id"] in reach(actor, right)],
    }
