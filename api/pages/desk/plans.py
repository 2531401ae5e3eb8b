"""/plans: the plans that one may see, what waits for approval among them; new ones, blank or from an earlier one."""

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request

from api.actions import agencies as agency_actions
from api.actions import plan_sitting
from api.actions import plans as plan_actions
from api.actions.steps import PLAN_STATES
from api.auth import Right, reach
from api.door.forms import checked
from api.door.parameters import choice, text, whole
from api.instants import day_of
from api.intake import query
from api.pages.desk.base import Visit, attempt, field, id_of, page
from api.pages.desk.listing import asked
from api.problems.faults import FieldError, InvalidDocument
from api.problems.table import Problem
from api.schemas import dump_document
from api.schemas.service.plans import NewPlanSchema
from api.store import Row
from api.store.paging import Page
from indicators.workflow import State

STATES = tuple(
    (state.value, PLAN_STATES[state]) for state in (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)
)
FILTERS = (
    whole("year", "预算年度", 1990, 2100), whole("agency", "单位编号", 1),
    choice("state", "状态", [value for value, _ in STATES]), text("text", "名称中的文字"),
)  # fmt: skip
CHOICES = 200  # agencies offered as a filter; beyond that one looks by name
SCOPES = (("project", "项目支出"), ("whole_agency", "部门整体支出"))


@page("/plans")
def plans(visit: Visit) -> str:
    """The list."""
    wanted = asked(FILTERS, ("updated", "name"), "-updated")
    filters = {**wanted.values, "text": wanted.values["text"] or ""}
    found = plan_actions.listed(visit.store, visit.actor, wanted.page, **filters)
    offered = agency_actions.listed(visit.store, visit.actor, Page("name", limit=CHOICES))
    return render_template(
        "desk/plans.html", rows=found.rows, following=wanted.following(found), given=wanted.given, states=STATES,
        agencies=() if offered.after else _named(offered.rows), paged="after" in request.args,
        waiting=plan_sitting.waiting(visit.store, visit.actor, found.rows),
        may_plan=bool(reach(visit.actor, Right.PLAN)), may_approve=bool(reach(visit.actor, Right.APPROVE_PLAN)),
    )  # fmt: skip


@page("/plans/new")
def new_plan(visit: Visit) -> str:
    """How to begin a plan; a task that asks for one gives its year and place along."""
    query("from", "year", "place")
    return _new(visit, request.args.get("from", ""))


def _new(visit: Visit, earlier: str, problem: Problem | None = None) -> str:
    store, actor = visit.store, visit.actor
    offered = plan_sitting.drawing_up(store, actor)
    copied = next((row for row in plan_sitting.to_copy(store, actor) if str(row["id"]) == earlier), None)
    document = plan_sitting.earlier(store, actor, copied["id"]) if copied else None
    return render_template(
        "desk/plan_new.html", agencies=_named(offered), copies=plan_sitting.to_copy(store, actor), copied=copied,
        document=document, stale=_stale(document), year=day_of(visit.now).year, scopes=SCOPES,
        typed=request.form or request.args,
        problem=problem,
    )  # fmt: skip


def _named(rows: Sequence[Row]) -> list[tuple[int, str]]:
    return [(row["id"], row["name"]) for row in rows]


def _stale(document: Any) -> list[str]:
    """The lines of an earlier plan that name its year: they must be looked at again."""
    if document is None:
        return []
    year = str(document.budget_year)
    return [line.name for _, line in document.lines() if year in f"{line.name}{line.target.text}"]


@page("/plans/new", "POST")
def add_plan(visit: Visit) -> Response:
    """A new draft, blank or after an earlier plan."""
    earlier = field("from")
    return attempt(visit, lambda: _added(visit, earlier), lambda problem: _new(visit, earlier, problem))


def _added(visit: Visit, earlier: str) -> str:
    offered = {str(row["id"]): row for row in plan_sitting.drawing_up(visit.store, visit.actor)}
    agency = offered.get(field("agency_id"))
    if agency is None:
        raise InvalidDocument([FieldError("agency_id", "请选单位", "required")])
    document = _copied(visit, earlier) if earlier else {"objectives": [{"indicators": []}]}
    value = {"agency_id": agency["id"], "document": _headed(document, agency["name"])}
    given = checked(NewPlanSchema, value)
    made = plan_actions.add(visit.store, visit.actor, visit.now, library=visit.service.library, **given)
    return f"/plans/{made.plan['id']}?done={'copied' if earlier else 'new'}"


def _headed(document: dict[str, Any], agency: str) -> dict[str, Any]:
    """The document under the heading that was typed."""
    year, scope = field("year").strip(), document.get("scope") or field("scope")
    made = {**document, "document": "plan", "scope": scope, "place": field("place").strip()}
    made["budget_year"] = int(year) if year.isascii() and year.isdigit() and len(year) < 9 else year
    made["agency"] = {**document.get("agency", {}), "name": agency}
    if scope != "whole_agency":
        made["project"] = {**document.get("project", {}), "name": field("name").strip()}
    return made


def _copied(visit: Visit, earlier: str) -> dict[str, Any]:
    """The earlier plan without its money, its notes, and what was asked about it then."""
    document = dump_document(plan_sitting.earlier(visit.store, visit.actor, id_of(earlier)))
    gone = ("spending", "publication", "notes", "execution_weight", "rulebook")
    made = {key: value for key, value in document.items() if key not in gone}
    funding = document.get("funding", {})
    made["funding"] = {"unit": funding.get("unit", "万元")}
    made["objectives"] = [
        {**each, "indicators": [_fresh(line) for line in each["indicators"]]} for each in document["objectives"]
    ]
    return made


def _fresh(line: dict[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in line.items() if key != "inferred"}
    if isinstance(made["target"], dict):
        made["target"] = {key: value for key, value in made["target"].items() if key != "answer"}
    return made
