"""/imports/<id>: what a file would change, asked about, confirmed form by form; and what became of it."""

import re

from flask import Response, render_template, request

from api.actions import imports as actions
from api.actions.import_looks import looked
from api.intake import query
from api.pages.desk.base import Visit, attempt, field, page
from api.pages.desk.import_shown import Shown, shown
from api.problems.service import NotFound, NotPossible
from api.problems.table import Problem

_FIELD = re.compile(r"answer-(\d{1,4})-(\d{1,4})", re.ASCII)


@page("/imports/<id>")
def import_(visit: Visit, id: int) -> str | Response:
    """The import; one that is not there any more, or another's, says so."""
    query("done")
    try:
        return _page(visit, id)
    except NotFound:
        return _gone()


def _gone() -> Response:
    return Response(render_template("desk/import_gone.html"), 404)


def _page(visit: Visit, id: int, problem: Problem | None = None) -> str:
    row, found = actions.get(visit.store, visit.actor, id), _forms(visit, id)
    post = request.method == "POST"
    return render_template(
        "desk/import.html", row=row, forms=found, problem=problem, done="" if post else request.args.get("done", ""),
        sent=request.form if post else {}, chosen=request.form.getlist("store") if post else None,
        asks=sum(len(each.questions) for each in found if each.row["outcome"] == "waiting"),
        waits=[each for each in found if each.waits], moved=any(each.look.moved and _open(each) for each in found),
        refused=[each for each in found if each.row["outcome"] == "refused" and each.row["family"]],
        unmet=[each for each in found if each.row["outcome"] == "waiting" and not each.waits],
    )  # fmt: skip


def _open(form: Shown) -> bool:
    return bool(form.row["outcome"] == "waiting")


def _forms(visit: Visit, id: int) -> list[Shown]:
    previews = actions.previews(visit.store, visit.actor, id)
    return [shown(looked(visit.store, visit.actor, visit.now, each)) for each in previews]


@page("/imports/<id>", "POST")
def act_on_import(visit: Visit, id: int) -> Response:
    """Doubts answered; forms stored, looked at again or thrown away."""
    try:
        return attempt(visit, lambda: _done(visit, id, field("do")), lambda problem: _page(visit, id, problem))
    except NotFound:
        return visit.store.read(lambda _: _gone())


def _done(visit: Visit, id: int, do: str) -> str:
    """What the form asks for; the address of the page afterwards."""
    store, actor, now = visit.store, visit.actor, visit.now
    if do == "discard":
        actions.discard(store, actor, now, id)
        return "/imports?done=discarded"
    if do == "again":
        actions.look_again(store, actor, now, id)
        return f"/imports/{id}?done=again"
    answered = _answer(visit, id)
    if do == "answer":
        if not answered:
            raise NotPossible("还没有选；在要答复的地方选一种读法，或填上，再点“答复”")
        return f"/imports/{id}?done=answered"
    positions = {int(text) for text in request.form.getlist("store") if re.fullmatch("[0-9]{1,9}", text)}
    if not positions:
        raise NotPossible("还没有勾选要存的表；勾上“存这张”再确认")
    actions.confirm(store, actor, now, id, positions=positions, library=visit.service.library)
    return f"/imports/{id}?done=confirmed"


def _answer(visit: Visit, id: int) -> int:
    """Every doubt that something was chosen for, answered; how many."""
    found: dict[int, dict[str, str]] = {}
    for name in request.form:
        match = _FIELD.fullmatch(name)
        where, text = field(f"where-{match[1]}-{match[2]}") if match else "", field(name).strip()
        if match and where and text:
            found.setdefault(int(match[1]), {})[where] = text
    for position, answers in sorted(found.items()):
        actions.answer(visit.store, visit.actor, visit.now, id, position, answers)
    return sum(map(len, found.values()))
