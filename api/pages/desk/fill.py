"""/evaluations/<id>: the form laid out as on paper; filled in where it is open, read where it is not."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Response, render_template, request

from api.actions.evaluations import evidence, saving, submitting
from api.actions.evaluations.current import read as current_of
from api.actions.evaluations.sitting import Sitting, sit
from api.door.uploads import Upload, take
from api.intake import query
from api.pages.desk.base import REFUSED, Visit, done, field, id_of, once, page, version
from api.pages.desk.cells import Around, Laid, laid
from api.pages.desk.given import Fields, changed, field_of, fields, parts
from api.problems.faults import FieldError
from api.problems.service import NotComplete, NotFound, VersionConflict
from api.problems.table import Problem, refused
from indicators.model import Source
from indicators.places import SOURCE_NAMES, place
from indicators.workflow import Action, State

EMPTY: Mapping[str, str] = {}
_WHERE = {"actual": "实际完成值", "score": "自评得分", "tier": "档次", "reason": "偏差原因", "remedy": "改进措施",
          "notes": "备注", "ask-actual": "对实际完成值的答复", "ask-target": "对指标值的答复"}  # fmt: skip


class Shown(NamedTuple):
    """The report as its page shows it: what stands in every field, and what is to be said at some of them."""

    id: int
    version: int
    editable: bool
    values: Mapping[str, str]
    stored: Mapping[str, str]
    faults: Mapping[str, str] = EMPTY
    theirs: Mapping[str, str] = EMPTY
    unsaved: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")


@page("/evaluations/<id>")
def evaluation(visit: Visit, id: int) -> str:
    """The report."""
    query("done")
    found = sit(visit.store, visit.actor, id)
    stored = fields(found.whole.evaluation.stored)
    shown = Shown(id, found.whole.evaluation.row["version"], Action.SAVE in found.steps, stored, stored)
    return _page(found, shown)


def _page(found: Sitting, shown: Shown, problem: Problem | None = None) -> str:
    done_ = request.args.get("done", "") if request.method == "GET" else ""
    current, told = found.whole.evaluation, lay(found)
    return render_template(
        "desk/evaluation.html", found=found, row=current.row, sheet=told.sheet, laid=told, form=told.form, page=shown,
        document=told.sheet.document, problem=problem, done=done_, decisions=found.whole.decisions,
        returned=returned(found), steps={step.value for step in found.steps},
    )  # fmt: skip


def lay(found: Sitting) -> Laid:
    """The evaluation's sheet laid out with what lies around it."""
    whole = found.whole
    last = returned(found)
    around = Around(whole.evidence, whole.evaluation.reviews, last["remarks"] if last else ())
    return laid(whole.evaluation.sheet, whole.missing, around)


def returned(found: Sitting) -> Mapping[str, Any] | None:
    """The return that still has to be answered."""
    decisions = found.whole.decisions
    back = found.whole.evaluation.state is State.RETURNED
    return decisions[-1] if back and decisions and decisions[-1]["action"] == "return_" else None


@page("/evaluations/<id>/live")
def live(visit: Visit, id: int) -> str:
    """What follows from what was saved: some lines' points, debts and questions, the total, the list of debts."""
    query("lines")
    wanted = set(request.args.get("lines", "").split(",")[:1000])
    found = sit(visit.store, visit.actor, id)
    stored, told = fields(found.whole.evaluation.stored), lay(found)
    shown = Shown(id, found.whole.evaluation.row["version"], Action.SAVE in found.steps, stored, stored)
    lines = [line for group in told.groups for line in group.lines if str(line.number) in wanted]
    return render_template(
        "desk/live.html", row=found.whole.evaluation.row, sheet=told.sheet, laid=told, page=shown, lines=lines
    )


@page("/evaluations/<id>", "POST")
def change(visit: Visit, id: int) -> Response:
    """Saved, with its files; submitted, taken back or carried over where that is asked for."""
    settings = visit.service.settings
    request.max_content_length = 2 * max(settings.evidence_limit, settings.body_limit)  # all that the server takes in
    if again := done(visit):
        return again
    try:
        return _sent(visit, id, list(_received(visit, id)))
    except NotFound:
        raise
    except REFUSED as refusal:
        return _refused(visit, id, refusal)


def _sent(visit: Visit, id: int, files: list[tuple[str, Upload]]) -> Response:
    """All that the form asks for; what is not fit to be submitted is saved all the same."""
    try:
        return once(visit, lambda: _done(visit, id, field("do"), files))
    except NotComplete:
        return once(visit, lambda: _only_saved(visit, id, files))


def _received(visit: Visit, id: int) -> Iterator[tuple[str, Upload]]:
    """The files sent, each with its line, received and inspected once their sender is known to be allowed to."""
    for name, file in request.files.items(multi=True):
        if file.filename and name.startswith("file-"):
            where = _place(visit, id, name.removeprefix("file-"))
            evidence.may_attach(visit.store, visit.actor, visit.now, id, version(), where)
            limit = visit.service.settings.evidence_limit
            yield where, take(visit.service.blobs, file.stream, file.filename, limit)


def _place(visit: Visit, id: int, number: str) -> str:
    """The place that a file belongs to; 0 is the whole form."""
    lines = ["", *(where for where, _ in current_of(visit.store, visit.actor, id).document.lines())]
    if not (number.isascii() and number.isdigit() and int(number[:9]) < len(lines)):
        raise NotFound("行")
    return lines[int(number)]


def _done(visit: Visit, id: int, do: str, files: list[tuple[str, Upload]]) -> str:
    """All that the form asks for; the address of the page afterwards."""
    store, actor, now = visit.store, visit.actor, visit.now
    if do == "recall":
        submitting.recall(store, actor, now, id, version())
        return f"/evaluations/{id}?done=recalled"
    if do == "adopt":
        saving.adopt(store, actor, now, id, version())
        return f"/evaluations/{id}?done=adopted"
    at = _attached(visit, id, _saved(visit, id), files)
    if do.startswith("remove-"):
        evidence.detach(store, actor, now, id_of(do.removeprefix("remove-")), at)
    if do == "submit":
        submitting.submit(store, actor, now, id, at)
        return f"/evaluations/{id}?done=submitted"
    return f"/evaluations/{id}?done=saved"


def _only_saved(visit: Visit, id: int, files: list[tuple[str, Upload]]) -> str:
    """Saved; on to the list of what is missing."""
    _attached(visit, id, _saved(visit, id), files)
    return f"/evaluations/{id}?done=incomplete#owed"


def _saved(visit: Visit, id: int) -> int:
    """What differs from the store, saved; the version afterwards.

    A form that says in every field what is stored now is not stale, whoever stored it.
    """
    current = current_of(visit.store, visit.actor, id)
    found = changed(current.stored, sent_fields())
    if not found:
        whole = all(name in request.form for name, text in fields(current.stored).items() if text)
        return int(current.row["version"]) if whole else version()
    given = parts(current.stored, found)
    return int(saving.save_parts(visit.store, visit.actor, visit.now, id, version(), given).evaluation.row["version"])


def _attached(visit: Visit, id: int, at: int, files: list[tuple[str, Upload]]) -> int:
    limit = visit.service.settings.evidence_total_limit
    for where, file in files:
        _, current = evidence.attach(
            visit.store, visit.actor, visit.now, id, at, where=where, file=file.file, kind=file.kind, limit=limit
        )
        at = int(current.row["version"])
    return at


def sent_fields() -> Fields:
    """The fields of the report as sent, without those in which the other's text was chosen."""
    left = set(request.form.getlist("theirs"))
    return {name: field(name) for name in request.form if name not in left}


def _refused(visit: Visit, id: int, refusal: Exception) -> Response:
    """The page again with everything that was typed, and what is wrong at its place."""
    told = refused(refusal)
    return Response(visit.store.read(lambda _: _again(visit, id, refusal, told)), told.kind.status)


def _again(visit: Visit, id: int, refusal: Exception, told: Problem) -> str:
    found = sit(visit.store, visit.actor, id)
    current = found.whole.evaluation
    stored, editable = fields(current.stored), Action.SAVE in found.steps
    given = changed(current.stored, sent_fields())
    conflict = isinstance(refusal, VersionConflict)
    shown = Shown(
        id, current.row["version"] if conflict else version(), editable, stored | given, stored,
        faults=_faults(current.stored, given, told),
        theirs={name: stored[name] for name in given} if conflict and editable else EMPTY,
        unsaved=() if editable else tuple((label(name, found), text) for name, text in given.items() if text),
    )  # fmt: skip
    return _page(found, shown, told)


def _faults(stored: Mapping[str, Any], given: Fields, told: Problem) -> Mapping[str, str]:
    """What is wrong at which field."""
    if told.kind.code != "invalid_document":
        return EMPTY
    made = parts(stored, given)
    return {field_of(each.path, stored, made): _plain(each) for each in told.errors}


def _plain(error: FieldError) -> str:
    """What is wrong, said to somebody who fills in a form."""
    return "请填数字，如 8.5" if error.code == "not_a_decimal" else error.message


def label(name: str, found: Sitting) -> str:
    """A field in words: 第3行 实际完成值."""
    kind, _, number = name.rpartition("-")
    if kind in _WHERE:
        return f"第{number}行 {_WHERE[kind]}"
    if kind.startswith("funds-"):
        source = SOURCE_NAMES[Source(kind.removeprefix("funds-"))]
        return f"资金表 {source} {place(f'funding.{number}', found.whole.evaluation.document).rpartition(' ')[2]}"
    path = f"objectives[{number}].achieved" if kind == "achieved" else name.replace("-", ".", 1)
    return place(path, found.whole.evaluation.document)
