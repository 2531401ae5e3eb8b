"""Many people at once, and one person's roles to another: all or nothing."""

from typing import Any

import pytest

from tests.api.service.accounts import rows, sign_in, signed_in
from tests.api.service.world import World


def row(login: str, role: str = "填报人", agency: str = "信息中心") -> dict[str, str]:
    """One row of a sheet."""
    return {"login": login, "name": f"{login}某", "role": role, "agency": agency}


def test_a_good_sheet_makes_people_who_can_sign_in(world: World) -> None:
    body = {"rows": [row("a"), row("b", "supervisor", "某市文旅局"), row("c", "审计员", "某市财政局")]}
    told = world.ok("管理员甲", "POST", "people/bulk", body, key="k")
    for each in told["people"]:
        assert sign_in(world, each["login"], each["password"]).get_json()["must_change"] is True
    again = world.ok("管理员甲", "POST", "people/bulk", body, key="k")
    assert [each["password"] for each in again["people"]] == [None] * 3
    assert [each["id"] for each in again["people"]] == [each["id"] for each in told["people"]]


def test_a_dry_run_checks_and_adds_nobody(world: World) -> None:
    told = world.ok("管理员甲", "POST", "people/bulk", {"rows": [row("a")], "dry_run": True})
    assert told["people"] == [{"row": 1, "id": None, "login": "a", "name": "a某", "password": None}]
    assert rows(world, "SELECT * FROM people WHERE login = 'a'") == []
    wrong = world.call("管理员甲", "POST", "people/bulk", {"rows": [row("填报人甲")], "dry_run": True})
    assert wrong.get_json()["code"] == "rows_refused"


def test_one_bad_row_refuses_the_sheet_and_every_error_is_told_with_its_row(world: World) -> None:
    world.ok("管理员甲", "POST", "agencies", {"name": "图书馆", "parent_id": world.agencies["某市人社局"]})
    body = {
        "rows": [
            row("a"),
            row("A"),
            row("填报人甲"),
            row("d", "院长"),
            row("e", "填报人", "图书馆"),
            row("f", "x", "y"),
        ]
    }
    refused = world.call("管理员甲", "POST", "people/bulk", body)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "rows_refused")
    told = [(each["path"], each["code"], each["message"].split("：")[0]) for each in refused.get_json()["errors"]]
    assert told == [
        ("rows[1].login", "repeated", "第2行"),
        ("rows[2].login", "taken", "第3行"),
        ("rows[3].role", "not_a_choice", "第4行"),
        ("rows[4].agency", "ambiguous", "第5行"),
        ("rows[5].role", "not_a_choice", "第6行"),
        ("rows[5].agency", "no_such_thing", "第6行"),
    ]
    assert rows(world, "SELECT * FROM people WHERE login = 'a'") == []


def test_an_agency_out_of_reach_is_no_agency_of_a_sheet(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    refused = world.call("人社管理员", "POST", "people/bulk", {"rows": [row("a", "管理员", "某市财政局")]})
    assert refused.get_json()["errors"][0]["code"] == "no_such_thing"


def hand_over(world: World, who: str, old: str, new: str, **more: Any) -> Any:
    """The answer to a hand-over."""
    body = {"to": world.people[new], "reason": "调离", **more}
    return world.call(who, "POST", f"people/{world.people[old]}/handover", body)


def test_a_hand_over_moves_roles_and_unread_notifications_in_one_commit(world: World) -> None:
    old, new = world.people["填报人甲"], world.people["外单位填报人"]
    store = world.open()
    for person, subject, read in ((old, "一", None), (old, "二", "x"), (old, "三", None), (new, "三", None)):
        store.write(lambda s, p=person, t=subject, r=read: s.run(  # type: ignore[misc]
            "INSERT INTO notifications (person_id, subject, kind, text, at, read_at) VALUES (:p, :t, '', '', '', :r)",
            p=p, t=t, r=r))  # fmt: skip
    store.close()
    told = hand_over(world, "管理员甲", "填报人甲", "外单位填报人", disable=True).get_json()
    assert told["grants"] == [{"role": "manager", "agency_id": world.agencies["信息中心"]}]
    assert (told["notifications"], told["disabled"]) == (1, True)
    assert world.call("填报人甲", "GET", "me").status_code == 401
    mine = {each["agency"] for each in world.ok("外单位填报人", "GET", "me")["agencies"]}
    assert mine == {"图书馆", "信息中心"}
    audited = rows(world, "SELECT action, why FROM audit WHERE noun = 'person' ORDER BY id")
    assert [each["action"] for each in audited] == ["end_grant", "grant", "hand_over"]
    assert {each["why"] for each in audited} == {"调离"}


def test_a_role_that_the_successor_has_already_is_only_ended(world: World) -> None:
    assert hand_over(world, "管理员甲", "填报人甲", "填报人乙").status_code == 200
    assert world.ok("填报人甲", "GET", "me")["agencies"] == []
    assert [each["roles"] for each in world.ok("填报人乙", "GET", "me")["agencies"]] == [["manager"]]


@pytest.mark.parametrize(
    ("who", "old", "new", "more", "status"),
    [
        ("管理员甲", "填报人甲", "填报人甲", {}, 409),
        ("管理员甲", "管理员甲", "填报人甲", {"disable": True}, 409),
        ("管理员甲", "填报人甲", "填报人乙", {"reason": ""}, 422),
        ("填报人甲", "填报人乙", "填报人甲", {}, 403),
        ("人社管理员", "外单位填报人", "填报人甲", {}, 404),
        ("人社管理员", "填报人甲", "外单位填报人", {}, 404),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(
    world: World, who: str, old: str, new: str, more: dict[str, Any], status: int
) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    assert hand_over(world, who, old, new, **more).status_code == status
    assert rows(world, "SELECT * FROM grants WHERE ended_at IS NOT NULL") == []


def test_neither_to_a_disabled_person_nor_from_one_without_roles(world: World) -> None:
    assert hand_over(world, "管理员甲", "填报人甲", "填报人乙", disable=True).status_code == 200
    assert "已停用" in hand_over(world, "管理员甲", "填报人乙", "填报人甲").get_json()["detail"]
    assert "没有什么可交接" in hand_over(world, "管理员甲", "填报人甲", "填报人乙").get_json()["detail"]


def test_the_last_admin_hands_over_and_keeps_no_role(world: World) -> None:
    assert hand_over(world, "管理员甲", "管理员甲", "财政审核人甲").status_code == 200
    assert world.call("管理员甲", "GET", "people").status_code == 403
    assert world.call("财政审核人甲", "GET", "people").status_code == 200
