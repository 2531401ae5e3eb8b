"""How each operation of the matrix is asked: its address and a body that would do, were the asker allowed."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from werkzeug.test import TestResponse

from api.problems.table import KINDS
from tests.api.service.matrix.things import ASKERS, PASSWORD, Thing
from tests.api.service.stories import FORM, form
from tests.api.service.world import World, _keys

Body = Callable[[Thing], Any]
SOON = str(date.today() + timedelta(days=60))  # noqa: DTZ011 - some day to come, whichever zone
REPORT = form()


def _task(thing: Thing) -> Any:
    return {
        "year": REPORT["budget_year"], "name": "另一项任务", "place": REPORT["place"], "rulebook": REPORT["rulebook"],
        "agencies": [thing.agency_id], "levels": 1, "opens_on": str(date(2024, 1, 1)), "deadline": SOON,
        "why": "与上年一致",
    }  # fmt: skip


def _person(thing: Thing) -> Any:
    grants = [{"role": "manager", "agency_id": thing.agency_id}]
    return {"login": f"xin{next(_keys)}", "name": "新填报人", "grants": grants, "no_password": False}


def _sheet(thing: Thing) -> Any:
    row = {"login": f"biao{next(_keys)}", "name": "新填报人", "role": "manager", "agency": thing.more["agency"]}
    return {"rows": [row]}


BODIES: Mapping[str, Body] = {
    "POST /agencies": lambda thing: {"name": f"下级{next(_keys)}", "parent_id": thing.id},
    "POST /agencies/bulk": lambda thing: {"rows": [{"name": f"成批{next(_keys)}", "parent": thing.more["agency"]}]},
    "PUT /agencies/{id}": lambda _: {"name": f"改名{next(_keys)}", "rank": "agency"},
    "POST /people": _person,
    "PUT /people/{id}": lambda _: {"name": "改名人"},
    "POST /people/{id}/password": lambda _: {},
    "POST /people/{id}/grants": lambda thing: {"role": "auditor", "agency_id": thing.agency_id},
    "POST /people/{id}/handover": lambda thing: {"to": thing.more["to"], "reason": "调岗"},
    "POST /people/bulk": _sheet,
    "POST /people/{id}/tokens": lambda _: {"name": "报送程序", "scopes": ["read"], "expires_on": SOON},
    "POST /logins": lambda thing: {"login": thing.more["login"], "password": PASSWORD},
    "POST /me/password": lambda _: {"old": PASSWORD, "new": "另一个足够长的密码9"},
    "POST /tasks": lambda thing: _task(thing) | {"agency_id": thing.agency_id},
    "PUT /tasks/{id}": lambda thing: _task(thing) | thing.more["terms"],
    "POST /tasks/{id}/extensions": lambda thing: {"agency_id": thing.agency_id, "deadline": SOON, "reason": "汛情"},
    "POST /plans": lambda thing: {"agency_id": thing.agency_id, "document": thing.more["document"]},
    "PUT /plans/{id}": lambda thing: {"document": thing.more["document"]},
    "PUT /plans/{id}/confidential": lambda _: {"confidential": True, "reason": "定密"},
    "POST /plans/{id}/return": lambda _: {"remarks": [{"text": "请核实"}]},
    "POST /plans/{id}/change": lambda _: {"reason": "追加预算"},
    "POST /evaluations": lambda thing: {"plan_id": thing.id, "task_id": thing.more["task_id"]},
    "PUT /evaluations/{id}": lambda thing: thing.more["document"],
    "PATCH /evaluations/{id}": lambda _: {"notes": ["改动一处"]},
    "POST /evaluations/batch": lambda thing: {"items": [{**_named(thing), "parts": {"notes": ["改动一处"]}}]},
    "POST /evaluations/approve": lambda thing: {"items": [_named(thing)]},
    "PUT /evaluations/{id}/review": lambda _: {"lines": [{"where": "objectives[0].indicators[0]", "opinion": "属实"}]},
    "POST /evaluations/{id}/return": lambda _: {"opinion": "请补充"},
    "POST /evaluations/{id}/approve": lambda _: {},
    "POST /evaluations/{id}/withdraw": lambda _: {"reason": "更正"},
    "POST /evaluations/{id}/reopen": lambda _: {"reason": "更正"},
    "PUT /imports/{id}/answers": lambda _: {"position": 0, "answers": [{"where": "budget_year", "text": "2023"}]},
    "POST /imports/{id}/confirm": lambda _: {},
    "POST /evaluations/{id}/spot-checks": lambda _: {"opinion": "抽查属实"},
    "POST /rollup": lambda _: {"documents": [REPORT, REPORT | {"agency": {"name": "图书馆"}}]},
    "POST /compare": lambda _: {"documents": [REPORT], "rulebooks": ["mohrss-2023", "central-2021"]},
} | {f"POST /{name}": lambda _: REPORT for name in ("score", "check", "verify", "narrative")}
QUERIES: Mapping[str, str] = {
    "GET /rulebook-candidates": "?place=中央&year=2023",
    "POST /rollup": "?rulebook=hubei-2020",
    "POST /evaluations/{id}/evidence": "?name=证明.txt",
    "POST /forms/read": "?name=自评表.csv",
    "POST /imports": "?name=自评表.csv",
}
FILES: Mapping[str, bytes] = {
    "POST /evaluations/{id}/evidence": "巡检记录".encode(),
    "POST /forms/read": FORM,
    "POST /imports": FORM,
}
NOTHING = Thing(0, 0)
MANY = ("POST /evaluations/batch", "POST /evaluations/approve")
_HOLE = re.compile(r"\{(\w+)\}")


class Cell(NamedTuple):
    """One request of the matrix."""

    operation: str
    relation: str
    state: str
    thing: Thing


def _named(thing: Thing) -> Any:
    return {"id": thing.id, "version": thing.more["version"]}


def ask(world: World, who: str, cell: Cell) -> TestResponse:
    """The request by an asker, or by nobody (""), about the version that is there."""
    method, _, path = cell.operation.partition(" ")
    filled = _HOLE.sub(lambda hole: str(_value(cell, hole[1])), path) + QUERIES.get(cell.operation, "")
    secret = world.tokens[ASKERS[who][0]] if who else ""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    if method == "POST":
        headers["Idempotency-Key"] = f"matrix-{next(_keys)}"
    if version := cell.thing.more.get("version"):
        headers["If-Match"] = f'"{version}"'
    sent: dict[str, Any] = {"data": FILES[cell.operation]} if cell.operation in FILES else {}
    if cell.operation in BODIES:
        sent = {"json": BODIES[cell.operation](cell.thing)}
    return world.app.test_client().open(f"/api/v1{filled}", method=method, headers=headers, **sent)


def _value(cell: Cell, name: str) -> Any:
    """What stands in the address for a name."""
    if cell.operation == "GET /rulebooks/{id}":
        return "central-2021"
    if name == "kind":
        return "csv"
    return cell.thing.id if name == "id" else cell.thing.more[name]


def outcome(operation: str, response: TestResponse) -> int:
    """The status, or for what is done one by one what became of the one."""
    if operation not in MANY or response.status_code != 200:
        return response.status_code
    (result,) = response.get_json()["results"]
    return 200 if result["done"] else KINDS[result["code"]].status
