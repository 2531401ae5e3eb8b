"""The pages of people: found, added with a password shown once, changed, closed, given roles, handed over."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.pages.desk.person import Person, hidden
from tests.api.service.accounts import GOOD, added, rows, sign_in, signed_in
from tests.api.service.world import World

PAYLOAD = '<script>alert(1)</script>" onmouseover="x'
PASSWORD = re.compile(r"<output>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</output>")


def chief(world: World) -> Person:
    """管理员甲 with a browser."""
    return Person(world, "管理员甲")


def kept_anywhere(world: World, secret: str) -> list[str]:
    """The tables in which a secret stands as it was shown."""
    names = [row["name"] for row in rows(world, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if secret in str(rows(world, f"SELECT * FROM {name}"))]


def test_people_are_found_by_text_agency_role_and_state(world: World) -> None:
    person = chief(world)
    assert "填报人甲" in person.get("/people")
    page = person.get("/people?text=外单位&role=manager&state=open")
    assert "外单位填报人" in page
    assert "外单位审核人" not in page
    page = person.get("/people?agency=信息中心&text=&role=&state=")
    assert "填报人乙" in page
    assert "外单位填报人" not in page
    assert "没有这样的人员" in person.get("/people?state=closed")
    assert "没有名称或代码为“没有的局”的单位" in person.get("/people?agency=没有的局")
    person.get("/people?role=king")
    assert person.status == 422


def test_many_people_are_paged(world: World) -> None:
    world.ok("管理员甲", "POST", "people/bulk", {"rows": [
        {"login": f"p{i}", "name": f"某{i}", "role": "填报人", "agency": "图书馆"} for i in range(60)]})  # fmt: skip
    person = chief(world)
    page = person.get("/people?agency=图书馆")
    assert page.count('scope="row"') == 50
    link = page.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert person.get(link).count('scope="row"') == 11


def test_an_initial_password_is_shown_once_and_lies_nowhere(world: World) -> None:
    person = chief(world)
    page = person.get(f"/people/new?agency={world.agencies['信息中心']}")
    assert 'value="信息中心（某市人社局）"' in page
    sent = {"login": " ZhangSan", "name": PAYLOAD, "email": "", "role": "manager", "agency": "信息中心"}
    sent["key"] = hidden(page, "key")
    first = person.post("/people", **sent)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-store")
    assert PAYLOAD not in person.page
    assert "只在这一页显示一次" in person.page
    found = PASSWORD.search(person.page)
    assert found
    assert sign_in(world, "zhangsan", found[1]).get_json()["must_change"] is True
    assert kept_anywhere(world, found[1]) == []
    again = person.post("/people", **sent)
    (made,) = rows(world, "SELECT id FROM people WHERE login = 'zhangsan'")
    assert (again.status_code, again.headers["Location"]) == (303, f"/people/{made['id']}?done=told")
    page = person.get(again.headers["Location"])
    assert "这里不再显示" in page
    assert not PASSWORD.search(page)
    assert sign_in(world, "zhangsan", found[1]).status_code == 201


def test_of_two_equal_forms_at_once_one_shows_the_password_that_holds(world: World) -> None:
    sent = {"login": "li", "name": "李某", "email": "", "role": "manager", "agency": "信息中心", "key": "同一张"}
    people = [chief(world) for _ in range(4)]
    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(lambda person: person.post("/people", **sent), people))
    assert sorted(answer.status_code for answer in answers) == [200, 303, 303, 303]
    (page,) = [person.page for person in people if person.status == 200]
    found = PASSWORD.search(page)
    assert found
    assert sign_in(world, "li", found[1]).status_code == 201


def test_all_that_is_wrong_with_a_new_person_is_told_at_once_and_kept(world: World) -> None:
    person = chief(world)
    person.get("/people/new")
    page = person.send("/people", login="", name="", email="x", role="king", agency="没有的局")
    assert person.status == 422
    for name in ("login", "name", "email", "agency"):
        assert f'id="{name}-hint"' in page.split(f'id="{name}"', 1)[1]
    assert "应为邮箱地址" in page
    assert page.count('class="fault"') == 4
    page = person.send("/people", login="a", name="某", email="", role="king", agency="信息中心")
    assert page.count('class="fault"') == 1
    assert 'id="role-hint"' in page
    page = person.send("/people", login=" 填报人甲", name="某", email="x", role="manager", agency="没有的局")
    assert (person.status, page.count('class="fault"')) == (422, 3)
    assert "账号“填报人甲”已存在" in page.split('id="login-hint"')[1]
    assert 'value="某"' in page
    assert rows(world, "SELECT * FROM people WHERE name = '某'") == []


def test_a_conflict_shows_both_and_closing_ends_everything(world: World) -> None:
    added(world, "li", email="li@b.cn")
    person, path = chief(world), f"/people/{world.people['li']}"
    seen = hidden(person.get(path), "version")
    body = {"name": "李某某", "email": "", "disabled": False}
    world.ok("管理员甲", "PUT", path[1:], body, version=int(seen))
    page = person.send(path, name="李四", email="li@b.cn", do="save", version=seen)
    assert person.status == 412
    assert "<td>李某某</td><td>李四</td>" in page
    assert "<td>（空）</td><td>li@b.cn</td>" in page
    assert 'value="李四"' in page
    page = person.send(path, name="李四", email="x", do="save", version=hidden(page, "version"))
    assert "应为邮箱地址" in page
    page = person.send(path, name="李四", email="", do="save", version=hidden(page, "version"))
    assert "已保存" in page
    assert sign_in(world, "li").status_code == 201
    page = person.send(path, name="李四", email="", do="close", version=hidden(page, "version"))
    assert "已停用：登录和令牌都已失效" in page
    assert sign_in(world, "li").status_code == 401
    page = person.send(path, name="李四", email="", do="reopen", version=hidden(page, "version"))
    assert "已恢复" in page
    assert sign_in(world, "li").status_code == 201


def test_a_password_is_reset_once_and_logins_end(world: World) -> None:
    added(world, "li")
    sign_in(world, "li")
    person, path = chief(world), f"/people/{world.people['li']}"
    person.get(path)
    page = person.send(f"{path}/logins")
    assert "这个人的登录都已退出" in page
    person.get(path)
    assert "这个人现在没有登录" in person.send(f"{path}/logins")
    sent = {"key": hidden(person.get(path), "key")}
    assert person.post(f"{path}/password", **sent).status_code == 200
    found = PASSWORD.search(person.page)
    assert found
    assert kept_anywhere(world, found[1]) == []
    assert person.post(f"{path}/password", **sent).headers["Location"] == f"{path}?done=told"
    assert sign_in(world, "li", GOOD).status_code == 401
    assert sign_in(world, "li", found[1]).status_code == 201
    own = f"/people/{world.people['管理员甲']}"
    assert "重设密码" not in person.get(own)
    assert person.post(f"{own}/password", key="k").status_code == 409


def test_roles_are_given_and_taken(world: World) -> None:
    person, path = chief(world), f"/people/{world.people['填报人甲']}"
    person.get(path)
    page = person.send(f"{path}/grants", role="supervisor", agency="没有的局")
    assert person.status == 422
    assert "没有名称或代码为“没有的局”的单位" in page
    assert '<option value="supervisor" selected>' in page
    page = person.send(f"{path}/grants", role="manager", agency="信息中心")
    assert person.status == 409
    assert "这个角色已存在" in page
    page = person.send(f"{path}/grants", role="king", agency="信息中心")
    assert person.status == 422
    page = person.send(f"{path}/grants", role="supervisor", agency="图书馆")
    assert "已授予" in page
    (held,) = rows(world, "SELECT id FROM grants WHERE role = 'supervisor' AND person_id = :id",
                   id=world.people["填报人甲"])  # fmt: skip
    page = person.send(f"{path}/grants/{held['id']}/end")
    assert "已收回" in page
    assert person.post(f"{path}/grants/{held['id']}/end", key="k").status_code == 404
    own = f"/people/{world.people['管理员甲']}"
    (last,) = rows(world, "SELECT id FROM grants WHERE role = 'admin'")
    person.get(own)
    page = person.send(f"{own}/grants/{last['id']}/end")
    assert (person.status, "最后一位管理员" in page) == (409, True)


def test_everything_is_handed_over_to_somebody_who_is_named(world: World) -> None:
    added(world, "li", name="填报人乙")
    person, path = chief(world), f"/people/{world.people['填报人甲']}"
    person.get(path)
    for to, told in (("", "请写接手人"), ("没有的人", "没有账号或姓名为“没有的人”的人"), ("填报人甲", "同一人")):
        page = person.send(f"{path}/handover", to=to, reason="" if not to else PAYLOAD, disable="1")
        assert person.status in (409, 422)
        assert told in page
        assert PAYLOAD not in page
        assert re.search(r'name="disable" value="1" checked', page)
    assert "请填写" not in page
    page = person.send(f"{path}/handover", to="外单位填报人", reason="退休", disable="1")
    assert "已交接" in page
    assert "已停用" in page
    held = rows(world, "SELECT agency_id FROM grants WHERE person_id = :id AND ended_at IS NULL",
                id=world.people["外单位填报人"])  # fmt: skip
    assert {row["agency_id"] for row in held} == {world.agencies["信息中心"], world.agencies["图书馆"]}


def test_a_name_of_two_people_asks_for_the_account(world: World) -> None:
    added(world, "li1", name="李某")
    added(world, "li2", name="李某")
    person, path = chief(world), f"/people/{world.people['填报人甲']}"
    person.get(path)
    assert "请写账号：li1、li2" in person.send(f"{path}/handover", to="李某", reason="退休")


def test_an_admin_of_a_department_manages_their_subtree_only(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    person = Person(world, "人社管理员")
    page = person.get("/people")
    assert "填报人甲" in page
    assert "外单位填报人" not in page
    other = f"/people/{world.people['外单位填报人']}"
    for path, more in (("", {"do": "close", "version": "1", "name": "x", "email": ""}), ("/password", {}),
                       ("/logins", {}), ("/grants", {"role": "manager", "agency": "信息中心"}),
                       ("/handover", {"to": "填报人甲", "reason": "x"}), ("/tokens", {})):  # fmt: skip
        assert person.post(other + path, key="k", **more).status_code == 404, path
    page = person.send("/people", login="x", name="x", email="", role="admin", agency="某市财政局")
    assert (person.status, "不在您的权限范围内" in page) == (422, True)
    person.get(f"/people/{world.people['填报人甲']}")
    page = person.send(f"/people/{world.people['填报人甲']}/handover", to="外单位填报人", reason="x")
    assert (person.status, "没有账号或姓名为“外单位填报人”的人" in page) == (422, True)
    world.grant("填报人甲", "manager", "图书馆")
    page = person.get(f"/people/{world.people['填报人甲']}")
    assert "要由管着此人全部角色的管理员来办" in page
    assert page.count("收回<span") == 1
    mine = f"/people/{world.people['填报人甲']}"
    assert person.post(mine, key="k2", name="x", email="", do="close", version="1").status_code == 403
    assert person.post(f"{mine}/password", key="k3").status_code == 403
    assert rows(world, "SELECT * FROM people WHERE name = 'x' OR disabled_at IS NOT NULL") == []


@pytest.mark.parametrize("who", ["填报人甲", "单位审核人甲"])
def test_whoever_manages_nobody_sees_no_people(world: World, who: str) -> None:
    person = Person(world, who)
    assert 'href="/people"' not in person.get("/home")
    for path in ("/people", "/people/new", "/people/bulk"):
        person.get(path)
        assert person.status == 403
    assert person.post("/people", login="x", key="k").status_code == 403
    person.get(f"/people/{world.people['外单位填报人']}")
    assert person.status == 404


def test_an_auditor_looks_and_changes_nothing(world: World) -> None:
    person = Person(world, "审计员甲")
    assert "增加人员" not in person.get("/people")
    page = person.get(f"/people/{world.people['填报人甲']}")
    assert '<form method="post" action="/people' not in page
    assert person.post(f"/people/{world.people['填报人甲']}/logins", key="k").status_code == 403
