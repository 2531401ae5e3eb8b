"""绩效目标表: drawn up, looked at, saved; the steps of its workflow stand in plan_steps."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from api import wire
from api.actions.documents import checked
from api.actions.evaluations.marking import mark as mark_evaluations
from api.actions.steps import PLAN_NAMES, PLAN_STATES, check, right_for
from api.auth import Actor, Right, allowed, reach, require
from api.chain import canonical
from api.changes import Change, changes, halves
from api.instants import stamp
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotAllowed, NotFound, NotPossible, Taken, VersionConflict
from api.schemas import dump_document, load_document
from api.store import Row, Store, agencies, audit, plans
from api.store.paging import Page, Slice
from indicators.checks import check as check_document
from indicators.issues import Issue
from indicators.model import Document, Plan
from indicators.workflow import PLAN, Action, State, Step
from scoring.library import Library

NOUN = "绩效目标表"
RIGHTS = (Right.PLAN, Right.APPROVE_PLAN)


class Version(NamedTuple):
    """One version of a plan: its rows, the document, and what is wrong with it (under which rulebook, "" for none)."""

    plan: Row
    row: Row
    document: Document
    rulebook: str
    issues: tuple[Issue, ...]


def get(store: Store, actor: Actor, id: int) -> Row:
    """The plan; NotFound where there is none or it is out of reach."""
    row = plans.get(store, id)
    if row is None:
        raise NotFound(NOUN)
    require(actor, Right.READ, agencies.ancestors(store, row["agency_id"]), NOUN)
    return row


def listed(store: Store, actor: Actor, asked: Page, **filters: Any) -> Slice:
    """A page of the plans that the actor may see."""
    return plans.listed(store, reach(actor, Right.READ), asked, **filters)


def versions(store: Store, actor: Actor, id: int, asked: Page) -> Slice:
    """A page of the plan's versions."""
    get(store, actor, id)
    return plans.versions(store, id, asked)


def version(store: Store, actor: Actor, library: Library, id: int, number: int | None = None) -> Version:
    """A version of the plan (None: the newest), checked; NotFound where there is none of that number."""
    plan = get(store, actor, id)
    row = plans.numbered(store, id, plan["number"] if number is None else number)
    if row is None:
        raise NotFound("版本")
    return examined(library, plan, row)


def in_force_or_newest(store: Store, actor: Actor, id: int) -> Document:
    """The plan as approved, whatever change of it is being drawn up; the newest version until one is approved."""
    plan = get(store, actor, id)
    row = plans.approved(store, plan) or plans.numbered(store, id, plan["number"])
    assert row is not None, "a plan has a version from its first day"
    return load_document(wire.parse(row["document"].encode()))


def examined(library: Library, plan: Row, row: Row) -> Version:
    """The version with the issues of its document."""
    document = load_document(wire.kept(row["document"]))
    return Version(plan, row, document, *findings(library, document))


def findings(library: Library, document: Document) -> tuple[str, tuple[Issue, ...]]:
    """The rulebook that a document is compared with ("" for one that is no longer loaded), and its issues."""
    if document.rulebook and document.rulebook not in library.rulebooks:
        return "", tuple(check_document(document))
    (found,) = checked(library, [document])
    return found.rulebook.id if found.rulebook else "", found.issues


def differences(store: Store, actor: Actor, id: int, before: int | None, after: int | None) -> tuple[Row, list[Change]]:
    """What differs between two versions (None: the newest, and the one before it); the row is the later version."""
    plan = get(store, actor, id)
    late = plans.numbered(store, id, after or plan["number"])
    if late is None:
        raise NotFound("版本")
    early = plans.numbered(store, id, before or late["number"] - 1)
    if early is None and before:
        raise NotFound("版本")
    return late, changes(*(wire.kept(row["document"]) for row in (early, late))) if early else []


def add(
    store: Store, actor: Actor, now: datetime, document: Plan, *, agency_id: int, year: int | None, confidential: bool,
    library: Library,
) -> Version:  # fmt: skip
    """A new plan, version 1 a draft; Taken where the agency has one of that name in that year."""

    def work(store: Store) -> Version:
        require(actor, Right.PLAN, agencies.ancestors(store, agency_id), "单位")
        agency = agencies.get(store, agency_id)
        if agency is None or agency["closed_at"]:
            raise NotPossible("单位已停用，不能再编制目标表")
        place = {"agency": agency["name"], "year": year or document.budget_year}
        _check_fit(library, place, document)
        check_name(store, agency_id=agency_id, year=place["year"], name=document.name)
        at, by, text = stamp(now), actor.person_id, canonical(dump_document(document))
        values = {"year": place["year"], "name": document.name, "confidential": confidential}
        id = plans.insert(store, agency_id=agency_id, by=by, at=at, **values)
        made = plans.insert_version(store, id, 1, document=text, reason="", by=by, at=at)
        after = values | {"document": dump_document(document)}
        audit.record(store, actor, now, "add", "plan", id=id, agency_id=agency_id, after=after, chain=f"plan:{id}")
        return examined(library, get(store, actor, id), plans.version(store, made))

    return store.write(work)


def save(
    store: Store, actor: Actor, now: datetime, id: int, document: Plan, *, version: int, library: Library
) -> Version:
    """The draft (or what was returned) replaced; saving the same again changes nothing."""

    def work(store: Store) -> Version:
        plan, row, _ = begin(store, actor, id, Action.SAVE, version=version, wanted=dump_document(document))
        _check_fit(library, plan, document)
        text, old = canonical(dump_document(document)), wire.kept(row["document"])
        if text == row["document"]:
            return examined(library, plan, row)
        check_name(store, **{key: plan[key] for key in ("agency_id", "year")}, name=document.name, but=id)
        plans.update_version(store, row["id"], document=text)
        named = {} if plan["approved_id"] else {"name": document.name}  # what is in force keeps its name
        plans.touch(store, id, at=stamp(now), **named)
        before, after = halves(changes(old, dump_document(document)))
        tell(store, actor, now, "save", plan, before=before, after=after)
        return examined(library, get(store, actor, id), plans.version(store, row["id"]))

    return store.write(work)


def mark(store: Store, actor: Actor, now: datetime, id: int, *, version: int, confidential: bool, reason: str) -> Row:
    """The plan marked as 涉密, or no longer so; by those who draw it up and those who approve it."""

    def work(store: Store) -> Row:
        plan = get(store, actor, id)
        above = agencies.ancestors(store, plan["agency_id"])
        if not any(allowed(actor, right, above) for right in RIGHTS):
            raise NotAllowed("标注涉密")
        wanted, current = {"confidential": confidential}, {"confidential": bool(plan["confidential"])}
        check_version(plan, version, current, wanted)
        if wanted == current:
            return plan
        plans.touch(store, id, at=stamp(now), confidential=int(confidential))
        tell(store, actor, now, "mark", plan, before=current, after=wanted, why=reason)
        mark_evaluations(store, actor, now, id, confidential=confidential, why=reason)
        return get(store, actor, id)

    return store.write(work)


def begin(
    store: Store, actor: Actor, id: int, action: Action, *, version: int, wanted: Any = None
) -> tuple[Row, Row, Step]:
    """The plan, its newest version and the step to be taken on it: right, version and state are as they must be."""
    plan = get(store, actor, id)
    require(actor, right_for(PLAN[action], RIGHTS), agencies.ancestors(store, plan["agency_id"]), NOUN)
    row = plans.version(store, plan["newest_id"])
    document = wire.kept(row["document"])
    check_version(plan, version, document if wanted else {key: plan[key] for key in ("state", "number")}, wanted)
    return plan, row, check(PLAN, action, State(row["state"]), PLAN_NAMES, PLAN_STATES)


def check_version(plan: Row, version: int, current: Any, wanted: Any) -> None:
    """VersionConflict where somebody else changed the plan meanwhile."""
    if plan["version"] != version:
        differs = [each.where for each in changes(current, wanted)] if wanted else []
        raise VersionConflict(plan["version"], current, wanted, differs)


def check_name(store: Store, *, agency_id: int, year: int, name: str, but: int = 0) -> None:
    """Taken where the agency has another plan of that name in that year."""
    if plans.twin(store, agency_id=agency_id, year=year, name=name, but=but):
        raise Taken(f"本单位 {year} 年度名为“{name}”的目标表")


def misfits(plan: Row, document: Document) -> Iterable[FieldError]:
    """Where the document is not of the plan's agency and year."""
    if document.budget_year != plan["year"]:
        yield FieldError("document.budget_year", f"应为目标表的预算年度 {plan['year']}", "other_year")
    if document.agency.name != plan["agency"]:
        yield FieldError("document.agency.name", f"应为目标表的单位“{plan['agency']}”", "other_agency")


def _check_fit(library: Library, plan: Row, document: Plan) -> None:
    """InvalidDocument where the document is another agency's or year's, UnknownRulebook where it names none of ours."""
    if errors := list(misfits(plan, document)):
        raise InvalidDocument(errors)
    if document.rulebook:
        library.get(document.rulebook)


def tell(store: Store, actor: Actor, now: datetime, action: str, plan: Row, **halves_: Any) -> None:
    """A row of the plan's audit chain."""
    id, agency = plan["id"], plan["agency_id"]
    audit.record(store, actor, now, action, "plan", id=id, agency_id=agency, chain=f"plan:{id}", **halves_)
