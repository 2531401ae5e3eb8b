"""What the administrator's pages share: faults at their field, both sides of a conflict, agencies by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import request

from api.actions.agency_choice import meant, offered
from api.auth import RANK_TITLES, RIGHT_NAMES, Actor, Right, reach
from api.instants import day_of, instant
from api.pages.desk.base import Visit, blueprint, field
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import NotAllowed
from api.problems.table import Problem

RANKS = tuple((rank.value, name) for rank, name in RANK_TITLES.items())


@blueprint.app_template_filter("rank_title")
def rank_title(rank: str) -> str:
    """财政部门、主管部门、基层单位."""
    return dict(RANKS)[rank]


@blueprint.app_template_filter("date_of")
def date_of(moment: str) -> str:
    """The day of an instant as people write it: 2024年1月31日."""
    there = day_of(instant(moment))
    return f"{there.year}年{there.month}月{there.day}日"


def require_right(actor: Actor, right: Right) -> None:
    """NotAllowed for whoever holds the right nowhere."""
    if not reach(actor, right):
        raise NotAllowed(RIGHT_NAMES[right])


def typed(*names: str) -> dict[str, str]:
    """These fields as they were sent."""
    return {name: field(name) for name in names}


def at(problem: Problem | None, place: str, *codes: str) -> Problem | None:
    """The problem told at this field, where it is of one of these codes and says no place itself."""
    if problem is None or problem.errors or problem.kind.code not in codes:
        return problem and replace(problem, errors=[_plain(each) for each in problem.errors])
    return replace(problem, errors=(FieldError(place, problem.detail),))


def _plain(fault: FieldError) -> FieldError:
    """What is wrong, said to somebody who fills in a form."""
    said = {"too_few": "至少选一项", "not_a_day": "请写日期，如 2024-01-31", "empty": "请填写"}
    return fault._replace(message=said.get(fault.code, fault.message))


def both(problem: Problem | None, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Where a conflict differs: each field's name, what is there now, what was typed."""
    if problem is None or problem.kind.code != "version_conflict":
        return []
    more = problem.more
    return [
        (names.get(key, key), _said(more["current"].get(key)), _said(more["yours"].get(key)))
        for key in names
        if more["current"].get(key) != more["yours"].get(key)
    ]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(dict(RANKS).get(str(value), value)) if value not in (None, "") else "（空）"


def version_now(problem: Problem | None, sent: str, current: int) -> str | int:
    """The version that the form is made for when it is shown again: after a conflict the one just shown."""
    return current if problem is None or problem.kind.code == "version_conflict" else sent


def agency_names(visit: Visit, right: Right) -> list[str]:
    """The agencies to choose from."""
    return offered(visit.store, visit.actor, right)


def agency_asked(visit: Visit, right: Right, faults: list[FieldError], name: str = "agency") -> int | None:
    """The agency that a filter of the address names; None without one; where it means none, that is a fault."""
    text = request.args.get(name, "")
    try:
        return meant(visit.store, visit.actor, right, text, name) if text.strip() else None
    except InvalidDocument as error:
        faults += error.errors
        return 0


def joined(*parts: Any) -> Any:
    """What each part gives; InvalidDocument with the faults of all of them."""
    found, faults = [], list[FieldError]()
    for part in parts:
        try:
            found.append(part())
        except InvalidDocument as error:
            faults += error.errors
    if faults:
        raise InvalidDocument(faults)
    return found


def day_field(moment: str) -> str:
    """An instant as a field for days holds it."""
    return day_of(instant(moment)).isoformat()


def in_a_year(today: date) -> str:
    """A day within a year from now."""
    return date.fromordinal(today.toordinal() + 365).isoformat()
