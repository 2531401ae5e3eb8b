"""A package dropped on the page, in Debian's Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.pages.axe import violations
from tests.api.pages.desk.live import chromium, listening
from tests.api.service import stories
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser
DROPPED = (
    "bytes => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(bytes)], '包.zip')); return d }"
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world with a published result."""
    made = make_world(tmp_path)
    stories.published(made)
    yield made
    made.service.close()


def test_a_package_dropped_anywhere_on_the_page_is_verified(world: World) -> None:
    package = world.call("", "GET", "published/1/package").get_data()
    with listening(world) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}/verify")
        expect(page.locator(".dropping")).to_be_visible()
        page.dispatch_event("h1", "drop", {"dataTransfer": page.evaluate_handle(DROPPED, list(package))})
        expect(page.locator(".verdicts h2")).to_have_text("包.zip")
        expect(page.locator(".banner")).to_contain_text("核对无误")
        assert not violations(page)
