"""/imports: forms in files sent to be looked at before anything of them is stored; one's own imports."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from flask import Response, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from api.actions import imports as actions
from api.actions import tasks
from api.actions.cleaning import PREVIEWS
from api.actions.evaluations.current import visible
from api.actions.imports import FormRead
from api.auth import RIGHT_NAMES, Right, reach
from api.door.parameters import whole
from api.instants import instant, stamp
from api.pages.desk.base import REFUSED, Visit, attempt, done, field, id_of, page
from api.pages.desk.listing import asked
from api.parsing.pool import FILE_SIZE
from api.problems.service import NotAllowed, NotPossible
from api.problems.table import Problem, failed, refused
from api.store import Row
from api.store.paging import Page
from api.views.forms import form_read
from indicators.forms.faults import WrongFormat
from indicators.forms.reading import forms

MOST = 20  # files at once
TOTAL = 5 * FILE_SIZE
EVALUATION = whole("evaluation", "自评编号", 1)


class Sent(NamedTuple):
    """A file as it was read: its forms, or why there are none."""

    name: str
    sha256: str
    forms: Sequence[FormRead]
    problem: Problem | None


@page("/imports")
def imports(visit: Visit) -> str:
    """The page on which files are chosen."""
    return _page(visit)


def _page(visit: Visit, problem: Problem | None = None, refusals: Sequence[Sent] = ()) -> str:
    """Where files are chosen, for any report or for one; and one's imports, newest first."""
    may_import(visit)
    wanted = asked((EVALUATION,), ("id",), "-id")
    found = actions.listed(visit.store, visit.actor, wanted.page)
    return render_template(
        "desk/imports.html", rows=found.rows, following=wanted.following(found), given=wanted.given, now=visit.now,
        tasks=_tasks(visit), meant=_meant(visit, wanted.values["evaluation"]), problem=problem, refusals=refusals,
        done=request.args.get("done", ""), until=lambda row: instant(row["created_at"]) + PREVIEWS,
        task=request.form.get("task", "") if problem and problem.kind.status != 413 else "",
    )  # fmt: skip


def may_import(visit: Visit) -> None:
    """NotAllowed for whoever reports nothing."""
    if not reach(visit.actor, Right.REPORT):
        raise NotAllowed(RIGHT_NAMES[Right.REPORT])


def _tasks(visit: Visit) -> list[Row]:
    """The tasks that run now."""
    page_ = Page("deadline", descending=False, limit=50)
    return tasks.listed(visit.store, visit.actor, page_, open_at=stamp(visit.now)).rows


def _meant(visit: Visit, id: int | None) -> Row | None:
    """The report that a file is wanted for."""
    return visible(visit.store, visit.actor, id, Right.REPORT) if id else None


@page("/imports", "POST")
def upload(visit: Visit) -> Response:
    """The files read, each in a process of its own; on to what they would change. What cannot be read is told beside
    its name."""
    request.max_content_length = TOTAL
    may_import(visit)
    try:
        if again := done(visit):
            return again
    except RequestEntityTooLarge:
        told = failed(413)
        why = f"选的文件合计超过 {TOTAL // 1024 // 1024} MB，没有读；请分几次上传"
        return _told(visit, Problem(told.kind, why), ())
    files = [each for each in request.files.getlist("files") if each.filename]
    if not files or len(files) > MOST:
        why = f"一次至多 {MOST} 个文件，请分几次上传" if files else "还没有选文件；点“选择文件”，或把文件拖进来"
        return _told(visit, refused(NotPossible(why)), ())
    return _looked_at(visit, [_read(visit, each) for each in files])


def _looked_at(visit: Visit, read: Sequence[Sent]) -> Response:
    wrong = [each for each in read if each.problem]
    if len(wrong) == len(read):
        assert wrong[0].problem
        return _told(visit, wrong[0].problem, wrong)

    found = [form for each in read for form in _forms(each)]

    def act() -> str:
        made = actions.begin(
            visit.store, visit.actor, visit.now, name="、".join(each.name for each in read), sha256=_digest(read),
            task_id=_number("task"), evaluation_id=_number("evaluation"), read=found,
        )  # fmt: skip
        return f"/imports/{made['id']}"

    return attempt(visit, act, lambda problem: _page(visit, problem))


def _told(visit: Visit, problem: Problem, wrong: Sequence[Sent]) -> Response:
    shown = visit.store.read(lambda _: _page(visit, problem, wrong))
    return Response(shown, problem.kind.status)


def _number(name: str) -> int | None:
    return id_of(field(name)) if field(name) else None


def _digest(read: Sequence[Sent]) -> str:
    """Of the file; of several, of their digests."""
    digests = [each.sha256 for each in read]
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _read(visit: Visit, file: FileStorage) -> Sent:
    """A file's forms, or why it has none."""
    data, name = file.stream.read(FILE_SIZE + 1), (file.filename or "")[-200:]
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = forms(visit.service.pool.read(data, name))
        if not found:
            raise WrongFormat("没有找到绩效表", "请确认选对了文件；表里要有“三级指标”“指标值”这样的列标题")
    except REFUSED as refusal:
        return Sent(name, digest, (), refused(refusal))
    return Sent(name, digest, [form_read(form, name) for form in found], None)


def _forms(sent: Sent) -> Sequence[FormRead]:
    """The forms of a file; one that was not read is kept with the reason, so that it is told beside the others."""
    if sent.problem:
        return [FormRead("", Decimal(0), {}, (), sent.name, {}, sent.problem.detail)]
    return sent.forms
