"""人员: looked at, added, changed, disabled, given a new password."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from api import passwords
from api.actions.attempts import account_key
from api.auth import RIGHT_NAMES, Actor, Right, allowed, reach, require
from api.changes import changes, halves
from api.instants import stamp
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotAllowed, NotFound, NotPossible, Taken, VersionConflict
from api.store import Row, Store, agencies, audit, logins, people, tokens
from api.store.paging import Page, Slice
from indicators.workflow import Role

NOUN = "人员"
SHOWN = ("login", "name", "email", "disabled_at")
MANAGE = RIGHT_NAMES[Right.MANAGE_PEOPLE]


class Wanted(NamedTuple):
    """A role wanted for an agency."""

    role: Role
    agency_id: int


class Initial(NamedTuple):
    """An initial password: what is shown once (None where somebody chose it, or there is none), and what is kept."""

    shown: str | None
    kept: str


def account_of(text: str) -> str:
    """An account as it is kept: spaces, full width and capitals make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def initial(given: str | None, *names: str) -> Initial:
    """The initial password given, or a new one; WeakPassword. Slow on purpose: outside every write."""
    if given is None:
        made = passwords.generated()
        return Initial(made, passwords.hashed(made))
    passwords.check(given, *names)
    return Initial(None, passwords.hashed(given))


def scope(actor: Actor) -> frozenset[int]:
    """Beneath which agencies the actor may see people; NotAllowed where beneath none."""
    roots = reach(actor, Right.MANAGE_PEOPLE) | reach(actor, Right.AUDIT)
    if not roots:
        raise NotAllowed(MANAGE)
    return roots


def check_free(store: Store, login: str) -> None:
    """InvalidDocument where somebody has the account already."""
    if people.by_login(store, account_of(login)):
        why = f"账号“{account_of(login)}”已存在，请换一个"
        raise InvalidDocument([FieldError("login", why, "taken")])


def listed(store: Store, actor: Actor, asked: Page, **filters: Any) -> Slice:
    """A page of the people whom the actor may see, each with all grants in force."""
    found = people.listed(store, scope(actor), asked, **filters)
    held = people.grants_of(store, [row["id"] for row in found.rows])
    return found._replace(rows=[_with(row, held) for row in found.rows])


def get(store: Store, actor: Actor, id: int) -> Row:
    """The person with all grants in force: oneself, or whoever holds or held a role within reach; NotFound."""
    row = people.get(store, id)
    if row is None:
        raise NotFound(NOUN)
    held = people.grants_of(store, [id])
    if id != actor.person_id:
        roots = reach(actor, Right.MANAGE_PEOPLE) | reach(actor, Right.AUDIT)
        if not any(roots & agencies.ancestors(store, each["agency_id"]) for each in held):
            raise NotFound(NOUN)
    return _with(row, held)


def managed(store: Store, actor: Actor, id: int) -> Row:
    """A person whose every role (or, holding none, every former one) lies within what the actor manages; NotAllowed.

    Whoever manages only some of them could otherwise come, by a new password, to what is not theirs.
    """
    row = get(store, actor, id)
    held = row["grants"] or people.grants_of(store, [id])
    mine = [allowed(actor, Right.MANAGE_PEOPLE, agencies.ancestors(store, each["agency_id"])) for each in held]
    if not mine or not all(mine):
        raise NotAllowed(MANAGE)
    return row


def called(store: Store, actor: Actor, text: str) -> list[Row]:
    """The people whom the actor may see that have this account, else those of this name."""
    found = people.by_login(store, account_of(text))
    if found and _seen(store, actor, found["id"]):
        return [get(store, actor, found["id"])]
    return [row for row in people.named(store, text.strip()) if _seen(store, actor, row["id"])]


def _seen(store: Store, actor: Actor, id: int) -> bool:
    try:
        get(store, actor, id)
    except NotFound:
        return False
    return True


class Powers(NamedTuple):
    """What the actor may do with a person: everything that takes all of their roles; which of their roles they end."""

    manages: bool
    ends: frozenset[int]


def powers(store: Store, actor: Actor, row: Row) -> Powers:
    """What the actor may do with this person."""
    ends = {
        each["id"] for each in row["grants"]
        if allowed(actor, Right.MANAGE_PEOPLE, agencies.ancestors(store, each["agency_id"]))
    }  # fmt: skip
    try:
        managed(store, actor, row["id"])
    except NotAllowed:
        return Powers(False, frozenset(ends))
    return Powers(True, frozenset(ends))


def _with(row: Row, held: Iterable[Row]) -> Row:
    return row | {"grants": [each for each in held if each["person_id"] == row["id"] and not each["ended_at"]]}


def add(
    store: Store, actor: Actor, now: datetime, *, login: str, name: str, email: str, grants: Sequence[Wanted], kept: str
) -> Row:
    """A new person with roles at agencies that the actor manages; ``kept`` is the initial password's hash."""

    def work(store: Store) -> Row:
        for each in grants:
            check_agency(store, actor, each.agency_id)
        return insert(store, actor, now, login=login, name=name, email=email, grants=grants, kept=kept)

    return store.write(work)


def insert(
    store: Store, actor: Actor, now: datetime, *, login: str, name: str, email: str, grants: Sequence[Wanted],
    kept: str, must_change: bool = True,
) -> Row:  # fmt: skip
    """The person stored, rights having been checked; Taken, NotPossible without a password for others than programs."""
    if not kept and {each.role for each in grants} != {Role.INTEGRATOR}:
        raise NotPossible("只有集成程序可以没有密码")
    account, at = account_of(login), stamp(now)
    if people.by_login(store, account):
        raise Taken(f"账号“{account}”")
    must_change = must_change and bool(kept)
    row = people.insert(store, login=account, name=name, email=email, password=kept, must_change=must_change, at=at)
    for each in dict.fromkeys(grants):
        people.grant(store, person_id=row["id"], role=each.role, agency_id=each.agency_id, by=actor.person_id, at=at)
    told = {key: row[key] for key in SHOWN} | {"grants": [list(each) for each in grants]}
    audit.record(store, actor, now, "add", "person", id=row["id"], agency_id=grants[0].agency_id, after=told)
    return row | {"grants": people.grants(store, row["id"])}


def check_agency(store: Store, actor: Actor, agency_id: int) -> None:
    """NotFound, NotAllowed, NotPossible where the actor cannot give roles at the agency."""
    require(actor, Right.MANAGE_PEOPLE, agencies.ancestors(store, agency_id), "单位")
    agency = agencies.get(store, agency_id)
    if agency and agency["closed_at"]:
        raise NotPossible("单位已停用，不能再授予角色")


def change(
    store: Store, actor: Actor, now: datetime, id: int, version: int, *, name: str, email: str, disabled: bool
) -> Row:
    """The person renamed, disabled (logins and tokens end at once) or enabled again; VersionConflict."""

    def work(store: Store) -> Row:
        old = managed(store, actor, id)
        wanted = {"name": name, "email": email, "disabled": disabled}
        if old["version"] != version:
            current = {"name": old["name"], "email": old["email"], "disabled": bool(old["disabled_at"])}
            raise VersionConflict(old["version"], current, wanted, [each.where for each in changes(current, wanted)])
        if disabled and id == actor.person_id:
            raise NotPossible("不能停用自己；请由别的管理员停用")
        disabled_at = (old["disabled_at"] or stamp(now)) if disabled else None
        row = people.update(store, id, name=name, email=email, disabled_at=disabled_at, at=stamp(now))
        if disabled:
            shut_out(store, id, now)
        before, after = halves(changes(*({key: each[key] for key in SHOWN} for each in (old, row))))
        record(store, actor, now, "change", row | {"grants": old["grants"]}, before=before, after=after)
        return row | {"grants": old["grants"]}

    return store.write(work)


def shut_out(store: Store, id: int, now: datetime) -> None:
    """Every login and token of the person ended; NotPossible where nobody would administer the whole any more."""
    check_administered(store)
    logins.end_all(store, id, stamp(now))
    tokens.revoke_all(store, id, stamp(now))


def check_administered(store: Store) -> None:
    """After a change: somebody still administers every agency at the top."""
    if left := people.roots_without_admin(store):
        raise NotPossible(f"这是{left[0]['name']}最后一位管理员，请先另设一位")


def reset_password(store: Store, actor: Actor, now: datetime, id: int, *, kept: str) -> Row:
    """Another initial password for somebody else; their logins, their tokens and the lock of their account end."""

    def work(store: Store) -> Row:
        old = managed(store, actor, id)
        if id == actor.person_id:
            raise NotPossible("自己的密码请登录后自行更改（POST /api/v1/me/password）")
        row = people.set_password(store, id, password=kept, must_change=True, at=stamp(now))
        logins.clear(store, [account_key(id)])
        ended = logins.end_all(store, id, stamp(now))
        revoked = tokens.revoke_all(store, id, stamp(now))
        row |= {"grants": old["grants"]}
        record(store, actor, now, "reset_password", row, after={"logins_ended": ended, "tokens_revoked": revoked})
        return row

    return store.write(work)


def end_logins(store: Store, actor: Actor, now: datetime, id: int) -> int:
    """Every login of the person ended; how many there were. A token needs the scope even for those of its person."""

    def work(store: Store) -> int:
        own = id == actor.person_id and (actor.scopes is None or Right.MANAGE_PEOPLE in actor.scopes)
        row = get(store, actor, id) if own else managed(store, actor, id)
        ended = logins.end_all(store, id, stamp(now))
        record(store, actor, now, "end_logins", row, after={"logins_ended": ended})
        return ended

    return store.write(work)


def record(store: Store, actor: Actor, now: datetime, action: str, row: Row, **told: Any) -> None:
    """A row of audit about a person, at the first agency where they hold a role."""
    agency_id = row["grants"][0]["agency_id"] if row["grants"] else None
    audit.record(store, actor, now, action, "person", id=row["id"], agency_id=agency_id, **told)
