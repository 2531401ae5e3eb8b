"""/home: what one owes and by when; /notices: what one was told."""

from datetime import datetime

from flask import Response, render_template, request

from api.actions import home as desk
from api.actions import notifications
from api.actions.evaluations import saving
from api.actions.steps import STATE_NAMES
from api.door.forms import checked
from api.door.parameters import asked_page, next_link, paging
from api.instants import SHANGHAI, day_of
from api.intake import query
from api.pages.desk.base import Visit, blueprint, field, local, once, page
from api.schemas.service.evaluations import OpenSchema
from api.store import Row
from indicators.workflow import State

PARAMETERS = paging(("id",), "-id")


@blueprint.app_template_filter("state_name")
def state_name(state: str) -> str:
    """草稿、已提交、已退回、已审定、已公开、已撤回公开."""
    return STATE_NAMES[State(state)]


@blueprint.app_template_filter("day")
def day(moment: datetime) -> str:
    """A day as people write it: 2024年1月31日."""
    there = moment.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日"


def left(deadline: datetime, now: datetime) -> tuple[str, str]:
    """How long it is until a deadline, as a kind (over, soon, later) and in words."""
    days = (day_of(deadline) - day_of(now)).days
    if now > deadline:
        return "over", f"已截止 {-days} 天" if days else "今天已截止"
    if days == 0:
        return "soon", "今天截止"
    return ("soon" if days <= 7 else "later"), f"还有 {days} 天"


@blueprint.app_template_filter("about")
def about(row: Row) -> str:
    """Where a notice leads: to the report, to be filled or to be reviewed, or to the plan; "" to nothing."""
    if row["plan_id"]:
        return f"/plans/{row['plan_id']}"
    place = f"/evaluations/{row['evaluation_id']}" if row["evaluation_id"] else ""
    return f"{place}/review" if row["kind"] == "to_review" else place


@page("/home")
def home(visit: Visit) -> str:
    """The desk."""
    found = desk.desk(visit.store, visit.actor, visit.now)
    return render_template("desk/home.html", desk=found, now=visit.now, left=left)


@page("/evaluations", "POST")
def start(visit: Visit) -> Response:
    """A report begun from an approved plan."""
    given = checked(OpenSchema, {name: _number(field(name)) for name in ("task_id", "plan_id")})

    def act() -> str:
        return f"/evaluations/{saving.open_(visit.store, visit.actor, visit.now, **given).id}"

    return once(visit, act)


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text


@page("/notices")
def notices(visit: Visit) -> str:
    """Everything that one was told, newest first."""
    query("after")
    asked = {each.name: each.default for each in PARAMETERS}
    if given := request.args.get("after"):
        reader = next(each for each in PARAMETERS if each.name == "after")
        asked["after"] = reader.read("after", given)
    found = notifications.listed(visit.store, visit.actor, asked_page(asked), unread=False)
    following = next_link("/notices", {}, str(asked["sort"]), found.after)
    return render_template("desk/notices.html", rows=found.rows, following=following)


@page("/notices/<id>/read", "POST")
def read(visit: Visit, id: int) -> Response:
    """Read; on to what it is about, or back."""

    def act() -> str:
        row = notifications.read(visit.store, visit.actor, visit.now, id)
        return (about(row) if field("go") else "") or local(field("back"))

    return once(visit, act)
