"""/queue: what waits for a reviewer, what of each report calls for judgement, and approval of many at once."""

import re
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Response, render_template, request

from api.actions.evaluations import queue as waiting
from api.auth import RIGHT_NAMES, Right, reach
from api.door.forms import checked
from api.door.parameters import choice, text, whole
from api.instants import day_of, instant
from api.intake import query
from api.pages.desk.base import Visit, attempt, blueprint, field, page
from api.pages.desk.lamps import lamps
from api.pages.desk.listing import Asked, asked
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotAllowed
from api.problems.table import Problem
from api.schemas.service.evaluations import ApproveManySchema
from api.store.queue import SORTS
from indicators.workflow import State
from scoring.figures import percent

FILTERS = (
    whole("task", "自评任务编号", 1),
    whole("agency", "单位编号，含下级", 1),
    whole("year", "预算年度", 1990, 2100),
    text("text", "项目或单位名称中的文字"),
    choice("who", "等谁审核", ("mine", "all"), "mine"),
)
SORT_NAMES = (
    ("-urgency", "要判断的多的在前"), ("submitted", "先提交的在前"), ("deadline", "先截止的在前"),
    ("total", "得分低的在前"), ("-total", "得分高的在前"),
)  # fmt: skip

DONE = {
    "saved": "复核已保存", "approved": "已审定", "returned": "已退回", "published": "已公开", "withdrawn": "已撤回公开",
    "reopened": "已重开，单位可以重新填报", "checked": "抽查已记下",
}  # fmt: skip


class Line(NamedTuple):
    """The queue as an address asks for it; ``carried`` is what its links to a report and back keep of that."""

    given: Asked
    filters: dict[str, Any]
    mine: bool
    carried: str


def line() -> Line:
    """What the address asks of the queue."""
    given = asked(FILTERS, tuple(SORTS), waiting.DEFAULT)
    filters = {name: value for name, value in given.values.items() if name != "who"}
    return Line(given, filters, given.values["who"] == "mine", f"?{urlencode(given.given)}" if given.given else "")


def done(visit: Visit) -> str:
    """What a form led to that was sent before, in words: “某项目”已审定。 A level but the last says which is next."""
    what, _, number = (request.args.get("done", "") if request.method == "GET" else "").partition("-")
    if what not in DONE:
        return ""
    row = waiting.seen(visit.store, visit.actor, int(number)) if re.fullmatch("[0-9]{1,18}", number) else {}
    onward = what == "approved" and row.get("state") == State.SUBMITTED
    words = f"第 {row['level']} 级已审定，等第 {row['level'] + 1} 级审核" if onward else DONE[what]
    return f"“{row['name']}”{words}。" if row else f"{words}。"


@page("/queue")
def queue(visit: Visit) -> str:
    """The queue."""
    return _page(visit)


def _page(visit: Visit, problem: Problem | None = None) -> str:
    if not reach(visit.actor, Right.REVIEW):
        raise NotAllowed(RIGHT_NAMES[Right.REVIEW])
    asked_ = line()
    found = waiting.listed(visit.store, visit.actor, asked_.given.page, asked_.filters, mine=asked_.mine)
    tasks, agencies = waiting.choices(visit.store, visit.actor)
    return render_template(
        "desk/queue.html", rows=[(each.row, lamps(each, visit.now)) for each in found.rows], asked=asked_,
        following=asked_.given.following(found.end), tasks=tasks, agencies=agencies, sorts=SORT_NAMES,
        number=waiting.waiting(visit.store, visit.actor), problem=problem, picked=request.form.getlist("pick"),
        opinion=field("opinion"), done=done(visit),
    )  # fmt: skip


@page("/queue", "POST")
def approve_picked(visit: Visit) -> Response:
    """Those that were ticked approved, each by itself; on to what became of them."""

    def act() -> str:
        items = [_item(each) for each in request.form.getlist("pick")]
        if not items:
            raise InvalidDocument([FieldError("pick", "还没有勾选；请在要审定的自评前面打勾")])
        given = checked(ApproveManySchema, {"items": items, "opinion": field("opinion")})
        results = waiting.approve_many(visit.store, visit.actor, visit.now, **given)
        return f"/queue/approved/{waiting.keep_outcomes(visit.store, visit.actor, visit.now, results)}{line().carried}"

    return attempt(visit, act, lambda problem: _page(visit, problem))


def _item(text: str) -> dict[str, object]:
    """A ticked row: the report and the version that was seen."""
    id, _, version = text.partition(":")
    return {"id": _number(id), "version": _number(version)}


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text


@page("/queue/approved/<token>")
def approved(visit: Visit, token: str) -> str:
    """What became of those that were ticked: the refusals first, each beside its report."""
    query(*(each.name for each in FILTERS), "sort")
    found = waiting.outcomes(visit.store, visit.actor, token)
    return render_template(
        "desk/approved.html", done=[row for told, row in found if told["done"]],
        refused=[(told, row) for told, row in found if not told["done"]], carried=line().carried,
        number=waiting.waiting(visit.store, visit.actor),
    )  # fmt: skip


@blueprint.app_template_filter("short_day")
def short_day(at: str) -> str:
    """The day of an instant without its year: 1月31日."""
    day = day_of(instant(at))
    return f"{day.month}月{day.day}日"


@blueprint.app_template_filter("rate")
def rate(share: str | None) -> str:
    """A rate that the store keeps as a fraction, in per cent; a dash where there is none."""
    return "—" if share is None else percent(Decimal(share))
