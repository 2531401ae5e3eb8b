"""表样文件: read without storing, written from what is stored, imported after a look."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import request

from api.actions import imports, plans, tasks
from api.actions.formfiles import MEDIA_TYPES, Drawn, drawn
from api.actions.stored_forms import report, reports
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging, text, texts, whole
from api.parsing.pool import FILE_SIZE
from api.problems.service import NotPossible
from api.schemas.service.forms import (
    AnswersSchema,
    ConfirmSchema,
    ImportAnswerSchema,
    ImportSummarySchema,
    ReadAnswerSchema,
)
from api.schemas.service.parts import page_of
from api.store import Row
from api.views.forms import form_json, form_read, import_json, preview_json
from indicators.forms.answers import answered
from indicators.forms.layout import LAYOUTS
from indicators.forms.reading import ReadForm, forms

operations = Operations("表样文件")
KINDS = tuple(MEDIA_TYPES)
NAME = text("name", "文件名，带扩展名")
PLACE = text("place", "行政区划，如 中央、湖北省武汉市黄陂区")
RULEBOOK = text("rulebook", "评分办法编号")
ANSWERS = texts("answers", "对疑问的答复：位置到写法的 JSON 对象；位置取自 findings 的 where")
FAMILY = choice("family", "表样；不给时按办法", tuple(LAYOUTS))

FILES: Mapping[str, Any] = {
    "query": (FAMILY,), "media_types": tuple(MEDIA_TYPES.values()), "words": {"kind": KINDS},
    "media_type": "application/octet-stream",
}  # fmt: skip


class Sent(NamedTuple):
    """A file read: its hash, and the forms in it."""

    sha256: str
    forms: list[ReadForm]


def received(call: Call) -> Sent:
    """The body as forms, read in a process of its own."""
    request.max_content_length = FILE_SIZE + 1  # one byte more than allowed, so that the refusal is ours
    data = request.get_data()
    source = call.service.pool.read(data, call.query["name"] or "")
    given = {name: call.query.get(name) or "" for name in ("place", "rulebook")}
    found = forms(source, **given)
    if answers := call.query["answers"]:
        if len(found) != 1:
            raise NotPossible("文件里不止一张表，答复不知道给哪一张；请逐张上传，或在导入后逐张答复")
        found = [answered(found[0], answers)]
    return Sent(hashlib.sha256(data).hexdigest(), found)


@operations("POST", "/forms/read", "读一个文件里的表（请求体即文件），不保存", Access.OPEN, keyed=False, upload=True,
            query=(NAME, PLACE, RULEBOOK, ANSWERS), answer=ReadAnswerSchema, before=received)  # fmt: skip
def read_forms(call: Call) -> Answer:
    """What was understood, cell by cell, and what is doubtful."""
    return Answer({"forms": [form_json(form) for form in call.ready.forms]})


@operations("POST", "/imports", "读一个文件，看看会改什么（请求体即文件）", Right.REPORT, upload=True, status=201,
            query=(NAME, PLACE, RULEBOOK, ANSWERS, whole("task", "自评任务编号", 1)), answer=ImportAnswerSchema,
            before=received)  # fmt: skip
def begin_import(call: Call) -> Answer:
    """An import to be looked at."""
    sent: Sent = call.ready
    read_ = [form_read(form, call.query["name"] or "") for form in sent.forms]
    made = imports.begin(
        call.store, call.actor, call.now, name=call.query["name"] or "", sha256=sent.sha256,
        task_id=call.query["task"], read=read_,
    )  # fmt: skip
    return _shown(call, made)._replace(status=201, headers={"Location": f"/api/v1/imports/{made['id']}"})


def _shown(call: Call, row: Row) -> Answer:
    found = imports.previews(call.store, call.actor, row["id"])
    return Answer(import_json(row) | {"forms": [preview_json(each) for each in found]})


@operations("GET", "/imports", "自己的导入", Right.REPORT, query=paging(("id",), "-id"),
            answer=page_of(ImportSummarySchema), listed=True)  # fmt: skip
def list_imports(call: Call) -> Answer:
    """One's own imports."""
    return listing(call, imports.listed(call.store, call.actor, asked_page(call.query)), import_json)


@operations("GET", "/imports/{id}", "一次导入：每张表会改什么", Right.REPORT, answer=ImportAnswerSchema)
def get_import(call: Call) -> Answer:
    """One import with what storing it now would change."""
    return _shown(call, imports.get(call.store, call.actor, call.id))


@operations("PUT", "/imports/{id}/answers", "答复一张表的疑问", Right.REPORT, body=AnswersSchema,
            answer=ImportAnswerSchema)  # fmt: skip
def answer_import(call: Call) -> Answer:
    """The doubts of one form answered, before it is stored."""
    given = {each["where"]: each["text"] for each in call.body["answers"]}
    imports.answer(call.store, call.actor, call.now, call.id, call.body["position"], given)
    return _shown(call, imports.get(call.store, call.actor, call.id))


@operations("POST", "/imports/{id}/confirm", "确认导入，逐张成败", Right.REPORT, body=ConfirmSchema,
            answer=ImportAnswerSchema)  # fmt: skip
def confirm_import(call: Call) -> Answer:
    """The forms stored, each by itself."""
    imports.confirm(
        call.store, call.actor, call.now, call.id, positions=call.body["positions"], library=call.service.library
    )
    return _shown(call, imports.get(call.store, call.actor, call.id))


@operations("GET", "/evaluations/{id}/form.{kind}", "一份自评的表样文件", Access.SIGNED_IN, **FILES, refusals=(409,))
def evaluation_form(call: Call) -> Answer:
    """The report as a file: xlsx, docx, pdf or csv; one that is approved carries its digest."""
    found = report(call.store, call.actor, call.id)
    return _file(call, found.drawn(call.ids["kind"], call.query["family"] or ""), found.document.name)


@operations("GET", "/plans/{id}/form.{kind}", "目标表的表样文件（批复的；未批复的取最新）；用自评的表样，就是待填的空表",
            Access.SIGNED_IN, **FILES)  # fmt: skip
def plan_form(call: Call) -> Answer:
    """The plan as a file, or the empty report to fill in away from the service."""
    document = plans.in_force_or_newest(call.store, call.actor, call.id)
    return _file(call, drawn(document, call.ids["kind"], call.query["family"] or ""), document.name)


def _file(call: Call, made: Drawn, name: str) -> Answer:
    """A file to keep; what the family cannot carry is told in a header, percent-encoded."""
    kind = str(call.ids["kind"])
    headers = {"Content-Disposition": _kept_as(f"{name}.{kind}"), "Content-Type": MEDIA_TYPES[kind]}
    if made.left_out:
        headers["X-Left-Out"] = quote("；".join(made.left_out)[:1000])
    return Answer(file=made.content, headers=headers)


def _kept_as(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"


@operations("GET", "/tasks/{id}/forms.zip", "一项任务全部自评的表样文件", Access.SIGNED_IN,
            query=(FAMILY, choice("kind", "xlsx、docx、pdf 或 csv", KINDS, "xlsx")), media_type="application/zip",
            refusals=(409,))  # fmt: skip
def task_forms(call: Call) -> Answer:
    """Every report of a task that the caller may see, as files in one zip."""
    tasks.get(call.store, call.actor, call.id)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for found in reports(call.store, call.actor, call.id):
            made = found.drawn(call.query["kind"], call.query["family"] or "")
            archive.writestr(found.file_name(call.query["kind"]), made.content)
    return Answer(file=held.getvalue(), headers={"Content-Disposition": _kept_as(f"任务{call.id}.zip")})
