"""Review: beside the self score, by another pair of eyes, at the level whose turn it is; approval locks."""

import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import pytest

from api.package import verify_package
from api.version import engine_version
from tests.api.service import stories
from tests.api.service.world import World

LAST = "objectives[0].indicators[7]"
MET = "objectives[0].indicators[2]"  # reported as fully met, worth 8


def review(world: World, made: Any, who: str, **line: Any) -> Any:
    """One line reviewed."""
    body = {"lines": [{"where": LAST, **line}]}
    return world.call(who, "PUT", f"evaluations/{made['id']}/review", body, version=made["version"])


def test_a_review_score_stands_beside_and_counts_once_its_level_approves(world: World) -> None:
    made = stories.submitted(world)
    made = review(world, made, "单位审核人甲", score="16.0", opinion="佐证不足", ground="缺少佐证").get_json()
    path = f"evaluations/{made['id']}"
    line = world.ok("填报人甲", "GET", f"{path}/score")["lines"][7]
    assert (line["self_score"], line["review_score"], line["points"], line["basis"]) == (
        "17.0",
        "16.0",
        "17.0",
        "judged",
    )
    assert made["total"] == "96.3"
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    line = world.ok("填报人甲", "GET", f"{path}/score")["lines"][7]
    assert (line["points"], line["basis"], made["total"]) == ("16.0", "reviewed", "95.3")


def test_a_higher_level_overrules_a_lower_one_only_when_it_approves(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    made = review(world, made, "单位审核人甲", score="16.0").get_json()
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    made = review(world, made, "主管审核人甲", score="15.0").get_json()
    assert made["total"] == "95.3"
    made = world.ok("主管审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert (made["state"], made["total"]) == ("approved", "94.3")
    assert [each["score"] for each in world.ok("填报人甲", "GET", path)["reviews"]] == ["16.0", "15.0"]


@pytest.mark.parametrize("score", ["20.1", "-1"])
def test_a_review_score_lies_between_nothing_and_the_weight(world: World, score: str) -> None:
    made = stories.submitted(world)
    assert review(world, made, "单位审核人甲", score=score).status_code == 422
    assert Decimal(world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["evaluation"]["total"]) == Decimal("96.3")


def test_a_review_is_taken_back_without_a_trace_in_the_score(world: World) -> None:
    made = stories.submitted(world)
    made = review(world, made, "单位审核人甲", score="1").get_json()
    path = f"evaluations/{made['id']}"
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", {"dropped": [LAST]}, version=made["version"])
    assert world.ok("单位审核人甲", "GET", f"{path}/review")["reviews"] == []


@pytest.mark.parametrize(
    ("who", "status"), [("填报人甲", 403), ("审计员甲", 403), ("管理员甲", 403), ("外单位审核人", 404), ("", 401)]
)
def test_only_a_reviewer_above_reviews(world: World, who: str, status: int) -> None:
    made = stories.submitted(world)
    assert review(world, made, who, score="16.0").status_code == status
    assert (
        world.call(who, "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"]).status_code == status
    )


def test_nobody_reviews_what_they_submitted(world: World) -> None:
    world.grant("填报人甲", "supervisor", "信息中心")
    made = stories.submitted(world)
    refused = world.call("填报人甲", "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"])
    assert refused.get_json()["condition"] == "four_eyes"


def test_nobody_approves_two_levels_of_one_evaluation(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    made = world.ok("主管审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    refused = world.call("主管审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert refused.get_json()["condition"] == "four_eyes"
    lower = world.call("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert lower.get_json()["condition"] == "level"


def test_points_taken_off_at_one_level_do_not_keep_the_next_from_approving(world: World) -> None:
    made = stories.submitted(world, levels=2)
    path = f"evaluations/{made['id']}"
    said = {"lines": [{"where": MET, "score": "5", "opinion": "核减"}]}
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", said, version=made["version"])
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert world.ok("主管审核人甲", "GET", path)["missing"] == []
    assert world.ok("主管审核人甲", "POST", f"{path}/approve", {}, version=made["version"])["state"] == "approved"


def test_what_is_reviewed_again_in_the_same_words_stays_with_the_first_reviewer(world: World) -> None:
    made = stories.submitted(world, levels=2)
    path, said = f"evaluations/{made['id']}", {"lines": [{"where": MET, "score": "5", "opinion": "核减"}]}
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", said, version=made["version"])
    again = world.ok("主管审核人甲", "PUT", f"{path}/review", said, version=made["version"])
    assert again["version"] == made["version"]
    (kept,) = world.ok("主管审核人甲", "GET", path)["reviews"]
    assert kept["reviewer"] == "单位审核人甲"


def test_a_return_takes_back_what_the_levels_below_had_counted(world: World) -> None:
    made = stories.submitted(world, levels=2)
    path, total = f"evaluations/{made['id']}", made["total"]
    said = {"lines": [{"where": MET, "score": "5", "opinion": "核减"}]}
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", said, version=made["version"])
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert made["total"] != total
    made = world.ok("主管审核人甲", "POST", f"{path}/return", {"opinion": "请核实"}, version=made["version"])
    assert made["total"] == total == world.ok("填报人甲", "GET", f"{path}/score")["total"]
    lost = {row["where"]: row["lost"] for row in world.ok("填报人甲", "GET", f"{path}/deviations")["items"]}
    assert lost.get(MET) in (None, "0")


def test_a_return_names_its_lines_and_the_next_reviewer_sees_what_changed(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}"
    assert (
        world.call("单位审核人甲", "POST", f"{path}/return", {}, version=made["version"]).get_json()["condition"]
        == "remarks"
    )
    remarks = [{"where": LAST, "text": "请补充用户证明"}]
    made = world.ok("单位审核人甲", "POST", f"{path}/return", {"remarks": remarks}, version=made["version"])
    whole = world.ok("填报人甲", "GET", path)
    assert (made["state"], whole["decisions"][0]["remarks"]) == ("returned", remarks)
    line = {"where": LAST, "explanation": {"reason": "用户证明没有按时收集", "remedy": "2024年3月前补齐用户证明"}}
    saved = world.ok("填报人甲", "PATCH", path, {"lines": [line]}, version=made["version"])
    world.ok("填报人甲", "POST", f"{path}/submit", version=saved["evaluation"]["version"])
    changed = world.ok("单位审核人甲", "GET", f"{path}/review")["changed"]
    assert [each["where"] for each in changed] == [f"{LAST}.explanation.reason", f"{LAST}.explanation.remedy"]


def test_approving_many_reports_each_refusal(world: World) -> None:
    made = stories.submitted(world, levels=1)
    items = [
        {"id": made["id"], "version": made["version"]},
        {"id": made["id"], "version": 1},
        {"id": 999, "version": 1},
    ]
    told = world.ok("单位审核人甲", "POST", "evaluations/approve", {"items": items})["results"]
    assert [(each["done"], each["code"]) for each in told] == [
        (True, None), (False, "wrong_state"), (False, "no_such_thing"),
    ]  # fmt: skip
    assert world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["evaluation"]["state"] == "approved"


def test_an_approved_result_is_recomputed_by_an_outsider_from_its_package(world: World) -> None:
    made = stories.approved(world)
    content = world.call("填报人甲", "GET", f"evaluations/{made['id']}/package").data
    report = verify_package(content, engine_version())
    assert report.ok, [check for check in report.checks if not check.ok]
    assert report.stated == report.recomputed == "96.3"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = [json.loads(line) for line in archive.read("audit.jsonl").splitlines()]
    assert [row["action"] for row in rows[-2:]] == ["approve", "freeze"]
    assert world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["digest"] in rows[-1]["after"]


def test_the_public_package_proves_the_approval_and_tells_nobody_s_name_or_address(world: World) -> None:
    made = stories.published(world)
    content = world.call("", "GET", f"published/{made['id']}/package").data
    report = verify_package(content, engine_version())
    assert report.ok, [check for check in report.checks if not check.ok]
    assert any("内容不公开" in check.why for check in report.checks)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = [json.loads(line) for line in archive.read("audit.jsonl").splitlines()]
    assert all(set(row) == {"prev", "hash"} for row in rows[:-1])
    assert (rows[-1]["person"], rows[-1]["address"], rows[-1]["action"]) == ("系统", "", "freeze")


def test_there_is_no_package_before_approval(world: World) -> None:
    made = stories.submitted(world)
    assert world.call("填报人甲", "GET", f"evaluations/{made['id']}/package").get_json()["code"] == "not_possible"


def test_a_published_result_is_seen_by_anybody_until_it_is_withdrawn(world: World) -> None:
    made = stories.approved(world)
    path, public = f"evaluations/{made['id']}", f"published/{made['id']}"
    assert world.call("", "GET", public).status_code == 404
    made = world.ok("主管审核人甲", "POST", f"{path}/publish", version=made["version"])
    told = world.ok("", "GET", public)
    assert (told["evaluation"]["total"], told["sheet"]["total"]) == ("96.3", "96.3")
    assert told["sheet"]["lines"][0]["trace"]
    assert [each["id"] for each in world.ok("", "GET", "published")["items"]] == [made["id"]]
    assert verify_package(world.call("", "GET", f"{public}/package").data, engine_version()).ok
    assert world.call("主管审核人甲", "POST", f"{path}/withdraw", {}, version=made["version"]).status_code == 422
    made = world.ok("主管审核人甲", "POST", f"{path}/withdraw", {"reason": "数据有误"}, version=made["version"])
    assert (made["state"], made["published_at"] is not None) == ("withdrawn", True)
    assert world.call("", "GET", public).status_code == 404
    assert world.ok("填报人甲", "GET", path)["evaluation"]["state"] == "withdrawn"


def test_what_is_confidential_is_never_public(world: World) -> None:
    made = stories.approved(world, confidential=True)
    refused = world.call("主管审核人甲", "POST", f"evaluations/{made['id']}/publish", version=made["version"])
    assert refused.get_json()["condition"] == "open_to_public"


def test_a_plan_marked_confidential_later_takes_its_published_results_away(world: World) -> None:
    made = stories.published(world)
    plan = world.ok("填报人甲", "GET", f"plans/{made['plan_id']}")
    body = {"confidential": True, "reason": "涉及关键信息基础设施"}
    world.ok("填报人甲", "PUT", f"plans/{plan['id']}/confidential", body, version=plan["version"])
    assert world.call("", "GET", f"published/{made['id']}").status_code == 404
    assert world.ok("", "GET", "published")["items"] == []


def test_reopening_makes_a_linked_revision_and_leaves_the_approved_one_as_it_is(world: World) -> None:
    made = stories.published(world)
    path = f"evaluations/{made['id']}"
    before = world.ok("填报人甲", "GET", path)
    new = world.ok("主管审核人甲", "POST", f"{path}/reopen", {"reason": "审计发现数据有误"}, version=made["version"])
    assert (new["revision"], new["previous_id"], new["state"], new["total"]) == (2, made["id"], "draft", "96.3")
    after = world.ok("填报人甲", "GET", path)
    assert (after["document"], after["digest"]) == (before["document"], before["digest"])
    assert (after["evaluation"]["latest"], after["evaluation"]["state"]) == (False, "published")
    again = world.call(
        "主管审核人甲", "POST", f"{path}/reopen", {"reason": "再来"}, version=after["evaluation"]["version"]
    )
    assert again.get_json()["condition"] == "latest"
    line = {"where": LAST, "self_score": "16.0"}
    saved = world.ok("填报人甲", "PATCH", f"evaluations/{new['id']}", {"lines": [line]}, version=new["version"])
    new = world.ok("填报人甲", "POST", f"evaluations/{new['id']}/submit", version=saved["evaluation"]["version"])
    for who in stories.REVIEWERS[:2]:
        new = world.ok(who, "POST", f"evaluations/{new['id']}/approve", {}, version=new["version"])
    assert world.ok("", "GET", f"published/{made['id']}")["evaluation"]["total"] == "96.3"
    world.ok("主管审核人甲", "POST", f"evaluations/{new['id']}/publish", version=new["version"])
    assert world.call("", "GET", f"published/{made['id']}").status_code == 404
    assert world.ok("", "GET", f"published/{new['id']}")["evaluation"]["total"] == "95.3"


def test_a_spot_check_stands_beside_the_approved_score(world: World) -> None:
    made = stories.approved(world)
    path = f"evaluations/{made['id']}"
    body = {"where": LAST, "score": "12", "opinion": "现场核实，佐证不足"}
    assert world.call("主管审核人甲", "POST", f"{path}/spot-checks", body).get_json()["condition"] == "level"
    told = world.ok("财政审核人甲", "POST", f"{path}/spot-checks", body)
    assert (told["score"], told["checker"]) == ("12", "财政审核人甲")
    whole = world.ok("填报人甲", "GET", path)
    assert (whole["evaluation"]["total"], len(whole["spot_checks"])) == ("96.3", 1)
    over = world.call("财政审核人甲", "POST", f"{path}/spot-checks", body | {"score": "21"})
    assert over.status_code == 422


def test_grounds_to_choose_from_are_told_with_how_well_they_are_known(world: World) -> None:
    items = world.ok("单位审核人甲", "GET", "review-grounds")["items"]
    assert {"code", "text", "effect", "evidence"} == set(items[0])
    assert all("未核对原文" in each["evidence"] for each in items)
