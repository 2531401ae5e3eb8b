"""令牌: made (the secret is shown once), looked at, revoked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from api.actions import people as persons
from api.auth import Actor, Right
from api.instants import day_of, end_of_day, stamp
from api.problems.service import NotAllowed, NotFound, NotPossible
from api.store import Row, Store, audit, tokens
from api.store.paging import Page, Slice

NOUN = "令牌"
LONGEST = timedelta(days=366)


def listed(store: Store, actor: Actor, person_id: int, asked: Page) -> Slice:
    """A page of the person's tokens; never their secrets."""
    persons.get(store, actor, person_id)
    return tokens.listed(store, person_id, asked)


def add(
    store: Store, actor: Actor, now: datetime, person_id: int, *, name: str, scopes: Iterable[Right], expires_on: date,
    digest: str,
) -> Row:  # fmt: skip
    """A new token: valid to the end of a day within a year, for nothing that its maker (a token, too) may not."""
    _check_day(expires_on, day_of(now))
    wanted = sorted(set(scopes))

    def work(store: Store) -> Row:
        person = _whose(store, actor, person_id)
        if person["disabled_at"]:
            raise NotPossible("此人已停用，不能再发令牌")
        if actor.scopes is not None and not set(wanted) <= actor.scopes:
            raise NotAllowed("令牌不能发出范围比自己大的令牌")
        row = tokens.insert(
            store, person_id=person_id, name=name, digest=digest, scopes=" ".join(wanted), by=actor.person_id,
            at=stamp(now), expires_at=stamp(end_of_day(expires_on)),
        )  # fmt: skip
        after = {"person_id": person_id, "name": name, "scopes": wanted, "expires_at": row["expires_at"]}
        _record(store, actor, now, "add", row["id"], person, after=after)
        return row

    return store.write(work)


def revoke(store: Store, actor: Actor, now: datetime, person_id: int, id: int) -> Row:
    """The token revoked: from this commit on nobody gets in with it. Again is no error."""

    def work(store: Store) -> Row:
        person = _whose(store, actor, person_id)
        row = tokens.get(store, id, person_id)
        if row is None:
            raise NotFound(NOUN)
        if row["revoked_at"]:
            return row
        _record(store, actor, now, "revoke", id, person, before={"name": row["name"]})
        return tokens.revoke(store, id, stamp(now))

    return store.write(work)


def _check_day(day: date, today: date) -> None:
    if not today <= day <= today + LONGEST:
        raise NotPossible(f"到期日应在今天至 {(today + LONGEST).isoformat()} 之间（最长一年）")


def _whose(store: Store, actor: Actor, person_id: int) -> Row:
    """The person, where the actor may make and revoke their tokens: oneself, or one whom the actor manages."""
    if actor.scopes is not None and Right.MANAGE_PEOPLE not in actor.scopes:
        persons.get(store, actor, person_id)
        raise NotAllowed("这个令牌不能发放、吊销令牌（范围不含 manage_people）")
    if person_id == actor.person_id:
        return persons.get(store, actor, person_id)
    return persons.managed(store, actor, person_id)


def _record(store: Store, actor: Actor, now: datetime, action: str, id: int, person: Row, **told: object) -> None:
    agency_id = person["grants"][0]["agency_id"] if person["grants"] else None
    audit.record(store, actor, now, action, "token", id=id, agency_id=agency_id, **told)  # type: ignore[arg-type]
