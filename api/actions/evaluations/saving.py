"""Saving (保存): a whole report or parts of one, scored at once; opening one from the approved plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from api import wire
from api.actions.evaluations.carrying import adopted, carry
from api.actions.evaluations.conditions import take
from api.actions.evaluations.current import NOUN, Evaluation, check_version, text_of, whole
from api.actions.evaluations.figures import deviation_rows, figures, new_texts
from api.actions.evaluations.promised import answered, check_promised, overlaid, started
from api.auth import Actor, Right, require
from api.changes import Change, changes, halves
from api.instants import stamp
from api.problems.service import NotFound, NotPossible, Taken
from api.schemas import dump_document, load_document
from api.store import Row, Store, agencies, audit, deviations, evaluations, plans, reviewing, rulebooks, tasks
from indicators.model import Plan, SelfEvaluation
from indicators.workflow import Action, State
from scoring.sheet import score

Json = Mapping[str, Any]


class Saved(NamedTuple):
    """What a save gives: the evaluation as it now stands, and what the save changed."""

    evaluation: Evaluation
    changed: list[Change]


def open_(store: Store, actor: Actor, now: datetime, *, task_id: int, plan_id: int) -> Evaluation:
    """A new evaluation under a task, from the plan's approved version; Taken where there is one."""

    def work(store: Store) -> Evaluation:
        plan, task = plans.get(store, plan_id), tasks.get(store, task_id)
        if plan is None:
            raise NotFound("目标表")
        require(actor, Right.REPORT, agencies.ancestors(store, plan["agency_id"]), "目标表")
        if task is None or not tasks.includes(store, task_id, plan["agency_id"]):
            raise NotFound("自评任务")
        version = plans.approved(store, plan)
        if version is None:
            raise NotPossible("目标表还没有批复，不能开始自评")
        if task["year"] != plan["year"]:
            raise NotPossible(f"自评任务是{task['year']}年度的，目标表是{plan['year']}年度的")
        if evaluations.of_plan(store, task_id, plan_id):
            raise Taken("这张目标表的自评")
        return _insert(store, actor, now, task, plan, version)

    return store.write(work)


def _insert(store: Store, actor: Actor, now: datetime, task: Row, plan: Row, version: Row) -> Evaluation:
    document = started(_promised(version), task["rulebook"])
    values = {
        "task_id": task["id"], "plan_id": plan["id"], "plan_version_id": version["id"], "agency_id": plan["agency_id"],
        "year": plan["year"], "name": plan["name"], "confidential": plan["confidential"],
        "rulebook_digest": task["rulebook_digest"], "levels": task["levels"], "revision": 1, "previous_id": None,
    }  # fmt: skip
    return begin(store, actor, now, values, document)


def begin(store: Store, actor: Actor, now: datetime, values: Mapping[str, Any], document: SelfEvaluation) -> Evaluation:
    """Inserts an evaluation in its first state, with its figures, deviations and the first row of its audit."""
    sheet = score(document, rulebooks.get(store, values["rulebook_digest"]))
    first = {
        "state": State.DRAFT.value, "level": 0, "round": 0, "latest": 1, "version": 1, "document": text_of(document),
        "created_by": actor.person_id, "created_at": stamp(now), "updated_at": stamp(now),
    }  # fmt: skip
    id = evaluations.insert(store, {**values, **first, **figures(sheet)})
    row = evaluations.get(store, id)
    assert row is not None
    deviations.replace(store, id, deviation_rows(sheet, row, {}, actor, now))
    after = {"name": row["name"], "task_id": row["task_id"], "plan_id": row["plan_id"], "revision": row["revision"]}
    written(store, actor, now, row, "open", after=after)
    return whole(store, row)


def written(store: Store, actor: Actor, now: datetime, row: Row, action: str, **told: Any) -> None:
    """One row in the evaluation's chain of the audit."""
    audit.record(
        store, actor, now, action, "evaluation",
        id=row["id"], agency_id=row["agency_id"], chain=f"evaluation:{row['id']}", **told,
    )  # fmt: skip


def save(store: Store, actor: Actor, now: datetime, id: int, version: int, document: SelfEvaluation) -> Saved:
    """The whole report saved; Fixed where it would change what was promised, VersionConflict where it is stale."""
    return store.write(lambda store: _save(store, actor, now, id, version, lambda _: dump_document(document)))


def save_parts(store: Store, actor: Actor, now: datetime, id: int, version: int, parts: Json) -> Saved:
    """Some lines, or any other part of the report, saved; the rest stays as it is.

    ``parts`` is JSON as the form is: ``lines`` by ``where``, ``objectives`` by ``index``, and the document's own keys.
    InvalidDocument with the places in the document where a value does not fit.
    """

    return store.write(lambda store: _save(store, actor, now, id, version, lambda before: overlaid(before, parts)))


def _save(
    store: Store, actor: Actor, now: datetime, id: int, version: int, made: Callable[[Json], dict[str, Any]]
) -> Saved:
    """The report saved as ``made`` makes it of the one before; each is read and written once: that is the cost."""
    current = take(store, actor, now, id, Action.SAVE)
    wanted = made(current.stored)
    check_version(current, version, wanted)
    document = load_document(answered(current.stored, wanted, actor.name, now))
    assert isinstance(document, SelfEvaluation)
    after = dump_document(document)
    check_promised(current.stored, after)
    return store_document(store, actor, now, current, current.holding(document, after))


def adopt(store: Store, actor: Actor, now: datetime, id: int, version: int) -> Saved:
    """The report carried over to the plan's version now in force; NotPossible where it already rests on it."""

    def work(store: Store) -> Saved:
        current = take(store, actor, now, id, Action.SAVE)
        check_version(current, version)
        plan = plans.get(store, current.row["plan_id"])
        assert plan is not None
        newer = plans.version(store, plan["approved_id"])
        if newer["id"] == current.row["plan_version_id"]:
            raise NotPossible("目标表没有新的批复，这份自评已是按现行目标表填报的")
        document = adopted(_promised(newer), current.document)
        moved = current.standing(current.row | {"plan_version_id": newer["id"], "name": plan["name"]})
        made = moved.holding(document, dump_document(document))
        told = carry(store, current, made)
        made = made.reviewed(reviewing.reviews(store, id))
        return store_document(store, actor, now, current, made, "adopt", told)

    return store.write(work)


def _promised(version: Row) -> Plan:
    plan = load_document(wire.kept(version["document"]))
    assert isinstance(plan, Plan)
    return plan


def store_document(
    store: Store, actor: Actor, now: datetime, current: Evaluation, made: Evaluation, action: str = "save",
    told: Sequence[Change] = (),
) -> Saved:  # fmt: skip
    """Keeps a changed report with everything that follows from it: figures, deviations, history, audit.

    Nothing is written where the report is the same; to adopt a plan is a change even then. ``told``: what changed
    beside the report.
    """
    found = [*changes(current.stored, made.stored), *told]
    if not found and action == "save":
        return Saved(current, found)
    authors = deviations.authors(store, current.id)
    rows = deviation_rows(made.sheet, current.row, authors, actor, now)
    for text in new_texts(rows, authors, actor, now):
        deviations.remember(store, text)
    deviations.replace(store, current.id, rows)
    kept = {name: made.row[name] for name in ("document", "plan_version_id", "name")}
    evaluations.update(store, current.id, {**kept, "updated_at": stamp(now), **figures(made.sheet)})
    before, after = halves(found)
    written(store, actor, now, current.row, action, before=before, after=after)
    return Saved(made.standing(_row(store, current.id)), found)


def refreshed(store: Store, id: int) -> Evaluation:
    """The evaluation as the store now has it."""
    return whole(store, _row(store, id))


def _row(store: Store, id: int) -> Row:
    row = evaluations.get(store, id)
    if row is None:
        raise NotFound(NOUN)
    return row
