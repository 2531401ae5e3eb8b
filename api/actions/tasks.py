"""自评任务: set, looked at, changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from api.auth import RIGHT_NAMES, Actor, Right, allowed, reach, require
from api.chain import canonical
from api.changes import changes, halves
from api.instants import day_of, end_of_day, instant, stamp, start_of_day
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotAllowed, NotFound, NotPossible, VersionConflict
from api.store import Row, Store, agencies, audit, extensions, rulebooks, tasks
from api.store.paging import Page, Slice
from scoring.library import Candidate, Library

NOUN = "自评任务"
FIXED = {
    "year": "年度",
    "place": "地区",
    "rulebook": "评分办法",
    "levels": "审核级数",
    "opens_at": "开始",
    "deadline": "截止",
}


class Terms(NamedTuple):
    """What a task says: budget year, rulebook and why it was chosen, whom it goes to, from when until when."""

    year: int
    name: str
    place: str
    rulebook: str
    why: str
    agencies: tuple[int, ...]
    subtree: bool
    opens_on: str
    deadline: str
    levels: int


def candidates(library: Library, place: str, year: int) -> tuple[Candidate, ...]:
    """The rulebooks that may be chosen for a place and a budget year, each with its reason."""
    return library.candidates(place, year)


def get(store: Store, actor: Actor, id: int) -> Row:
    """The task; NotFound where there is none, or none of its agencies is in reach."""
    row = tasks.get(store, id)
    if row is None or not tasks.visible(store, id, reach(actor, Right.READ)):
        raise NotFound(NOUN)
    return row


def managed(store: Store, actor: Actor, id: int) -> Row:
    """The task, if the actor manages those of the agency that set it; NotAllowed for whoever only sees it."""
    row = get(store, actor, id)
    if not allowed(actor, Right.MANAGE_TASKS, agencies.ancestors(store, row["agency_id"])):
        raise NotAllowed(RIGHT_NAMES[Right.MANAGE_TASKS])
    return row


def addressed(store: Store, actor: Actor, task: Row) -> list[Row]:
    """The task's agencies that the actor may see, each with ``deadline``, extensions included."""
    extended = extensions.latest(store, task["id"])
    found = tasks.agencies(store, task["id"], reach(actor, Right.READ))
    return [row | {"deadline": due(task, extended, row["id"])} for row in found]


def due(task: Row, extended: dict[int | None, str], agency_id: int | None) -> str:
    """The instant until which an agency may submit (None: all that have no extension of their own)."""
    return max(str(task["deadline"]), extended.get(None, ""), extended.get(agency_id, ""))


def listed(store: Store, actor: Actor, asked: Page, **filters: Any) -> Slice:
    """A page of the tasks that the actor may see."""
    return tasks.listed(store, reach(actor, Right.READ), asked, **filters)


def add(
    store: Store, actor: Actor, now: datetime, terms: Terms, *, library: Library, agency_id: int | None = None
) -> Row:
    """A new task, set by an agency for agencies beneath it."""

    def work(store: Store) -> Row:
        home = _home(store, actor, agency_id)
        members = _members(store, home, terms)
        values = _values(terms) | _chosen(library, terms)
        rulebooks.keep(store, library.get(terms.rulebook))
        row = tasks.insert(store, agency_id=home, by=actor.person_id, at=stamp(now), **values)
        tasks.add_agencies(store, row["id"], members)
        after = values | {"agencies": members}
        audit.record(store, actor, now, "add", "task", id=row["id"], agency_id=home, after=after, why=terms.why)
        return row

    return store.write(work)


def change(store: Store, actor: Actor, now: datetime, id: int, terms: Terms, *, version: int, library: Library) -> Row:
    """The task with other terms; once an evaluation exists only name and further agencies can change."""

    def work(store: Store) -> Row:
        old = managed(store, actor, id)
        before = [row["id"] for row in tasks.agencies(store, id)]
        _check_version(old, version, terms, before)
        members = _members(store, old["agency_id"], terms, before)
        # Chosen once, the text stays as it was then, whatever the library holds now.
        same = all(old[name] == getattr(terms, name) for name in ("rulebook", "place", "year"))
        values = _values(terms) | ({} if same else _chosen(library, terms))
        _check_fixed(store, old, values, set(before) - set(members))
        told = changes(
            {name: old[name] for name in values} | {"agencies": sorted(before)}, values | {"agencies": members}
        )
        if not told:
            return old
        if not same:
            rulebooks.keep(store, library.get(terms.rulebook))
        row = tasks.update(store, id, at=stamp(now), **values)
        tasks.add_agencies(store, id, sorted(set(members) - set(before)))
        tasks.remove_agencies(store, id, sorted(set(before) - set(members)))
        was, is_ = halves(told)
        agency = old["agency_id"]
        audit.record(store, actor, now, "change", "task", id=id, agency_id=agency, before=was, after=is_, why=terms.why)
        return row

    return store.write(work)


def _home(store: Store, actor: Actor, agency_id: int | None) -> int:
    """The agency that sets the task: the one named, or the only one at which the actor may."""
    roots = reach(actor, Right.MANAGE_TASKS)
    if agency_id is None and len(roots) != 1:
        raise InvalidDocument([FieldError("agency_id", "您可代多个单位布置任务，请写明由哪个单位布置", "required")])
    home = next(iter(roots)) if agency_id is None else agency_id
    require(actor, Right.MANAGE_TASKS, agencies.ancestors(store, home), "单位")
    return home


def _members(store: Store, home: int, terms: Terms, before: Iterable[int] = ()) -> list[int]:
    """The ids of the agencies meant, in order; InvalidDocument with each that is not there, not beneath, or closed."""
    below, kept = tasks.beneath(store, home), set(before)
    errors = [
        FieldError(f"agencies[{i}]", "没有这个单位，或不在布置单位的范围内，或已停用", "no_such_agency")
        for i, id in enumerate(terms.agencies)
        if id not in below or (below[id]["closed_at"] and id not in kept)
    ]
    if errors:
        raise InvalidDocument(errors)
    meant = set(terms.agencies)
    if terms.subtree:
        inner = (row for id in terms.agencies for row in tasks.beneath(store, id).values())
        meant |= {row["id"] for row in inner if not row["closed_at"]}
    return sorted(meant)


def _values(terms: Terms) -> Row:
    """The columns that do not depend on the library; InvalidDocument where the deadline comes before the opening."""
    if terms.deadline < terms.opens_on:
        raise InvalidDocument([FieldError("deadline", "截止日期不能早于开始日期", "before_opening")])
    return {
        "year": terms.year, "name": terms.name, "place": terms.place, "levels": terms.levels,
        "rulebook": terms.rulebook, "opens_at": stamp(start_of_day(date.fromisoformat(terms.opens_on))),
        "deadline": stamp(end_of_day(date.fromisoformat(terms.deadline))),
    }  # fmt: skip


def _chosen(library: Library, terms: Terms) -> Row:
    """The rulebook chosen, with what was offered; a choice besides the candidates says why."""
    book = library.get(terms.rulebook)
    offered = candidates(library, terms.place, terms.year)
    reason = next((each.reason for each in offered if each.rulebook.id == book.id), "")
    if not reason and not terms.why.strip():
        told = "；适用的有：" + "、".join(each.rulebook.id for each in offered) if offered else ""
        raise InvalidDocument([FieldError("why", f"所选办法不在适用之列，请写明选用理由{told}", "reason_required")])
    choice = {
        "chosen": book.id, "title": book.title, "reason": reason, "why": terms.why,
        "candidates": [{"id": c.rulebook.id, "title": c.rulebook.title, "reason": c.reason} for c in offered],
    }  # fmt: skip
    return {"rulebook_digest": book.digest, "choice": canonical(choice)}


def _check_version(old: Row, version: int, terms: Terms, members: list[int]) -> None:
    if old["version"] == version:
        return
    yours = terms._asdict() | {"agencies": list(terms.agencies)}
    current = {name: old[name] for name in ("year", "name", "place", "rulebook", "levels")}
    current |= {"agencies": members, "opens_on": _day(old["opens_at"]), "deadline": _day(old["deadline"])}
    differs = [each.where for each in changes(current, {name: yours[name] for name in current})]
    raise VersionConflict(old["version"], current, yours, differs)


def _day(text: str) -> str:
    return day_of(instant(text)).isoformat()


def _check_fixed(store: Store, old: Row, values: Row, removed: set[int]) -> None:
    """What evaluations rest on stays, once there is one."""
    begun = tasks.evaluated(store, old["id"])
    if not begun:
        return
    errors = [FieldError(name, f"已有单位开始填报，不能更改{title}", "fixed") for name, title in FIXED.items()
              if old[name] != values[name]]  # fmt: skip
    errors += [FieldError("agencies", f"单位 {id} 已开始填报，不能移出", "fixed") for id in sorted(removed & begun)]
    if errors:
        raise NotPossible(
            "已有单位开始填报：年度、地区、办法、级数和起止时间不能再改（截止时间请用延期），只能增加单位", errors
        )
