"""Plans: drawn up by the agency, checked at every answer, seen by nobody else."""

from copy import deepcopy

import pytest

from tests.api.service.planning import REASON, REMARKS, add, approved, document, refused
from tests.api.service.world import World


def test_every_answer_carries_what_the_checks_found(world: World) -> None:
    plan = add(world, document=document(times=""))
    (issue,) = (each for each in plan["newest"]["issues"] if each["code"] == "target_blank")
    assert (issue["severity"], issue["where"]) == ("error", "objectives[0].indicators[0].target")
    assert plan["newest"]["rulebook"] == "central-2021"
    assert world.ok("审计员甲", "GET", f"plans/{plan['id']}") == plan


def test_the_document_is_of_the_plans_agency_and_year(world: World) -> None:
    body = {"agency_id": world.agencies["信息中心"], "year": 2024, "document": document(agency={"name": "图书馆"})}
    told = world.call("填报人甲", "POST", "plans", body)
    assert (told.status_code, told.get_json()["code"]) == (422, "invalid_document")
    assert [e["path"] for e in told.get_json()["errors"]] == ["document.budget_year", "document.agency.name"]
    plan = add(world)
    other = {"document": document(budget_year=2024)}
    assert world.call("填报人甲", "PUT", f"plans/{plan['id']}", other, version=1).status_code == 422


def test_what_is_no_plan_is_refused_with_its_place(world: World) -> None:
    agency = world.agencies["信息中心"]
    for wrong, path in (
        (document(document="self_evaluation"), "document.execution_weight"),
        (document(budget_year="2023"), "document.budget_year"),
        ([], "document"),
    ):
        told = world.call("填报人甲", "POST", "plans", {"agency_id": agency, "document": wrong})
        assert told.status_code == 422
        assert told.get_json()["errors"][0]["path"] == path
    report = document(document="self_evaluation")
    del report["execution_weight"]
    (error,) = world.call("填报人甲", "POST", "plans", {"agency_id": agency, "document": report}).get_json()["errors"]
    assert error["code"] == "not_a_plan"
    unknown = {"agency_id": agency, "document": document(rulebook="没有这套")}
    assert world.call("填报人甲", "POST", "plans", unknown).get_json()["code"] == "unknown_rulebook"


def test_an_agency_has_one_plan_of_a_name_in_a_year(world: World) -> None:
    add(world)
    other = add(world, document=document("机房改造"))
    body = {"agency_id": world.agencies["信息中心"], "document": document()}
    assert world.call("填报人甲", "POST", "plans", body).get_json()["code"] == "taken"
    renamed = world.call("填报人甲", "PUT", f"plans/{other['id']}", {"document": document()}, version=1)
    assert renamed.get_json()["code"] == "taken"
    named = world.ok("填报人甲", "PUT", f"plans/{other['id']}", {"document": document("机房扩建")}, version=1)
    assert named["name"] == "机房扩建"


def test_a_closed_agency_draws_up_no_plans(world: World) -> None:
    closed = {"name": "信息中心", "code": "", "rank": "agency", "closed": True}
    world.ok("管理员甲", "PUT", f"agencies/{world.agencies['信息中心']}", closed, version=1)
    body = {"agency_id": world.agencies["信息中心"], "document": document()}
    assert world.call("填报人甲", "POST", "plans", body).get_json()["code"] == "not_possible"


@pytest.mark.parametrize("who", ["外单位填报人", "外单位审核人"])
def test_a_plan_of_another_agency_is_no_plan(world: World, who: str) -> None:
    plan = add(world)
    paths = ("", "/versions", "/versions/1", "/changes")
    assert {world.call(who, "GET", f"plans/{plan['id']}{path}").status_code for path in paths} == {404}
    marked = world.call(who, "PUT", f"plans/{plan['id']}/confidential", {"confidential": True}, version=1)
    assert marked.status_code == 404
    assert world.ok(who, "GET", "plans")["items"] == []
    assert world.call(who, "GET", "plans/99").status_code == 404


def test_nobody_draws_up_or_takes_steps_for_another_agency(world: World) -> None:
    body = {"agency_id": world.agencies["图书馆"], "document": document()}
    assert world.call("填报人甲", "POST", "plans", body).status_code == 404
    plan = add(world)
    for name in ("submit", "recall"):
        assert refused(world, "外单位填报人", plan, name)[0] == 404
    assert refused(world, "外单位填报人", plan, "change", REASON)[0] == 404
    assert refused(world, "外单位审核人", plan, "approve")[0] == 404
    assert refused(world, "外单位审核人", plan, "return", REMARKS)[0] == 404


def test_a_stale_version_is_refused_with_both_documents(world: World) -> None:
    plan = add(world)
    path = f"plans/{plan['id']}"
    assert world.call("填报人甲", "PUT", path, {"document": document(times="≥24次")}).status_code == 428
    world.ok("填报人甲", "PUT", path, {"document": document(times="≥24次")}, version=1)
    late = world.call("填报人乙", "PUT", path, {"document": document(times="≥36次")}, version=1)
    told = late.get_json()
    assert (late.status_code, told["version"]) == (412, 2)
    assert told["differs"] == ["objectives[0].indicators[0].target"]
    targets = [told[side]["objectives"][0]["indicators"][0]["target"] for side in ("current", "yours")]
    assert targets == ["≥24次", "≥36次"]
    status, told = refused(world, "填报人甲", plan, "submit")
    assert (status, told["current"]) == (412, {"state": "draft", "number": 1})
    assert world.call("填报人甲", "POST", f"{path}/submit").status_code == 428


def test_saving_the_same_again_changes_nothing(world: World) -> None:
    plan = add(world)
    again = world.ok("填报人甲", "PUT", f"plans/{plan['id']}", {"document": plan["newest"]["document"]}, version=1)
    assert again == plan


def test_owner_and_supervisor_mark_a_plan_as_confidential_at_any_time(world: World) -> None:
    plan = approved(world)
    path, yes = f"plans/{plan['id']}/confidential", {"confidential": True, "reason": "含网络拓扑"}
    for who in ("审计员甲", "管理员甲"):
        assert world.call(who, "PUT", path, yes, version=plan["version"]).status_code == 403
    assert world.call("填报人甲", "PUT", path, yes, version=1).get_json()["differs"] == ["confidential"]
    marked = world.ok("单位审核人甲", "PUT", path, yes, version=plan["version"])
    assert marked["confidential"] is True
    assert world.ok("单位审核人甲", "PUT", path, yes, version=marked["version"]) == marked
    cleared = world.ok("填报人甲", "PUT", path, {"confidential": False}, version=marked["version"])
    assert cleared["confidential"] is False
    assert add(world, document=document("密码改造"), confidential=True)["confidential"] is True
    store = world.open()
    rows = store.rows("SELECT * FROM audit WHERE action = 'mark' ORDER BY id")
    store.close()
    assert [(row["person"], row["after"], row["why"]) for row in rows] == [
        ("单位审核人甲", '{"confidential":true}', "含网络拓扑"),
        ("填报人甲", '{"confidential":false}', ""),
    ]


def test_the_list_is_filtered_and_sorted(world: World) -> None:
    first = approved(world)
    second = add(world, document=document("机房改造"))
    branch = deepcopy(document("分站运维", budget_year=2024))
    branch["agency"]["name"] = "信息中心分站"
    third = add(world, agency="信息中心分站", document=branch)

    def ids(query: str) -> list[int]:
        return [each["id"] for each in world.ok("主管审核人甲", "GET", f"plans?{query}")["items"]]

    assert ids("") == [third["id"], second["id"], first["id"]]
    assert ids("sort=name") == [third["id"], second["id"], first["id"]]
    assert ids("year=2024") == [third["id"]]
    assert ids(f"agency={world.agencies['信息中心']}&sort=updated") == [first["id"], second["id"]]
    assert ids("state=approved") == [first["id"]]
    assert ids("text=运维") == [third["id"], first["id"]]
    page = world.call("主管审核人甲", "GET", "plans?format=csv").get_data(as_text=True)
    assert "机房改造" in page


def test_a_plan_under_a_rulebook_that_is_no_longer_loaded_can_still_be_read(world: World) -> None:
    plan = add(world)
    store = world.open()
    store.write(
        lambda store: store.run("UPDATE plan_versions SET document = REPLACE(document, 'central-2021', '已撤下的办法')")
    )
    store.close()
    assert world.ok("填报人甲", "GET", f"plans/{plan['id']}")["newest"]["rulebook"] == ""
