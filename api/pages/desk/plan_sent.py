"""What the pages of a plan send (提交、撤回、退回、批复、调整): saved, checked, moved about, and the steps taken."""

from collections.abc import Mapping

from flask import Response, request

from api.actions import plan_sitting, plan_steps, plans
from api.door.forms import checked
from api.instants import day_of
from api.pages.desk.base import Visit, attempt, field, page, version
from api.pages.desk.plan import Shown, drawn, sheet, stands, stored_of
from api.pages.desk.plan_beside import beside, held_fields, lost, settled
from api.pages.desk.plan_given import Given, document_of, of_form
from api.pages.desk.plan_moves import PASTED, moved, pasted
from api.problems.service import NotComplete, NotFound
from api.problems.table import Problem
from api.schemas.service.plans import ChangePlanSchema, ConfidentialSchema, PlanSaveSchema, ReturnPlanSchema
from indicators.workflow import Action

TRIED = frozenset({"up", "down", "drop", "insert", "line", "goal", "ungoal", "paste", "check", "live"})
STEPS: Mapping[str, Action] = {"recall": Action.RECALL, "approve": Action.APPROVE}


@page("/plans/<id>", "POST")
def change_plan(visit: Visit, id: int) -> Response | str:
    """A plan's form: lines moved about and checked without saving, saved and submitted, or a step taken."""
    do = field("do")
    if do.partition("-")[0] in TRIED:
        return visit.store.read(lambda _: _tried(visit, id, do))
    act = _saved if do in ("save", "submit") else _step
    again = _again if act is _saved or "at" in request.form else _refused
    return attempt(visit, lambda: act(visit, id, do), lambda problem: again(visit, id, problem))


def _tried(visit: Visit, id: int, do: str) -> str:
    """The form with everything typed, its lines moved or checked; nothing is saved."""
    found = plan_sitting.sit(visit.store, visit.actor, visit.service.library, id)
    if Action.SAVE not in found.steps:
        return stands(visit, found, lost=lost(_sent(stored_of(found)), stored_of(found)))
    given, focus, box = _moved(_sent(stored_of(found)), do)
    told, held = sheet(visit, found, given), held_fields(given, stored_of(found))
    faults = told.faults if do in ("check", "live") else {}
    shown = Shown(id, version(), True, given, held, faults, focus=focus, unsaved=True, pasted=box)
    return drawn(visit, found, shown, told)


def _moved(given: Given, do: str) -> tuple[Given, str, str]:
    """The form after a button, where to go on, and what of a paste was too much to take."""
    what, _, key = do.partition("-")
    picked = request.form.getlist("pick")
    if what in ("check", "live"):
        return given, "found", ""
    if what == "paste":
        box = field(f"box-{key}")
        return (given, f"box-{key}", box) if len(box) > PASTED else (pasted(given, key, box), f"goaltext-{key}", "")
    made, focus = moved(given, do, frozenset(picked))
    return made, focus or (f"pick-{picked[0]}" if picked and what in ("up", "down") else ""), ""


def _sent(stored: Mapping[str, object]) -> Given:
    """What the form says, with the other's texts and lines where they were chosen."""
    fields = {name: field(name) for name in request.form}
    given = of_form(fields, request.form.getlist("at"))
    return settled(given, stored, request.form.getlist("theirs"), request.form.getlist("take"))


def _saved(visit: Visit, id: int, do: str) -> str:
    """Saved; submitted where that is asked for and nothing is missing."""
    at = _kept(visit, id)
    if do == "save":
        return f"/plans/{id}?done=saved"
    try:
        _take(visit, id, Action.SUBMIT, at)
    except NotComplete:
        return f"/plans/{id}?done=incomplete#found"
    return f"/plans/{id}?done=submitted"


def _kept(visit: Visit, id: int) -> int:
    """The form as the draft; the version afterwards."""
    store, actor, now = visit.store, visit.actor, visit.now
    found = plan_sitting.sit(store, actor, visit.service.library, id)
    plans.check_version(found.version.plan, version(), None, None)
    stored = stored_of(found)
    made = document_of(stored, _sent(stored), {"by": actor.name, "on": day_of(now).isoformat()})
    document = checked(PlanSaveSchema, {"document": made.document})["document"]
    kept = plans.save(store, actor, now, id, document, version=version(), library=visit.service.library)
    return int(kept.plan["version"])


def _take(visit: Visit, id: int, action: Action, at: int) -> None:
    plan_steps.take(
        visit.store, visit.actor, visit.now, id, action, version=at, library=visit.service.library,
        remarks=_remarks(visit, id) if action is Action.RETURN else (),
    )  # fmt: skip


def _step(visit: Visit, id: int, do: str) -> str:
    """A step of the workflow, or the mark; the address of the page afterwards."""
    store, actor, now, library = visit.store, visit.actor, visit.now, visit.service.library
    if do in STEPS:
        _take(visit, id, STEPS[do], version())
    elif do == "return":
        _take(visit, id, Action.RETURN, version())
    elif do == "change":
        reason = checked(ChangePlanSchema, {"reason": field("reason")})["reason"]
        plan_steps.change(store, actor, now, id, version=version(), library=library, reason=reason)
    elif do in ("mark", "unmark"):
        at = _kept(visit, id) if "at" in request.form else version()  # what was typed goes along
        mark = checked(ConfidentialSchema, {"confidential": do == "mark", "reason": field("why")})
        plans.mark(store, actor, now, id, version=at, **mark)
    else:
        raise NotFound("步骤")
    return f"/plans/{id}?done={do}"


def _remarks(visit: Visit, id: int) -> list[dict[str, str]]:
    """The opinion on the whole, and what was written at single lines."""
    document = plans.version(visit.store, visit.actor, visit.service.library, id).document
    places = ["", *(where for where, _ in document.lines())]
    said = [{"where": where, "text": field(f"remark-{i}")} for i, where in enumerate(places)]
    given = [each for each in said if each["text"].strip()]
    remarks: list[dict[str, str]] = checked(ReturnPlanSchema, {"remarks": given})["remarks"]
    return remarks


def _again(visit: Visit, id: int, problem: Problem) -> str:
    """The form again with everything that was typed, and what is wrong at its place."""
    found = plan_sitting.sit(visit.store, visit.actor, visit.service.library, id)
    stored = stored_of(found)
    given, at = _sent(stored), version()
    if Action.SAVE not in found.steps:
        return stands(visit, found, problem, lost(given, stored))
    shown = Shown(id, at, True, given, held_fields(given, stored), unsaved=True)
    if problem.kind.code == "version_conflict":
        both = beside(given, stored)
        given = both.given
        held = held_fields(given, stored)
        shown = shown._replace(
            version=found.version.plan["version"], given=given, held=held, theirs=both.theirs, offers=both.offers,
            gone=both.gone,
        )  # fmt: skip
    told = sheet(visit, found, given)
    taken = {"project-name": problem.detail} if problem.kind.code == "taken" else {}
    return drawn(visit, found, shown._replace(faults={**told.faults, **taken}), told, problem)


def _refused(visit: Visit, id: int, problem: Problem) -> str:
    """The page with what was typed, and why the step was not taken."""
    return stands(visit, plan_sitting.sit(visit.store, visit.actor, visit.service.library, id), problem)
