"""Official forms through the doors: drawn, filled away from the service, read, looked at, stored one by one."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from werkzeug.test import TestResponse

from tests.api.service import stories
from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose parsing children end with it."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


def send(world: World, who: str, path: str, content: bytes, *, key: str = "k", **query: Any) -> TestResponse:
    """A file sent."""
    headers = {"Idempotency-Key": key, "Content-Type": "application/octet-stream"}
    if who:
        headers["Authorization"] = f"Bearer {world.tokens[who]}"
    return world.app.test_client().post(f"/api/v1/{path}", query_string=query, data=content, headers=headers)


def form_of(world: World, made: Any, kind: str, **query: str) -> TestResponse:
    """The file of an evaluation."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return world.call("填报人甲", "GET", f"evaluations/{made['id']}/form.{kind}?{asked}")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf", "csv"])
def test_a_report_drawn_as_a_file_is_read_as_the_same_report(world: World, kind: str) -> None:
    saved, report = stories.filled(world)
    content = form_of(world, saved["evaluation"], kind).data
    told = send(world, "填报人甲", "forms/read", content, name=f"自评表.{kind}").get_json()
    (form,) = told["forms"]
    lines = form["document"]["objectives"][0]["indicators"]
    wanted = report["objectives"][0]["indicators"]
    assert form["family"] == "central"
    assert [(line["name"], line["target"], line["actual"]) for line in lines] == [
        (line["name"], line["target"], line["actual"]) for line in wanted
    ]
    assert form["document"]["funding"]["rows"][0]["spent"] == "412.85"
    assert form["places"]["objectives[0].indicators[0].actual"]


def test_an_empty_form_is_filled_in_a_spreadsheet_and_imported_after_a_look(world: World) -> None:
    made, report = stories.opened(world)
    empty = world.call("填报人甲", "GET", f"plans/{made['plan_id']}/form.xlsx?family=central").data
    content = _filled(empty, report)
    begun = send(world, "填报人甲", "imports", content, name="自评表.xlsx", task=made["task_id"])
    assert begun.status_code == 201, begun.get_data(as_text=True)
    told = begun.get_json()
    (form,) = told["forms"]
    assert (form["goal"], form["goal_id"], form["outcome"]) == ("evaluation", made["id"], "waiting")
    changed = {each["where"]: (each["before"], each["after"]) for each in form["changes"]}
    assert changed["objectives[0].indicators[0].actual"] == (None, "1次")
    assert world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["evaluation"]["version"] == made["version"]
    done = world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {})
    assert [(each["outcome"], each["refusal"]) for each in done["forms"]] == [("stored", "")]
    after = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    assert after["evaluation"]["total"] == "96.3"
    again = world.call("填报人甲", "POST", f"imports/{told['id']}/confirm", {})
    assert again.get_json()["code"] == "not_possible"


def _filled(content: bytes, report: Any) -> bytes:
    """The empty form with what a person types in, cell beside name."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    heads = {str(cell.value).strip(): cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    lines = {"".join(line["name"].split()): line for line in report["objectives"][0]["indicators"]}
    reason = next(column for head, column in heads.items() if head.startswith("偏差原因"))
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = ["".join(str(cell.value or "").split()) for cell in row]
        line: Any = next((lines[text] for text in texts if text in lines), None)
        if line:
            given = line.get("explanation", {})
            sheet.cell(number, heads["实际完成值"]).value = line["actual"]
            sheet.cell(number, heads["得分"]).value = line["self_score"]
            sheet.cell(number, reason).value = given.get("reason", "") + given.get("remedy", "")
        elif any(text.startswith("年度资金总额") for text in texts):
            sheet.cell(number, heads["全年执行数"]).value = "412.85"
            sheet.cell(number, heads["得分"]).value = "9.3"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_form_that_belongs_nowhere_is_told_so_and_stores_nothing(world: World) -> None:
    saved, _ = stories.filled(world)
    content = form_of(world, saved["evaluation"], "xlsx").data
    stranger = send(world, "外单位填报人", "imports", content, name="自评表.xlsx").get_json()
    assert stranger["forms"][0]["goal"] == "none"
    assert "不在您填报的单位之中" in stranger["forms"][0]["why"]
    assert world.call("填报人甲", "GET", f"imports/{stranger['id']}").status_code == 404
    done = world.ok("外单位填报人", "POST", f"imports/{stranger['id']}/confirm", {})
    assert done["forms"][0]["outcome"] == "waiting"


def test_a_form_changed_by_somebody_else_meanwhile_is_refused_and_said_why(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    line = {"where": "objectives[0].indicators[0]", "actual": "2次"}
    content = form_of(world, made, "xlsx").data
    told = send(world, "填报人甲", "imports", content, name="自评表.xlsx", task=made["task_id"]).get_json()
    world.ok("填报人乙", "PATCH", f"evaluations/{made['id']}", {"lines": [line]}, version=made["version"])
    done = world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {"positions": [0]})
    assert done["forms"][0]["outcome"] == "refused"
    assert "已被他人更改" in done["forms"][0]["refusal"]


def test_a_plan_is_imported_as_a_new_draft_and_then_over_it(world: World) -> None:
    report = stories.form("mohrss-2025-jinbao")
    body = {"agency_id": world.agencies["信息中心"], "document": report | {"agency": {"name": "信息中心"}}}
    plan = world.ok("填报人甲", "POST", "plans", body)
    content = world.call("填报人甲", "GET", f"plans/{plan['id']}/form.xlsx").data
    told = send(
        world, "填报人甲", "imports", content, name="目标表.xlsx", place="中央", rulebook="central-2021"
    ).get_json()
    (form,) = told["forms"]
    assert (form["goal"], form["goal_id"]) == ("plan", plan["id"])
    done = world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {})
    assert done["forms"][0]["outcome"] == "stored", done["forms"][0]["refusal"]


def test_what_a_family_cannot_carry_is_told(world: World) -> None:
    saved, _ = stories.filled(world)
    answer = form_of(world, saved["evaluation"], "xlsx", family="jilin")
    assert "分值" in unquote(answer.headers["X-Left-Out"])
    wrong = form_of(world, saved["evaluation"], "xlsx", family="central_plan")
    assert wrong.get_json()["code"] == "not_possible"
    assert form_of(world, saved["evaluation"], "exe").status_code == 404


def test_every_report_of_a_task_comes_in_one_zip(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    content = world.call("主管审核人甲", "GET", f"tasks/{made['task_id']}/forms.zip?kind=xlsx").data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = archive.namelist()
        assert name == f"{made['id']}-{made['name']}.xlsx"
        openpyxl.load_workbook(io.BytesIO(archive.read(name)))


def test_reading_is_for_those_who_may_and_refuses_what_is_no_form(world: World) -> None:
    assert send(world, "", "forms/read", b"a,b\n", name="a.csv").status_code == 401
    refused = send(world, "填报人甲", "forms/read", b"MZ\x90\x00" * 10, name="a.xlsx")
    assert (refused.status_code, refused.get_json()["code"]) == (415, "file_wrong_format")
    nothing = send(world, "填报人甲", "forms/read", "甲,乙\n1,2\n".encode(), name="a.csv").get_json()
    assert nothing["forms"] == [] or json.dumps(nothing, ensure_ascii=False)


def without_year(world: World, made: Any) -> bytes:
    """The form as a table in which nobody wrote the year."""
    text = form_of(world, made, "csv").data.decode("utf-8-sig")
    return "".join(text.replace("2023", "").splitlines(keepends=True)).encode()


def test_a_doubt_is_answered_with_the_file(world: World) -> None:
    saved, _ = stories.filled(world)
    content = without_year(world, saved["evaluation"])
    (form,) = send(world, "填报人甲", "forms/read", content, name="a.csv").get_json()["forms"]
    asked = [each["where"] for each in form["findings"] if each["severity"] == "error"]
    assert "budget_year" in asked
    answers = json.dumps({"budget_year": "2023"})
    (form,) = send(world, "填报人甲", "forms/read", content, name="a.csv", answers=answers).get_json()["forms"]
    assert form["document"]["budget_year"] == 2023
    assert "budget_year" not in [each["where"] for each in form["findings"]]
    wrong = send(world, "填报人甲", "forms/read", content, name="a.csv", answers='{"nothing[9].here": "1"}')
    assert (wrong.status_code, wrong.get_json()["code"]) == (422, "no_such_place")
    for bad in ("[]", '{"budget_year": 1}', "{"):
        assert send(world, "填报人甲", "forms/read", content, answers=bad).get_json()["code"] == "bad_parameter"


def test_a_doubt_is_answered_before_a_form_is_stored(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    content = without_year(world, made)
    told = send(world, "填报人甲", "imports", content, name="a.csv", task=made["task_id"]).get_json()
    assert told["forms"][0]["goal"] == "none"
    path, body = f"imports/{told['id']}/answers", {"answers": [{"where": "budget_year", "text": "2023"}]}
    assert world.call("填报人甲", "PUT", path, body | {"position": 7}).status_code == 404
    assert world.call("填报人乙", "PUT", path, body | {"position": 0}).status_code == 404
    told = world.ok("填报人甲", "PUT", path, body | {"position": 0})
    form = told["forms"][0]
    assert (form["goal"], form["goal_id"]) == ("evaluation", made["id"])
    assert "budget_year" not in [each["where"] for each in form["findings"]]
    world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {})
    again = world.call("填报人甲", "PUT", path, body | {"position": 0})
    assert again.get_json()["code"] == "not_possible"
