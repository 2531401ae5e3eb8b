"""/tokens and /people/<id>/tokens (令牌): what programs show instead of a login; one's own, or those of somebody."""

from datetime import date
from typing import Any

from flask import Response, render_template, request

from api.actions import people as persons
from api.actions import tokens as secrets
from api.actions.people import powers
from api.auth import RIGHT_NAMES, RIGHTS, Right
from api.door.forms import checked
from api.instants import day_of, instant
from api.pages.desk.admin import at, in_a_year, typed
from api.pages.desk.base import Visit, attempt, page
from api.pages.desk.listing import asked
from api.pages.desk.secrets_once import hand_out
from api.problems.table import Problem
from api.schemas.service.tokens import new_token
from api.store import Row
from indicators.workflow import Role

Sent = dict[str, Any]


@page("/tokens")
def tokens(visit: Visit) -> str:
    """One's own tokens."""
    return _listed(visit, _own(visit), None, None)


@page("/tokens", "POST")
def add_own_token(visit: Visit) -> Response:
    """A token of one's own."""
    return _added(visit, _own(visit))


@page("/tokens/<token_id>/revoke", "POST")
def revoke_own_token(visit: Visit, token_id: int) -> Response:
    """A token of one's own revoked."""
    return _revoked(visit, _own(visit), token_id)


@page("/people/<id>/tokens")
def person_tokens(visit: Visit, id: int) -> str:
    """Somebody's tokens."""
    return _listed(visit, id, None, None)


@page("/people/<id>/tokens", "POST")
def add_token(visit: Visit, id: int) -> Response:
    """A token for somebody."""
    return _added(visit, id)


@page("/people/<id>/tokens/<token_id>/revoke", "POST")
def revoke_token(visit: Visit, id: int, token_id: int) -> Response:
    """Somebody's token revoked."""
    return _revoked(visit, id, token_id)


def _own(visit: Visit) -> int:
    return visit.actor.person_id or 0


def _base(visit: Visit, id: int) -> str:
    """Where the page of these tokens lies: one's own are not among the people."""
    return "/tokens" if request.path.startswith("/tokens") else f"/people/{id}/tokens"


def _listed(visit: Visit, id: int, sent: Sent | None, problem: Problem | None) -> str:
    row = persons.get(visit.store, visit.actor, id)
    ask = asked((), ("id",), "-id")
    found = secrets.listed(visit.store, visit.actor, id, ask.page)
    today = day_of(visit.now)
    own = id == visit.actor.person_id
    return render_template(
        "desk/tokens.html", row=row, own=own, rows=[_told(each, visit) for each in found.rows],
        following=ask.following(found), base=_base(visit, id), problem=at(problem, "expires_on", "not_possible"),
        sent=sent or {"name": "", "scopes": ["read"], "expires_on": in_a_year(today)}, rights=_rights(row),
        issues=not row["disabled_at"] and (own or powers(visit.store, visit.actor, row).manages),
    )  # fmt: skip


def _told(row: Row, visit: Visit) -> Row:
    scopes = "、".join(RIGHT_NAMES[Right(word)] for word in row["scopes"].split())
    return row | {"does": scopes, "over": instant(row["expires_at"]) <= visit.now}


def _rights(row: Row) -> list[tuple[str, str]]:
    """What a token of this person can do at all: no scope gives what its person may not."""
    held = {Role(each["role"]) for each in row["grants"]}
    return [(right.value, RIGHT_NAMES[right]) for right in Right if RIGHTS[right] & held or not held]


def _added(visit: Visit, id: int) -> Response:
    sent: Sent = {**typed("name", "expires_on"), "scopes": request.form.getlist("scopes")}
    base = _base(visit, id)

    def act(made: tuple[str, str]) -> str:
        told = checked(new_token(Right), {**sent, "name": sent["name"].strip()})
        until = date.fromisoformat(told["expires_on"])
        secrets.add(
            visit.store, visit.actor, visit.now, id, name=told["name"], scopes=told["scopes"], expires_on=until,
            digest=made[1],
        )  # fmt: skip
        return f"{base}?done=told"

    def shown(made: tuple[str, str], _: str) -> str:
        row = persons.get(visit.store, visit.actor, id)
        own = id == visit.actor.person_id
        return render_template("desk/token_once.html", secret=made[0], name=sent["name"], base=base, row=row, own=own)

    persons.get(visit.store, visit.actor, id)
    make = visit.service.new_secret
    return hand_out(visit, make, act, shown, lambda problem: _listed(visit, id, sent, problem))


def _revoked(visit: Visit, id: int, token_id: int) -> Response:
    def act() -> str:
        secrets.revoke(visit.store, visit.actor, visit.now, id, token_id)
        return f"{_base(visit, id)}?done=revoked"

    return attempt(visit, act, lambda problem: _listed(visit, id, None, problem))
