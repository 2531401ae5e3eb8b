"""Where a form of an import would go, and why it goes nowhere; and the forms that come out again."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from api.actions.formfiles import drawn
from api.parsing.pool import FILE_SIZE, Pool
from api.schemas import load_document
from tests.api.service import stories
from tests.api.service.stories import begin_import
from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose parsing children end with it."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


def begun(world: World, document: Any, who: str = "填报人甲", **query: Any) -> Any:
    """The only form of an import of a document printed."""
    content = drawn(load_document(document), "csv").content
    (form,) = begin_import(world, who, f"form-{len(world.ok(who, 'GET', 'imports')['items'])}", content, **query)[
        "forms"
    ]
    return form


def own(report: Any, **other: Any) -> Any:
    """The published form as the agency of this world prints it."""
    return report | {"agency": {"name": "信息中心"}} | other


def test_a_report_of_another_year_or_name_has_nowhere_to_go(world: World) -> None:
    _, report = stories.opened(world)
    other = begun(world, own(report, project=report["project"] | {"name": "别的项目"}))
    assert (other["goal"], other["why"]) == ("none", "2023年度没有名为“别的项目”的自评；请先从批复的目标表开始一份")
    earlier = begun(world, own(report, budget_year=2022))
    assert "2022年度没有名为" in earlier["why"]


def test_a_report_that_is_submitted_takes_no_import_any_more(world: World) -> None:
    made, report = stories.submitted(world), stories.form()
    form = begun(world, own(report), task=made["task_id"])
    assert (form["goal"], form["why"]) == ("none", "这份自评已提交或已审定，不能再导入")


def test_a_report_in_two_tasks_wants_its_task_named(world: World) -> None:
    made, report = stories.opened(world)
    second = stories.task(world, report)
    world.ok("填报人甲", "POST", "evaluations", {"plan_id": made["plan_id"], "task_id": second})
    assert begun(world, own(report))["why"] == "有几项任务都有这份自评，请指明任务"
    assert begun(world, own(report), task=made["task_id"])["goal_id"] == made["id"]


def test_an_agency_of_which_there_are_two_is_not_guessed(world: World) -> None:
    _, report = stories.opened(world)
    world.grant("填报人甲", "manager", "某市财政局")
    body = {"name": "信息中心", "parent_id": world.agencies["某市文旅局"]}
    world.ok("管理员甲", "POST", "agencies", body)
    assert begun(world, own(report))["why"] == "有重名的单位，认不出是哪一个"


def test_a_form_without_agency_or_year_is_not_guessed(world: World) -> None:
    table = "一级指标,二级指标,三级指标,指标值,实际完成值\n产出指标,数量指标,巡检次数,12次,12次\n".encode()
    (form,) = begin_import(world, "填报人甲", "k", table, "表.csv")["forms"]
    assert (form["goal"], form["why"]) == ("none", "表上没有写明单位或预算年度，认不出是哪一份")


def test_a_plan_that_is_approved_is_changed_by_its_own_steps_only(world: World) -> None:
    report = stories.form()
    stories.approved_plan(world, report)
    plan = stories.plan_of(report, "信息中心")
    given = {"place": "中央", "rulebook": report["rulebook"]}
    assert begun(world, plan, **given)["why"] == "目标表已提交或已批复；要调整，请先办理调整"
    assert begun(world, plan)["why"].startswith("读得不完整：")


def test_a_task_out_of_reach_is_none(world: World) -> None:
    made, _ = stories.opened(world)
    headers = {"Authorization": f"Bearer {world.tokens['外单位填报人']}", "Idempotency-Key": "k"}
    for task in (made["task_id"], 99):
        path = f"/api/v1/imports?name=表.csv&task={task}"
        answer = world.app.test_client().post(path, data=stories.FORM, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "no_such_thing")


def test_only_the_forms_that_are_named_are_stored(world: World) -> None:
    made, report = stories.opened(world)
    content = drawn(load_document(own(report)), "csv").content
    told = begin_import(world, "填报人甲", "k", content, task=made["task_id"])
    done = world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {"positions": []})
    assert [form["outcome"] for form in done["forms"]] == ["waiting"]
    assert done["state"] == "confirmed"


def test_what_happened_to_an_import_is_told_again(world: World) -> None:
    made, report = stories.opened(world)
    content = drawn(load_document(own(report)), "csv").content
    told = begin_import(world, "填报人甲", "k", content, task=made["task_id"])
    again = begin_import(world, "填报人甲", "k", content, task=made["task_id"])
    assert again["id"] == told["id"]
    world.ok("填报人甲", "POST", f"imports/{told['id']}/confirm", {})
    kept = world.ok("填报人甲", "GET", f"imports/{told['id']}")
    assert (kept["state"], kept["forms"][0]["outcome"], kept["forms"][0]["changes"]) == ("confirmed", "stored", [])


def test_a_file_larger_than_any_form_is_refused(world: World) -> None:
    headers = {"Authorization": f"Bearer {world.tokens['填报人甲']}"}
    answer = world.app.test_client().post("/api/v1/forms/read", data=bytes(FILE_SIZE + 1), headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "file_too_much")


REFUSED = {
    "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 415, "file_wrong_format"),
    "坏.pdf": (b"%PDF-1.7\n" + bytes(600), 422, "file_damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_are_not_read_are_refused_by_their_cause(world: World, name: str) -> None:
    content, status, code = REFUSED[name]
    headers = {"Authorization": f"Bearer {world.tokens['填报人甲']}"}
    answer = world.app.test_client().post(f"/api/v1/forms/read?name={name}", data=content, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


def words(content: bytes) -> str:
    """The text of a pdf, spaces aside."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)


def test_the_pdf_of_an_approved_report_carries_its_digest(world: World) -> None:
    made = stories.approved(world)
    whole = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    assert len(whole["digest"]) == 64
    assert whole["digest"] in words(world.call("填报人甲", "GET", f"evaluations/{made['id']}/form.pdf").data)


def test_the_pdf_of_a_draft_carries_none(world: World) -> None:
    made = stories.filled(world)[0]["evaluation"]
    told = words(world.call("填报人甲", "GET", f"evaluations/{made['id']}/form.pdf").data)
    assert told.endswith("第1页共1页")


def test_the_form_of_a_plan_is_the_one_in_force_while_a_change_is_drawn_up(world: World) -> None:
    id = stories.approved_plan(world, stories.form())
    plan = world.ok("填报人甲", "GET", f"plans/{id}")
    changing = world.ok("填报人甲", "POST", f"plans/{id}/change", {"reason": "追加预算"}, version=plan["version"])
    document = changing["newest"]["document"]
    document["objectives"][0]["text"] = "调整后的目标"
    world.ok("填报人甲", "PUT", f"plans/{id}", {"document": document}, version=changing["version"])
    assert "调整后的目标" not in world.call("填报人甲", "GET", f"plans/{id}/form.csv").get_data(as_text=True)


def test_the_form_of_a_plan_that_is_not_approved_yet_is_the_newest(world: World) -> None:
    body = {"agency_id": world.agencies["信息中心"], "document": stories.plan_of(stories.form(), "信息中心")}
    made = world.ok("填报人甲", "POST", "plans", body)
    answer = world.call("填报人甲", "GET", f"plans/{made['id']}/form.csv")
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    assert made["name"] in answer.get_data(as_text=True)
    assert world.call("填报人甲", "GET", f"plans/{made['id']}/form.exe").status_code == 404


def test_too_many_files_at_once_are_to_be_sent_again_later(world: World) -> None:
    world.service.close()
    world.service = replace(world.service, pool=Pool(0, wait=1))
    world.app.extensions["jixiao.service"] = world.service
    headers = {"Authorization": f"Bearer {world.tokens['填报人甲']}"}
    answer = world.app.test_client().post("/api/v1/forms/read?name=表.csv", data=stories.FORM, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "parsers_busy")
    assert int(answer.headers["Retry-After"]) >= 1
