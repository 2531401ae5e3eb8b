"""/plans/file: plans from files (从文件填入): read in a process of its own, what would change shown, then stored."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from api import wire
from api.actions import imports, plan_sitting, plans
from api.actions.imports import FormRead, Preview
from api.auth import Right
from api.intake import query
from api.pages.desk.admin import require_right
from api.pages.desk.base import REFUSED, Visit, attempt, done, field, id_of, page
from api.pages.desk.plan_fill import filled_in
from api.pages.desk.plan_words import NAMES, Difference, differences
from api.parsing.pool import FILE_SIZE
from api.problems.faults import FieldError, InvalidDocument
from api.problems.table import Problem, failed, refused
from api.schemas import dump_document, load_document
from api.store import Row
from api.store.paging import Page
from api.views.forms import finding_json, form_read
from indicators.forms.reading import ReadForm, forms
from indicators.workflow import State

ROOM = 1024 * 1024  # of a request beside the file
HEAD = ("agency.name", "budget_year", "place", "project.name")
OPEN = (State.DRAFT, State.RETURNED)
MOST = 50  # plans of one year and name that are looked through


class Sheet(NamedTuple):
    """A form of the file: where it would go, what would differ, what is doubtful; or why it goes nowhere."""

    row: Row
    plan: bool
    found: list[Difference] | None
    doubts: list[tuple[int, Mapping[str, Any]]]
    heading: Mapping[str, str]


@page("/plans/file")
def plan_file(visit: Visit) -> str:
    """Which file."""
    query("plan")
    require_right(visit.actor, Right.PLAN)
    return _asked(visit, request.args.get("plan", ""))


def _asked(visit: Visit, id: str, problem: Problem | None = None, place: str = "") -> str:
    found = plan_sitting.sit(visit.store, visit.actor, visit.service.library, id_of(id)) if id else None
    return render_template("desk/plan_file.html", target=found, plan=id, problem=problem, place=place)


@page("/plans/file", "POST")
def read_plan_file(visit: Visit) -> Response:
    """The file read; nothing of it is stored in a plan yet."""
    require_right(visit.actor, Right.PLAN)
    request.max_content_length = FILE_SIZE + ROOM
    try:
        if again := done(visit):
            return again
    except RequestEntityTooLarge:
        told = Problem(failed(413).kind, f"文件超过 {FILE_SIZE // ROOM} MB，没有读；请去掉图片，或只留要填的表")
        return Response(visit.store.read(lambda _: _asked(visit, "", told)), 413)
    id = field("plan")
    try:
        sha256, name, read = _read(visit)
    except REFUSED as refusal:
        told = refused(refusal)
        return Response(visit.store.read(lambda _: _asked(visit, id, told, field("place"))), told.kind.status)

    def act() -> str:
        given = [_form(visit, form, id, name) for form in read]
        made = imports.begin(
            visit.store, visit.actor, visit.now, name=name[:200], sha256=sha256, task_id=None, read=given
        )
        return f"/plans/file/{made['id']}"

    return attempt(visit, act, lambda problem: _asked(visit, id, problem, field("place")))


def _read(visit: Visit) -> tuple[str, str, list[ReadForm]]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidDocument([FieldError("file", "请选文件", "required")])
    data = file.stream.read()
    source = visit.service.pool.read(data, file.filename)
    found = forms(source, place=field("place").strip(), rulebook="")
    return hashlib.sha256(data).hexdigest(), file.filename, found


def _form(visit: Visit, form: ReadForm, id: str, name: str) -> FormRead:
    """The form; one that fills in a draft keeps whatever the file does not print, and the draft's heading."""
    findings = [finding_json(each) for each in form.issues]
    document = dict(form.document)
    target = id_of(id) if id else _draft(visit, document)
    if target and document["document"] == "plan":
        found = plans.version(visit.store, visit.actor, visit.service.library, target)
        stored = dump_document(found.document)
        if (printed := _printed(document)) != _printed(stored):
            findings.append(_kept(printed))
        document = filled_in(stored, document)
    return form_read(form, name)._replace(document=document, findings=findings)


def _draft(visit: Visit, document: Mapping[str, Any]) -> int | None:
    """The draft of the same agency, year and name, if one may be changed."""
    agency, *name = _printed(document)[:2]
    year = document.get("budget_year")
    if document["document"] != "plan" or not agency or not isinstance(year, int):
        return None
    named = name[0] or agency
    rows = plans.listed(visit.store, visit.actor, Page("name", limit=MOST), year=year, text=named).rows
    open_ = [row for row in rows if row["name"] == named and row["agency"] == agency and row["state"] in OPEN]
    return int(open_[0]["id"]) if len(open_) == 1 else None


def _kept(printed: list[str]) -> dict[str, Any]:
    words = "　".join(each for each in printed if each) or "（没有）"
    told = f"文件上印的是“{words}”；单位、年度和项目名称按这张目标表的，不跟文件改。"
    return {
        "code": "heading_kept", "severity": "notice", "place": "", "where": "", "message": told, "alternatives": [],
    }  # fmt: skip


def _printed(document: Mapping[str, Any]) -> list[str]:
    names = [str((document.get(key) or {}).get("name", "")) for key in ("agency", "project")]
    return [*names, str(document.get("budget_year", ""))]


@page("/plans/file/<id>")
def plan_import(visit: Visit, id: int) -> str:
    """What would change."""
    query()
    return _shown(visit, id)


def _shown(visit: Visit, id: int, problem: Problem | None = None) -> str:
    made = imports.get(visit.store, visit.actor, id)
    sheets = [_sheet(visit, each) for each in imports.previews(visit.store, visit.actor, id)]
    ready = [each for each in sheets if each.found is not None]
    return render_template(
        "desk/plan_import.html", made=made, sheets=sheets, ready=ready, names=NAMES, problem=problem,
        agencies=plan_sitting.drawing_up(visit.store, visit.actor),
    )  # fmt: skip


def _sheet(visit: Visit, preview: Preview) -> Sheet:
    document, row = preview.document, preview.row
    plan = document.get("document") == "plan"
    doubts = [(i, each) for i, each in enumerate(preview.findings)]
    heading = {
        "agency.name": str(document.get("agency", {}).get("name", "")), "place": str(document.get("place", "")),
        "budget_year": str(document.get("budget_year", "")),
        "project.name": str(document.get("project", {}).get("name", "")),
    }  # fmt: skip
    return Sheet(row, plan, _differences(visit, row, document) if plan else None, doubts, heading)


def _differences(visit: Visit, row: Row, document: Mapping[str, Any]) -> list[Difference] | None:
    """What storing it would change; None where it cannot be stored."""
    if row["goal"] != "plan":
        return None
    after = dump_document(load_document(dict(document)))
    if row["goal_id"] is None:
        return differences({}, after)
    found = plans.version(visit.store, visit.actor, visit.service.library, row["goal_id"])
    return differences(wire.kept(found.row["document"]), after)


@page("/plans/file/<id>", "POST")
def change_plan_import(visit: Visit, id: int) -> Response:
    """Doubts answered, or what is ready stored."""
    return attempt(visit, lambda: _done(visit, id, field("do")), lambda problem: _shown(visit, id, problem))


def _done(visit: Visit, id: int, do: str) -> str:
    if do.startswith("answer-"):
        position = id_of(do.removeprefix("answer-"))
        imports.answer(visit.store, visit.actor, visit.now, id, position, _answers(position))
        return f"/plans/file/{id}"
    wanted = {id_of(each) for each in request.form.getlist("position")}
    previews = imports.previews(visit.store, visit.actor, id)
    positions = {each.row["position"] for each in previews if each.document.get("document") == "plan"} & wanted
    rows = imports.confirm(visit.store, visit.actor, visit.now, id, positions=positions, library=visit.service.library)
    stored = [row for row in rows if row["outcome"] == "stored"]
    if len(rows) == len(stored) == 1 and stored[0]["goal_id"]:
        return f"/plans/{stored[0]['goal_id']}?done=filled"
    return f"/plans/file/{id}"


def _answers(position: int) -> dict[str, str]:
    """What was answered, by place: chosen readings, and what the heading lacks."""
    found = {}
    for name in request.form:
        kind, _, rest = name.partition(f"-{position}-")
        if kind == "doubt" and rest and field(name) and (where := field(f"where-{position}-{rest}")):
            found[where] = field(name)
        if kind == "head" and rest in HEAD and field(name).strip():
            found[rest] = field(name).strip()
    return found
