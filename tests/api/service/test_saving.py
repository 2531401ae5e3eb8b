"""Saving: scored at once, only what is the reporter's, never over somebody else's work."""

from typing import Any

import pytest

from tests.api.service import stories
from tests.api.service.world import World

FIRST = "objectives[0].indicators[0]"


def patch(world: World, made: Any, parts: Any, *, who: str = "填报人甲", version: int | None = None) -> Any:
    """Parts of a report saved, by default on the version that was answered last."""
    return world.call(who, "PATCH", f"evaluations/{made['id']}", parts, version=version or made["version"])


def test_an_evaluation_starts_from_the_approved_plan_and_owes_everything(world: World) -> None:
    made, report = stories.opened(world)
    told = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    lines = told["document"]["objectives"][0]["indicators"]
    wanted = report["objectives"][0]["indicators"]
    assert [(line["name"], line["target"]) for line in lines] == [(line["name"], line["target"]) for line in wanted]
    assert all("actual" not in line for line in lines)
    assert made["total"] is None
    assert {each["code"] for each in told["missing"]} == {"no_funds", "open_blank", "explanation_blank"}


def test_a_second_evaluation_of_the_same_plan_is_refused(world: World) -> None:
    made, _ = stories.opened(world)
    body = {"plan_id": made["plan_id"], "task_id": made["task_id"]}
    assert world.call("填报人乙", "POST", "evaluations", body).get_json()["code"] == "taken"


def test_a_plan_that_is_not_approved_or_of_another_year_starts_nothing(world: World) -> None:
    report = stories.form()
    task = stories.task(world, report)
    draft = {"agency_id": world.agencies["信息中心"], "document": stories.plan_of(report, "信息中心")}
    plan = world.ok("填报人甲", "POST", "plans", draft)
    body = {"plan_id": plan["id"], "task_id": task}
    refused = world.call("填报人甲", "POST", "evaluations", body)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not_possible")
    assert "还没有批复" in refused.get_json()["detail"]
    assert world.call("外单位填报人", "POST", "evaluations", body).status_code == 404


def test_a_form_filled_line_by_line_scores_as_it_was_published(world: World) -> None:
    made, report = stories.opened(world)
    for part in stories.filled_parts(report)["lines"]:
        answered = patch(world, made, {"lines": [part]}).get_json()
        made = answered["evaluation"]
    assert made["total"] is None
    answered = patch(world, made, {"funding": report["funding"]}).get_json()
    assert answered["evaluation"]["total"] == answered["sheet"]["total"] == "96.3"
    assert answered["missing"] == []
    assert "funding.rows[0].spent" in [each["where"] for each in answered["changed"]]


def test_a_whole_form_saved_is_the_same_as_its_parts(world: World) -> None:
    made, report = stories.opened(world)
    document = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]
    document["funding"] = report["funding"]
    for line, filled in zip(
        document["objectives"][0]["indicators"], report["objectives"][0]["indicators"], strict=True
    ):
        line |= {key: filled[key] for key in stories.REPORTED if key in filled}
    saved = world.ok("填报人甲", "PUT", f"evaluations/{made['id']}", document, version=made["version"])
    assert saved["evaluation"]["total"] == "96.3"


def test_the_same_content_again_is_no_change(world: World) -> None:
    made, _ = stories.opened(world)
    first = patch(world, made, {"lines": [{"where": FIRST, "actual": "1次"}]}).get_json()
    again = patch(world, first["evaluation"], {"lines": [{"where": FIRST, "actual": "1次"}]}).get_json()
    assert again["changed"] == []
    assert again["evaluation"]["version"] == first["evaluation"]["version"]


def test_what_is_cleared_is_gone(world: World) -> None:
    made, _ = stories.opened(world)
    made = patch(world, made, {"lines": [{"where": FIRST, "self_score": "9.0"}]}).get_json()["evaluation"]
    told = patch(world, made, {"lines": [{"where": FIRST, "clear": ["self_score"]}]}).get_json()
    assert told["changed"] == [{"where": f"{FIRST}.self_score", "before": "9.0", "after": None}]


@pytest.mark.parametrize(
    ("key", "value"), [("name", "改了的名称"), ("target", "≥0次"), ("weight", "20"), ("category", "quality")]
)
def test_name_target_and_weight_cannot_be_changed_by_whoever_reports(world: World, key: str, value: str) -> None:
    made, _ = stories.opened(world)
    document = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]
    document["objectives"][0]["indicators"][0][key] = value
    refused = world.call("填报人甲", "PUT", f"evaluations/{made['id']}", document, version=made["version"])
    assert (refused.status_code, refused.get_json()["code"]) == (422, "fixed_by_plan")
    assert refused.get_json()["errors"][0]["path"].startswith(f"{FIRST}.{key}")


def test_a_review_cannot_be_smuggled_in_with_a_report(world: World) -> None:
    made, _ = stories.opened(world)
    document = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]
    document["objectives"][0]["indicators"][0]["review"] = {"score": "9", "approved": True}
    refused = world.call("填报人甲", "PUT", f"evaluations/{made['id']}", document, version=made["version"])
    assert refused.get_json()["code"] == "fixed_by_plan"


def test_a_line_left_out_or_added_is_refused(world: World) -> None:
    made, _ = stories.opened(world)
    document = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]
    lines = document["objectives"][0]["indicators"]
    for changed in (lines[:-1], [*lines, lines[0]]):
        document["objectives"][0]["indicators"] = changed
        refused = world.call("填报人甲", "PUT", f"evaluations/{made['id']}", document, version=made["version"])
        assert refused.get_json()["code"] == "fixed_by_plan"


def test_a_stale_save_shows_both_versions_and_where_they_differ(world: World) -> None:
    made, _ = stories.opened(world)
    patch(world, made, {"lines": [{"where": FIRST, "actual": "1次"}]})
    refused = patch(world, made, {"lines": [{"where": FIRST, "actual": "2次"}]}, who="填报人乙")
    told = refused.get_json()
    assert refused.status_code == 412
    assert told["differs"] == [f"{FIRST}.actual"]
    assert told["current"]["objectives"][0]["indicators"][0]["actual"] == "1次"
    assert told["yours"]["objectives"][0]["indicators"][0]["actual"] == "2次"
    assert told["version"] == 2


def test_a_value_that_does_not_fit_is_named_with_its_place(world: World) -> None:
    made, _ = stories.opened(world)
    refused = patch(world, made, {"lines": [{"where": FIRST, "self_score": "九分"}]})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["path"] == "lines[0].self_score"
    unknown = patch(world, made, {"lines": [{"where": "objectives[0].indicators[99]", "actual": "1"}]})
    assert unknown.get_json()["errors"][0]["code"] == "no_line"


def test_an_answer_to_a_doubt_is_signed_by_whoever_gives_it(world: World) -> None:
    made, _ = stories.opened(world)
    part = {"where": FIRST, "actual": {"text": "约1次", "answer": {"text": "1次", "by": "局长", "on": "2001-01-01"}}}
    made = patch(world, made, {"lines": [part | {"target_answer": "≥1次"}]}).get_json()["evaluation"]
    line = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]["objectives"][0]["indicators"][0]
    for cell in (line["actual"], line["target"]):
        assert cell["answer"]["by"] == "填报人甲"
        assert cell["answer"]["on"] > "2020"
    again = patch(world, made, {"lines": [part]}, who="填报人乙").get_json()
    assert again["changed"] == []


def test_many_forms_are_saved_each_by_itself(world: World) -> None:
    made, _ = stories.opened(world)
    item = {"id": made["id"], "version": made["version"], "parts": {"lines": [{"where": FIRST, "actual": "1次"}]}}
    stale = item | {"version": 99}
    missing = item | {"id": 12345}
    told = world.ok("填报人甲", "POST", "evaluations/batch", {"items": [item, stale, missing]})["results"]
    assert [(each["done"], each["code"]) for each in told] == [
        (True, None), (False, "version_conflict"), (False, "no_such_thing"),
    ]  # fmt: skip
    assert told[0]["version"] == 2


def test_a_report_is_carried_over_to_a_changed_plan(world: World) -> None:
    made, report = stories.opened(world)
    made = patch(world, made, stories.filled_parts(report)).get_json()["evaluation"]
    path = f"evaluations/{made['id']}"
    refused = world.call("填报人甲", "POST", f"{path}/adopt", version=made["version"])
    assert refused.get_json()["code"] == "not_possible"
    plan = world.ok("填报人甲", "GET", f"plans/{made['plan_id']}")
    plan = world.ok("填报人甲", "POST", f"plans/{plan['id']}/change", {"reason": "任务量调整"}, version=plan["version"])
    document = stories.plan_of(report, "信息中心")
    document["objectives"][0]["indicators"][0]["target"] = "≥4次"
    plan = world.ok("填报人甲", "PUT", f"plans/{plan['id']}", {"document": document}, version=plan["version"])
    plan = world.ok("填报人甲", "POST", f"plans/{plan['id']}/submit", version=plan["version"])
    world.ok("主管审核人甲", "POST", f"plans/{plan['id']}/approve", version=plan["version"])
    told = world.ok("填报人甲", "POST", f"{path}/adopt", version=made["version"])
    assert told["changed"] == [{"where": f"{FIRST}.target", "before": "≥1次", "after": "≥4次"}]
    assert told["sheet"]["lines"][0]["met"] is False
    assert told["sheet"]["lines"][0]["actual"] == "1次"


def test_the_history_tells_each_change_in_words(world: World) -> None:
    made, _ = stories.opened(world)
    patch(world, made, {"lines": [{"where": FIRST, "actual": "1次", "explanation": {"reason": "已按合同完成抽样"}}]})
    told = world.ok("填报人乙", "GET", f"evaluations/{made['id']}/history")
    sentence = "填报人甲（令牌）保存：第1行 实际完成值填为“1次”；第1行 偏差原因分析填为“已按合同完成抽样”。"
    assert told["events"][1]["sentence"] == sentence
    assert [each["reason"] for each in told["explanations"]] == ["已按合同完成抽样"]
    assert world.call("外单位审核人", "GET", f"evaluations/{made['id']}/history").status_code == 404
