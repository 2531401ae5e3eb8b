"""Agencies: seen by those above them, changed by their admin, never by two people at once without a word."""

import pytest

from tests.api.service.world import World


def test_an_admin_adds_an_agency_and_everybody_above_sees_it(world: World) -> None:
    parent = world.agencies["某市人社局"]
    made = world.ok("管理员甲", "POST", "agencies", {"name": "考试院", "code": "K01", "parent_id": parent})
    assert (made["rank"], made["version"]) == ("agency", 1)
    for who in ("主管审核人甲", "财政审核人甲", "审计员甲"):
        assert world.ok(who, "GET", f"agencies/{made['id']}")["name"] == "考试院"


@pytest.mark.parametrize("who", ["填报人甲", "外单位审核人", "单位审核人甲"])
def test_an_agency_out_of_reach_is_no_agency(world: World, who: str) -> None:
    refused = world.call(who, "GET", f"agencies/{world.agencies['某市人社局']}")
    assert refused.status_code == 404
    assert refused.get_json()["code"] == "no_such_thing"


def test_a_list_shows_the_subtree_and_nothing_else(world: World) -> None:
    names = [each["name"] for each in world.ok("单位审核人甲", "GET", "agencies?sort=id")["items"]]
    assert names == ["信息中心", "信息中心分站"]


def test_a_list_is_walked_page_by_page_without_loss(world: World) -> None:
    found, path = [], "/api/v1/agencies?sort=-name&limit=2"
    while path:
        page = world.ok("管理员甲", "GET", path)
        found += [each["name"] for each in page["items"]]
        path = page["next"]
    assert found == sorted(world.agencies, reverse=True)


def test_a_stale_version_is_refused_with_both_versions(world: World) -> None:
    id = world.agencies["图书馆"]
    body = {"name": "市图书馆", "code": "", "rank": "agency"}
    assert world.call("管理员甲", "PUT", f"agencies/{id}", body).status_code == 428
    assert world.call("管理员甲", "PUT", f"agencies/{id}", body, version=1).headers["ETag"] == '"2"'
    refused = world.call("管理员甲", "PUT", f"agencies/{id}", body | {"name": "图书总馆"}, version=1)
    told = refused.get_json()
    assert refused.status_code == 412
    assert told["differs"] == ["name"]
    assert (told["current"]["name"], told["yours"]["name"]) == ("市图书馆", "图书总馆")


def test_the_same_key_twice_adds_one_agency(world: World) -> None:
    body = {"name": "考试院", "parent_id": world.agencies["某市人社局"]}
    first = world.call("管理员甲", "POST", "agencies", body, key="同一个".encode().hex())
    again = world.call("管理员甲", "POST", "agencies", body, key="同一个".encode().hex())
    assert first.get_json() == again.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = world.call("管理员甲", "POST", "agencies", body | {"name": "别的"}, key="同一个".encode().hex())
    assert other.get_json()["code"] == "idempotency_key_reused"


def test_every_change_is_in_the_audit_of_the_same_commit(world: World) -> None:
    world.ok("管理员甲", "POST", "agencies", {"name": "考试院", "parent_id": world.agencies["某市人社局"]})
    store = world.open()
    (row,) = store.rows("SELECT * FROM audit WHERE noun = 'agency'")
    store.close()
    assert (row["person"], row["action"]) == ("管理员甲", "add")
    assert "考试院" in row["after"]
