"""自评任务: /api/v1/tasks, and the rulebooks that one may choose for them."""

import json
from typing import Any

from api.actions import extensions, tasks
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging, text, whole
from api.instants import stamp
from api.schemas.service.parts import page_of
from api.schemas.service.tasks import (
    CandidatesAnswerSchema,
    ExtensionAnswerSchema,
    ExtensionSchema,
    NewTaskSchema,
    ProgressAnswerSchema,
    TaskAnswerSchema,
    TaskRowSchema,
    TaskSchema,
)
from api.store import Row

operations = Operations("自评任务")
ROW = tuple(TaskRowSchema().fields)
EXTENSION = tuple(ExtensionAnswerSchema().fields)
FILTERS = (
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号", 1),
    text("text", "名称中的文字"),
    choice("open", "yes：只列现在可以填报的", ("yes",)),
)
ASKED = (
    text("place", "行政区划")._replace(required=True), whole("year", "预算年度", 1990, 2100)._replace(required=True)
)  # fmt: skip


def shown(row: Row) -> dict[str, Any]:
    """A task as a list answers it."""
    return {name: row[name] for name in ROW}


def whole_task(call: Call, row: Row, status: int = 200) -> Answer:
    """A task with how its rulebook was chosen and whom it goes to."""
    members = tasks.addressed(call.store, call.actor, row)
    parts = [{name: each[name] for name in ("id", "name", "deadline")} for each in members]
    value = shown(row) | {"choice": json.loads(row["choice"]), "agencies": parts}
    headers = {"Location": f"/api/v1/tasks/{row['id']}"} if status == 201 else {}
    return Answer(value, row["version"], status, headers)


def extension(row: Row) -> dict[str, Any]:
    """An extension as the interface answers it."""
    return {name: row[name] for name in EXTENSION}


@operations("GET", "/rulebook-candidates", "可选的评分办法", Access.SIGNED_IN, query=ASKED,
            answer=CandidatesAnswerSchema)  # fmt: skip
def list_rulebook_candidates(call: Call) -> Answer:
    """The rulebooks that fit a place and a budget year, each with its reason."""
    found = tasks.candidates(call.service.library, call.query["place"], call.query["year"])
    offered = [{"id": each.rulebook.id, "title": each.rulebook.title, "reason": each.reason} for each in found]
    return Answer({"candidates": offered})


@operations("GET", "/tasks", "任务一览", Access.SIGNED_IN, query=(*FILTERS, *paging(("deadline", "year"), "-deadline")),
            answer=page_of(TaskRowSchema), listed=True)  # fmt: skip
def list_tasks(call: Call) -> Answer:
    """The tasks that go to an agency which the caller may see."""
    q = call.query
    filters = {"year": q["year"], "agency": q["agency"], "text": q["text"] or ""}
    open_at = stamp(call.now) if q["open"] else ""
    return listing(call, tasks.listed(call.store, call.actor, asked_page(q), open_at=open_at, **filters), shown)


@operations("GET", "/tasks/{id}", "一项任务", Access.SIGNED_IN, answer=TaskAnswerSchema)
def get_task(call: Call) -> Answer:
    """One task."""
    return whole_task(call, tasks.get(call.store, call.actor, call.id))


@operations("POST", "/tasks", "布置任务", Right.MANAGE_TASKS, body=NewTaskSchema, answer=TaskAnswerSchema,
            status=201)  # fmt: skip
def add_task(call: Call) -> Answer:
    """A new task."""
    body = dict(call.body)
    home = body.pop("agency_id")
    terms, library = tasks.Terms(**body), call.service.library
    row = tasks.add(call.store, call.actor, call.now, terms, library=library, agency_id=home)
    return whole_task(call, row, 201)


@operations("PUT", "/tasks/{id}", "更改任务", Right.MANAGE_TASKS, body=TaskSchema, answer=TaskAnswerSchema,
            versioned=True)  # fmt: skip
def change_task(call: Call) -> Answer:
    """A task with other terms."""
    terms, library = tasks.Terms(**call.body), call.service.library
    row = tasks.change(call.store, call.actor, call.now, call.id, terms, version=call.version, library=library)
    return whole_task(call, row)


@operations("POST", "/tasks/{id}/extensions", "延期", Right.MANAGE_TASKS, body=ExtensionSchema,
            answer=ExtensionAnswerSchema, status=201)  # fmt: skip
def extend_task(call: Call) -> Answer:
    """A later deadline for one agency, or for all."""
    row = extensions.extend(call.store, call.actor, call.now, call.id, **call.body)
    return Answer(extension(row), status=201)


@operations("GET", "/tasks/{id}/extensions", "任务的延期", Access.SIGNED_IN, query=paging(("id",), "id"),
            answer=page_of(ExtensionAnswerSchema), listed=True)  # fmt: skip
def list_task_extensions(call: Call) -> Answer:
    """The task's extensions."""
    return listing(call, extensions.listed(call.store, call.actor, call.id, asked_page(call.query)), extension)


@operations("GET", "/tasks/{id}/progress", "任务的进度", Access.SIGNED_IN, query=paging(("name",), "name"),
            answer=page_of(ProgressAnswerSchema), listed=True)  # fmt: skip
def list_task_progress(call: Call) -> Answer:
    """How far each of the task's agencies has come."""
    found = extensions.progress(call.store, call.actor, call.now, call.id, asked_page(call.query))
    return listing(call, found, dict)
