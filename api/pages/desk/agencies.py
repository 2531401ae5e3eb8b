"""/agencies: the tree of agencies (单位), one level at a time or by a text; one added, one changed."""

from typing import Any

from flask import Response, render_template, request

from api.actions import agencies as units
from api.actions.agency_choice import meant, words
from api.auth import Right, reach
from api.door.forms import checked
from api.door.parameters import text, whole
from api.intake import query
from api.pages.desk.admin import RANKS, agency_names, at, both, joined, require_right, typed, version_now
from api.pages.desk.base import Visit, attempt, field, page, version
from api.pages.desk.listing import asked
from api.problems.table import Problem
from api.schemas.service.agencies import AgencyChangeSchema, NewAgencySchema
from indicators.workflow import Rank

FILTERS = (whole("parent", "上级单位编号", 1), text("text", "名称或代码中的文字"))
NAMES = {"name": "名称", "code": "代码", "rank": "层级", "closed": "停用"}


@page("/agencies")
def agencies(visit: Visit) -> str:
    """One level of the tree, or everything whose name or code holds a text."""
    ask = asked(FILTERS, ("name",), "name")
    tops = units.tops(visit.store, visit.actor)
    sought, parent = ask.values["text"] or "", ask.values["parent"]
    if parent is None and not sought and len(tops) == 1:
        parent = tops[0]["id"]
    if parent is None and not sought:
        rows, following = tops, None
    else:
        found = units.listed(visit.store, visit.actor, ask.page, parent=parent, text=sought)
        rows, following = found.rows, ask.following(found)
    line = units.line(visit.store, visit.actor, parent) if parent else []
    return render_template(
        "desk/agencies.html", rows=units.around(visit.store, rows), following=following, line=line, given=ask.given,
        manages=bool(reach(visit.actor, Right.MANAGE_AGENCIES)),
        here_manages=bool(line) and units.manages(visit.store, visit.actor, line[-1]["id"]),
    )  # fmt: skip


@page("/agencies/new")
def new_agency(visit: Visit) -> str:
    """The form for one more agency; ``parent`` names the one above it."""
    query("parent")
    require_right(visit.actor, Right.MANAGE_AGENCIES)
    above = FILTERS[0].read("parent", request.args["parent"]) if "parent" in request.args else None
    row = units.get(visit.store, visit.actor, above) if above else None
    found = words(units.around(visit.store, [row])[0]) if row else ""
    return _new(visit, {"name": "", "code": "", "rank": Rank.AGENCY.value, "parent": found}, None)


def _new(visit: Visit, values: dict[str, str], problem: Problem | None) -> str:
    names = agency_names(visit, Right.MANAGE_AGENCIES)
    told = at(problem, "name", "taken")
    return render_template("desk/agency_new.html", values=values, problem=told, names=names, ranks=RANKS)


@page("/agencies", "POST")
def add_agency(visit: Visit) -> Response:
    """One more agency."""
    given = typed("name", "code", "rank", "parent")

    def act() -> str:
        id, told = joined(
            lambda: meant(visit.store, visit.actor, Right.MANAGE_AGENCIES, given["parent"], "parent"),
            lambda: checked(AgencyChangeSchema, {key: given[key].strip() for key in ("name", "code", "rank")}),
        )
        told = checked(NewAgencySchema, {key: told[key] for key in ("name", "code", "rank")} | {"parent_id": id})
        row = units.add(visit.store, visit.actor, visit.now, **told)
        return f"/agencies/{row['id']}?done=added"

    require_right(visit.actor, Right.MANAGE_AGENCIES)
    return attempt(visit, act, lambda problem: _new(visit, given, problem))


@page("/agencies/<id>")
def agency(visit: Visit, id: int) -> str:
    """One agency."""
    query("done")
    return _one(visit, id, None, None)


def _one(visit: Visit, id: int, sent: dict[str, Any] | None, problem: Problem | None) -> str:
    (row,) = units.around(visit.store, [units.get(visit.store, visit.actor, id)])
    kept = {"name": row["name"], "code": row["code"], "rank": row["rank"], "closed": bool(row["closed_at"])}
    return render_template(
        "desk/agency.html", row=row, values=sent or kept, ranks=RANKS, line=units.line(visit.store, visit.actor, id),
        problem=at(problem, "name", "taken"), pairs=both(problem, NAMES),
        version=version_now(problem, field("version"), row["version"]),
        manages=units.manages(visit.store, visit.actor, id),
    )  # fmt: skip


@page("/agencies/<id>", "POST")
def change_agency(visit: Visit, id: int) -> Response:
    """An agency renamed, of another rank, closed or opened again."""
    sent: dict[str, Any] = {**typed("name", "code", "rank"), "closed": field("closed") == "1"}

    def act() -> str:
        told = checked(AgencyChangeSchema, {**sent, "name": sent["name"].strip(), "code": sent["code"].strip()})
        units.change(visit.store, visit.actor, visit.now, id, version(), **told)
        return f"/agencies/{id}?done=changed"

    units.get(visit.store, visit.actor, id)
    return attempt(visit, act, lambda problem: _one(visit, id, sent, problem))
