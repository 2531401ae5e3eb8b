"""Attempts carried out for real: by calling the actions, or over HTTP; either way the same kinds of outcome."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from werkzeug.test import TestResponse

from api.actions.evaluations import evidence, publishing, reviewing, saving, submitting
from api.actions.evaluations.reviewing import LineReview
from api.auth import Actor
from api.blobs import Inspected, Received
from api.problems.table import REFUSALS
from api.schemas import load_document
from api.store import Store
from indicators.model import SelfEvaluation
from tests.api.service.workflow import forms
from tests.api.service.workflow.cast import NOBODY
from tests.api.service.workflow.oracle import DONE, Attempt, Outcome
from tests.api.service.workflow.prepared import FILE, FILE_NAME
from tests.api.service.world import World

NO_LINE = "objectives[0].indicators[9]"
TOO_MUCH = "100.5"  # more than any line or form can be worth
Json = dict[str, Any]
First = tuple[Store, Actor, datetime, int]


class Done(NamedTuple):
    """The outcome, and the number of the evaluation that was made, if one was."""

    outcome: Outcome
    made: int = 0


class Place(NamedTuple):
    """Where and when an attempt is made."""

    store: Store
    actor: Actor
    now: datetime
    version: int
    document: Mapping[str, Any]  # what a whole save starts from
    file: tuple[Received, Inspected]  # what is attached
    held: int  # the evidence that is detached, 0 for none


def where(attempt: Attempt) -> str:
    """The line that is meant."""
    return NO_LINE if attempt.flaw == "line" else forms.PLACES[attempt.line]


def _score(attempt: Attempt) -> str | None:
    if attempt.flaw == "score":
        return TOO_MUCH
    return None if attempt.score is None else str(attempt.score)


def body(attempt: Attempt, document: Mapping[str, Any]) -> Json | None:
    """The JSON that the attempt sends."""
    why = "请补充说明" if attempt.reason else ""
    match attempt.action:
        case "save" if attempt.whole:
            made = forms.whole(document, attempt.content)
            if attempt.flaw == "promise":
                made["objectives"][0]["indicators"][attempt.line]["target"] = "≥1"
            return made
        case "save":
            return {"lines": [forms.part(where(attempt), forms.answers(attempt.content)[attempt.line])]}
        case "review" if attempt.drop:
            return {"dropped": [where(attempt)]}
        case "review":
            said = {"where": where(attempt), "opinion": attempt.opinion, "score": _score(attempt)}
            return {"lines": [{key: value for key, value in said.items() if value is not None}]}
        case "return_":
            return {"opinion": why}
        case "withdraw" | "reopen":
            return {"reason": why}
        case "spot_check":
            told = {"where": where(attempt), "opinion": "抽查无异议", "score": _score(attempt)}
            return {key: value for key, value in told.items() if value is not None}
        case "approve":
            return {}
    return None


def directly(place: Place, attempt: Attempt) -> Done:
    """The action called as a resource would call it."""
    try:
        made = _call(place, attempt)
    except tuple(REFUSALS) as error:
        kind = REFUSALS[type(error)]
        return Done(Outcome(kind.status, kind.code, getattr(error, "condition", "")))
    return Done(DONE, made.id if attempt.action == "reopen" else 0)


def _call(place: Place, attempt: Attempt) -> Any:
    first = (place.store, place.actor, place.now)
    if attempt.action == "attach":
        file, kind = place.file
        return evidence.attach(
            *first, attempt.id, place.version, where=where(attempt), file=file, kind=kind, limit=2**30
        )
    if attempt.action == "detach":
        return evidence.detach(*first, place.held, place.version)
    sent = body(attempt, place.document) or {}
    return _CALLS[attempt.action]((*first, attempt.id), place.version, sent, attempt.whole)


def _save(first: First, version: int, sent: Json, whole: bool) -> Any:
    if not whole:
        return saving.save_parts(*first, version, sent)
    document = load_document(sent)
    assert isinstance(document, SelfEvaluation)
    return saving.save(*first, version, document)


def _review(first: First, version: int, sent: Json, _: bool) -> Any:
    lines = [LineReview(**{**line, "score": forms.exact(line.get("score"))}) for line in sent.get("lines", ())]
    return reviewing.review(*first, version, lines, sent.get("dropped", ()))


def _spot_check(first: First, _: int, sent: Json, __: bool) -> Any:
    score = forms.exact(sent.get("score"))
    return publishing.spot_check(*first, where=sent["where"], score=score, opinion=sent["opinion"])


_CALLS: Mapping[str, Callable[[First, int, Json, bool], Any]] = {
    "save": _save,
    "submit": lambda first, version, sent, _: submitting.submit(*first, version),
    "recall": lambda first, version, sent, _: submitting.recall(*first, version),
    "review": _review,
    "return_": lambda first, version, sent, _: reviewing.return_(*first, version, **sent),
    "approve": lambda first, version, sent, _: reviewing.approve(*first, version, **sent),
    "publish": lambda first, version, sent, _: publishing.publish(*first, version),
    "withdraw": lambda first, version, sent, _: publishing.withdraw(*first, version, **sent),
    "reopen": lambda first, version, sent, _: publishing.reopen(*first, version, **sent),
    "spot_check": _spot_check,
}
_PATHS: Mapping[str, tuple[str, str]] = {
    "attach": ("POST", "/evidence"), "review": ("PUT", "/review"), "return_": ("POST", "/return"),
    "spot_check": ("POST", "/spot-checks"),
}  # fmt: skip


def over_http(world: World, place: Place, attempt: Attempt, *, twice: bool = False) -> Done:
    """The same as a request, sent a second time under the same key where ``twice`` says so: one effect, one answer."""
    key = world.service.new_secret()[0]
    first = _asked(world, place, attempt, key)
    last = _asked(world, place, attempt, key) if twice and first.request.method == "POST" else first
    assert (first.status_code, first.data) == (last.status_code, last.data), last.data
    if first.status_code < 300:
        return Done(DONE, first.get_json()["id"] if attempt.action == "reopen" else 0)
    told = first.get_json()
    return Done(Outcome(first.status_code, told["code"], told.get("condition", "")))


def _asked(world: World, place: Place, attempt: Attempt, key: str) -> TestResponse:
    method, path = _address(place, attempt)
    if attempt.action != "attach":
        who = "" if attempt.who == NOBODY else attempt.who
        return world.call(who, method, path, body(attempt, place.document), version=place.version, key=key)
    bearer = {} if attempt.who == NOBODY else {"Authorization": f"Bearer {world.tokens[attempt.who]}"}
    return world.app.test_client().post(
        f"/api/v1/{path}", query_string={"where": where(attempt), "name": FILE_NAME}, data=FILE,
        headers={**bearer, "If-Match": f'"{place.version}"', "Idempotency-Key": key}, buffered=True,
        content_type="application/octet-stream",
    )  # fmt: skip


def _address(place: Place, attempt: Attempt) -> tuple[str, str]:
    if attempt.action == "detach":
        return "DELETE", f"evidence/{place.held}"
    method, path = _PATHS.get(attempt.action, ("POST", f"/{attempt.action}"))
    if attempt.action == "save":
        method, path = ("PUT" if attempt.whole else "PATCH"), ""
    return method, f"evaluations/{attempt.id}{path}"


def many(world: World, who: str, method: str, items: list[Json], **more: Any) -> list[Outcome]:
    """What became of each of many that are approved or saved at once, over HTTP."""
    given = world.call("" if who == NOBODY else who, "POST", f"evaluations/{method}", {"items": items, **more})
    told = given.get_json()
    if given.status_code >= 300:
        return [Outcome(given.status_code, told["code"])] * len(items)
    kinds = {kind.code: kind.status for kind in REFUSALS.values()}
    return [DONE if each["done"] else Outcome(kinds[each["code"]], each["code"]) for each in told["results"]]
