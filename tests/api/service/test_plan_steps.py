"""The workflow of plans: approved by another person, changed only by a further version that is approved, too."""

import sqlite3

import pytest

from tests.api.service.planning import REASON, REMARKS, add, approved, document, refused, step
from tests.api.service.world import World


def test_a_plan_goes_from_draft_over_a_return_to_approval(world: World) -> None:
    plan = add(world)
    assert (plan["state"], plan["number"], plan["approved_id"], plan["name"]) == ("draft", 1, None, "网络运维")
    plan = step(world, "填报人甲", plan, "submit")
    assert (plan["state"], plan["newest"]["submitter"]) == ("submitted", "填报人甲")
    plan = step(world, "单位审核人甲", plan, "return", REMARKS)
    assert (plan["state"], plan["newest"]["decider"]) == ("returned", "单位审核人甲")
    assert plan["newest"]["remarks"] == REMARKS["remarks"]
    body = {"document": document(times="≥24次")}
    plan = world.ok("填报人乙", "PUT", f"plans/{plan['id']}", body, version=plan["version"])
    assert plan["state"] == "returned"
    plan = step(world, "填报人乙", plan, "submit")
    plan = step(world, "主管审核人甲", plan, "approve")
    assert (plan["state"], plan["approved_id"]) == ("approved", plan["newest"]["id"])
    assert (plan["newest"]["decider"], plan["newest"]["remarks"]) == ("主管审核人甲", [])
    store = world.open()
    rows = store.rows("SELECT action, person, chain FROM audit WHERE noun = 'plan' ORDER BY id")
    store.close()
    assert [row["action"] for row in rows] == ["add", "submit", "return", "save", "submit", "approve"]
    assert {row["chain"] for row in rows} == {f"plan:{plan['id']}"}


def test_a_plan_with_errors_is_saved_but_not_submitted(world: World) -> None:
    plan = add(world, document=document(times=""))
    status, told = refused(world, "填报人甲", plan, "submit")
    assert (status, told["code"]) == (422, "not_complete")
    assert "document.objectives[0].indicators[0].target" in [each["path"] for each in told["errors"]]
    assert world.ok("填报人甲", "GET", f"plans/{plan['id']}")["state"] == "draft"


def test_a_plan_without_a_line_is_saved_but_not_submitted(world: World) -> None:
    plan = add(world, document=document() | {"objectives": [{"text": "做好", "indicators": []}]})
    status, told = refused(world, "填报人甲", plan, "submit")
    assert (status, told["code"], told["errors"][0]["code"]) == (422, "not_complete", "no_indicators")


def test_each_step_belongs_to_its_roles(world: World) -> None:
    plan = step(world, "填报人甲", add(world), "submit")
    for who in ("填报人乙", "集成程序甲", "审计员甲", "管理员甲"):
        assert refused(world, who, plan, "approve")[0] == 403
        assert refused(world, who, plan, "return", REMARKS)[0] == 403
    for who in ("单位审核人甲", "审计员甲", "管理员甲"):
        assert refused(world, who, plan, "recall")[0] == 403
        assert world.call(who, "PUT", f"plans/{plan['id']}", {"document": document()}, version=2).status_code == 403


def test_a_step_from_the_wrong_state_is_refused_in_words(world: World) -> None:
    plan = add(world)
    assert (
        refused(world, "单位审核人甲", plan, "approve")[1]["detail"] == "现在的状态是“草稿”，不能批复；只有已提交时可以"
    )
    for who, name, body in (
        ("单位审核人甲", "return", REMARKS),
        ("填报人甲", "recall", None),
        ("填报人甲", "change", REASON),
    ):
        assert refused(world, who, plan, name, body)[1]["code"] == "wrong_state"
    plan = step(world, "填报人甲", plan, "submit")
    assert refused(world, "填报人甲", plan, "submit")[1]["code"] == "wrong_state"
    saved = world.call(
        "填报人甲", "PUT", f"plans/{plan['id']}", {"document": document("改名")}, version=plan["version"]
    )
    assert (saved.status_code, saved.get_json()["code"]) == (409, "wrong_state")
    plan = step(world, "填报人乙", plan, "recall")
    assert plan["state"] == "draft"


def test_a_return_says_why(world: World) -> None:
    plan = step(world, "填报人甲", add(world), "submit")
    status, told = refused(world, "单位审核人甲", plan, "return", {"remarks": []})
    assert (status, told["code"], told["condition"]) == (409, "condition_failed", "remarks")


def test_nobody_approves_or_returns_what_they_submitted_in_whatever_round(world: World) -> None:
    store = world.open()
    store.write(
        lambda store: store.run(
            "INSERT INTO grants (person_id, role, agency_id, granted_at) VALUES (:person, 'supervisor', :agency, '')",
            person=world.people["填报人甲"], agency=world.agencies["信息中心"],
        )
    )  # fmt: skip
    store.close()
    plan = step(world, "填报人甲", add(world), "submit")
    for name, body in (("approve", None), ("return", REMARKS)):
        status, told = refused(world, "填报人甲", plan, name, body)
        assert (status, told["condition"]) == (409, "four_eyes")
    plan = step(world, "填报人乙", step(world, "填报人乙", plan, "recall"), "submit")
    assert refused(world, "填报人甲", plan, "approve")[1]["condition"] == "four_eyes"
    plan = step(world, "单位审核人甲", plan, "approve")
    plan = step(world, "填报人乙", step(world, "填报人乙", plan, "change", REASON), "submit")
    assert step(world, "填报人甲", plan, "approve")["state"] == "approved"


def test_the_same_key_twice_takes_one_step(world: World) -> None:
    plan = add(world)
    first, again = (
        world.call("填报人甲", "POST", f"plans/{plan['id']}/submit", version=1, key="同一次".encode().hex())
        for _ in range(2)
    )
    assert first.get_json() == again.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_changed_target_counts_only_once_it_is_approved(world: World) -> None:
    first = approved(world)
    status, told = refused(world, "填报人甲", first, "change", {"reason": " "})
    assert (status, told["condition"]) == (409, "reason")
    plan = step(world, "填报人甲", first, "change", REASON)
    assert (plan["state"], plan["number"], plan["approved_id"]) == ("draft", 2, first["newest"]["id"])
    assert plan["newest"]["document"] == first["newest"]["document"]
    body = {"document": document("网络运维及升级", times="≥24次")}
    plan = world.ok("填报人甲", "PUT", f"plans/{plan['id']}", body, version=plan["version"])
    assert plan["name"] == "网络运维"
    plan = step(world, "填报人甲", plan, "submit")
    assert plan["approved_id"] == first["newest"]["id"]
    found = world.ok("单位审核人甲", "GET", f"plans/{plan['id']}/changes")
    assert (found["number"], found["reason"]) == (2, REASON["reason"])
    assert {each["where"]: (each["before"], each["after"]) for each in found["changes"]} == {
        "objectives[0].indicators[0].target": ("≥12次", "≥24次"),
        "project.name": ("网络运维", "网络运维及升级"),
    }
    plan = step(world, "单位审核人甲", plan, "approve")
    assert (plan["approved_id"], plan["name"]) == (plan["newest"]["id"], "网络运维及升级")
    assert [each["state"] for each in world.ok("填报人甲", "GET", f"plans/{plan['id']}/versions")["items"]] == [
        "approved",
        "approved",
    ]
    old = world.ok("审计员甲", "GET", f"plans/{plan['id']}/versions/1")
    assert old["document"] == first["newest"]["document"]


def test_a_changed_name_that_another_plan_has_taken_is_not_approved(world: World) -> None:
    plan = step(world, "填报人甲", approved(world), "change", REASON)
    body = {"document": document("机房改造")}
    plan = world.ok("填报人甲", "PUT", f"plans/{plan['id']}", body, version=plan["version"])
    add(world, document=document("机房改造"))
    plan = step(world, "填报人甲", plan, "submit")
    assert refused(world, "单位审核人甲", plan, "approve")[1]["code"] == "taken"


def test_a_renamed_agency_is_told_before_the_approval(world: World) -> None:
    plan = step(world, "填报人甲", add(world), "submit")
    renamed = {"name": "数据中心", "code": "", "rank": "agency"}
    world.ok("管理员甲", "PUT", f"agencies/{world.agencies['信息中心']}", renamed, version=1)
    status, told = refused(world, "单位审核人甲", plan, "approve")
    assert (status, [each["code"] for each in told["errors"]]) == (422, ["other_agency"])


def test_versions_that_are_not_there_are_told_so(world: World) -> None:
    id = add(world)["id"]
    for path in ("versions/2", "versions/x", "versions/9999999999", "changes?after=2", "changes?before=7"):
        assert world.call("填报人甲", "GET", f"plans/{id}/{path}").status_code == 404
    assert world.ok("填报人甲", "GET", f"plans/{id}/changes")["changes"] == []
    assert world.ok("填报人甲", "GET", f"plans/{id}/changes?before=1&after=1")["changes"] == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plan_versions SET document = '{}'",
        "UPDATE plan_versions SET state = 'draft'",
        "DELETE FROM plan_versions",
        (
            "INSERT OR REPLACE INTO plan_versions (id, plan_id, number, state, document, reason, remarks, created_by,"
            " created_at) SELECT id, plan_id, number, 'draft', '{}', '', '[]', created_by, created_at"
            " FROM plan_versions"
        ),
        (
            "INSERT OR REPLACE INTO plan_versions (plan_id, number, state, document, reason, remarks, created_by,"
            " created_at) SELECT plan_id, number, 'draft', '{}', '', '[]', created_by, created_at FROM plan_versions"
        ),
    ],
)
def test_the_database_itself_keeps_what_is_approved(world: World, sql: str) -> None:
    plan = approved(world)
    store = world.open()
    with pytest.raises(sqlite3.IntegrityError, match="locked: approved plan"):
        store.write(lambda store: store.run(sql))
    store.close()
    assert world.ok("填报人甲", "GET", f"plans/{plan['id']}") == plan
