"""The supervisor's pages in Debian's Chromium: by keys, nothing typed left by mistake, and nothing for axe to find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.api.pages.axe import violations
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.pages.desk.waiting import several
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as started:
        yield started


def focused(page: Page) -> str:
    """What has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def test_forty_are_reviewed_by_keys(tmp_path: Path, browser: Browser) -> None:
    world = make_world(tmp_path)
    several(world, 3)
    with listening(world) as address:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        entered(world, page, address, "单位审核人甲", "/queue")
        page.get_by_role("link", name="第1项目", exact=True).click()
        page.wait_for_url(f"{address}/evaluations/1/review")
        walked = []
        for key in ("n", "n", "n", "p"):
            page.keyboard.press(f"Alt+{key}")
            walked.append(focused(page))
        assert walked == ["line-2", "line-5", "line-5", "line-2"]
        page.keyboard.press("Alt+j")
        page.wait_for_url(f"{address}/evaluations/3/review")
        page.keyboard.press("Alt+k")
        page.wait_for_url(f"{address}/evaluations/1/review")
        saved_by_key(page)
        typed_is_not_left(page)
        page.get_by_role("button", name="审定", exact=True).click()
        expect(page.get_by_role("status").first).to_have_text("“第1项目”第 1 级已审定，等第 2 级审核。")
        page.wait_for_url(f"{address}/evaluations/3/review")
        all_ticked(page, address)
        page.close()
    assert not trouble


def saved_by_key(page: Page) -> None:
    """A score typed beside a line, saved with Ctrl+S."""
    page.get_by_label("第5行 平均服务现场响应时间 复核得分").fill("6")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_have_text("复核已保存。")
    assert page.input_value("#score-5") == "6"


def typed_is_not_left(page: Page) -> None:
    """Whoever leaves with something typed is asked."""
    page.locator("#line-1 summary").first.click()
    page.fill("#opinion-1", "没保存的话")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.keyboard.press("Alt+j")
    expect(page.locator("#opinion-1")).to_have_value("没保存的话")
    assert asked == ["beforeunload"]


def all_ticked(page: Page, address: str) -> None:
    """All of a page ticked at once and approved."""
    page.goto(f"{address}/queue")
    page.get_by_label("全选这一页（2 份）").check()
    page.get_by_role("button", name="审定所选").click()
    expect(page.get_by_text("审定了 2 份。")).to_be_visible()


def wrong(page: Page) -> list[str]:
    """What axe finds on the page that is shown, wide and narrow, and whether it is wider than the window."""
    found = []
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} {width}: wider than the window")
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
        found += [f"{page.url} {width}: {each}" for each in violations(page)]
    return found


def test_nothing_is_wrong_with_the_supervisors_pages(tmp_path: Path, browser: Browser) -> None:
    world = make_world(tmp_path)
    made = several(world, 2, levels=1)
    with listening(world) as address:
        page = browser.new_page()
        entered(world, page, address, "财政审核人甲", "/queue?who=all")
        found = wrong(page)
        page.goto(f"{address}/evaluations/{made[0]['id']}/review")
        found += wrong(page)
        page.fill("#score-2", "99")
        page.get_by_role("button", name="审定", exact=True).click()
        found += wrong(page)
        found += approved(world, page, address, made)
        page.close()
    assert not found, "\n".join(found)


def approved(world: World, page: Page, address: str, made: list[dict[str, int]]) -> list[str]:
    """The pages that follow approval: what became of many, the steps after it, the year before, an empty queue."""
    world.grant("财政审核人甲", "supervisor", "信息中心")
    found = []
    world.ok("单位审核人甲", "POST", f"evaluations/{made[1]['id']}/approve", {}, version=made[1]["version"])
    for place in (
        f"/evaluations/{made[1]['id']}/review",
        f"/evaluations/{made[1]['id']}/last-year",
        "/queue?year=1999",
    ):
        page.goto(address + place)
        found += wrong(page)
    page.goto(f"{address}/evaluations/{made[1]['id']}/review")
    page.get_by_role("button", name="重开").click()
    found += wrong(page)
    page.goto(f"{address}/queue")
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="审定所选").click()
    page.wait_for_url(f"{address}/queue/approved/*")
    return found + wrong(page)
