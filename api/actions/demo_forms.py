"""演示用的表: the published samples as plans and reports of the invented agencies, each as far as it gets."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from api.actions import plan_steps, plans, tasks
from api.actions.actors import grants_of
from api.actions.evaluations import publishing, reviewing, saving, submitting
from api.actions.evaluations.current import Evaluation
from api.actions.tasks import Terms
from api.auth import Actor
from api.instants import day_of
from api.problems.service import NotComplete, Taken
from api.schemas import dump_document, load_document
from api.store import Store, people
from indicators.model import Document, Plan, SelfEvaluation
from indicators.workflow import Action
from scoring.library import Library

OPEN = timedelta(days=30)
LINE = ("actual", "tier", "self_score", "explanation", "evidence", "notes")
FORM = ("funding", "spending", "explanation", "published_total", "narrative", "yearly_summary", "notes")
FUNDS = ("source", "initial", "budgeted")


class Cast(NamedTuple):
    """Who acts in the demonstration, and for which agency."""

    agency_id: int
    agency: str
    manager: Actor
    reviewers: tuple[Actor, ...]
    finance: Actor


def acting_as(store: Store, login: str) -> Actor:
    """Somebody of the demonstration, with the roles held."""
    row = people.by_login(store, login)
    assert row is not None
    return Actor(row["id"], row["name"], grants_of(store, row["id"]))


def add_forms(
    store: Store, library: Library, now: datetime, casts: Mapping[str, Cast], documents: Iterable[Document]
) -> None:
    """Enters every form as a plan and, where it reports something, as an evaluation under a task of its rulebook.

    ``casts`` are who fills in the forms of each rulebook.
    """
    found: dict[str, int] = {}
    for number, document in enumerate(documents):
        cast = casts[document.rulebook]
        plan_id = _approved(store, library, now, cast, document)
        if not isinstance(document, SelfEvaluation) or plan_id is None:
            continue
        if document.rulebook not in found:
            found[document.rulebook] = _task(store, library, now, cast, document)
        made = saving.open_(store, cast.manager, now, task_id=found[document.rulebook], plan_id=plan_id)
        _work(store, now, cast, _filled(store, now, cast, made, document), steps=number % 5)


def _approved(store: Store, library: Library, now: datetime, cast: Cast, document: Document) -> int | None:
    """The number of the approved plan behind a form; None where its plan is not complete, or was entered before."""
    promised = plan_of(document, cast.agency)
    try:
        made = plans.add(
            store, cast.manager, now, promised, agency_id=cast.agency_id, year=None, confidential=False, library=library
        )
        plan_steps.take(store, cast.manager, now, made.plan["id"], Action.SUBMIT, version=1, library=library)
    except (Taken, NotComplete):
        return None
    reviewer = cast.reviewers[-1]
    plan_steps.take(store, reviewer, now, made.plan["id"], Action.APPROVE, version=2, library=library)
    return int(made.plan["id"])


def plan_of(document: Document, agency: str) -> Plan:
    """What a form promised, for another agency: nothing of what it reports."""
    told = dump_document(document)
    for key in ("publication", "department", *FORM):
        if key != "funding":
            told.pop(key, None)
    rows = [{key: row[key] for key in FUNDS if key in row} for row in told.get("funding", {}).get("rows", ())]
    if rows:
        told["funding"] = {"unit": told["funding"]["unit"], "rows": rows}
    for objective in told["objectives"]:
        objective.pop("achieved", None)
        for line in objective["indicators"]:
            for key in LINE:
                line.pop(key, None)
    plan = load_document({**told, "document": "plan", "agency": {"name": agency}})
    assert isinstance(plan, Plan)
    return plan


def _task(store: Store, library: Library, now: datetime, cast: Cast, document: SelfEvaluation) -> int:
    book = library.get(document.rulebook)
    terms = Terms(
        document.budget_year, f"{document.budget_year}年度绩效自评（{book.title}）", document.place, book.id,
        "演示：样例所用的办法", (cast.agency_id,), False, f"{day_of(now - OPEN)}", f"{day_of(now + OPEN)}", 2,
    )  # fmt: skip
    return int(tasks.add(store, cast.finance, now, terms, library=library)["id"])


def _filled(store: Store, now: datetime, cast: Cast, made: Evaluation, document: SelfEvaluation) -> Evaluation:
    """The report as the form was published."""
    told = dump_document(document)
    lines = [
        {"where": f"objectives[{i}].indicators[{j}]", **{key: line[key] for key in LINE if key in line}}
        for i, objective in enumerate(told["objectives"])
        for j, line in enumerate(objective["indicators"])
    ]
    achieved = [{"index": i, "achieved": each.get("achieved", "")} for i, each in enumerate(told["objectives"])]
    parts = {"lines": lines, "objectives": achieved, **{key: told[key] for key in FORM if key in told}}
    return saving.save_parts(store, cast.manager, now, made.id, made.row["version"], parts).evaluation


def _work(store: Store, now: datetime, cast: Cast, made: Evaluation, *, steps: int) -> None:
    """So many steps on: submitted, approved by one level, by two, published; as far as nothing is missing."""
    if not steps:
        return
    try:
        made = submitting.submit(store, cast.manager, now, made.id, made.row["version"])
    except NotComplete:  # what the published form leaves out stays a draft that says so
        return
    for reviewer in cast.reviewers[: steps - 1]:
        made = reviewing.approve(store, reviewer, now, made.id, made.row["version"])
    if steps > len(cast.reviewers) + 1:
        publishing.publish(store, cast.reviewers[-1], now, made.id, made.row["version"])
