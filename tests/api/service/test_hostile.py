"""Requests that nobody means well with: each is refused, none is a bug."""

import base64
import json

import pytest

from api.door.csvfile import cell, plain
from api.package import verify_package
from api.package.unpacking import unpack
from api.version import engine_version
from tests.api.service import planning, stories
from tests.api.service.world import World

FIRST = "objectives[0].indicators[0]"


@pytest.mark.parametrize(
    "parts",
    [
        {"clear": ["objectives"]},
        {"clear": ["objectives"], "lines": [{"where": FIRST, "actual": "5"}]},
        {"clear": ["agency"]},
        {"lines": [{"where": FIRST, "clear": ["target"], "target_answer": "5"}]},
        {"lines": [{"where": FIRST, "clear": ["name"]}]},
    ],
)
def test_what_is_not_the_reporters_cannot_be_cleared(world: World, parts: dict[str, object]) -> None:
    made, _ = stories.opened(world)
    refused = world.call("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])
    assert refused.status_code == 422
    assert [each["code"] for each in refused.get_json()["errors"]] == ["not_a_choice"]


@pytest.mark.parametrize("last", ["\ud800", "a\udfffb", "\0", 2**63, 1.5, None, ["a"], True])
@pytest.mark.parametrize("path", ["/published", "/api/v1/published", "/api/v1/evaluations"])
def test_a_forged_cursor_is_refused(world: World, path: str, last: object) -> None:
    packed = json.dumps(["-updated", last, 1]).encode()
    cursor = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert world.call("填报人甲", "GET", f"{path}?after={cursor}").status_code == 422


@pytest.mark.parametrize("spent", ["9" * 30, "9" * 25 + ".99999"])
def test_figures_of_thirty_digits_are_scored(world: World, spent: str) -> None:
    saved, _ = stories.filled(world)
    row = {"source": "total", "initial": "1", "budgeted": "0.0000000000000000000000000001", "spent": spent}
    made = saved["evaluation"]
    parts = {"funding": {"unit": "万元", "rows": [row]}}
    told = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])
    assert told["evaluation"]["rate"].startswith("9" * 25) or told["evaluation"]["rate"].startswith("1" + "0" * 25)
    for path in ("", "/score", "/trace", "/deviations", "/review", "/history"):
        world.ok("填报人甲", "GET", f"evaluations/{made['id']}{path}")
    world.ok("填报人甲", "GET", "evaluations?sort=-rate")


def test_a_token_without_the_scope_does_not_end_its_persons_logins(world: World) -> None:
    own = f"people/{world.people['填报人甲']}/logins"
    store = world.open()
    store.write(lambda store: store.run("UPDATE tokens SET scopes = 'score' WHERE name = '测试'"))
    store.close()
    assert world.call("填报人甲", "DELETE", own).status_code == 403


def test_an_agency_never_ranks_below_one_that_belongs_to_it(world: World) -> None:
    for name in ("某市财政局", "某市人社局"):
        row = world.ok("管理员甲", "GET", f"agencies/{world.agencies[name]}")
        body = {"name": name, "rank": "agency"}
        answer = world.call("管理员甲", "PUT", f"agencies/{row['id']}", body, version=row["version"])
        assert answer.status_code == {"某市财政局": 409, "某市人社局": 200}[name]


def test_what_a_task_is_to_others_tells_nothing(world: World) -> None:
    body = {
        "year": 2023, "name": "全市", "place": "中央", "rulebook": "central-2021", "levels": 1, "why": "",
        "agencies": [world.agencies["信息中心"], world.agencies["图书馆"]], "opens_on": "2023-01-01",
        "deadline": "2023-12-31",
    }  # fmt: skip
    made = world.ok("管理员甲", "POST", "tasks", body)
    extension = {"agency_id": world.agencies["图书馆"], "deadline": "9999-12-31", "reason": "搬迁"}
    world.ok("管理员甲", "POST", f"tasks/{made['id']}/extensions", extension)
    for asked in (f"agency={world.agencies['图书馆']}", "open=yes"):
        assert world.ok("填报人甲", "GET", f"tasks?{asked}")["items"] == []
        assert len(world.ok("外单位填报人", "GET", f"tasks?{asked}")["items"]) == 1
        assert len(world.ok("管理员甲", "GET", f"tasks?{asked}")["items"]) == 1
    for i in range(20):  # from here on a scope may be a large one
        added = {"name": f"分站{i}", "parent_id": world.agencies["信息中心"]}
        world.ok("管理员甲", "POST", "agencies", added)
    for asked in (f"agency={world.agencies['图书馆']}", "open=yes"):
        assert world.ok("填报人甲", "GET", f"tasks?{asked}")["items"] == []
        assert len(world.ok("管理员甲", "GET", f"tasks?{asked}")["items"]) == 1


def test_what_came_after_the_approval_is_not_in_the_public_package(world: World) -> None:
    made = stories.published(world)
    spot = {"score": "50", "opinion": "抽查发现凭证不全，内部掌握"}
    world.ok("财政审核人甲", "POST", f"evaluations/{made['id']}/spot-checks", spot)
    public = world.call("", "GET", f"published/{made['id']}/package").data
    assert "内部掌握" not in unpack(public).files["audit.jsonl"].decode()
    assert verify_package(public, engine_version()).ok
    own = world.call("填报人甲", "GET", f"evaluations/{made['id']}/package").data
    assert "内部掌握" in unpack(own).files["audit.jsonl"].decode()


@pytest.mark.parametrize("text", ["＝1+1", "＋1", "－1+1", "＠SUM(A1)", "\n=1+1", "'＝1"])
def test_what_a_chinese_spreadsheet_would_run_has_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert plain(cell(text)) == text


def test_a_report_that_grows_part_by_part_is_refused_before_nobody_can_read_it(world: World) -> None:
    document = planning.document()
    document["objectives"][0]["indicators"] = [planning.line(f"指标{i}", "≥1次", "7.5") for i in range(12)]
    plan = planning.add(world, document=document)
    plan = planning.step(world, "单位审核人甲", planning.step(world, "填报人甲", plan, "submit"), "approve")
    rules = {"budget_year": 2023, "place": "中央", "rulebook": "central-2021"}
    made = world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan["id"], "task_id": stories.task(world, rules)})
    path, notes = f"evaluations/{made['id']}", ["𝕏" * 4000] * 100
    first, second = ([{"where": f"objectives[0].indicators[{i}]", "notes": notes} for i in range(*at)]
                     for at in ((0, 9), (9, 12)))  # fmt: skip
    made = world.ok("填报人甲", "PATCH", path, {"lines": first}, version=made["version"])["evaluation"]
    refused = world.call("填报人甲", "PATCH", path, {"lines": second}, version=made["version"])
    assert (refused.status_code, refused.get_json()["code"]) == (413, "too_large")
    assert world.ok("填报人甲", "GET", path)["evaluation"]["version"] == made["version"]
    world.ok("填报人甲", "PATCH", path, {"lines": [first[0] | {"notes": []}]}, version=made["version"])


def test_a_return_in_blanks_says_nothing(world: World) -> None:
    made = stories.submitted(world)
    path = f"evaluations/{made['id']}/return"
    refused = world.call("单位审核人甲", "POST", path, {"opinion": " \u3000\n"}, version=made["version"])
    assert (refused.status_code, refused.get_json()["condition"]) == (409, "remarks")


def test_what_the_finance_department_approved_is_not_the_agencys_to_publish_or_reopen(world: World) -> None:
    made = stories.approved(world, levels=3)
    path = f"evaluations/{made['id']}"
    for who in ("单位审核人甲", "主管审核人甲"):
        for step, body in (("publish", None), ("reopen", {"reason": "重填"})):
            refused = world.call(who, "POST", f"{path}/{step}", body, version=made["version"])
            assert (refused.status_code, refused.get_json()["condition"]) == (409, "level")
    made = world.ok("财政审核人甲", "POST", f"{path}/publish", version=made["version"])
    refused = world.call("主管审核人甲", "POST", f"{path}/withdraw", {"reason": "有误"}, version=made["version"])
    assert refused.get_json()["condition"] == "level"
    world.ok("管理员甲", "POST", f"{path}/withdraw", {"reason": "有误"}, version=made["version"])


def test_a_line_without_weight_is_given_no_review_score(world: World) -> None:
    made = stories.submitted(world, "jilin-2023-smart", levels=1)
    path = f"evaluations/{made['id']}"
    for score in ("5", "9" * 30):
        body = {"lines": [{"where": FIRST, "score": score}]}
        refused = world.call("单位审核人甲", "PUT", f"{path}/review", body, version=made["version"])
        assert [each["code"] for each in refused.get_json()["errors"]] == ["no_weight"]
    body = {"lines": [{"where": FIRST, "opinion": "请补印分值"}]}
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", body, version=made["version"])
    made = world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    assert made["total"] == "97.00"
