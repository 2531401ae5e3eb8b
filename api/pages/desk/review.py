"""/evaluations/<id>/review: the review sheet — what calls for judgement first, every line beside it, the decision."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, render_template, request

from api.actions.evaluations import judging, queue, reviewing
from api.actions.evaluations.judgement import KIND_NAMES
from api.actions.evaluations.judging import Judging
from api.actions.evaluations.queue import Neighbours
from api.actions.evaluations.reviewing import LineReview
from api.auth import Right, reach
from api.door.forms import checked
from api.pages.desk.base import Visit, attempt, blueprint, field, page, version
from api.pages.desk.opinions import NAMES, field_of, label, remarks, said, stored
from api.pages.desk.queue import done, line
from api.pages.desk.sheet import laid
from api.problems.table import Problem
from api.schemas.service.evaluations import OpinionSchema, ReturnSchema, ReviewLinesSchema
from scoring.grounds import GROUNDS

EMPTY: Mapping[str, str] = {}


class Shown(NamedTuple):
    """What stands in the fields, what stood in them, and what is to be said at some of them."""

    version: int
    values: Mapping[str, str]
    was: Mapping[str, str]
    faults: Mapping[str, str] = EMPTY
    theirs: Mapping[str, str] = EMPTY
    unsaved: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")


@blueprint.app_template_filter("sign_name")
def sign_name(kind: str) -> str:
    """未达到、超额完成、失分未说明、欠说明、说明不足、自评不符、待定、检查."""
    return KIND_NAMES[kind]


@page("/evaluations/<id>/review")
def review(visit: Visit, id: int) -> str:
    """The review sheet."""
    found = judging.judge(visit.store, visit.actor, visit.now, id)
    was = stored(_places(found), found.current.reviews, found.level)
    return shown(visit, found, Shown(found.current.row["version"], was, was))


def _places(found: Judging) -> list[str]:
    return [where for where, _ in found.current.document.lines()]


def shown(visit: Visit, found: Judging, page_: Shown, problem: Problem | None = None) -> str:
    """The page, with what a form led to or why it was refused."""
    told, current = line(), found.current
    around = _around(visit, current.id)
    return render_template(
        "desk/review.html", found=found, row=current.row, document=current.document, page=page_, problem=problem,
        laid=laid(found, page_.values), around=around, carried=told.carried, grounds=GROUNDS, names=NAMES,
        done=done(visit), editable=not found.barred, after={each.value for each in found.after},
    )  # fmt: skip


def _around(visit: Visit, id: int) -> Neighbours | None:
    """The reports before and after it in the queue; None for whoever reviews nothing."""
    if not reach(visit.actor, Right.REVIEW):
        return None
    told = line()
    return queue.neighbours(visit.store, visit.actor, id, told.given.page, told.filters, mine=told.mine)


@page("/evaluations/<id>/review", "POST")
def judge(visit: Visit, id: int) -> Response:
    """The reviews saved; the report returned or approved where that is asked for, and on to the next."""
    return attempt(visit, lambda: _act(visit, id), lambda problem: _again(visit, id, problem))


def _act(visit: Visit, id: int) -> str:
    following, do = _around(visit, id), field("do")
    places = _places(judging.judge(visit.store, visit.actor, visit.now, id))
    at = _saved(visit, id, places)
    if do == "approve":
        given = checked(OpinionSchema, {"opinion": field("opinion").strip()})
        reviewing.approve(visit.store, visit.actor, visit.now, id, at, **given)
        return _onward(following, "approved", id)
    if do == "return":
        given = checked(ReturnSchema, {"opinion": field("opinion").strip(), "remarks": remarks(places, request.form)})
        reviewing.return_(visit.store, visit.actor, visit.now, id, at, **given)
        return _onward(following, "returned", id)
    return address(f"/evaluations/{id}/review", "saved")


def _saved(visit: Visit, id: int, places: list[str]) -> int:
    """What differs from what the page held, saved; the version afterwards."""
    found = said(places, *_sent(places))
    if not (found.lines or found.dropped):
        return version()
    given = checked(ReviewLinesSchema, {"lines": found.lines, "dropped": found.dropped})
    lines = [LineReview(**each) for each in given["lines"]]
    made = reviewing.review(visit.store, visit.actor, visit.now, id, version(), lines, given["dropped"])
    return int(made.row["version"])


def _sent(places: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What stood in the fields, and what stands in them; where the other's text was chosen, that is what stood."""
    names = [f"{name}-{n}" for n in range(1, len(places) + 1) for name in NAMES]
    was, chosen = {name: field(f"was-{name}") for name in names}, set(request.form.getlist("theirs"))
    return was, {name: field(name) if name in request.form and name not in chosen else was[name] for name in names}


def _onward(following: Neighbours | None, what: str, id: int) -> str:
    """To the next report of the queue, else to the one before, else to the queue."""
    next_ = following and (following.after or following.before)
    return address(f"/evaluations/{next_}/review" if next_ and next_ != id else "/queue", f"{what}-{id}")


def address(place: str, done: str) -> str:
    """An address with the queue's filters carried on and what was done."""
    carried = line().carried
    return f"{place}{carried}{'&' if carried else '?'}done={done}"


def _again(visit: Visit, id: int, problem: Problem) -> str:
    """The page again with everything that was typed, and what is wrong at its place.

    Where it can be typed no longer, or other lines stand there now, it is told beside the sheet instead.
    """
    found = judging.judge(visit.store, visit.actor, visit.now, id)
    places, now = _places(found), found.current.row
    was, sent = _sent(places)
    mine = {name: text for name, text in sent.items() if text != was[name]}
    kept = {name: field(name) for name in request.form if name.startswith("remark-") or name == "opinion"}
    current = stored(places, found.current.reviews, found.level)
    if found.barred or field("plan") != str(now["plan_version_id"]):
        left = tuple((label(name), text) for name, text in (mine | kept).items() if text.strip())
        return shown(visit, found, Shown(now["version"], current, current, unsaved=left), problem)
    if problem.kind.code != "version_conflict":
        return shown(visit, found, Shown(version(), was | mine | kept, was, _faults(problem, places)), problem)
    theirs = {name: current[name] for name, text in mine.items() if current[name] not in (was[name], text)}
    return shown(visit, found, Shown(now["version"], current | mine | kept, current, theirs=theirs), problem)


def _faults(problem: Problem, places: list[str]) -> Mapping[str, str]:
    """What is wrong at which field."""
    if problem.more.get("condition") == "remarks":
        return {"opinion": problem.detail}
    sent: dict[str, Any] = {"lines": said(places, *_sent(places)).lines, "remarks": remarks(places, request.form)}
    errors = problem.errors if problem.kind.code == "invalid_document" else ()
    return {
        field_of(each.path, places, sent): "请填数字，如 8.5" if each.code == "not_a_decimal" else each.message
        for each in errors
    }
