"""延期 and progress: later deadlines with a reason, and how far each agency of a task has come."""

from datetime import date, datetime

from api.actions.tasks import due, get, managed
from api.auth import Actor, Right, reach
from api.instants import end_of_day, instant, stamp
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotPossible
from api.store import Row, Store, audit, extensions, tasks
from api.store.paging import Page, Slice
from indicators.workflow import State

OPEN = (State.DRAFT, State.RETURNED)


def extend(
    store: Store, actor: Actor, now: datetime, id: int, *, agency_id: int | None, deadline: str, reason: str
) -> Row:
    """A later deadline for one agency of the task, or for all (None); NotPossible where it is not later."""

    def work(store: Store) -> Row:
        task = managed(store, actor, id)
        if agency_id is not None and not tasks.includes(store, id, agency_id):
            raise InvalidDocument([FieldError("agency_id", "任务中没有这个单位", "no_such_agency")])
        before = due(task, extensions.latest(store, id), agency_id)
        after = stamp(end_of_day(date.fromisoformat(deadline)))
        if after <= before:
            raise NotPossible("延期只能推后：新的截止日期须晚于现在的截止日期")
        at, by = stamp(now), actor.person_id
        row = extensions.insert(store, id, agency_id=agency_id, deadline=after, reason=reason, by=by, at=at)
        audit.record(
            store, actor, now, "extend", "task", id=id, agency_id=agency_id or task["agency_id"], why=reason,
            before={"deadline": before}, after={"deadline": after, "agency_id": agency_id},
        )  # fmt: skip
        return row

    return store.write(work)


def listed(store: Store, actor: Actor, id: int, asked: Page) -> Slice:
    """A page of the task's extensions, those for other people's agencies left out."""
    get(store, actor, id)
    return extensions.listed(store, id, reach(actor, Right.READ), asked)


def progress(store: Store, actor: Actor, now: datetime, id: int, asked: Page) -> Slice:
    """A page of the task's agencies in reach: evaluations by state, plans that wait for one, and whether overdue."""
    task = get(store, actor, id)
    found = extensions.members(store, id, reach(actor, Right.READ), asked)
    extended = extensions.latest(store, id)
    counted: dict[int, dict[str, int]] = {row["id"]: {} for row in found.rows}
    for row in extensions.counts(store, task, counted):
        counted[row["agency_id"]][row["state"]] = row["number"]
    return Slice(
        [_row(each, counted[each["id"]], due(task, extended, each["id"]), now) for each in found.rows], found.after
    )


def _row(agency: Row, counted: dict[str, int], deadline: str, now: datetime) -> Row:
    waiting = counted.get("", 0)
    unfinished = waiting + sum(counted.get(state, 0) for state in OPEN)
    states = {state.value: counted.get(state, 0) for state in State}
    late = now > instant(deadline) and unfinished > 0
    return {"agency_id": agency["id"], "agency": agency["name"], "deadline": deadline, **states, "waiting": waiting,
            "overdue": late}  # fmt: skip
