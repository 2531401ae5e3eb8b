"""Coming in and going out by the pages: nobody is sent elsewhere, nothing typed is lost, an initial password goes."""

import io

import pytest

from tests.api.pages.desk.person import HERE, Person, give_password, hidden
from tests.api.service.accounts import GOOD
from tests.api.service.world import World

NEW = "山上 有座 老灯塔 亮着"


def test_whoever_is_not_signed_in_is_asked_to_and_then_gets_where_they_wanted(world: World) -> None:
    give_password(world, "填报人甲")
    person = Person(world)
    page = person.get("/notices?after=x")
    assert person.place == "/login"
    answer = person.post("/login", login=" 填报人甲", password=GOOD, next=hidden(page, "next"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices?after=x")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_wrong_password_keeps_the_account_and_says_what_to_do(world: World) -> None:
    give_password(world, "填报人甲")
    person = Person(world)
    assert person.post("/login", login="填报人甲", password="不对", next="/notices").status_code == 401
    assert 'value="填报人甲"' in person.page
    assert "账号或密码不对，请核对后再试" in person.page
    assert hidden(person.page, "next") == "/notices"
    assert person.post("/login", login="", password="").status_code == 422


def test_too_many_wrong_passwords_say_how_long_to_wait(world: World) -> None:
    person = Person(world)
    for _ in range(50):
        answer = person.post("/login", login="填报人甲", password="不对")
        if answer.status_code == 429:
            break
    assert "分钟后再试" in person.page
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nX: y", "", "x"])
def test_nobody_is_sent_to_another_site(world: World, place: str) -> None:
    give_password(world, "填报人甲")
    answer = Person(world).post("/login", login="填报人甲", password=GOOD, next=place)
    assert answer.headers["Location"] == "/home"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
@pytest.mark.parametrize("path", ["/login", "/logout", "/password", "/evaluations", "/notices/1/read"])
def test_a_form_of_another_site_is_refused(world: World, path: str, origin: str) -> None:
    person = Person(world, "填报人甲")
    for client in (person.client, world.app.test_client()):
        assert client.post(path, headers={"Origin": origin} if origin else {}).status_code == 403


def test_an_initial_password_is_changed_before_anything_else(world: World) -> None:
    give_password(world, "填报人甲", must_change=True)
    person = Person(world)
    answer = person.post("/login", login="填报人甲", password=GOOD, next="/notices")
    assert answer.headers["Location"] == "/password?next=/notices"
    assert "先换掉初始密码" in person.get("/home")
    assert person.place == "/password"
    for old, new, again, told in (
        (GOOD, NEW, NEW + "x", "两次输入的新密码不一样"),
        ("不对", NEW, NEW, "原密码不对"),
        (GOOD, "1234567890", "1234567890", "密码"),
        (GOOD, "", "", "不能为空"),
    ):
        assert person.post("/password", old=old, new=new, again=again, next="/notices").status_code in (401, 422)
        assert told in person.page
        assert 'aria-invalid="true"' in person.page
    answer = person.post("/password", old=GOOD, new=NEW, again=NEW, next="/notices")
    assert answer.headers["Location"] == "/notices"
    assert "工作台" in person.get("/home")
    assert person.place == "/home"


def test_signed_out_is_signed_out(world: World) -> None:
    person = Person(world, "填报人甲")
    answer = person.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
    person.get("/home")
    assert person.place == "/login"


def test_what_a_form_sent_after_the_login_ended_is_sent_again_after_signing_in(world: World) -> None:
    give_password(world, "填报人甲")
    person = Person(world)
    assert person.post("/evaluations", task_id="1", plan_id='2"<b>').status_code == 401
    assert "刚才填的都还在" in person.page
    kept = {"kept.task_id": hidden(person.page, "kept.task_id"), "kept.plan_id": hidden(person.page, "kept.plan_id")}
    assert kept["kept.plan_id"] == '2"<b>'
    assert person.post("/login", login="填报人甲", password="不对", **kept).status_code == 401
    assert hidden(person.page, "kept.plan_id") == '2"<b>'
    person.post("/login", login="填报人甲", password=GOOD, next="/evaluations", **kept)
    assert (person.status, hidden(person.page, "plan_id")) == (200, '2"<b>')
    assert 'action="/evaluations"' in person.page


def test_the_header_names_the_person_with_their_roles_and_what_is_unread(world: World) -> None:
    world.grant("填报人甲", "supervisor", "图书馆")
    page = Person(world, "填报人甲").get("/home")
    assert "填报人甲<small>填报人、审核人</small>" in page
    assert "登录" not in page.split("</header>", maxsplit=1)[0]


def test_pages_of_the_desk_allow_scripts_and_forms_of_our_own_only(world: World) -> None:
    answer = Person(world, "填报人甲").client.get("/home", headers={"Origin": HERE})
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'; " in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "form-action 'none'" in world.app.test_client().get("/samples").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/logout", "/"), ("/notices/1/read", "/notices"), ("/people/3/grants/1/end", "/people/3"),
        ("/tokens/1/revoke", "/tokens"), ("/queue?who=all", "/queue?who=all"),
    ],
)  # fmt: skip
def test_after_signing_in_nobody_is_led_to_where_only_forms_are_taken(world: World, form: str, page: str) -> None:
    give_password(world, "填报人甲")
    person = Person(world)
    assert person.post("/login", login="填报人甲", password=GOOD, next=form).headers["Location"] == page
    person.post("/login", login="填报人甲", password=GOOD, next=form, **{"kept.key": "k"})
    assert f'action="{form}"' in person.page
    assert f'<a href="{page}">不送出' in person.page


def test_the_address_of_a_refused_form_opens_the_page_that_it_stands_on(world: World) -> None:
    person = Person(world, "管理员甲")
    path = f"/people/{world.people['填报人甲']}"
    person.post(f"{path}/grants", role="manager", agency="没有的单位", key="k")
    assert (person.status, person.place) == (422, f"{path}/grants")
    person.get(f"{path}/grants")
    assert (person.status, person.place) == (200, path)
    assert person.client.put(path).status_code == 405
    assert person.client.get("/api/v1/me/password").status_code == 405


def test_a_form_of_one_button_is_sent_again_after_signing_in_with_its_filters(world: World) -> None:
    give_password(world, "填报人甲")
    person = Person(world)
    person.post("/queue?who=all", key="k")
    assert (person.status, hidden(person.page, "next")) == (401, "/queue?who=all")
    assert hidden(person.page, "kept.key") == "k"


def test_a_file_does_not_keep_what_was_typed_from_being_kept(world: World) -> None:
    person = Person(world)
    world.app.config["MAX_CONTENT_LENGTH"] = 2000
    person.post("/evaluations/1", file=(io.BytesIO(bytes(5000)), "图.pdf"), reason="停电")
    assert (person.status, hidden(person.page, "kept.reason")) == (401, "停电")
    person.post("/evaluations/1", file=(io.BytesIO(b""), "图.pdf"), reason="停" * 2001)
    assert person.status == 413
    person.post("/evaluations/1", reason="停" * 2001)
    assert person.status == 413


def test_what_a_form_sent_outlives_the_change_of_an_initial_password(world: World) -> None:
    give_password(world, "填报人甲", must_change=True)
    person = Person(world)
    kept = {"kept.plan_id": "2", "next": "/evaluations"}
    person.post("/login", login="填报人甲", password=GOOD, **kept)
    assert (person.status, hidden(person.page, "kept.plan_id")) == (200, "2")
    assert "先换掉初始密码" in person.page
    person.post("/password", old=GOOD, new=NEW, again="别的", **kept)
    assert (person.status, hidden(person.page, "kept.plan_id")) == (422, "2")
    person.post("/password", old=GOOD, new=NEW, again=NEW, **kept)
    assert (person.status, hidden(person.page, "plan_id")) == (200, "2")
    assert 'action="/evaluations"' in person.page


def test_a_field_without_a_name_is_none(world: World) -> None:
    part = (
        b'--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\n'
    )
    sent = {
        "data": part + b"1\r\n--x--",
        "content_type": "multipart/form-data; boundary=x",
        "headers": {"Origin": HERE},
    }
    person = Person(world, "填报人甲")
    for path in ("/login", "/evaluations/1", "/evaluations/1/review", "/imports/1", "/verify"):
        assert person.client.post(path, **sent).status_code in (404, 422, 428)


def test_too_many_fields_are_refused_before_they_are_read(world: World) -> None:
    person = Person(world)
    headers = {"Origin": HERE, "Content-Type": "application/x-www-form-urlencoded"}
    for fields, status in ((20_000, 422), (20_001, 413)):
        answer = person.client.post("/login", data="&".join(["a=1"] * fields), headers=headers)
        assert answer.status_code == status
