"""/audit: every change as a sentence, for those who may; /audit/verification: is it what was written?"""

import time
from functools import cache

from flask import render_template, request

from api.actions import auditing
from api.actions.roots import holds_top, require_top
from api.auth import RIGHT_NAMES, Right, reach
from api.door.parameters import choice, day, text, whole
from api.instants import end_of_day, stamp, start_of_day
from api.intake import flag, query
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import Asked, asked
from api.problems.service import NotAllowed, NotPossible
from api.problems.table import refused
from api.views.audit import NOUNS, VERBS, AuditRow, audit_row

FILTERS = (
    text("person", "姓名或账号"), choice("noun", "对什么", tuple(NOUNS)), whole("noun_id", "编号", 1),
    text("action", "做了什么"), day("since", "从这一天起"), day("until", "到这一天止"), text("chain", "链"),
    text("request_id", "请求编号"),
)  # fmt: skip


@page("/audit")
def audit(visit: Visit) -> str:
    """The audit within reach, newest first."""
    if not reach(visit.actor, Right.AUDIT):
        raise NotAllowed(RIGHT_NAMES[Right.AUDIT])
    wanted = asked(FILTERS, ("id",), "-id")
    found = auditing.listed(visit.store, visit.actor, wanted.page, _filters(wanted))
    name = cache(lambda id: auditing.agency_name(visit.store, id))
    rows: list[AuditRow] = [audit_row(row, name) for row in found.rows]
    return render_template(
        "desk/audit.html", rows=rows, given=wanted.given, following=wanted.following(found), nouns=list(NOUNS.items()),
        verbs=sorted(VERBS.items(), key=lambda each: each[1]), agency=name,
        whole=holds_top(visit.store, visit.actor, Right.AUDIT),
    )  # fmt: skip


def _filters(wanted: Asked) -> dict[str, object]:
    """As the action asks for them: a name instead of a number, instants instead of days."""
    q = wanted.values
    return {name: q[name] for name in ("noun", "noun_id", "action", "chain", "request_id")} | {
        "person_named": q["person"],
        "since": stamp(start_of_day(q["since"])) if q["since"] else None,
        "until": stamp(end_of_day(q["until"])) if q["until"] else None,
    }


@page("/audit/verification")
def audit_verification(visit: Visit) -> str:
    """How far the audit is sealed; with ``run=1`` every chain and seal computed again, while one waits."""
    query("run")
    require_top(visit.store, visit.actor, Right.AUDIT)
    found, problem, seconds = None, None, 0.0
    if flag("run"):
        began = time.perf_counter()
        try:
            found = auditing.verified_waiting(visit.store, visit.actor)
        except NotPossible as refusal:
            problem = refused(refusal)
        seconds = time.perf_counter() - began
    return render_template(
        "desk/verification.html", extent=auditing.extent(visit.store, visit.actor), found=found, problem=problem,
        seconds=seconds, now=stamp(visit.now), most=auditing.MOST_AT_ONCE, asked=bool(request.args),
    )  # fmt: skip
