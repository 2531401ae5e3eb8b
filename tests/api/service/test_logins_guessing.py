"""Guessing passwords: counted before anything is compared, by account and address; nothing tells what exists."""

import threading
from pathlib import Path

import pytest

from api import passwords
from api.actions import logins
from api.auth import ANONYMOUS
from api.problems.service import WrongPassword
from tests.api.service.accounts import GOOD, added, rows, sign_in, with_clock
from tests.api.service.world import World, make_world


def test_the_sixth_guess_is_not_compared_until_the_lock_is_over(world: World) -> None:
    clock = with_clock(world)
    added(world, "填报人丙")
    for _ in range(5):
        assert sign_in(world, "填报人丙", "猜的猜的猜的").get_json()["code"] == "wrong_password"
    locked = sign_in(world, "填报人丙")
    assert (locked.status_code, locked.get_json()["code"]) == (429, "too_many_attempts")
    assert 800 < int(locked.headers["Retry-After"]) <= 901
    clock.later(minutes=15, seconds=1)
    assert sign_in(world, "填报人丙").status_code == 201


def test_success_clears_the_count_of_the_account(world: World) -> None:
    added(world, "填报人丙")
    for _ in range(3):
        for _ in range(4):
            assert sign_in(world, "填报人丙", "猜的猜的猜的").status_code == 401
        assert sign_in(world, "填报人丙").status_code == 201


def test_guesses_long_ago_no_longer_count(world: World) -> None:
    clock = with_clock(world)
    added(world, "填报人丙")
    for _ in range(4):
        sign_in(world, "填报人丙", "猜的猜的猜的")
    clock.later(minutes=16)
    for _ in range(4):
        assert sign_in(world, "填报人丙", "猜的猜的猜的").status_code == 401
    assert sign_in(world, "填报人丙").status_code == 201


def test_eight_at_once_get_no_more_guesses_than_one_after_another(world: World) -> None:
    added(world, "填报人丙")
    statuses: list[int] = []
    start = threading.Barrier(8)

    def guess() -> None:
        start.wait()
        statuses.extend(sign_in(world, "填报人丙", "猜的猜的猜的").status_code for _ in range(3))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(statuses) == [401] * 5 + [429] * 19


def test_an_unknown_account_answers_and_locks_as_a_known_one_does(world: World) -> None:
    added(world, "填报人丙")
    added(world, "程序乙", "integrator", password=None, no_password=True)
    for login in ("填报人丙", "没有这个人", "程序乙"):
        told = [sign_in(world, login, "猜的猜的猜的") for _ in range(6)]
        assert [each.status_code for each in told] == [401] * 5 + [429]
        assert {each.get_json()["detail"] for each in told[:5]} == {"账号或密码不对，请核对后再试"}


def test_one_address_trying_many_accounts_is_locked_and_others_are_not(world: World) -> None:
    added(world, "填报人丙")
    for i in range(50):
        assert sign_in(world, f"没有{i}", "猜的猜的猜的").status_code == 401
    assert sign_in(world, "填报人丙").status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    client = world.app.test_client()
    body = {"login": "填报人丙", "password": GOOD}
    assert client.post("/api/v1/logins", json=body, environ_overrides=elsewhere).status_code == 201


def test_right_passwords_from_one_address_use_up_none_of_its_guesses(world: World) -> None:
    added(world, "填报人丙")
    sign_in(world, "没有这个人", "猜的猜的猜的")
    for _ in range(3):
        assert sign_in(world, "填报人丙").status_code == 201
    (row,) = rows(world, "SELECT failures FROM attempts WHERE subject LIKE 'address:%'")
    assert row == {"failures": 1}


def test_a_new_initial_password_unlocks_the_account(world: World) -> None:
    added(world, "填报人丙")
    for _ in range(6):
        sign_in(world, "填报人丙", "猜的猜的猜的")
    made = world.ok("管理员甲", "POST", f"people/{world.people['填报人丙']}/password", {})
    assert sign_in(world, "填报人丙", made["password"]).status_code == 201


def test_failed_logins_are_counted_for_who_watches(world: World) -> None:
    sign_in(world, "没有这个人", "猜的猜的猜的")
    assert world.service.metrics.registry.get_sample_value("jixiao_logins_failed_total") == 1


def test_a_password_changed_while_it_was_compared_lets_nobody_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison takes long and happens outside the write: what it compared with must still be true after it."""
    id = added(world, "填报人丙")["id"]
    real = passwords.matches

    def slow(password: str, kept: str) -> bool:
        world.ok("管理员甲", "POST", f"people/{id}/password", {})
        return real(password, kept)

    monkeypatch.setattr(passwords, "matches", slow)
    store = world.open()
    now, settings = world.service.clock(), world.service.settings
    with pytest.raises(WrongPassword):
        logins.sign_in(
            store, ANONYMOUS, now, settings, login="填报人丙", password=GOOD, digest="x", stranger="y"
        )  # fmt: skip
    store.close()
    assert rows(world, "SELECT * FROM logins") == []


def test_a_password_reset_while_its_owner_changed_it_stays_the_one_that_was_reset(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = added(world, "填报人丙")["id"]
    world.tokens["填报人丙"] = sign_in(world, "填报人丙").get_json()["secret"]
    real, reset = passwords.matches, []

    def slow(password: str, kept: str) -> bool:
        reset.append(world.ok("管理员甲", "POST", f"people/{id}/password", {})["password"])
        return real(password, kept)

    with monkeypatch.context() as patched:
        patched.setattr(passwords, "matches", slow)
        late = world.call("填报人丙", "POST", "me/password", {"old": GOOD, "new": GOOD + "飞"})
    assert late.get_json()["code"] == "wrong_password"
    assert sign_in(world, "填报人丙", reset[0]).status_code == 201


def test_the_limit_is_the_setting(tmp_path: Path) -> None:
    world = make_world(tmp_path, JIXIAO_LOGIN_ATTEMPTS="2")
    assert [sign_in(world, "没有这个人", "猜的猜的猜的").status_code for _ in range(3)] == [401, 401, 429]
