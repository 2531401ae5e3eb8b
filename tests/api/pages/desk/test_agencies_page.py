"""The pages of agencies: one level at a time, what is typed is kept, whose they are not sees no form."""

import pytest

from tests.api.pages.desk.person import Person, hidden
from tests.api.service.accounts import rows, signed_in
from tests.api.service.world import World

PAYLOAD = '<script>alert(1)</script>" onmouseover="x'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onmouseover=&#34;x"


def chief(world: World) -> Person:
    """管理员甲 with a browser."""
    return Person(world, "管理员甲")


def test_the_tree_is_walked_level_by_level_and_found_by_a_text(world: World) -> None:
    person = chief(world)
    page = person.get("/agencies")
    assert "某市财政局的下级单位" in page
    assert "某市人社局" in page
    assert "信息中心" not in page
    page = person.get(f"/agencies?parent={world.agencies['某市人社局']}")
    assert "信息中心" in page
    assert f'<a href="/agencies?parent={world.agencies["某市财政局"]}">某市财政局</a>' in page
    page = person.get("/agencies?text=分站")
    assert "信息中心分站" in page
    assert 'data-label="上级单位">信息中心<' in page
    assert "没有名称或代码里含“没有的”的单位" in person.get("/agencies?text=没有的")
    person.get("/agencies?parent=x")
    assert person.status == 422
    page = person.get(f"/agencies?parent={world.agencies['图书馆']}")
    assert "还没有下级单位" in page


def test_whoever_has_several_roots_begins_with_all_of_them(world: World) -> None:
    world.grant("填报人甲", "manager", "图书馆")
    world.grant("填报人甲", "manager", "信息中心分站")
    person = Person(world, "填报人甲")
    page = person.get("/agencies")
    assert "图书馆" in page
    assert "信息中心" in page
    assert "信息中心分站" not in page
    assert "增加单位" not in page
    page = person.get(f"/agencies/{world.agencies['图书馆']}")
    assert "请找管理单位的管理员" in page
    assert "某市文旅局" not in page.split("</nav>", 2)[1]
    person.get(f"/agencies/{world.agencies['某市文旅局']}")
    assert person.status == 404


def test_many_agencies_are_paged(world: World) -> None:
    sheet = [{"name": f"单位{i:03}", "parent": "图书馆"} for i in range(60)]
    world.ok("管理员甲", "POST", "agencies/bulk", {"rows": sheet})
    person = chief(world)
    page = person.get(f"/agencies?parent={world.agencies['图书馆']}")
    assert page.count('scope="row"') == 50
    link = page.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert person.get(link).count('scope="row"') == 10
    assert "回到第一页" in person.page


def test_one_more_agency_is_added_once_with_all_that_is_wrong_told_first(world: World) -> None:
    person = chief(world)
    page = person.get(f"/agencies/new?parent={world.agencies['某市人社局']}")
    assert 'value="某市人社局（某市财政局）"' in page
    person.send("/agencies", name=" ", code="C1", rank="agency", parent="没有的局")
    assert person.status == 422
    assert "有 2 处要改" in person.page
    assert "没有名称或代码为“没有的局”的单位" in person.page
    assert 'value="C1"' in person.page
    person.send("/agencies", name="信息中心", code="C1", rank="agency", parent="某市人社局")
    assert (person.status, 'aria-describedby="name-hint"' in person.page) == (409, True)
    person.send("/agencies", name="考试院", code="C1", rank="finance", parent="某市人社局")
    assert "层级不能高于" in person.page.split('id="rank-hint"')[1]
    sent = {"name": PAYLOAD, "code": "C1", "rank": "agency", "parent": "某市人社局", "key": hidden(person.page, "key")}
    first = person.post("/agencies", **sent)
    assert first.status_code == 303
    assert person.post("/agencies", **sent).headers["Location"] == first.headers["Location"]
    assert len(rows(world, "SELECT id FROM agencies WHERE code = 'C1'")) == 1
    page = person.get(first.headers["Location"])
    assert "已增加" in page
    assert PAYLOAD not in page
    assert SHOWN in page


def test_a_name_that_several_have_is_chosen_by_the_one_above(world: World) -> None:
    world.ok("管理员甲", "POST", "agencies", {"name": "图书馆", "parent_id": world.agencies["某市人社局"]})
    person = chief(world)
    assert "图书馆（某市人社局）" in person.get("/agencies/new")
    person.send("/agencies", name="分馆", code="", rank="agency", parent="图书馆")
    assert "请连上级单位一起写，如 图书馆（某市文旅局）、图书馆（某市人社局）" in person.page
    person.send("/agencies", name="分馆", code="", rank="agency", parent="图书馆（某市文旅局）")
    (made,) = rows(world, "SELECT parent_id FROM agencies WHERE name = '分馆'")
    assert made["parent_id"] == world.agencies["图书馆"]
    person.send("/agencies", name="分馆二", code="", rank="agency", parent="")
    assert "请写明单位的名称或代码" in person.page


def test_a_change_that_met_another_shows_both_and_can_be_saved_then(world: World) -> None:
    person, path = chief(world), f"/agencies/{world.agencies['图书馆']}"
    seen = hidden(person.get(path), "version")
    other = {"name": "市图书馆", "code": "T1", "rank": "agency"}
    world.ok("管理员甲", "PUT", f"agencies/{world.agencies['图书馆']}", other, version=1)
    person.send(path, name="图书总馆", code="", rank="agency", closed="1", version=seen)
    assert person.status == 412
    assert "<td>市图书馆</td><td>图书总馆</td>" in person.page
    assert "<td>否</td><td>是</td>" in person.page
    assert 'value="图书总馆"' in person.page
    person.send(path, name="图书总馆", code="T1", rank="agency", closed="1", version=hidden(person.page, "version"))
    assert "已保存" in person.page
    assert "已停用" in person.page
    person.send(path, name="图书总馆", code="T1", rank="x", version=hidden(person.page, "version"))
    assert person.status == 422
    person.send(path, name="图书总馆", code="T1", rank="agency", version="x")
    assert person.status == 428
    page = person.send(path, name="图书总馆", code="T1", rank="agency", version="3")
    assert "已停用</span>" not in page


def test_a_form_that_was_refused_still_meets_whoever_changed_it_meanwhile(world: World) -> None:
    person, path = chief(world), f"/agencies/{world.agencies['图书馆']}"
    seen = hidden(person.get(path), "version")
    body = {"name": "市图书馆", "rank": "agency"}
    world.ok("管理员甲", "PUT", path[1:], body, version=int(seen))
    person.send(path, name="", code="", rank="agency", version=seen)
    assert (person.status, hidden(person.page, "version")) == (422, seen)
    person.send(path, name="总馆", code="", rank="agency", version=hidden(person.page, "version"))
    assert person.status == 412


def test_an_admin_of_a_department_sees_and_changes_their_subtree_only(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    person = Person(world, "人社管理员")
    assert "某市文旅局" not in person.get("/agencies")
    assert "图书馆" not in person.get("/agencies/new").split("<datalist")[1]
    person.send("/agencies", name="新馆", code="", rank="agency", parent="某市文旅局")
    assert (person.status, "不在您的权限范围内" in person.page) == (422, True)
    for path in (f"/agencies/{world.agencies['图书馆']}", f"/agencies/{world.agencies['某市财政局']}"):
        assert person.post(path, name="x", code="", rank="agency", version="1", key="k").status_code == 404
    assert rows(world, "SELECT * FROM agencies WHERE version > 1 OR name = '新馆'") == []


@pytest.mark.parametrize("who", ["填报人甲", "单位审核人甲", "审计员甲"])
def test_whoever_manages_no_agencies_gets_no_form_and_does_nothing(world: World, who: str) -> None:
    person = Person(world, who)
    for path in ("/agencies/new", "/agencies/bulk"):
        person.get(path)
        assert person.status == 403
    sent = {"name": "x", "code": "", "rank": "agency", "parent": "信息中心", "sheet": "x", "do": "add", "key": "k"}
    assert person.post("/agencies", **sent).status_code == 403
    assert person.post("/agencies/bulk", **sent).status_code == 403
    path = f"/agencies/{world.agencies['信息中心']}"
    assert '<form method="post" action="/agencies' not in person.get(path)
    assert person.post(path, **sent, version="1").status_code == 403
    assert rows(world, "SELECT * FROM audit WHERE noun = 'agency'") == []
