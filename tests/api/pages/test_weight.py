"""A page without cache, its styles and scripts with it, weighs less than 150 kB."""

from collections.abc import Callable, Iterator

import pytest

from tests.api.pages.desk.everything import SEES_ALL, everything
from tests.api.pages.desk.person import Person
from tests.api.pages.desk.test_every_page import ROUTES, Full
from tests.api.pages.weight import LIMIT, fetching, parts
from tests.api.service.matrix.pages import address
from tests.api.service.world import make_world


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """One of everything."""
    world = make_world(tmp_path_factory.mktemp("weight"))
    yield Full(world, everything(world))
    world.service.pool.close()


@pytest.fixture(scope="module")
def get(full: Full) -> Callable[[str], bytes]:
    """What an address answers to somebody who may see everything."""
    return fetching(Person(full.world, SEES_ALL).client)


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_without_cache_is_light(full: Full, get: Callable[[str], bytes], route: str) -> None:
    found = parts(get, address(route, full.things))
    assert len(found) > 1, "a page without any style"
    assert sum(found.values()) < LIMIT, found


def test_every_style_and_script_of_a_page_is_counted() -> None:
    page = b'<link rel="stylesheet" href="/a.css"><script src="/b.js" defer></script><link rel="icon" href="/c.svg">'
    assert parts(lambda path: page if path == "/" else b"12", "/") == {"/": len(page), "/a.css": 2, "/b.js": 2}
