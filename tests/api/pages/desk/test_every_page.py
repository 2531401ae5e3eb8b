"""Every page there is, in a world with one of everything: hostile texts, what axe-core finds, widths, weight."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from tests.api.pages.axe import violations
from tests.api.pages.desk.everything import ROUTES, SEES_ALL, Everything, everything
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.pages.desk.person import Person
from tests.api.pages.desk.planting import HOSTILE, MARK, Read, planted, undecided
from tests.api.service.world import World

OTHERS = (200, 403, 404, 409)  # what a page may answer for a thing in a state that it is not for


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """One of everything."""
    found = everything(tmp_path_factory.mktemp("full"))
    yield found
    found.world.service.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Everything, Person]]:
    """One of everything with a hostile text behind every text, and somebody signed in."""
    found = everything(tmp_path_factory.mktemp("hostile"))
    person = Person(found.world, SEES_ALL)
    store = found.world.open()
    store.write(planted)
    store.close()
    yield found, person
    found.world.service.close()


def test_every_text_of_the_database_is_either_planted_or_ours(full: Everything) -> None:
    store = full.world.open()
    assert not list(undecided(store))
    store.close()


@pytest.mark.parametrize("route", ROUTES)
def test_a_stored_text_is_a_text_on_every_page(hostile: tuple[Everything, Person], route: str) -> None:
    found, person = hostile
    for number, place in enumerate(found.places(route)):
        page = person.get(place)
        assert person.status in (OTHERS if number else (200,)), page
        assert not Read(page).wrong, place
        told = unquote(page)  # what stands in an address, too
        assert told.count("7*7") == told.count("{{"), place


def test_most_pages_show_what_was_planted(hostile: tuple[Everything, Person]) -> None:
    found, person = hostile
    shown = {route for route in ROUTES if MARK in person.get(found.first(route))}
    assert len(shown) * 2 > len(ROUTES), sorted(set(ROUTES) - shown)


def test_a_text_that_were_no_text_would_be_found() -> None:
    assert len(Read(f"<p>{HOSTILE}</p>").wrong) == 2
    assert not Read("<p>&lt;script&gt;alert(1)</p><script src=/static/jixiao.js></script>").wrong


@pytest.fixture(scope="module")
def looking(full: Everything) -> Iterator[tuple[str, Page]]:
    """Chromium, signed in as somebody who may see everything."""
    with listening(full.world) as place, chromium() as browser:
        yield place, signed_in(full.world, browser, place)


def signed_in(world: World, browser: Browser, place: str) -> Page:
    """A page of 总管甲."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    entered(world, page, place, SEES_ALL)
    return page


def wrong(page: Page) -> Iterator[str]:
    """What is wrong with a page wide and narrow; as tall as the page is, so that a bar at its foot hides nothing."""
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": tall + 100})
        wide = page.evaluate("document.documentElement.scrollWidth")
        yield from (f"{page.url} {width}: {each}" for each in violations(page))
        if wide > width:
            yield f"{page.url} {width}: {wide} wide"


@pytest.mark.browser
@pytest.mark.parametrize("route", ROUTES)
def test_nothing_is_wrong_with_any_page(full: Everything, looking: tuple[str, Page], route: str) -> None:
    home, page = looking
    found: list[str] = []
    for number, place in enumerate(full.places(route)):
        answer = page.goto(home + place)
        assert answer
        assert answer.status in (OTHERS if number else (200,))
        found += wrong(page)
    assert not found, "\n".join(found)
