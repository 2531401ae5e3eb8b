"""Every page of the desk as axe-core sees it, wide and narrow, in every state: nothing wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.api.pages.axe import violations
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as started:
        yield started


def states(world: World) -> dict[str, str]:
    """A report in every state that its page knows; the address of each."""
    found = {}
    for name, text in (
        ("submitted", "mohrss-2023-egov"),
        ("half", "huangpi-2023-whole"),
        ("empty", "mohrss-2023-jinbao"),
    ):
        made = {"submitted": stories.submitted, "half": _half, "empty": _empty}[name](world, text)
        found[name] = f"/evaluations/{made['id']}"
    return found


def _half(world: World, name: str) -> dict[str, int]:
    """Filled as published, with a doubtful cell and an unexplained miss."""
    made, report = stories.opened(world, name)
    parts = stories.filled_parts(report)
    parts["lines"][0] |= {"actual": "0.5", "explanation": {}}
    saved = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])
    told: dict[str, int] = saved["evaluation"]
    return told


def _empty(world: World, name: str) -> dict[str, int]:
    made: dict[str, int] = stories.opened(world, name)[0]
    return made


def wrong(page: Page, address: str) -> list[str]:
    """What axe finds on a page, wide and narrow; as tall as the page is, so that the bar at its foot hides nothing."""
    page.goto(address)
    found = []
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": tall + 100})
        found += [f"{address} {width}: {each}" for each in violations(page)]
    return found


def test_nothing_is_wrong_with_any_page_of_the_desk(tmp_path: Path, browser: Browser) -> None:
    world = make_world(tmp_path)
    places = states(world)
    returned = world.ok("填报人甲", "GET", places["submitted"].removeprefix("/"))["evaluation"]
    body = {"opinion": "请核实", "remarks": [{"where": "objectives[0].indicators[0]", "text": "缺记录"}]}
    with listening(world) as address:
        page = browser.new_page()
        found = wrong(page, f"{address}/login")
        entered(world, page, address, "填报人甲")
        for place in ("/home", "/notices", "/password", *places.values(), f"{places['half']}/history"):
            found += wrong(page, address + place)
        world.ok("单位审核人甲", "POST", f"{places['submitted'][1:]}/return", body, version=returned["version"])
        found += wrong(page, address + places["submitted"]) + wrong(page, f"{address}/home")
        page.close()
    assert rows(world, "SELECT id FROM evaluations WHERE state = 'returned'")
    assert not found, "\n".join(found)
