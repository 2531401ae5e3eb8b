"""Submitting: with everything that is owed, before the deadline, taken back until somebody approved."""

from datetime import timedelta
from typing import Any

from api.instants import instant
from tests.api.service import stories
from tests.api.service.world import World

MISSED = "objectives[0].indicators[0]"


def test_everything_that_is_missing_is_listed_with_its_place(world: World) -> None:
    made, _ = stories.opened(world)
    refused = world.call("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=made["version"])
    told = refused.get_json()
    assert (refused.status_code, told["code"]) == (422, "not_complete")
    paths = [each["path"] for each in told["errors"]]
    assert paths[0] == "funding"
    assert f"{MISSED}" in paths
    assert f"{MISSED}.explanation" in paths
    assert all("请" in each["message"] for each in told["errors"])


def test_no_number_is_submitted_only_with_its_kind_stated(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    path = f"evaluations/{made['id']}"
    saved = world.ok("填报人甲", "PATCH", path, {"lines": [{"where": MISSED, "actual": ""}]}, version=made["version"])
    assert {each["code"] for each in saved["missing"]} == {"open_blank", "explanation_blank"}
    stated = {
        "where": MISSED, "actual": {"text": "", "missing": "not_yet_due"},
        "explanation": {"reason": "合同约定2024年6月验收，年度内尚未到期", "remedy": "2024年7月前完成验收并补报"},
    }  # fmt: skip
    saved = world.ok("填报人甲", "PATCH", path, {"lines": [stated]}, version=saved["evaluation"]["version"])
    assert saved["missing"] == []
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=saved["evaluation"]["version"])
    assert (made["state"], made["total"], made["range"]) == ("submitted", None, {"low": "87.3", "high": "96.3"})


def test_no_reason_is_not_a_reason_and_a_thin_one_passes(world: World) -> None:
    saved, _ = stories.filled(world)
    path = f"evaluations/{saved['evaluation']['id']}"

    def explained(reason: str, version: int) -> Any:
        line = {"where": MISSED, "actual": "0次", "explanation": {"reason": reason, "remedy": ""}}
        return world.ok("填报人甲", "PATCH", path, {"lines": [line]}, version=version)

    for reason in ("无", "达成预期指标", "下一步加强管理"):
        saved = explained(reason, saved["evaluation"]["version"])
        assert [each["path"] for each in saved["missing"]] == [f"{MISSED}.explanation"]
        refused = world.call("填报人甲", "POST", f"{path}/submit", version=saved["evaluation"]["version"])
        assert refused.get_json()["code"] == "not_complete"
    saved = explained("供应商破产，合同中途终止", saved["evaluation"]["version"])
    assert (saved["evaluation"]["owed"], saved["evaluation"]["weak"]) == (0, 1)
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=saved["evaluation"]["version"])
    view = world.ok("单位审核人甲", "GET", f"{path}/review")
    assert [each["outcome"] for each in view["sheet"]["owed"] if each["where"] == MISSED] == ["weak"]
    assert made["state"] == "submitted"


def test_after_the_deadline_drafts_are_saved_but_not_submitted_until_an_extension(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    path = f"evaluations/{made['id']}"
    task = world.ok("填报人甲", "GET", f"tasks/{made['task_id']}")
    world.at(instant(task["deadline"]) + timedelta(seconds=1))
    refused = world.call("填报人甲", "POST", f"{path}/submit", version=made["version"])
    assert (refused.status_code, refused.get_json()["condition"]) == (409, "before_deadline")
    saved = world.ok(
        "填报人甲", "PATCH", path, {"lines": [{"where": MISSED, "actual": "2次"}]}, version=made["version"]
    )
    extension = {"agency_id": made["agency_id"], "deadline": "2030-01-31", "reason": "系统迁移"}
    world.ok("管理员甲", "POST", f"tasks/{made['task_id']}/extensions", extension, version=task["version"])
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=saved["evaluation"]["version"])
    assert made["state"] == "submitted"


def test_a_deadline_counts_to_the_end_of_its_day_in_shanghai(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    task = world.ok("填报人甲", "GET", f"tasks/{made['task_id']}")
    world.at(instant(task["deadline"]))
    assert task["deadline"].endswith("T15:59:59.999999Z")
    world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=made["version"])


def test_what_is_submitted_cannot_be_saved_but_taken_back(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    part = {"lines": [{"where": MISSED, "actual": "3次"}]}
    assert world.call("填报人甲", "PATCH", path, part, version=made["version"]).get_json()["code"] == "wrong_state"
    made = world.ok("填报人乙", "POST", f"{path}/recall", version=made["version"])
    assert made["state"] == "draft"
    world.ok("填报人甲", "PATCH", path, part, version=made["version"])


def test_nothing_is_taken_back_once_a_level_has_approved(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    refused = world.call("填报人甲", "POST", f"{path}/recall", version=made["version"])
    assert refused.get_json()["condition"] == "unreviewed"


def test_the_reviewers_whose_turn_it_is_are_told_once(world: World) -> None:
    made = stories.submitted(world)
    told = {who: _kinds(world, who) for who in stories.REVIEWERS}
    assert told == {"单位审核人甲": ["to_review"], "主管审核人甲": ["plan_to_approve"], "财政审核人甲": []}
    world.ok("单位审核人甲", "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"])
    assert _kinds(world, "主管审核人甲") == ["plan_to_approve", "to_review"]


def test_nobody_is_asked_any_more_once_it_is_done(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    assert _unread(world, "单位审核人甲") == ["to_review"]
    made = world.ok("填报人甲", "POST", f"{path}/recall", version=made["version"])
    assert _unread(world, "单位审核人甲") == []
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=made["version"])
    assert _unread(world, "单位审核人甲") == ["to_review"]
    made = world.ok("单位审核人甲", "POST", f"{path}/return", {"opinion": "请补充"}, version=made["version"])
    assert (_unread(world, "单位审核人甲"), _unread(world, "填报人甲")) == ([], ["returned"])
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=made["version"])
    assert (_unread(world, "单位审核人甲"), _unread(world, "填报人甲")) == (["to_review"], [])
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert (_unread(world, "单位审核人甲"), _unread(world, "主管审核人甲")) == ([], ["to_review"])
    world.ok("主管审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert (_unread(world, "主管审核人甲"), _unread(world, "填报人甲")) == ([], ["approved"])


def _unread(world: World, who: str) -> list[str]:
    told = world.ok(who, "GET", "notifications?unread=1")["items"]
    return [each["kind"] for each in told if not each["kind"].startswith("plan_")]


def _kinds(world: World, who: str) -> list[str]:
    store = world.open()
    rows = store.rows("SELECT kind FROM notifications WHERE person_id = :id", id=world.people[who])
    store.close()
    return [row["kind"] for row in rows]
