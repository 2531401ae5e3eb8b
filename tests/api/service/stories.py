"""What tests of evaluations start from: an approved plan, a task, an evaluation filled, submitted, approved."""

import json
from datetime import date, timedelta
from typing import Any

from api.actions.formfiles import drawn
from api.schemas import load_document
from tests.api.service.world import SAMPLES, World

REPORTED = ("actual", "tier", "self_score", "explanation", "evidence", "notes")


def form(name: str = "mohrss-2023-egov") -> Any:
    """A published form, as JSON."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


FORM = drawn(load_document(form()), "csv").content  # the same, printed


def plan_of(report: Any, agency: str) -> Any:
    """The plan that a report answers: what it promised, and nothing of what it reports."""
    told = {key: report[key] for key in ("scope", "budget_year", "place", "rulebook", "project") if key in report}
    objectives = [
        {
            **{key: value for key, value in objective.items() if key != "achieved"},
            "indicators": [
                {key: value for key, value in line.items() if key not in REPORTED} for line in objective["indicators"]
            ],
        }
        for objective in report["objectives"]
    ]
    funding = {
        "unit": report["funding"]["unit"],
        "rows": [
            {key: row[key] for key in ("source", "initial", "budgeted") if key in row}
            for row in report["funding"]["rows"]
        ],
    }
    return {"document": "plan", **told, "agency": {"name": agency}, "funding": funding, "objectives": objectives}


def approved_plan(world: World, report: Any, agency: str = "信息中心", *, confidential: bool = False) -> int:
    """The number of a plan entered by its manager and approved by the department."""
    body = {"agency_id": world.agencies[agency], "document": plan_of(report, agency), "confidential": confidential}
    made = world.ok("填报人甲", "POST", "plans", body)
    sent = world.ok("填报人甲", "POST", f"plans/{made['id']}/submit", version=made["version"])
    world.ok("主管审核人甲", "POST", f"plans/{made['id']}/approve", version=sent["version"])
    return int(made["id"])


def task(world: World, report: Any, agency: str = "信息中心", *, levels: int = 2, days: int = 30) -> int:
    """The number of a task open for that many days more, set by the finance department."""
    today = date.today()  # noqa: DTZ011 - days around now, whichever zone
    body = {
        "year": report["budget_year"], "name": "年度绩效自评", "place": report["place"], "rulebook": report["rulebook"],
        "agency_id": world.agencies["某市财政局"], "agencies": [world.agencies[agency]], "levels": levels,
        "opens_on": str(today - timedelta(days=10)), "deadline": str(today + timedelta(days=days)), "why": "与上年一致",
    }  # fmt: skip
    return int(world.ok("管理员甲", "POST", "tasks", body)["id"])


def opened(world: World, name: str = "mohrss-2023-egov", *, levels: int = 2, confidential: bool = False) -> Any:
    """A new evaluation of a published form's plan, and the form."""
    report = form(name)
    body = {
        "plan_id": approved_plan(world, report, confidential=confidential),
        "task_id": task(world, report, levels=levels),
    }
    return world.ok("填报人甲", "POST", "evaluations", body), report


def filled_parts(report: Any) -> Any:
    """Everything that a form reports, as the parts of a save."""
    lines = [
        {"where": f"objectives[{i}].indicators[{j}]", **{key: line[key] for key in REPORTED if key in line}}
        for i, objective in enumerate(report["objectives"])
        for j, line in enumerate(objective["indicators"])
    ]
    achieved = [
        {"index": i, "achieved": objective["achieved"]}
        for i, objective in enumerate(report["objectives"])
        if "achieved" in objective
    ]
    return {"lines": lines, "objectives": achieved, "funding": report["funding"]}


def filled(world: World, name: str = "mohrss-2023-egov", **options: Any) -> tuple[Any, Any]:
    """An evaluation filled as the form was published; what the last save answered, and the form."""
    made, report = opened(world, name, **options)
    path = f"evaluations/{made['id']}"
    return world.ok("填报人甲", "PATCH", path, filled_parts(report), version=made["version"]), report


def submitted(world: World, name: str = "mohrss-2023-egov", **options: Any) -> Any:
    """An evaluation submitted by 填报人甲."""
    saved, _ = filled(world, name, **options)
    made = saved["evaluation"]
    return world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=made["version"])


REVIEWERS = ("单位审核人甲", "主管审核人甲", "财政审核人甲")


def approved(world: World, name: str = "mohrss-2023-egov", *, levels: int = 2, **options: Any) -> Any:
    """An evaluation approved at every level."""
    made = submitted(world, name, levels=levels, **options)
    for who in REVIEWERS[:levels]:
        made = world.ok(who, "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"])
    return made


def published(world: World, name: str = "mohrss-2023-egov", **options: Any) -> Any:
    """An evaluation published by the department."""
    made = approved(world, name, **options)
    return world.ok("管理员甲", "POST", f"evaluations/{made['id']}/publish", version=made["version"])


def begin_import(
    world: World, who: str, key: str, content: bytes = FORM, name: str = "自评表.csv", **query: Any
) -> Any:
    """A file sent by somebody to be imported; what would change."""
    headers = {"Authorization": f"Bearer {world.tokens[who]}", "Idempotency-Key": key}
    client, asked = world.app.test_client(), {"name": name, **query}
    answer = client.post("/api/v1/imports", query_string=asked, data=content, headers=headers)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()
