"""Tokens: shown once, for no more than the person may, ended at once."""

from datetime import timedelta
from typing import Any

import pytest

from api.instants import day_of
from tests.api.service.accounts import rows, signed_in, with_clock
from tests.api.service.world import World


def make(world: World, who: str, whose: str, *, days: int = 30, key: str = "", **more: Any) -> Any:
    """The answer to making a token."""
    day = (day_of(world.service.clock()) + timedelta(days=days)).isoformat()
    body = {"name": "程序", "scopes": ["read"], "expires_on": day} | more
    return world.call(who, "POST", f"people/{world.people[whose]}/tokens", body, key=key)


def test_a_token_may_what_its_person_may_within_its_scopes(world: World) -> None:
    world.tokens["程序"] = make(world, "管理员甲", "填报人甲", scopes=["read", "manage_people"]).get_json()["secret"]
    (held,) = world.ok("程序", "GET", "me")["agencies"]
    assert held["rights"] == ["read"]
    assert world.call("程序", "GET", "people").status_code == 403
    assert world.call("程序", "GET", "agencies").status_code == 200


def test_the_secret_is_shown_once(world: World) -> None:
    signed_in(world, "填报人丙")
    first = make(world, "填报人丙", "填报人丙", key="k")
    again = make(world, "填报人丙", "填报人丙", key="k")
    assert first.status_code == 201
    assert again.get_json() == first.get_json() | {"secret": None}
    (listed,) = world.ok("填报人丙", "GET", f"people/{world.people['填报人丙']}/tokens")["items"]
    assert listed == {key: value for key, value in first.get_json().items() if key != "secret"}


def test_a_revoked_token_opens_nothing_from_that_moment(world: World) -> None:
    made = make(world, "管理员甲", "填报人甲").get_json()
    world.tokens["程序"] = made["secret"]
    assert world.call("程序", "GET", "agencies").status_code == 200
    path = f"people/{world.people['填报人甲']}/tokens/{made['id']}"
    first = world.ok("管理员甲", "DELETE", path)
    assert first["revoked_at"]
    assert world.call("程序", "GET", "agencies").status_code == 401
    assert world.call("程序", "POST", "logins", {"login": "a", "password": "b"}).status_code == 401
    assert world.ok("管理员甲", "DELETE", path) == first
    assert len(rows(world, "SELECT * FROM audit WHERE noun = 'token' AND action = 'revoke'")) == 1
    assert world.call("管理员甲", "DELETE", f"people/{world.people['填报人乙']}/tokens/{made['id']}").status_code == 404


def test_a_token_ends_with_its_last_day(world: World) -> None:
    clock = with_clock(world)
    world.tokens["程序"] = make(world, "管理员甲", "填报人甲", days=0).get_json()["secret"]
    assert world.call("程序", "GET", "me").status_code == 200
    clock.later(days=1)
    assert world.call("程序", "GET", "me").status_code == 401


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lasts_at_most_a_year_and_not_until_yesterday(world: World, days: int) -> None:
    assert make(world, "管理员甲", "填报人甲", days=days).get_json()["code"] == "not_possible"
    assert make(world, "管理员甲", "填报人甲", days=366).status_code == 201


def test_a_token_makes_tokens_only_with_the_scope_and_none_wider_than_itself(world: World) -> None:
    signed_in(world, "管理员乙", "admin", "某市财政局")
    for name, scopes in (("窄", ["read"]), ("宽", ["read", "manage_people"])):
        world.tokens[name] = make(world, "管理员乙", "管理员乙", scopes=scopes).get_json()["secret"]
    assert make(world, "窄", "管理员乙").status_code == 403
    assert make(world, "窄", "填报人甲").status_code == 404
    assert world.call("窄", "POST", "people", {}).status_code == 403
    assert make(world, "宽", "填报人甲").status_code == 201
    assert make(world, "宽", "管理员乙", scopes=["audit"]).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("填报人乙", 404), ("外单位审核人", 404), ("审计员甲", 403)])
def test_nobody_makes_or_revokes_tokens_of_others_without_managing_them(world: World, who: str, status: int) -> None:
    signed_in(world, "填报人丙")
    made = make(world, "填报人丙", "填报人丙").get_json()
    path = f"people/{world.people['填报人丙']}/tokens"
    assert make(world, who, "填报人丙").status_code == status
    assert world.call(who, "DELETE", f"{path}/{made['id']}").status_code == status
    assert world.call(who, "GET", path).status_code == (200 if who == "审计员甲" else 404)


def test_a_disabled_person_gets_no_token(world: World) -> None:
    path = f"people/{world.people['填报人甲']}"
    world.ok("管理员甲", "PUT", path, {"name": "填报人甲", "disabled": True}, version=1)
    assert make(world, "管理员甲", "填报人甲").get_json()["code"] == "not_possible"
