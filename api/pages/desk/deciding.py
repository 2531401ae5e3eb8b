"""/evaluations/<id>/decide: after approval — published, withdrawn, reopened, spot-checked; from the review sheet."""

from typing import Any

from flask import Response, request

from api.actions.evaluations import judging, publishing
from api.door.forms import checked
from api.pages.desk.base import Visit, attempt, field, page, version
from api.pages.desk.review import Shown, address, shown
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotFound
from api.problems.table import Problem
from api.schemas.service.evaluations import SpotCheckSchema
from indicators.numbers import parse_decimal, plain


@page("/evaluations/<id>/decide", "POST")
def decide(visit: Visit, id: int) -> Response:
    """The step taken; back on the review sheet, of the new revision where there is one."""
    return attempt(visit, lambda: _act(visit, id), lambda problem: _again(visit, id, problem))


def _act(visit: Visit, id: int) -> str:
    do, store, actor, now = field("do"), visit.store, visit.actor, visit.now
    done = {"publish": "published", "withdraw": "withdrawn", "reopen": "reopened", "spot_check": "checked"}.get(do)
    if done is None:
        raise NotFound("步骤")
    at = id
    if do == "publish":
        publishing.publish(store, actor, now, id, version())
    elif do == "withdraw":
        publishing.withdraw(store, actor, now, id, version(), reason=_reason(do))
    elif do == "reopen":
        at = publishing.reopen(store, actor, now, id, version(), reason=_reason(do)).id
    else:
        publishing.spot_check(store, actor, now, id, **_checked())
    return address(f"/evaluations/{at}/review", f"{done}-{at}")


def _reason(do: str) -> str:
    if not (reason := field(f"reason-{do}").strip()):
        raise InvalidDocument([FieldError(f"reason-{do}", "请写明理由")])
    return reason


def _checked() -> dict[str, Any]:
    """The spot check as the schema reads it; a score as people write it."""
    score = field("score").strip()
    value = parse_decimal(score)
    given = {"score": score if value is None else plain(value)} if score else {}
    found: dict[str, Any] = checked(
        SpotCheckSchema, {"where": field("where"), "opinion": field("said").strip(), **given}
    )
    return {"score": None, **found}


def _again(visit: Visit, id: int, problem: Problem) -> str:
    """The review sheet again, with what was typed."""
    found = judging.judge(visit.store, visit.actor, visit.now, id)
    typed = {name: field(name) for name in request.form if name not in ("key", "version", "do")}
    return shown(visit, found, Shown(found.current.row["version"], typed, {}), problem)
