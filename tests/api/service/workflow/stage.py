"""The stage: a database and the model beside it; each attempt is made in both, and both must agree."""

import copy
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.actions import extensions, plans
from api.problems.service import NotPossible
from tests.api.service.workflow import cast, checks, doing
from tests.api.service.workflow.coverage import Coverage
from tests.api.service.workflow.effects import happen
from tests.api.service.workflow.forms import COMPLETE
from tests.api.service.workflow.oracle import DONE, Attempt, Outcome, expected
from tests.api.service.workflow.prepared import SETTINGS, Prepared, copy_to, instant

EVERY = 60  # attempts between the slow checks
READER = "审计员甲"  # sees everything
MARKER = "财政审核人甲"
DOERS = {
    "attach": "填报人甲", "save": "填报人甲", "submit": "填报人甲", "approve": "单位审核人甲", "return_": "主管审核人甲",
    "publish": "管理员甲", "withdraw": "管理员甲",
}  # fmt: skip


def named(row: dict[str, Any], attempt: Attempt) -> int:
    """The version that the attempt names: the right one, the one before, or one that is not there yet."""
    return int(row["version"]) if not attempt.stale else (row["version"] - 1 or 2)


class Stage:
    """From the prepared beginning as far as it is driven."""

    def __init__(self, prepared: Prepared, coverage: Coverage) -> None:
        prepared.restore()
        self.prepared, self.coverage, self.world = prepared, coverage, prepared.world
        self.model = copy.deepcopy(prepared.model)
        self.store = self.world.open()
        self.digests: dict[int, str] = {}
        self.steps = 0

    def ahead(self) -> Prepared:
        """The beginning once everything has been done that the settings say."""
        for id, setting in zip(self.model.cases, SETTINGS, strict=True):
            for action in setting.ahead.split():
                self.attempt(Attempt(action, DOERS[action], id, content=COMPLETE[1]), http=True)
        beginning = self.prepared.beginning.with_name("ahead.db")
        copy_to(self.store, beginning)
        return self.prepared._replace(beginning=beginning, model=self.model)

    def close(self, *, look: bool) -> None:
        """The end, perhaps with the slow checks once more."""
        try:
            if look:
                self.look_deeply()
        finally:
            self.store.close()

    def now(self) -> datetime:
        """Later with each attempt of the same day."""
        return instant(self.model.day, self.steps)

    def attempt(self, attempt: Attempt, *, http: bool, twice: bool = False) -> None:
        """One attempt, directly or over HTTP, and everything compared."""
        before, events = checks.rows_of(self.store), self.events()
        version = named(before[attempt.id], attempt)
        actor, document = cast.actor(self.world, attempt.who), self.prepared.documents[self.first(attempt.id)]
        held = checks.evidence_of(self.store, attempt.id, doing.where(attempt))
        place = doing.Place(self.store, actor, self.now(), version, document, self.prepared.file, held)
        if http:
            self.world.at(self.now())
            done = doing.over_http(self.world, place, attempt, twice=twice)
        else:
            done = doing.directly(place, attempt)
        self.settle(attempt, expected(self.model, attempt, http=http), done.outcome, done.made, http=http)
        self.compare(before, events, versioned=attempt.action != "spot_check", also=attempt.id)

    def many(self, attempts: Sequence[Attempt]) -> None:
        """Approvals, or saves of one line, by the same person in one request; versions are those before all of them."""
        before, events = checks.rows_of(self.store), self.events()
        self.world.at(self.now())
        items = [
            {"id": each.id, "version": named(before[each.id], each)}
            | ({"parts": doing.body(each, {})} if each.action == "save" else {})
            for each in attempts
        ]
        path = "batch" if attempts[0].action == "save" else "approve"
        told = doing.many(self.world, attempts[0].who, path, items)
        for attempt, outcome in zip(attempts, told, strict=True):
            overtaken = self.events()[attempt.id] != events[attempt.id]
            really = attempt._replace(stale=attempt.stale or overtaken)
            self.settle(really, expected(self.model, really, http=True)._replace(condition=""), outcome, 0, http=True)
        self.compare(before, events, versioned=True)

    def settle(self, attempt: Attempt, wanted: Outcome, got: Outcome, made: int, *, http: bool) -> None:
        """The outcome is the one that the model expects; if it is done, it is done in the model."""
        self.steps += 1
        self.coverage.count(self.model.cases[attempt.id].state, attempt.action, attempt.who, got, http=http)
        assert got == wanted, f"{attempt}: {got}, expected {wanted}"
        if got == DONE:
            happen(self.model, attempt, made)

    def events(self) -> dict[int, int]:
        """How often each evaluation has changed."""
        return {case.id: case.events for case in self.model.cases.values()}

    def first(self, id: int) -> int:
        """The number of the first revision."""
        case = self.model.cases[id]
        return id if case.previous is None else self.first(case.previous)

    def compare(self, before: checks.Rows, events: dict[int, int], *, versioned: bool, also: int = 0) -> None:
        """The database says what the model says."""
        after = checks.rows_of(self.store)
        checks.check_rows(after, self.model)
        changed = {id for id, number in self.events().items() if events.get(id) != number}
        checks.check_versions(before, after, changed if versioned else set())
        checks.check_audit(self.store, self.model)
        for id in changed | ({also} if also else set()):
            checks.check_case(self.store, self.model.cases[id])
        if self.steps // EVERY > (self.steps - 1) // EVERY:
            self.look_deeply()

    def look_deeply(self) -> None:
        """The slow checks, and what belongs to each evaluation."""
        reader = cast.actor(self.world, READER)
        checks.check_deeply(self.store, self.model, reader, self.now(), self.digests)
        for case in self.model.cases.values():
            checks.check_case(self.store, case)

    def mark(self, id: int, *, confidential: bool) -> None:
        """All revisions of a plan's evaluation become as confidential as the plan."""
        plan, before, events = self.model.cases[id].task.plan, checks.rows_of(self.store), self.events()
        (row,) = self.store.rows("SELECT version FROM plans WHERE id = :id", id=plan)
        plans.mark(
            self.store, cast.actor(self.world, MARKER), self.now(), plan, version=row["version"],
            confidential=confidential, reason="含未公开的数据",
        )  # fmt: skip
        for case in self.model.cases.values():
            if case.task.plan == plan and case.confidential != confidential:
                case.confidential, case.events = confidential, case.events + 1
        self.compare(before, events, versioned=True)

    def extend(self, id: int, day: int, *, for_all: bool) -> None:
        """A deadline is put off; it can only become later."""
        case = self.model.cases[id]
        task, agency = case.task, None if for_all else self.world.agencies[case.agency]
        later = day > (task.for_all if for_all else task.deadline)
        try:
            extensions.extend(
                self.store, cast.actor(self.world, "管理员甲"), self.now(), task.id,
                agency_id=agency, deadline=f"{instant(day):%Y-%m-%d}", reason="系统停机",
            )  # fmt: skip
        except NotPossible:
            assert not later
        else:
            assert later
            setattr(task, "for_all" if for_all else "for_one", day)
