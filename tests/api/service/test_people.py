"""People: seen and changed only from above, never more than the admin's own, never the last admin."""

import threading
from typing import Any

import pytest

from api.instants import day_of
from tests.api.service.accounts import GOOD, added, rows, sign_in, signed_in
from tests.api.service.world import World


def person(world: World, name: str) -> Any:
    """The person as the admin of everything sees them."""
    return world.ok("管理员甲", "GET", f"people/{world.people[name]}")


def change(world: World, who: str, name: str, **body: Any) -> Any:
    """A change of somebody in the version that is there now."""
    version = person(world, name)["version"]
    return world.call(who, "PUT", f"people/{world.people[name]}", {"name": name, **body}, version=version)


def test_a_generated_password_is_shown_once_and_not_again_for_the_same_key(world: World) -> None:
    body = {"login": "丙", "name": "填报人丙", "grants": [{"role": "manager", "agency_id": world.agencies["信息中心"]}]}
    first = world.call("管理员甲", "POST", "people", body, key="k")
    again = world.call("管理员甲", "POST", "people", body, key="k")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json() == first.get_json() | {"password": None}
    assert sign_in(world, "丙", first.get_json()["password"]).status_code == 201


def test_no_secret_is_anywhere_in_the_database_or_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    made = added(world, "丙", password=None)
    login = sign_in(world, "丙", made["password"]).get_json()["secret"]
    sign_in(world, made["password"], "密码写错了地方")
    reset = world.ok("管理员甲", "POST", f"people/{made['id']}/password", {"password": GOOD})
    body = {"name": "程序", "scopes": ["read"], "expires_on": day_of(world.service.clock()).isoformat()}
    token = world.ok("管理员甲", "POST", f"people/{made['id']}/tokens", body)["secret"]
    assert reset["password"] is None
    store = world.open()
    tables = [row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    text = "\n".join(str(row) for table in tables for row in store.rows(f"SELECT * FROM {table}")) + caplog.text
    store.close()
    assert "reset_password" in text
    for secret in (made["password"], GOOD, login, token):
        assert secret not in text


def test_two_adds_of_the_same_account_at_once_are_one_person_and_one_refusal(world: World) -> None:
    statuses: list[int] = []
    start = threading.Barrier(4)
    body = {"login": "丙", "name": "丙", "grants": [{"role": "manager", "agency_id": world.agencies["信息中心"]}]}

    def add() -> None:
        start.wait()
        statuses.append(world.call("管理员甲", "POST", "people", body).status_code)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(statuses) == [201, 409, 409, 409]
    assert len(rows(world, "SELECT * FROM people WHERE login = '丙'")) == 1


def test_an_admin_sees_the_people_beneath_and_an_auditor_sees_them_too(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")

    def names(who: str, query: str = "") -> set[str]:
        return {each["name"] for each in world.ok(who, "GET", f"people?limit=200{query}")["items"]}

    beneath = {"主管审核人甲", "单位审核人甲", "填报人甲", "填报人乙", "集成程序甲", "人社管理员"}
    assert names("人社管理员") == beneath
    assert names("审计员甲") == set(world.people)
    assert names("管理员甲", f"&agency={world.agencies['图书馆']}") == {"外单位填报人"}
    assert names("管理员甲", "&role=supervisor&text=外单位") == {"外单位审核人"}


@pytest.mark.parametrize("who", ["填报人甲", "单位审核人甲", "集成程序甲"])
def test_others_see_themselves_and_nobody_else(world: World, who: str) -> None:
    assert world.call(who, "GET", "people").status_code == 403
    assert world.call(who, "GET", f"people/{world.people['填报人乙']}").status_code == 404
    assert world.call(who, "GET", "people/999999").status_code == 404
    assert world.ok(who, "GET", f"people/{world.people[who]}")["name"] == who
    assert world.call(who, "POST", "people", {}).status_code == 403


def test_whoever_holds_a_role_elsewhere_is_changed_only_from_above_both(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    world.ok("管理员甲", "POST", f"people/{world.people['填报人甲']}/grants",
             {"role": "manager", "agency_id": world.agencies["图书馆"]})  # fmt: skip
    refused = change(world, "人社管理员", "填报人甲", email="a@b.cn")
    assert refused.status_code == 403
    reset = world.call("人社管理员", "POST", f"people/{world.people['填报人甲']}/password", {})
    assert reset.status_code == 403
    assert change(world, "管理员甲", "填报人甲", email="a@b.cn").get_json()["email"] == "a@b.cn"
    assert change(world, "人社管理员", "填报人乙", email="a@b.cn").status_code == 200


def test_roles_are_given_and_taken_only_within_ones_own(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    path = f"people/{world.people['填报人甲']}/grants"
    outside = world.call("人社管理员", "POST", path, {"role": "admin", "agency_id": world.agencies["某市财政局"]})
    assert outside.status_code == 404
    given = world.ok("人社管理员", "POST", path, {"role": "supervisor", "agency_id": world.agencies["信息中心分站"]})
    assert [each["role"] for each in given["grants"]] == ["manager", "supervisor"]
    twice = world.call("人社管理员", "POST", path, {"role": "supervisor", "agency_id": world.agencies["信息中心分站"]})
    assert twice.get_json()["code"] == "taken"
    taken = world.ok("人社管理员", "DELETE", f"{path}/{given['grants'][1]['id']}")
    assert [each["role"] for each in taken["grants"]] == ["manager"]
    assert world.call("人社管理员", "DELETE", f"{path}/{given['grants'][1]['id']}").status_code == 404
    other = person(world, "外单位填报人")["grants"][0]["id"]
    assert (
        world.call("人社管理员", "DELETE", f"people/{world.people['外单位填报人']}/grants/{other}").status_code == 404
    )


def test_a_role_at_a_closed_agency_is_not_given(world: World) -> None:
    id = world.agencies["图书馆"]
    world.ok("管理员甲", "PUT", f"agencies/{id}", {"name": "图书馆", "rank": "agency", "closed": True}, version=1)
    path = f"people/{world.people['填报人甲']}/grants"
    refused = world.call("管理员甲", "POST", path, {"role": "manager", "agency_id": id})
    assert refused.get_json()["code"] == "not_possible"


def test_a_role_that_was_taken_no_longer_opens_anything(world: World) -> None:
    grant = person(world, "填报人甲")["grants"][0]["id"]
    assert world.call("填报人甲", "GET", f"agencies/{world.agencies['信息中心']}").status_code == 200
    world.ok("管理员甲", "DELETE", f"people/{world.people['填报人甲']}/grants/{grant}")
    assert world.call("填报人甲", "GET", f"agencies/{world.agencies['信息中心']}").status_code == 404
    assert change(world, "管理员甲", "填报人甲", email="c@d.cn").status_code == 200  # by the role that was


def test_the_last_admin_of_the_whole_stays(world: World) -> None:
    grant = person(world, "管理员甲")["grants"][0]["id"]
    path = f"people/{world.people['管理员甲']}/grants/{grant}"
    refused = world.call("管理员甲", "DELETE", path)
    assert refused.get_json()["code"] == "not_possible"
    assert "最后一位管理员" in refused.get_json()["detail"]
    signed_in(world, "管理员乙", "admin", "某市财政局")
    assert change(world, "管理员甲", "管理员甲", disabled=True).status_code == 409  # not oneself
    assert change(world, "管理员乙", "管理员甲", disabled=True).status_code == 200
    assert world.call("管理员甲", "GET", "me").status_code == 401
    mine = world.ok("管理员乙", "GET", "me")["id"]
    last = world.ok("管理员乙", "GET", f"people/{mine}")["grants"][0]["id"]
    assert world.call("管理员乙", "DELETE", f"people/{mine}/grants/{last}").status_code == 409


def test_disabling_ends_logins_and_tokens_at_once_and_enabling_does_not_bring_them_back(world: World) -> None:
    signed_in(world, "填报人丙")
    added_token = {"name": "程序", "scopes": ["read"], "expires_on": day_of(world.service.clock()).isoformat()}
    world.tokens["程序"] = world.ok("填报人丙", "POST", f"people/{world.people['填报人丙']}/tokens", added_token)[
        "secret"
    ]
    assert world.call("程序", "GET", "me").status_code == 200
    assert change(world, "管理员甲", "填报人丙", disabled=True).status_code == 200
    assert [world.call(who, "GET", "me").status_code for who in ("程序", "填报人丙")] == [401, 401]
    assert change(world, "管理员甲", "填报人丙").get_json()["disabled_at"] is None
    assert [world.call(who, "GET", "me").status_code for who in ("程序", "填报人丙")] == [401, 401]
    assert sign_in(world, "填报人丙", GOOD + "飞").status_code == 201


def test_a_stale_version_of_a_person_is_refused_with_what_differs(world: World) -> None:
    path = f"people/{world.people['填报人甲']}"
    assert world.call("管理员甲", "PUT", path, {"name": "填报人甲"}).status_code == 428
    assert change(world, "管理员甲", "填报人甲", email="a@b.cn").status_code == 200
    refused = world.call("管理员甲", "PUT", path, {"name": "填报人甲", "email": "c@d.cn"}, version=1)
    assert (refused.status_code, refused.get_json()["differs"]) == (412, ["email"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"email": "不是邮箱"}, "invalid_document"),
        ({"email": "a@b.cn\nBcc: c@d.cn"}, "invalid_document"),
        ({"password": "太短"}, "weak_password"),
        ({"password": None, "no_password": True}, "not_possible"),
        ({"grants": []}, "invalid_document"),
        ({"login": " \u3000"}, "invalid_document"),
    ],
)
def test_a_person_who_cannot_be_is_refused(world: World, body: dict[str, Any], code: str) -> None:
    grants = [{"role": "manager", "agency_id": world.agencies["信息中心"]}]
    full = {"login": "丙", "name": "丙", "grants": grants, "password": GOOD} | body
    refused = world.call("管理员甲", "POST", "people", {key: value for key, value in full.items() if value is not None})
    assert refused.get_json()["code"] == code
    assert rows(world, "SELECT * FROM people WHERE login = '丙'") == []


def test_a_program_needs_no_password_and_then_cannot_sign_in(world: World) -> None:
    made = added(world, "程序乙", "integrator", password=None, no_password=True)
    assert (made["has_password"], made["must_change"], made["password"]) == (False, False, None)
    assert sign_in(world, "程序乙", GOOD).status_code == 401


def test_ones_own_password_is_not_reset_but_changed(world: World) -> None:
    refused = world.call("管理员甲", "POST", f"people/{world.people['管理员甲']}/password", {})
    assert refused.get_json()["code"] == "not_possible"


def test_every_change_of_people_is_audited_at_the_agency_that_it_touches(world: World) -> None:
    id = added(world, "丙")["id"]
    change(world, "管理员甲", "丙", email="a@b.cn")
    world.ok("管理员甲", "POST", f"people/{id}/password", {})
    world.ok("管理员甲", "DELETE", f"people/{id}/logins")
    told = rows(world, "SELECT * FROM audit WHERE noun = 'person' AND noun_id = :id ORDER BY id", id=id)
    assert [each["action"] for each in told] == ["add", "change", "reset_password", "end_logins"]
    assert {each["agency_id"] for each in told} == {world.agencies["信息中心"]}
    assert (told[1]["before"], told[1]["after"]) == ('{"email":""}', '{"email":"a@b.cn"}')


def test_a_password_reset_by_an_admin_ends_the_person_s_tokens_too(world: World) -> None:
    assert world.call("填报人甲", "GET", "me").status_code == 200
    world.ok("管理员甲", "POST", f"people/{world.people['填报人甲']}/password", {})
    assert world.call("填报人甲", "GET", "me").status_code == 401
