"""Many agencies at once: all or none, each beneath one that is there or stands further up in the sheet."""

from typing import Any

from tests.api.service.accounts import rows, signed_in
from tests.api.service.world import World


def row(name: str, parent: str = "某市人社局", rank: str = "", code: str = "") -> dict[str, str]:
    """One row of a sheet."""
    return {"name": name, "parent": parent, "rank": rank, "code": code}


def told(world: World, sheet: list[dict[str, str]], who: str = "管理员甲") -> list[tuple[str, str]]:
    """What is wrong with a sheet: each path with its code."""
    refused = world.call(who, "POST", "agencies/bulk", {"rows": sheet})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "rows_refused")
    assert "一个单位也没有增加" in refused.get_json()["detail"]
    return [(each["path"], each["code"]) for each in refused.get_json()["errors"]]


def test_a_good_sheet_makes_a_tree_and_is_in_the_audit(world: World) -> None:
    sheet = [
        row("卫健局", "某市财政局", "主管部门", "361"),
        row("医院", "361", "基层单位"),
        row("门诊部", "医院", " 单位 "),
    ]
    made = world.ok("管理员甲", "POST", "agencies/bulk", {"rows": sheet}, key="k")["agencies"]
    assert [each["rank"] for each in made] == ["department", "agency", "agency"]
    assert [each["parent_id"] for each in made] == [world.agencies["某市财政局"], made[0]["id"], made[1]["id"]]
    assert world.ok("管理员甲", "POST", "agencies/bulk", {"rows": sheet}, key="k")["agencies"] == made
    assert [each["action"] for each in rows(world, "SELECT action FROM audit WHERE noun = 'agency'")] == ["add"] * 3
    assert world.call("单位审核人甲", "GET", f"agencies/{made[2]['id']}").status_code == 404


def test_a_dry_run_checks_and_adds_none(world: World) -> None:
    body: dict[str, Any] = {"rows": [row("考试院"), row("报名点", "考试院")], "dry_run": True}
    found = world.ok("管理员甲", "POST", "agencies/bulk", body)["agencies"]
    assert [(each["row"], each["id"], each["rank"]) for each in found] == [(1, None, "agency"), (2, None, "agency")]
    assert [each["parent_id"] for each in found] == [world.agencies["某市人社局"], None]
    assert rows(world, "SELECT * FROM agencies WHERE name = '考试院'") == []
    assert world.call("填报人甲", "POST", "agencies/bulk", body).status_code == 403


def test_one_bad_row_refuses_the_sheet_and_every_error_is_told_with_its_row(world: World) -> None:
    world.ok("管理员甲", "POST", "agencies", {"name": "考试院", "code": "K1", "parent_id": world.agencies["图书馆"]})
    sheet = [
        row("甲", code="K1"), row("乙", "没有的"), row("丙", "己"), row("丁", "丁"), row("信息中心"), row("己", rank="省级"),
        row("庚", rank="财政部门"), row("辛", code="X"), row("辛", code="X"), row("考试院"), row("壬", "考试院"),
        row("某市文旅局", "某市财政局"),
    ]  # fmt: skip
    assert told(world, sheet) == [
        ("rows[0].code", "taken"), ("rows[1].parent", "no_such_thing"), ("rows[2].parent", "not_above"),
        ("rows[3].parent", "not_above"), ("rows[4].name", "taken"), ("rows[5].rank", "not_a_choice"),
        ("rows[6].rank", "too_high"), ("rows[8].code", "taken"), ("rows[8].name", "repeated"),
        ("rows[10].parent", "ambiguous"), ("rows[11].name", "taken"),
    ]  # fmt: skip
    assert rows(world, "SELECT * FROM agencies WHERE name = '甲'") == []


def test_an_agency_out_of_reach_or_closed_is_none_of_the_sheet(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    assert told(world, [row("甲", "某市财政局")], "人社管理员") == [("rows[0].parent", "no_such_thing")]
    body = {"name": "信息中心分站", "rank": "agency", "closed": True}
    world.ok("管理员甲", "PUT", f"agencies/{world.agencies['信息中心分站']}", body, version=1)
    assert told(world, [row("甲", "信息中心分站")]) == [("rows[0].parent", "no_such_thing")]
    made = world.ok("人社管理员", "POST", "agencies/bulk", {"rows": [row("甲")]})["agencies"]
    assert made[0]["parent_id"] == world.agencies["某市人社局"]


def test_a_tree_has_at_most_twenty_levels(world: World) -> None:
    sheet = [row("级1", "信息中心"), *(row(f"级{n}", f"级{n - 1}") for n in range(2, 19))]
    refused = world.call("管理员甲", "POST", "agencies/bulk", {"rows": sheet})
    assert (refused.status_code, "“级18”太低了：单位从上到下至多 20 级" in refused.get_json()["detail"]) == (409, True)
    assert rows(world, "SELECT id FROM agencies WHERE name = '级1'") == []
    made = world.ok("管理员甲", "POST", "agencies/bulk", {"rows": sheet[:-1]})["agencies"]
    body = {"name": "再低", "rank": "agency", "parent_id": made[-1]["id"], "code": ""}
    assert world.call("管理员甲", "POST", "agencies", body).status_code == 409
