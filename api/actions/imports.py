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
from api.actions.import_goals import Goal, Meant, goal_of, name_of
from api.actions.many import refused_as
from api.auth import Actor, Right, reach, require
from api.changes import Change, changes
from api.instants import stamp
from api.problems.service import NotFound, NotPossible
from api.problems.table import REFUSALS
from api.schemas import load_document
from api.store import Row, Store, agencies, audit, imports, plans, tasks
from api.store.paging import Page, Slice
from indicators.forms.answers import with_answers
from indicators.model import Plan
from scoring.library import Library

NOUN = "导入"
Json = Mapping[str, Any]
NAME = 200  # signs of an import's name


class FormRead(NamedTuple):
    """A form as the reader gave it: document JSON, and findings as JSON, each with its place in the file.

    ``places`` says by document path where a value stands. ``refusal``: the file was not read, and why.
    """

    family: str
    certainty: Decimal
    document: Json
    findings: Sequence[Json]
    file: str = ""
    places: Mapping[str, str] = {}
    refusal: str = ""


class Preview(NamedTuple):
    """A form of an import with what storing it would change."""

    row: Row
    document: Json
    findings: Sequence[Json]
    changes: list[Change]


def begin(
    store: Store, actor: Actor, now: datetime, *, name: str, sha256: str, task_id: int | None, read: Sequence[FormRead],
    evaluation_id: int | None = None,
) -> Row:  # fmt: skip
    """An import to be looked at; nothing of it is stored yet in plans or evaluations.

    ``evaluation_id``: the very report that it is meant for, whatever else the forms say.
    """

    def work(store: Store) -> Row:
        meant = _meant(store, actor, {"task_id": task_id, "meant_for": evaluation_id}, len(read))
        made = imports.insert(
            store, person_id=actor.person_id, name=name[:NAME], sha256=sha256, task_id=task_id,
            meant_for=evaluation_id, at=stamp(now),
        )  # fmt: skip
        for position, form in enumerate(read):
            outcome = {"outcome": "refused" if form.refusal else "waiting", "refusal": form.refusal}
            row = _row(form, *_placed(store, actor, form, meant)) | outcome
            imports.add_form(store, row | {"import_id": made["id"], "position": position})
        after = {"name": made["name"], "sha256": sha256, "forms": len(read)}
        audit.record(store, actor, now, "read", "import", id=made["id"], after=after)
        return made

    return store.write(work)


def _meant(store: Store, actor: Actor, made: Row, forms: int) -> Meant:
    """What an import is meant for; a report brings its task."""
    task_id, evaluation_id = made["task_id"], made["meant_for"]
    if evaluation_id is not None:
        row = visible(store, actor, evaluation_id, Right.REPORT)
        return Meant(tasks.get(store, row["task_id"]), evaluation_id, forms == 1)
    return Meant(_task(store, actor, task_id), None, forms == 1)


def _placed(store: Store, actor: Actor, form: FormRead, meant: Meant) -> tuple[Json, Goal]:
    """The document with what no form prints and the task says, the place and the rulebook; and where it would go."""
    if form.refusal:
        return form.document, Goal("none")
    document = dict(form.document)
    if meant.task:
        document = {"place": meant.task["place"], **document, "rulebook": meant.task["rulebook"]}
    return document, goal_of(store, actor, document, meant)


def _row(form: FormRead, document: Json, goal: Goal) -> Row:
    return {
        "name": name_of(document), "family": form.family, "certainty": f"{form.certainty}",
        "document": wire.render(document), "findings": wire.render(list(form.findings)),
        "goal": goal.kind, "goal_id": goal.id, "goal_version": goal.version, "why": goal.why,
        "file": form.file, "places": wire.render(dict(form.places)),
    }  # fmt: skip


def _kept(row: Row) -> FormRead:
    """The form as it was read, and answered since."""
    document, findings = wire.parse(row["document"].encode()), json.loads(row["findings"])
    return FormRead(
        row["family"], Decimal(row["certainty"]), document, findings, row["file"], json.loads(row["places"])
    )


def _task(store: Store, actor: Actor, task_id: int | None) -> Row | None:
    if task_id is None:
        return None
    task = tasks.get(store, task_id)
    if task is None or not tasks.visible(store, task_id, reach(actor, Right.READ)):
        raise NotFound("自评任务")
    return task


def answer(store: Store, actor: Actor, now: datetime, id: int, position: int, answers: Mapping[str, str]) -> None:
    """What was doubtful about a form set as a person says; NoSuchPlace, NotPossible once the import is confirmed."""

    def work(store: Store) -> None:
        made = get(store, actor, id)
        if made["state"] != "preview":
            raise NotPossible("这次导入已经确认过，不能再答复；要再导入，请重新上传")
        rows = imports.forms(store, id)
        row = next((each for each in rows if each["position"] == position and each["outcome"] == "waiting"), None)
        if row is None:
            raise NotFound("表")
        kept = _kept(row)
        left = [each for each in kept.findings if each["where"] not in answers]
        read = kept._replace(document=with_answers(kept.document, answers), findings=left)
        meant = _meant(store, actor, made, len(rows))
        imports.rewrite(store, row["id"], _row(read, *_placed(store, actor, read, meant)))
        audit.record(store, actor, now, "answer", "import", id=id, after=answers)

    store.write(work)


def look_again(store: Store, actor: Actor, now: datetime, id: int) -> None:
    """Every form that is not stored placed anew, against what is there now; NotPossible where nothing is left."""

    def work(store: Store) -> None:
        made, rows = get(store, actor, id), imports.forms(store, id)
        left = [row for row in rows if row["outcome"] != "stored" and row["family"]]
        if not left:
            raise NotPossible("这次导入的表都已存好；要再导入，请重新上传")
        meant = _meant(store, actor, made, len(rows))
        for row in left:
            read = _kept(row)
            again = _row(read, *_placed(store, actor, read, meant)) | {"outcome": "waiting", "refusal": ""}
            imports.rewrite(store, row["id"], again)
        imports.reopen(store, id)
        audit.record(store, actor, now, "look_again", "import", id=id)

    store.write(work)


def discard(store: Store, actor: Actor, now: datetime, id: int) -> None:
    """A preview thrown away; NotPossible once it is confirmed: what was stored stays told."""

    def work(store: Store) -> None:
        made = get(store, actor, id)
        if made["state"] != "preview" or any(row["outcome"] == "stored" for row in imports.forms(store, id)):
            raise NotPossible("这次导入已经确认过，不能删去")
        imports.forget(store, id)
        audit.record(store, actor, now, "discard", "import", id=id, before={"name": made["name"]})

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
            waits = row["goal"] != "none" and row["outcome"] == "waiting"
            if waits and (positions is None or row["position"] in positions):
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
