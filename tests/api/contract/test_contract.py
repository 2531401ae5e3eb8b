"""The description is held against the service: whatever it allows is done, whatever it forbids is refused, as told."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.contract.people import ANYBODY, furnished
from tests.api.contract.running import Found, run
from tests.api.service.world import World

CASES = int(os.environ.get("TEST_CONTRACT_CASES", "1000"))


def held(world: World, who: str, *, thorough: bool) -> Found:
    """A run by somebody who is still signed in at its end."""
    found = run(world, who, CASES, thorough=thorough)
    print(f"{who}: {found.told()}")  # noqa: T201 - how far the run got, for whoever looks
    assert world.call(who, "GET", "me").status_code == 200
    return found


def wrong(found: Found) -> str:
    """Every failure in words."""
    return "\n\n".join(f"{operation}: {title}\n{told}" for (operation, title), told in found.failures.items())


def described(world: World) -> set[str]:
    """Every operation that is described."""
    paths = world.app.test_client().get("/openapi.json").get_json()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


@pytest.fixture
def furnished_world(tmp_path: Path) -> Iterator[World]:
    """A world with everything in it."""
    world = furnished(tmp_path)
    yield world
    world.service.close()


def test_who_may_everything_gets_what_is_described(furnished_world: World) -> None:
    found = held(furnished_world, ANYBODY, thorough=True)
    assert not found.failures, wrong(found)
    assert found.statuses.total() >= CASES
    assert max(found.statuses) < 500
    assert found.operations == described(furnished_world)
    assert found.operations - found.succeeded == set()


def test_a_manager_gets_what_is_described(furnished_world: World) -> None:
    found = held(furnished_world, "填报人甲", thorough=False)
    assert not found.failures, wrong(found)
    assert max(found.statuses) < 500
    assert found.statuses[403], "managers are refused what is not theirs"
