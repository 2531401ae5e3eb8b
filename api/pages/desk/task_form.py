"""/tasks/new, /tasks/<id>/change (布置任务): place and year first, then the rulebooks that fit them and the rest."""

import json
from typing import Any

from flask import Response, render_template, request

from api.actions import tasks as works
from api.actions.task_looks import Tree, homes, members, offers, tree
from api.auth import Right
from api.door.forms import checked
from api.instants import day_of
from api.intake import query
from api.pages.desk.admin import at, both, day_field, require_right, typed, version_now
from api.pages.desk.base import Visit, attempt, field, id_of, page, version
from api.problems.faults import FieldError, InvalidDocument
from api.problems.table import Problem, refused
from api.schemas.service.tasks import NewTaskSchema, TaskSchema
from api.store import Row
from scoring.rulebook import CENTRE, LOCAL

TEXTS = ("place", "year", "agency_id", "name", "rulebook", "why", "levels", "opens_on", "deadline")
NAMES = {
    "name": "名称", "year": "预算年度", "place": "行政区划", "rulebook": "评分办法", "levels": "审核级数", "opens_on": "开始日期",
    "deadline": "截止日期", "agencies": "单位",
}  # fmt: skip
LEVELS = (("1", "1 级：单位审核"), ("2", "2 级：单位、主管部门"), ("3", "3 级：单位、主管部门、财政部门"))
Values = dict[str, Any]


@page("/tasks/new")
def new_task(visit: Visit) -> str:
    """The form for a new task: place, budget year, and in whose name."""
    query()
    require_right(visit.actor, Right.MANAGE_TASKS)
    today = day_of(visit.now)
    mine = homes(visit.store, visit.actor)
    values: Values = dict.fromkeys(TEXTS, "") | {
        "year": str(today.year - 1), "agency_id": str(mine[0]["id"]), "opens_on": today.isoformat(), "levels": "2",
        "agencies": frozenset(), "subtree": True,
    }  # fmt: skip
    return _form(visit, values, None, ready=False)


@page("/tasks", "POST")
def add_task(visit: Visit) -> Response:
    """The rulebooks looked up, or the task set."""
    require_right(visit.actor, Right.MANAGE_TASKS)
    values = _sent()
    if field("do") != "add":
        return _candidates(visit, values, None)

    def act() -> str:
        body = checked(NewTaskSchema, _body(values) | _number("agency_id", values["agency_id"]))
        home = body.pop("agency_id")
        terms, library = works.Terms(**body), visit.service.library
        row = works.add(visit.store, visit.actor, visit.now, terms, library=library, agency_id=home)
        return f"/tasks/{row['id']}?done=added"

    return attempt(visit, act, lambda problem: _form(visit, values, problem, ready=True))


@page("/tasks/<id>/change")
def task_change(visit: Visit, id: int) -> str:
    """The form for other terms."""
    query()
    row = works.managed(visit.store, visit.actor, id)
    return _form(visit, _kept(visit, row), None, ready=True, row=row)


@page("/tasks/<id>", "POST")
def change_task(visit: Visit, id: int) -> Response:
    """The task with other terms."""
    row, values = works.managed(visit.store, visit.actor, id), _sent()
    values["agency_id"] = str(row["agency_id"])
    if field("do") == "candidates":
        return _candidates(visit, values, row)

    def act() -> str:
        terms, library = works.Terms(**checked(TaskSchema, _body(values))), visit.service.library
        works.change(visit.store, visit.actor, visit.now, id, terms, version=version(), library=library)
        return f"/tasks/{id}?done=changed"

    def again(problem: Problem) -> str:
        return _form(visit, values, problem, ready=True, row=works.managed(visit.store, visit.actor, id))

    return attempt(visit, act, again)


def _candidates(visit: Visit, values: Values, row: Row | None) -> Response:
    """The form with the rulebooks for the place and the year that it names; nothing is stored."""
    try:
        _place_and_year(values)
    except InvalidDocument as error:
        told = refused(error)
        shown = visit.store.read(lambda _: _form(visit, values, told, ready=False, row=row))
        return Response(shown, told.kind.status)
    return Response(visit.store.read(lambda _: _form(visit, values, None, ready=True, row=row)))


def _place_and_year(values: Values) -> tuple[str, int]:
    """InvalidDocument with what is wrong with either."""
    faults = [] if values["place"].strip() else [FieldError("place", "请写行政区划，如 中央、四川省成都市")]
    year = values["year"].strip()
    if not (year.isascii() and year.isdigit() and 1990 <= int(year[:9]) <= 2100):
        faults.append(FieldError("year", "请写四位年份，如 2024"))
    if faults:
        raise InvalidDocument(faults)
    return values["place"].strip(), int(year)


def _sent() -> Values:
    """Everything that the form sent."""
    return {
        **typed(*TEXTS),
        "agencies": frozenset(request.form.getlist("agencies")),
        "subtree": field("subtree") == "1",
    }


def _body(values: Values) -> dict[str, Any]:
    """The form as the interface takes a task; what is no number stays a text, and is told as such."""
    texts = {name: values[name].strip() for name in ("place", "name", "rulebook", "opens_on", "deadline")}
    numbers = {**_number("year", values["year"]), **_number("levels", values["levels"])}
    agencies = [_whole(each) for each in sorted(values["agencies"])]
    return {**texts, **numbers, "why": values["why"], "agencies": agencies, "subtree": values["subtree"]}


def _number(name: str, text: str) -> dict[str, object]:
    return {name: _whole(text)}


def _whole(text: str) -> object:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text


def _kept(visit: Visit, row: Row) -> Values:
    """The task as the form holds it."""
    those = frozenset(map(str, members(visit.store, row).all))
    texts = {name: str(row[name]) for name in ("place", "year", "agency_id", "name", "rulebook", "levels")}
    days = {"opens_on": day_field(row["opens_at"]), "deadline": day_field(row["deadline"])}
    return {**texts, **days, "why": json.loads(row["choice"])["why"], "agencies": those, "subtree": False}


def _form(visit: Visit, values: Values, problem: Problem | None, *, ready: bool, row: Row | None = None) -> str:
    """The form; ``ready`` once place and year are known to be some, and then with everything else."""
    library = visit.service.library
    try:
        fitting, others = offers(library, *_place_and_year(values)) if ready else ([], [])
    except InvalidDocument:
        fitting, others, ready = [], [], False
    found = _tree(visit, values) if ready else Tree((), 0)
    hidden = values["agencies"] - {str(leaf.id) for leaf in found.leaves}
    begun = frozenset(map(str, members(visit.store, row).begun)) if row else frozenset()
    places = sorted({place for book in library.rulebooks.values() for place in book.places} - {LOCAL} | {CENTRE})
    return render_template(
        "desk/task_form.html", values=values, ready=ready, fitting=fitting, others=others, tree=found, row=row,
        hidden=sorted(hidden), begun=begun, homes=homes(visit.store, visit.actor), places=places, levels=LEVELS,
        problem=at(at(problem, "rulebook", "unknown_rulebook"), "agency_id", "no_such_thing"),
        pairs=both(problem, NAMES), version=version_now(problem, field("version"), row["version"]) if row else None,
    )  # fmt: skip


def _tree(visit: Visit, values: Values) -> Tree:
    """The tree of the agency that sets the task."""
    return tree(visit.store, visit.actor, id_of(values["agency_id"]))
