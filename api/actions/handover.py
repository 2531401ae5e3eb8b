"""交接: every role of one person goes to another, in one commit."""

from datetime import datetime
from typing import Any

from api.actions import grants
from api.actions import people as persons
from api.actions.people import Wanted, managed
from api.auth import Actor
from api.instants import stamp
from api.problems.service import NotPossible
from api.store import Row, Store, people
from indicators.workflow import Role


def hand_over(store: Store, actor: Actor, now: datetime, id: int, *, to: int, reason: str, disable: bool) -> Row:
    """What was moved: the successor, the grants, how many unread notifications. Unfinished work stays with the agency.

    The actor manages all that is moved. NotPossible from oneself to be disabled, to the same or a disabled person,
    or where there is nothing to move.
    """

    def work(store: Store) -> Row:
        old, new = managed(store, actor, id), persons.get(store, actor, to)
        _check(actor, old, new, disable=disable)
        moved = [Wanted(Role(each["role"]), each["agency_id"]) for each in old["grants"]]
        held = {(each["role"], each["agency_id"]) for each in new["grants"]}
        for each in old["grants"]:
            grants.take(store, actor, now, each, reason)
        for wanted in moved:
            if wanted not in held:
                grants.give(store, actor, now, to, wanted, reason)
        told = _settled(store, actor, now, old, new, disable=disable, reason=reason)
        return {"person_id": id, "to": to, "grants": [each._asdict() for each in moved], **told}

    return store.write(work)


def _check(actor: Actor, old: Row, new: Row, *, disable: bool) -> None:
    if old["id"] == new["id"]:
        raise NotPossible("交出人和接手人是同一人")
    if new["disabled_at"]:
        raise NotPossible("接手人已停用，请先启用或另选一人")
    if not old["grants"]:
        raise NotPossible("交出人没有在任的角色，没有什么可交接")
    if disable and old["id"] == actor.person_id:
        raise NotPossible("不能停用自己；请由别的管理员停用")


def _settled(
    store: Store, actor: Actor, now: datetime, old: Row, new: Row, *, disable: bool, reason: str
) -> dict[str, Any]:
    """Notifications moved, the old account closed where that is wanted; both people in a new version."""
    read = people.move_unread(store, old["id"], new["id"])
    if disable:
        people.update(store, old["id"], name=old["name"], email=old["email"], disabled_at=stamp(now), at=stamp(now))
        persons.shut_out(store, old["id"], now)
    else:
        people.touch(store, old["id"], stamp(now))
        persons.check_administered(store)
    people.touch(store, new["id"], stamp(now))
    told = {"to": new["id"], "notifications": read, "disabled": disable}
    persons.record(store, actor, now, "hand_over", old, after=told, why=reason)
    return {"notifications": read, "disabled": disable}
