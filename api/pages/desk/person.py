"""/people/<id>: one person (人员): changed, closed, given another password, roles given, taken and handed over."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, render_template

from api.actions import grants, handover
from api.actions import people as persons
from api.actions.agency_choice import meant
from api.actions.people import Wanted, initial
from api.auth import ROLE_NAMES, Right
from api.door.forms import checked
from api.intake import query
from api.pages.desk.admin import agency_names, at, both, joined, typed, version_now
from api.pages.desk.base import Visit, attempt, field, page, version
from api.pages.desk.people import ROLES, told_once
from api.pages.desk.secrets_once import hand_out
from api.problems.faults import FieldError, InvalidDocument
from api.problems.table import Problem
from api.schemas.service.people import HandOverSchema, PersonChangeSchema, WantedSchema
from indicators.workflow import Role

NAMES = {"name": "姓名", "email": "邮箱", "disabled": "停用"}
PARTS = ("change", "grant", "end", "password", "handover")
Act = Callable[[], str]


@page("/people/<id>")
def person(visit: Visit, id: int) -> str:
    """One person."""
    query("done")
    return _one(visit, id)


def _one(
    visit: Visit, id: int, part: str = "", sent: Mapping[str, Any] | None = None, problem: Problem | None = None
) -> str:
    """The page; what one of its forms (``part``) sent, and why it was refused."""
    row = persons.get(visit.store, visit.actor, id)
    return render_template(
        "desk/person.html", row=row, part=part, sent={each: {} for each in PARTS} | {part: sent or {}},
        problem=dict.fromkeys(PARTS) | {part: problem},
        powers=persons.powers(visit.store, visit.actor, row), own=id == visit.actor.person_id, roles=ROLES,
        role_names=ROLE_NAMES, names=agency_names(visit, Right.MANAGE_PEOPLE), pairs=both(problem, NAMES),
        version=version_now(problem, field("version"), row["version"]),
    )  # fmt: skip


def _tried(visit: Visit, id: int, part: str, sent: Mapping[str, Any], act: Act, *codes: str) -> Response:
    """What a form of the page asks for; refused, the page again with the form as it was sent."""
    persons.get(visit.store, visit.actor, id)
    first = next(iter(sent), "")
    return attempt(visit, act, lambda problem: _one(visit, id, part, sent, at(problem, first, *codes)))


@page("/people/<id>", "POST")
def change_person(visit: Visit, id: int) -> Response:
    """Renamed, closed or opened again."""
    row = persons.get(visit.store, visit.actor, id)
    disabled = {"close": True, "reopen": False}.get(field("do"), bool(row["disabled_at"]))
    sent = typed("name", "email")

    def act() -> str:
        trimmed = {key: text.strip() for key, text in sent.items()}
        told = checked(PersonChangeSchema, trimmed | {"disabled": disabled})
        persons.change(visit.store, visit.actor, visit.now, id, version(), **told)
        done = {"close": "closed", "reopen": "reopened"}.get(field("do"), "changed")
        return f"/people/{id}?done={done}"

    return _tried(visit, id, "change", sent, act)


@page("/people/<id>/password", "POST")
def reset_password(visit: Visit, id: int) -> Response:
    """Another initial password, shown on this answer and nowhere else."""

    def act(made: persons.Initial) -> str:
        persons.reset_password(visit.store, visit.actor, visit.now, id, kept=made.kept)
        return f"/people/{id}?done=told"

    persons.get(visit.store, visit.actor, id)
    return hand_out(
        visit, lambda: initial(None), act, lambda made, place: told_once(visit, made, place, "reset"),
        lambda problem: _one(visit, id, "password", {}, problem),
    )  # fmt: skip


@page("/people/<id>/logins", "POST")
def end_logins(visit: Visit, id: int) -> Response:
    """Every login of the person ended."""

    def act() -> str:
        ended = persons.end_logins(visit.store, visit.actor, visit.now, id)
        return f"/people/{id}?done={'logins' if ended else 'no-logins'}"

    return _tried(visit, id, "password", {}, act)


@page("/people/<id>/grants", "POST")
def add_grant(visit: Visit, id: int) -> Response:
    """One role more."""
    sent = typed("role", "agency")

    def act() -> str:
        found = meant(visit.store, visit.actor, Right.MANAGE_PEOPLE, sent["agency"])
        told = checked(WantedSchema, {"role": sent["role"], "agency_id": found})
        grants.add(visit.store, visit.actor, visit.now, id, Wanted(Role(told["role"]), told["agency_id"]))
        return f"/people/{id}?done=granted"

    return _tried(visit, id, "grant", sent, act, "taken")


@page("/people/<id>/grants/<grant_id>/end", "POST")
def end_grant(visit: Visit, id: int, grant_id: int) -> Response:
    """One role less."""

    def act() -> str:
        grants.end(visit.store, visit.actor, visit.now, id, grant_id)
        return f"/people/{id}?done=ended"

    return _tried(visit, id, "end", {}, act)


@page("/people/<id>/handover", "POST")
def hand_over(visit: Visit, id: int) -> Response:
    """Every role given to somebody else."""
    sent = typed("to", "reason", "disable")

    def act() -> str:
        to, told = joined(
            lambda: _successor(visit, sent["to"]),
            lambda: checked(HandOverSchema, {"to": 1, "reason": sent["reason"], "disable": sent["disable"] == "1"}),
        )
        handover.hand_over(visit.store, visit.actor, visit.now, id, **{**told, "to": to})
        return f"/people/{id}?done=handed-over"

    return _tried(visit, id, "handover", sent, act)


def _successor(visit: Visit, text: str) -> int:
    """The number of the person that an account or a name means; InvalidDocument."""
    found = persons.called(visit.store, visit.actor, text)
    if len(found) == 1:
        return int(found[0]["id"])
    many = f"有 {len(found)} 个人叫“{text.strip()}”，请写账号：{'、'.join(row['login'] for row in found)}"
    none = f"没有账号或姓名为“{text.strip()}”的人，或不在您的权限范围内" if text.strip() else "请写接手人的账号或姓名"
    raise InvalidDocument([FieldError("to", many if found else none, "no_such_thing")])
