"""A file dropped on the import page in Chromium: a doubtful cell answered, the form confirmed, the report changed."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.api.pages.axe import violations
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.pages.desk.sending import lines, own, printed
from tests.api.service import stories
from tests.api.service.world import make_world

pytestmark = pytest.mark.browser
DROP = """(text) => {
  const data = new DataTransfer(), bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  data.items.add(new File([bytes], "自评表.xlsx"));
  document.querySelector("h1").dispatchEvent(
    new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as started:
        yield started


def test_a_file_dropped_is_answered_confirmed_and_seen_in_the_report(tmp_path: Path, browser: Browser) -> None:
    world = make_world(tmp_path)
    made, report = stories.opened(world)
    lines(report)[2]["actual"] = "0.999"
    content = base64.b64encode(printed(own(report), "xlsx")).decode()
    with listening(world) as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        entered(world, page, address, "填报人甲")
        page.goto(f"{address}/evaluations/{made['id']}")
        page.get_by_role("link", name="从文件填入").click()
        page.wait_for_url("**/imports?evaluation=*")
        with page.expect_navigation(url="**/imports/1"):
            page.evaluate(DROP, content)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert not violations(page)
        page.get_by_label("99.9%", exact=True).check()
        page.get_by_role("button", name="确认存入").click()
        expect(page.get_by_role("status").first).to_contain_text("已存 1 张")
        page.get_by_role("link", name="打开自评").click()
        expect(page.locator("#actual-3")).to_have_value("0.999")
        expect(page.locator("#live-actual-3")).to_contain_text("实际完成值按“99.9%”")
        expect(page.locator("#live-total")).to_contain_text("96.3")
        page.goto(f"{address}/evaluations/{made['id']}/narrative")
        page.get_by_role("button", name="复制").click()
        expect(page.locator("#state")).to_have_text("已复制")
        page.close()
    world.service.close()
