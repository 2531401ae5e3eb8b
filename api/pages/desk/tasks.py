"""/tasks: the yearly requests to report (自评任务); one of them, how far its agencies have come, and extensions."""

import json
from typing import Any

from flask import Response, render_template

from api.actions import extensions
from api.actions import tasks as works
from api.actions.agency_choice import meant
from api.actions.task_looks import NAMES, manages, standings
from api.auth import Right, reach
from api.door.forms import checked
from api.door.parameters import choice, text, whole
from api.instants import stamp
from api.pages.desk.admin import agency_asked, agency_names, at, joined, typed
from api.pages.desk.base import Visit, attempt, page
from api.pages.desk.listing import asked
from api.problems.faults import FieldError
from api.problems.table import Problem
from api.schemas.service.tasks import ExtensionSchema
from api.store.paging import Page, Slice

FILTERS = (
    whole("year", "预算年度", 1990, 2100), text("agency", "单位的名称或代码"), text("text", "名称中的文字"),
    choice("state", "before、open 或 over", tuple(NAMES)),
)  # fmt: skip
OFFERED = 300


@page("/tasks")
def tasks(visit: Visit) -> str:
    """The tasks that one may see, the latest deadline first."""
    ask, faults = asked(FILTERS, ("deadline", "year"), "-deadline"), list[FieldError]()
    filters = {"agency": agency_asked(visit, Right.READ, faults), "year": ask.values["year"]}
    if ask.values["state"]:
        filters[f"{ask.values['state']}_at"] = stamp(visit.now)
    found = Slice([], None) if faults else works.listed(
        visit.store, visit.actor, ask.page, text=ask.values["text"] or "", **filters
    )  # fmt: skip
    return render_template(
        "desk/tasks.html", rows=found.rows, following=ask.following(found), given=ask.given, faults=faults,
        standings=standings(visit.store, visit.actor, visit.now, found.rows), states=NAMES.items(),
        names=agency_names(visit, Right.READ), manages=bool(reach(visit.actor, Right.MANAGE_TASKS)),
    )  # fmt: skip


@page("/tasks/<id>")
def task(visit: Visit, id: int) -> str:
    """One task."""
    return _one(visit, id, None, None)


def _one(visit: Visit, id: int, sent: dict[str, str] | None, problem: Problem | None) -> str:
    row = works.get(visit.store, visit.actor, id)
    ask = asked((), ("name",), "name")
    found = extensions.progress(visit.store, visit.actor, visit.now, id, ask.page)
    given = extensions.listed(visit.store, visit.actor, id, Page("id", descending=True))
    mine = manages(visit.store, visit.actor, row)
    members = works.addressed(visit.store, visit.actor, row)[:OFFERED] if mine else []
    library = visit.service.library
    return render_template(
        "desk/task.html", row=row, choice=json.loads(row["choice"]), manages=mine, names=[m["name"] for m in members],
        standing=standings(visit.store, visit.actor, visit.now, [row])[id], rows=found.rows,
        following=ask.following(found), extensions=given.rows, more=given.after, sent=sent or {},
        known=row["rulebook"] in library.ids(), problem=at(problem, "deadline", "not_possible"),
    )  # fmt: skip


@page("/tasks/<id>/extensions", "POST")
def extend_task(visit: Visit, id: int) -> Response:
    """A later deadline, for one agency or for all."""
    sent = typed("agency", "deadline", "reason")

    def act() -> str:
        found, told = joined(lambda: _whom(visit, sent["agency"]), lambda: checked(ExtensionSchema, _said(sent)))
        extensions.extend(visit.store, visit.actor, visit.now, id, **{**told, "agency_id": found})
        return f"/tasks/{id}?done=extended"

    works.managed(visit.store, visit.actor, id)
    return attempt(visit, act, lambda problem: _one(visit, id, sent, problem))


def _whom(visit: Visit, text: str) -> int | None:
    return meant(visit.store, visit.actor, Right.READ, text) if text.strip() else None


def _said(sent: dict[str, str]) -> dict[str, Any]:
    return {"deadline": sent["deadline"].strip(), "reason": sent["reason"]}
