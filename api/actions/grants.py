"""角色: given to people and taken from them, each for an agency and all beneath it."""

from datetime import datetime

from api.actions import people as persons
from api.actions.people import NOUN, Wanted, check_administered, check_agency
from api.auth import Actor, Right, require
from api.instants import stamp
from api.problems.service import NotFound, Taken
from api.store import Row, Store, agencies, audit, people


def add(store: Store, actor: Actor, now: datetime, person_id: int, wanted: Wanted) -> Row:
    """The person with one more role at an agency that the actor manages; Taken where it is held already."""

    def work(store: Store) -> Row:
        person = persons.get(store, actor, person_id)
        check_agency(store, actor, wanted.agency_id)
        if any((each["role"], each["agency_id"]) == wanted for each in person["grants"]):
            raise Taken("这个角色")
        give(store, actor, now, person_id, wanted)
        return _touched(store, actor, now, person_id)

    return store.write(work)


def end(store: Store, actor: Actor, now: datetime, person_id: int, grant_id: int) -> Row:
    """The person without the role; NotFound, NotPossible for the last admin of the whole."""

    def work(store: Store) -> Row:
        person = persons.get(store, actor, person_id)
        found = next((each for each in person["grants"] if each["id"] == grant_id), None)
        if found is None:
            raise NotFound("角色")
        require(actor, Right.MANAGE_PEOPLE, agencies.ancestors(store, found["agency_id"]), NOUN)
        take(store, actor, now, found)
        check_administered(store)
        return _touched(store, actor, now, person_id)

    return store.write(work)


def give(store: Store, actor: Actor, now: datetime, person_id: int, wanted: Wanted, why: str = "") -> None:
    """A role given and written down, rights having been checked."""
    people.grant(store, person_id=person_id, by=actor.person_id, at=stamp(now), **wanted._asdict())
    audit.record(
        store, actor, now, "grant", "person", id=person_id, agency_id=wanted.agency_id, after=wanted._asdict(), why=why
    )


def take(store: Store, actor: Actor, now: datetime, held: Row, why: str = "") -> None:
    """A role ended and written down, rights having been checked."""
    people.end_grant(store, held["id"], by=actor.person_id, at=stamp(now))
    told = {"role": held["role"], "agency_id": held["agency_id"]}
    audit.record(
        store,
        actor,
        now,
        "end_grant",
        "person",
        id=held["person_id"],
        agency_id=held["agency_id"],
        before=told,
        why=why,
    )


def _touched(store: Store, actor: Actor, now: datetime, person_id: int) -> Row:
    return people.touch(store, person_id, stamp(now)) | {"grants": people.grants(store, person_id)}
