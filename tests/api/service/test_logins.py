"""Logins: shown once, ended at once, gone when idle or old, bound to our own pages where a cookie brings them."""

from http.cookies import SimpleCookie

import pytest

from tests.api.service.accounts import GOOD, added, rows, sign_in, signed_in, with_clock
from tests.api.service.world import World

NEW = "另一句 谁也猜不到的话"


def test_who_signs_in_changes_the_initial_password_before_anything_else(world: World) -> None:
    added(world, "新来的")
    told = sign_in(world, "新来的").get_json()
    world.tokens["新来的"] = told["secret"]
    assert told["must_change"] is True
    for path in ("agencies", f"people/{told['person_id']}", "rulebooks-none"):
        assert world.call("新来的", "GET", path).status_code in (403, 404)
    refused = world.call("新来的", "GET", "agencies")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "password_change_required")
    stateless = world.call("新来的", "POST", "score", {})
    assert stateless.get_json()["code"] == "password_change_required"
    assert world.ok("新来的", "GET", "me")["must_change"] is True
    assert world.call("新来的", "POST", "me/password", {"old": GOOD, "new": NEW}).status_code == 204
    assert world.call("新来的", "GET", "agencies").status_code == 200
    assert world.ok("新来的", "GET", "me")["must_change"] is False


def test_me_tells_roles_and_rights_by_agency(world: World) -> None:
    signed_in(world, "填报人丙")
    told = world.ok("填报人丙", "GET", "me")
    (held,) = told["agencies"]
    assert (held["agency"], held["roles"], told["by"]) == ("信息中心", ["manager"], "login")
    assert held["rights"] == ["read", "report", "plan", "score"]
    by_token = world.ok("填报人甲", "GET", "me")
    assert (by_token["by"], by_token["expires_at"], by_token["idle_minutes"]) == ("token", None, None)


def test_signing_out_ends_the_login_at_once_and_takes_the_cookie_away(world: World) -> None:
    signed_in(world, "填报人丙")
    out = world.call("填报人丙", "DELETE", "logins/current")
    assert out.status_code == 204
    assert "Max-Age=0" in out.headers["Set-Cookie"]
    assert world.call("填报人丙", "GET", "me").status_code == 401
    assert world.call("填报人甲", "DELETE", "logins/current").get_json()["code"] == "not_possible"


def test_an_idle_login_ends_and_a_used_one_goes_on_to_its_longest_time(world: World) -> None:
    clock = with_clock(world)
    signed_in(world, "填报人丙")
    for _ in range(14):
        clock.later(minutes=50)
        assert world.call("填报人丙", "GET", "me").status_code == 200
    clock.later(minutes=20)
    gone = world.call("填报人丙", "GET", "me")
    assert gone.status_code == 401  # twelve hours, although it was used
    world.tokens["填报人丙"] = sign_in(world, "填报人丙", GOOD + "飞").get_json()["secret"]
    clock.later(minutes=61)
    assert world.call("填报人丙", "GET", "me").status_code == 401


def test_use_is_noted_once_a_minute_and_not_on_each_request(world: World) -> None:
    clock = with_clock(world)
    signed_in(world, "填报人丙")
    noted = "SELECT seen_at FROM logins ORDER BY id DESC LIMIT 1"
    used = "SELECT used_at FROM tokens WHERE person_id = :id"
    before = rows(world, noted)
    clock.later(seconds=50)
    world.ok("填报人丙", "GET", "me")
    assert rows(world, noted) == before
    clock.later(seconds=20)
    world.ok("填报人丙", "GET", "me")
    after = rows(world, noted)
    assert after != before
    world.ok("填报人甲", "GET", "me")
    first = rows(world, used, id=world.people["填报人甲"])
    clock.later(seconds=30)
    world.ok("填报人甲", "GET", "me")
    assert first == rows(world, used, id=world.people["填报人甲"]) != [{"used_at": None}]


def test_a_new_password_ends_every_other_login(world: World) -> None:
    signed_in(world, "填报人丙")
    world.tokens["别处"] = sign_in(world, "填报人丙", GOOD + "飞").get_json()["secret"]
    assert world.call("填报人丙", "POST", "me/password", {"old": GOOD + "飞", "new": NEW}).status_code == 204
    assert world.call("别处", "GET", "me").status_code == 401
    assert world.call("填报人丙", "GET", "me").status_code == 200
    assert sign_in(world, "填报人丙", GOOD + "飞").status_code == 401


def test_a_password_is_not_changed_without_the_old_one_nor_by_a_token_nor_to_a_weak_one(world: World) -> None:
    signed_in(world, "填报人丙")

    def told(who: str, old: str, new: str) -> str:
        return str(world.call(who, "POST", "me/password", {"old": old, "new": new}).get_json()["code"])

    assert told("填报人丙", "不是这个密码吧", NEW) == "wrong_password"
    assert told("填报人丙", GOOD + "飞", "短") == "weak_password"
    assert told("填报人丙", GOOD + "飞", GOOD + "飞") == "weak_password"
    assert told("填报人甲", GOOD, NEW) == "not_allowed"


def test_an_admin_ends_all_logins_of_somebody_beneath_and_nobody_elses(world: World) -> None:
    signed_in(world, "填报人丙")
    signed_in(world, "人社管理员", "admin", "某市人社局")
    signed_in(world, "文旅管理员", "admin", "某市文旅局")
    path = f"people/{world.people['填报人丙']}/logins"
    assert world.call("文旅管理员", "DELETE", path).status_code == 404
    assert world.call("填报人甲", "DELETE", path).status_code == 404
    assert world.call("填报人丙", "GET", "me").status_code == 200
    assert world.ok("人社管理员", "DELETE", path) == {"ended": 1}
    assert world.call("填报人丙", "GET", "me").status_code == 401


def test_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(world: World) -> None:
    added(world, "填报人丙")
    plain = SimpleCookie(sign_in(world, "填报人丙").headers["Set-Cookie"])["jixiao"]
    assert (plain["httponly"], plain["samesite"], plain["path"], plain["secure"]) == (True, "Strict", "/", "")
    client = world.app.test_client()
    body = {"login": "填报人丙", "password": GOOD}
    over_tls = client.post("/api/v1/logins", json=body, base_url="https://jixiao.example")
    assert SimpleCookie(over_tls.headers["Set-Cookie"])["jixiao"]["secure"] is True


@pytest.mark.parametrize("origin", ["", "http://elsewhere.example", "null"])
def test_a_change_that_a_cookie_brings_must_come_from_our_own_pages(world: World, origin: str) -> None:
    added(world, "填报人丙")
    client = world.app.test_client()
    client.post("/api/v1/logins", json={"login": "填报人丙", "password": GOOD})
    assert client.get("/api/v1/me").status_code == 200
    refused = client.delete("/api/v1/logins/current", headers={"Origin": origin} if origin else {})
    assert (refused.status_code, client.get("/api/v1/me").status_code) == (403, 200)
    ours = client.delete("/api/v1/logins/current", headers={"Origin": "http://localhost"})
    assert (ours.status_code, client.get("/api/v1/me").status_code) == (204, 401)


def test_a_cookie_that_has_ended_keeps_nobody_from_signing_in_again(world: World) -> None:
    added(world, "填报人丙")
    client = world.app.test_client()
    client.set_cookie("jixiao", "jx_ended")
    body = {"login": "填报人丙", "password": GOOD}
    assert client.post("/api/v1/logins", json=body, headers={"Origin": "http://localhost"}).status_code == 201
    assert client.get("/api/v1/me").status_code == 200


def test_spaces_full_width_and_capitals_of_an_account_make_no_difference(world: World) -> None:
    added(world, "Zhang San")
    assert sign_in(world, "ｚｈａｎｇｓａｎ").status_code == 201
    assert world.call("管理员甲", "POST", "people", {
        "login": "ZHANGSAN", "name": "另一人", "grants": [{"role": "manager", "agency_id": world.agencies["信息中心"]}],
    }).get_json()["code"] == "taken"  # fmt: skip


def test_a_login_ends_nothing_of_the_person_who_is_disabled_meanwhile(world: World) -> None:
    signed_in(world, "填报人丙")
    id = world.people["填报人丙"]
    version = world.ok("管理员甲", "GET", f"people/{id}")["version"]
    world.ok("管理员甲", "PUT", f"people/{id}", {"name": "填报人丙", "disabled": True}, version=version)
    assert world.call("填报人丙", "GET", "me").status_code == 401
    assert sign_in(world, "填报人丙", GOOD + "飞").get_json()["code"] == "wrong_password"
