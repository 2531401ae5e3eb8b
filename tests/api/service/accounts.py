"""What the tests about people share: a clock of one's own, people with passwords, signing in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from tests.api.service.world import World

GOOD = "河边 柳树 三只鸭子 往南"


class Clock:
    """The time that the service is told."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **duration: float) -> None:
        """So much time passes."""
        self.now += timedelta(**duration)


def with_clock(world: World) -> Clock:
    """The world's service, from now on with a clock of the test's own."""
    clock = Clock()
    world.service = world.app.extensions["jixiao.service"] = replace(world.service, clock=clock)
    return clock


def added(world: World, login: str, role: str = "manager", agency: str = "信息中心", **more: Any) -> Any:
    """A new person, with a password of the test's choice unless another is given."""
    grants = [{"role": role, "agency_id": world.agencies[agency]}]
    body = {"login": login, "name": login, "grants": grants, "password": GOOD} | more
    body = {key: value for key, value in body.items() if value is not None}
    made = world.ok("管理员甲", "POST", "people", body)
    world.people[login] = made["id"]
    return made


def sign_in(world: World, login: str, password: str = GOOD, **options: Any) -> TestResponse:
    """The answer to signing in."""
    return world.call("", "POST", "logins", {"login": login, "password": password}, **options)


def signed_in(world: World, login: str, role: str = "manager", agency: str = "信息中心", *, key: str = "") -> str:
    """Somebody new who has signed in and changed the initial password; speaks as ``login`` (or ``key``) from now on."""
    added(world, login, role, agency)
    key = key or login
    world.tokens[key] = sign_in(world, login).get_json()["secret"]
    changed = world.call(key, "POST", "me/password", {"old": GOOD, "new": GOOD + "飞"})
    assert changed.status_code == 204, changed.get_data(as_text=True)
    return world.tokens[key]


def rows(world: World, sql: str, **values: Any) -> list[dict[str, Any]]:
    """What stands in the database."""
    store = world.open()
    try:
        return store.rows(sql, **values)
    finally:
        store.close()
