"""Plans in Debian's Chromium: keys, a pasted block, what is said while one types, nothing typed lost; and axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.pages.desk.plan_paper import lines, stored
from tests.api.pages.desk.test_accessible import wrong
from tests.api.pages.desk.test_browser import PASTE
from tests.api.service import stories
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as started:
        yield started


def made(world: World, name: str = "网络运维") -> str:
    """The address of a draft with a doubtful target and a weight too few."""
    document = stories.plan_of(stories.form(), "信息中心") | {"project": {"name": name}}
    document["objectives"][0]["indicators"][1] |= {"target": "5-3次", "weight": "8", "notes": ["按合同"]}
    row = world.ok("填报人甲", "POST", "plans", {"agency_id": world.agencies["信息中心"], "document": document})
    return f"/plans/{row['id']}"


def walk(page: Page) -> list[str]:
    """Where the keys lead, from the first target."""
    page.focus("#target-1")
    walked = []
    for key in ("Enter", "ArrowDown", "Shift+Enter", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.id"))
    return walked


def test_a_block_pasted_from_a_spreadsheet_fills_the_table_and_what_follows_is_said(
    tmp_path: Path, browser: Browser
) -> None:
    world = make_world(tmp_path)
    path = made(world)
    with listening(world) as address:
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        page, trouble = context.new_page(), list[str]()
        context.on("weberror", lambda each: trouble.append(str(each.error)))
        entered(world, page, address, "填报人甲", path)
        assert walk(page) == ["target-2", "target-3", "target-2", "target-1", "target-1"]
        expect(page.locator("#live-target-2")).to_contain_text("下限大于上限")
        page.check("#live-target-2 input[type=radio]")
        expect(page.locator("#live-target-2")).to_contain_text("已答复，按“3-5次”")
        page.evaluate(
            PASTE, ["dimension-8", "效益指标\t社会效益指标\t甲\t≥1次\t5\n\t\t乙\t≥2次\t6\n\t\t丙\t4小时内\t7\t\t多\n"]
        )
        expect(page.locator("#state")).to_contain_text("加了 2 行，放不下的 1 格没有贴")
        expect(page.locator("#live-target-10")).to_contain_text("读作 时长 ≤ 4 小时")
        expect(page.locator("#live-sums")).to_contain_text("办法规定 90 分")
        assert page.input_value("#category-10") == "社会效益指标"
        page.evaluate(PASTE, ["funds-total-initial", "1,000\t900\n"])
        page.keyboard.press("Control+s")
        page.wait_for_url(f"**{path}*")
        expect(page.get_by_text("已保存。")).to_be_visible()
        told = stored(world, path)
        assert lines(told)[7:] == ["甲", "乙", "丙"]
        assert told["objectives"][0]["indicators"][1]["target"]["answer"]["by"] == "填报人甲"
        assert told["funding"]["rows"][0] == {"source": "total", "initial": "1000", "budgeted": "900"}
        page.fill("#name-1", "没有保存的")
        asked_and_left(page)
        context.close()
    assert not trouble


def asked_and_left(page: Page) -> None:
    """Whoever leaves with something typed is asked."""
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", leave)
    page.get_by_role("link", name="目标表", exact=True).first.click()
    page.wait_for_url("**/plans")
    assert asked == ["beforeunload"]


def test_nothing_is_wrong_with_any_page_of_plans(tmp_path: Path, browser: Browser) -> None:
    world = make_world(tmp_path)
    id = stories.approved_plan(world, stories.form())
    path, sent = made(world), made(world, "已送审")
    whole = stored(world, path) | {"project": {"name": "已送审"}}
    whole["objectives"] = stories.plan_of(stories.form(), "信息中心")["objectives"]
    world.ok("填报人甲", "PUT", sent[1:], {"document": whole}, version=1)
    world.ok("填报人甲", "POST", f"{sent[1:]}/submit", version=2)
    found = []
    with listening(world) as address:
        page = browser.new_page()
        entered(world, page, address, "填报人甲")
        for place in ("/plans", "/plans/new", f"/plans/new?from={id}", "/plans/file", path, f"/plans/{id}"):
            found += wrong(page, address + place)
        changed = world.ok("填报人甲", "GET", f"plans/{id}")
        world.ok("填报人甲", "POST", f"plans/{id}/change", {"reason": "调减"}, version=changed["version"])
        found += wrong(page, f"{address}/plans/{id}/versions")
        page.close()
        page = browser.new_page()
        entered(world, page, address, "主管审核人甲")
        found += wrong(page, address + sent)
        page.close()
    assert not found, "\n".join(found)
