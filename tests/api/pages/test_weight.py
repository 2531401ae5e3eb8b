"""A page without cache, its styles and scripts with it, weighs less than 150 kB."""

from collections.abc import Callable, Iterator

import pytest

from tests.api.pages.desk.everything import ROUTES, SEES_ALL, Everything, everything
from tests.api.pages.desk.person import Person
from tests.api.pages.weight import LIMIT, fetching, parts


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """One of everything."""
    found = everything(tmp_path_factory.mktemp("weight"))
    yield found
    found.world.service.close()


@pytest.fixture(scope="module")
def get(full: Everything) -> Callable[[str], bytes]:
    """What an address answers to somebody who may see everything."""
    return fetching(Person(full.world, SEES_ALL).client)


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_without_cache_is_light(full: Everything, get: Callable[[str], bytes], route: str) -> None:
    found = parts(get, full.first(route))
    assert len(found) > 1, "a page without any style"
    assert sum(found.values()) < LIMIT, found


def test_every_style_and_script_of_a_page_is_counted() -> None:
    page = b'<link rel="stylesheet" href="/a.css"><script src="/b.js" defer></script><link rel="icon" href="/c.svg">'
    assert parts(lambda path: page if path == "/" else b"12", "/") == {"/": len(page), "/a.css": 2, "/b.js": 2}
