"""Imports (导入): a file's forms shown as what they would change, then stored one by one, each all or nothing."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from api import wire
from api.actions import plans as plan_actions
from api.actions.evaluations import saving
from api.actions.evaluations.current import visible
from api.actions.evaluations.promised import overlaid, reported
from api.actions.many import refused_as
from api.auth import Actor, Right, reach, require
from api.changes import Change, changes
from api.instants import stamp
from api.problems.faults import InvalidDocument
from api.problems.service import NotFound, NotPossible
from api.problems.table import REFUSALS
from api.schemas import load_document
from api.store import Row, Store, agencies, audit, evaluations, imports, plans, tasks
from api.store.paging import Page, Slice
from indicators.forms.answers import with_answers
from indicators.model import Plan
from indicators.workflow import State
from scoring.library import Library

NOUN = "导入"
Json = Mapping[str, Any]


class FormRead(NamedTuple):
    """A form as the reader gave it: document JSON, and findings as JSON, each with its place in the file."""

    family: str
    certainty: Decimal
    document: Json
    findings: Sequence[Json]


class Goal(NamedTuple):
    """Where a form would go: an evaluation or a plan by number and version, a new plan (no number), or nowhere."""

    kind: str
    id: int | None = None
    version: int | None = None
    why: str = ""


class Preview(NamedTuple):
    """A form of an import with what storing it would change."""

    row: Row
    document: Json
    findings: Sequence[Json]
    changes: list[Change]


def begin(
    store: Store, actor: Actor, now: datetime, *, name: str, sha256: str, task_id: int | None, read: Sequence[FormRead]
) -> Row:
    """An import to be looked at; nothing of it is stored yet in plans or evaluations."""

    def work(store: Store) -> Row:
        task = _task(store, actor, task_id)
        made = imports.insert(
            store, person_id=actor.person_id, name=name, sha256=sha256, task_id=task_id, at=stamp(now)
        )
        for position, form in enumerate(read):
            row = _row(form, *_placed(store, actor, form, task))
            imports.add_form(store, row | {"import_id": made["id"], "position": position})
        after = {"name": name, "sha256": sha256, "forms": len(read)}
        audit.record(store, actor, now, "read", "import", id=made["id"], after=after)
        return made

    return store.write(work)


def _placed(store: Store, actor: Actor, form: FormRead, task: Row | None) -> tuple[Json, Goal]:
    """The document with what no form prints and the task says, the place and the rulebook; and where it would go."""
    document = dict(form.document)
    if task:
        document = {"place": task["place"], **document, "rulebook": task["rulebook"]}
    return document, _goal(store, actor, document, task)


def _row(form: FormRead, document: Json, goal: Goal) -> Row:
    return {
        "name": _name(document), "family": form.family, "certainty": f"{form.certainty}",
        "document": wire.render(document), "findings": wire.render(list(form.findings)),
        "goal": goal.kind, "goal_id": goal.id, "goal_version": goal.version, "why": goal.why,
    }  # fmt: skip


def _task(store: Store, actor: Actor, task_id: int | None) -> Row | None:
    if task_id is None:
        return None
    task = tasks.get(store, task_id)
    if task is None or not tasks.visible(store, task_id, reach(actor, Right.READ)):
        raise NotFound("自评任务")
    return task


def _name(document: Json) -> str:
    """What the form is about, as far as it says."""
    named = document.get("project") or document.get("agency") or {}
    return str(named.get("name", ""))


def _goal(store: Store, actor: Actor, document: Json, task: Row | None) -> Goal:
    """Where the form belongs: by agency, year and name among what the actor may change."""
    agency, year, name = (document.get("agency") or {}).get("name"), document.get("budget_year"), _name(document)
    if not agency or not year:
        return Goal("none", why="表上没有写明单位或预算年度，认不出是哪一份")
    found = agencies.named(store, reach(actor, Right.REPORT), agency)
    if len(found) != 1:
        return Goal("none", why=f"“{agency}”不在您填报的单位之中" if not found else "有重名的单位，认不出是哪一个")
    if document["document"] == "plan":
        return _plan_goal(store, document, found[0]["id"], year, name)
    return _evaluation_goal(store, found[0]["id"], year, name, task)


def _plan_goal(store: Store, document: Json, agency_id: int, year: int, name: str) -> Goal:
    try:
        load_document(dict(document))
    except InvalidDocument as error:
        return Goal("none", why=f"读得不完整：{error}")
    old = plans.named(store, agency_id=agency_id, year=year, name=name)
    if old is None:
        return Goal("plan", why="新的目标表")
    if State(old["state"]) in (State.DRAFT, State.RETURNED):
        return Goal("plan", old["id"], old["version"])
    return Goal("none", why="目标表已提交或已批复；要调整，请先办理调整")


def _evaluation_goal(store: Store, agency_id: int, year: int, name: str, task: Row | None) -> Goal:
    task_id = task["id"] if task else None
    found = evaluations.named(store, agency_id=agency_id, year=year, name=name, task_id=task_id)
    if not found:
        return Goal("none", why=f"{year}年度没有名为“{name}”的自评；请先从批复的目标表开始一份")
    if len(found) > 1:
        return Goal("none", why="有几项任务都有这份自评，请指明任务")
    (row,) = found
    if State(row["state"]) not in (State.DRAFT, State.RETURNED):
        return Goal("none", why="这份自评已提交或已审定，不能再导入")
    return Goal("evaluation", row["id"], row["version"])


def answer(store: Store, actor: Actor, now: datetime, id: int, position: int, answers: Mapping[str, str]) -> None:
    """What was doubtful about a form set as a person says; NoSuchPlace, NotPossible once the import is confirmed."""

    def work(store: Store) -> None:
        made = get(store, actor, id)
        if made["state"] != "preview":
            raise NotPossible("这次导入已经确认过，不能再答复；要再导入，请重新上传")
        row = next((each for each in imports.forms(store, id) if each["position"] == position), None)
        if row is None:
            raise NotFound("表")
        document = with_answers(wire.parse(row["document"].encode()), answers)
        left = [each for each in json.loads(row["findings"]) if each["where"] not in answers]
        read = FormRead(row["family"], Decimal(row["certainty"]), document, left)
        imports.rewrite(
            store, row["id"], _row(read, *_placed(store, actor, read, _task(store, actor, made["task_id"])))
        )
        audit.record(store, actor, now, "answer", "import", id=id, after=answers)

    store.write(work)


def get(store: Store, actor: Actor, id: int) -> Row:
    """One's own import; NotFound for anybody else."""
    row = imports.get(store, id)
    if row is None or row["person_id"] != actor.person_id:
        raise NotFound(NOUN)
    return row


def listed(store: Store, actor: Actor, asked: Page) -> Slice:
    """A page of one's own imports."""
    return imports.listed(store, actor.person_id or 0, asked)


def previews(store: Store, actor: Actor, id: int) -> list[Preview]:
    """Every form with what storing it now would change."""
    get(store, actor, id)
    return [_preview(store, actor, row) for row in imports.forms(store, id)]


def _preview(store: Store, actor: Actor, row: Row) -> Preview:
    document = wire.parse(row["document"].encode())
    return Preview(row, document, json.loads(row["findings"]), _changes(store, actor, row, document))


def _changes(store: Store, actor: Actor, row: Row, document: Json) -> list[Change]:
    if row["goal"] == "evaluation":
        current = wire.parse(visible(store, actor, row["goal_id"])["document"].encode())
        return changes(current, overlaid(current, reported(current, document)))
    if row["goal"] == "plan":
        old = plans.get(store, row["goal_id"]) if row["goal_id"] else None
        before = wire.parse(plans.version(store, old["newest_id"])["document"].encode()) if old else {}
        return changes(before, document)
    return []


def confirm(
    store: Store, actor: Actor, now: datetime, id: int, *, positions: Collection[int] | None, library: Library
) -> list[Row]:
    """Stores the forms (all that have a goal, or those named), each by itself; NotPossible the second time."""

    def work(store: Store) -> list[Row]:
        made = get(store, actor, id)
        if made["state"] != "preview":
            raise NotPossible("这次导入已经确认过；要再导入，请重新上传")
        for row in imports.forms(store, id):
            if row["goal"] != "none" and (positions is None or row["position"] in positions):
                _settle(store, actor, now, row, library)
        imports.confirm(store, id, stamp(now))
        rows = imports.forms(store, id)
        after = {"stored": [row["position"] for row in rows if row["outcome"] == "stored"]}
        audit.record(store, actor, now, "confirm", "import", id=id, after=after)
        return rows

    return store.write(work)


def _settle(store: Store, actor: Actor, now: datetime, row: Row, library: Library) -> None:
    try:
        store.write(lambda store: _keep(store, actor, now, row, library))
    except tuple(REFUSALS) as error:
        imports.settle(store, row["id"], outcome="refused", refusal=refused_as(error)["detail"])
    else:
        imports.settle(store, row["id"], outcome="stored", refusal="")


def _keep(store: Store, actor: Actor, now: datetime, row: Row, library: Library) -> None:
    document = wire.parse(row["document"].encode())
    if row["goal"] == "evaluation":
        current = wire.parse(visible(store, actor, row["goal_id"])["document"].encode())
        parts = reported(current, document)
        saving.save_parts(store, actor, now, row["goal_id"], row["goal_version"], parts)
        return
    plan = load_document(document)
    assert isinstance(plan, Plan)
    (agency,) = agencies.named(store, reach(actor, Right.PLAN), plan.agency.name)
    require(actor, Right.PLAN, agencies.ancestors(store, agency["id"]), "单位")
    if row["goal_id"] is None:
        plan_actions.add(
            store, actor, now, plan, agency_id=agency["id"], year=None, confidential=False, library=library
        )
    else:
        plan_actions.save(store, actor, now, row["goal_id"], plan, version=row["goal_version"], library=library)
