"""/plans/<id>/versions: every version of a plan, and what differs between two of them, in words."""

import json
from typing import NamedTuple

from flask import render_template, request

from api.actions import plans
from api.door.parameters import whole
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import asked
from api.pages.desk.plan_words import NAMES, Difference, differences
from api.schemas import dump_document
from api.store import Row

COMPARED = (whole("older", "前一版的版次", 1), whole("newer", "后一版的版次", 1))


class Compared(NamedTuple):
    """Two versions by number, and what differs."""

    before: int
    after: int
    found: list[Difference]


@page("/plans/<id>/versions")
def plan_versions(visit: Visit, id: int) -> str:
    """The versions, newest first."""
    wanted = asked(COMPARED, ("number",), "-number")
    plan = plans.get(visit.store, visit.actor, id)
    found = plans.versions(visit.store, visit.actor, id, wanted.page)
    rows = [{**row, "said": json.loads(row["remarks"])} for row in found.rows]
    return render_template(
        "desk/plan_versions.html", row=plan, rows=rows, names=NAMES, following=wanted.following(found),
        paged="after" in request.args, compared=_compared(visit, plan, wanted.values["older"], wanted.values["newer"]),
    )  # fmt: skip


def _compared(visit: Visit, plan: Row, before: int | None, after: int | None) -> Compared | None:
    """Two versions compared: the newest and the one before it, unless others are asked for; None of the first."""
    late = after or plan["number"]
    early = before or late - 1
    if early < 1:
        return None
    two = [
        dump_document(plans.version(visit.store, visit.actor, visit.service.library, plan["id"], number).document)
        for number in (early, late)
    ]
    return Compared(early, late, differences(*two))
