"""The desk in Debian's Chromium: saved as one types, by keys and paste, over conflicts and ended logins, and nothing
typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser
PASTE = """([id, text]) => {
  const cell = document.getElementById(id), data = new DataTransfer();
  cell.focus();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as started:
        yield started


class Desk(NamedTuple):
    """填报人甲 before a report just opened."""

    world: World
    address: str
    id: int
    context: BrowserContext
    page: Page

    @property
    def place(self) -> str:
        """The report's address."""
        return f"{self.address}/evaluations/{self.id}"

    def another(self) -> Page:
        """The same report in another tab."""
        page = self.context.new_page()
        page.goto(self.place)
        return page

    def said(self, words: str) -> None:
        """Waits until the live region says so."""
        expect(self.page.locator("#state")).to_contain_text(words)

    def kept(self, name: str, text: str) -> None:
        """Waits until a cell's text is saved."""
        expect(self.page.locator(f"#{name}")).to_have_attribute("data-saved", text)

    def fill(self, name: str, text: str) -> None:
        """A cell filled in and left."""
        self.page.fill(f"#{name}", text)
        self.page.press(f"#{name}", "Tab")


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    """A report open in a browser; a page error, or a request to anywhere else, fails the test."""
    world = make_world(tmp_path)
    made, _ = stories.opened(world)
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    trouble: list[str] = []
    with listening(world) as address:
        context.on("request", lambda each: trouble.append(each.url) if not each.url.startswith(address) else None)
        context.on("weberror", lambda each: trouble.append(str(each.error)))
        page = context.new_page()
        entered(world, page, address, "填报人甲")
        page.goto(f"{address}/evaluations/{made['id']}")
        yield Desk(world, address, made["id"], context, page)
        context.close()
    assert not trouble


def stored(desk: Desk, number: int) -> dict[str, object]:
    """A line as the store has it."""
    told = desk.world.ok("填报人甲", "GET", f"evaluations/{desk.id}")
    line: dict[str, object] = told["document"]["objectives"][0]["indicators"][number - 1]
    return line


def test_a_cell_is_saved_and_scored_as_soon_as_it_is_left(desk: Desk) -> None:
    before = desk.page.inner_text("#live-total")
    desk.fill("actual-1", "1次")
    desk.said("已保存")
    assert stored(desk, 1)["actual"] == "1次"
    assert "达到" in desk.page.inner_text("#live-actual-1")
    assert desk.page.inner_text("#live-total") != before
    assert desk.page.get_attribute("#state", "aria-live") == "polite"
    desk.page.click("#live-points-1 summary")
    assert desk.page.is_visible("#live-points-1 .clause")


def test_what_one_types_is_saved_without_leaving_the_cell(desk: Desk) -> None:
    desk.page.focus("#actual-2")
    desk.page.keyboard.type("12个月")
    desk.said("已保存")
    assert stored(desk, 2)["actual"] == "12个月"
    assert desk.page.evaluate("document.activeElement.id") == "actual-2"


def test_enter_and_arrows_walk_a_column(desk: Desk) -> None:
    desk.page.focus("#actual-1")
    walked = []
    for key in ("Enter", "ArrowDown", "ArrowUp", "Shift+Enter", "Shift+Enter"):
        desk.page.keyboard.press(key)
        walked.append(desk.page.evaluate("document.activeElement.id"))
    assert walked == ["actual-2", "actual-3", "actual-2", "actual-1", "actual-1"]
    assert desk.page.url == desk.place


def test_a_column_pasted_from_a_spreadsheet_fills_the_cells(desk: Desk) -> None:
    text = '1次\t9\r\n"12\n个月"\t9\r\n100%\t8\t多的\r\n'
    desk.page.evaluate(PASTE, ["actual-1", text])
    assert "已粘贴 6 格，放不下的 1 格没有贴" in desk.page.inner_text("#state")
    desk.said("已保存")
    assert [stored(desk, n)["self_score"] for n in (1, 2, 3)] == ["9", "9", "8"]
    assert stored(desk, 2)["actual"] == "12 个月"
    desk.page.evaluate(PASTE, ["funds-total-spent", "1,234.5\n234.5\n"])
    desk.said("已粘贴 2 格")
    expect(desk.page.locator("#live-funds")).to_contain_text("执行率 276.79%")


def test_a_doubtful_cell_is_answered_and_an_explanation_begun_from_its_draft(desk: Desk) -> None:
    desk.fill("actual-3", "0.999")
    desk.page.get_by_label("99.9%", exact=True).check()
    expect(desk.page.locator("#live-actual-3")).to_contain_text("已答复")
    desk.fill("actual-1", "0次")
    desk.page.get_by_role("button", name="用草拟的这句开头").click()
    desk.page.keyboard.type("抽样因系统改造推迟到二月")
    reason = desk.page.input_value("#reason-1")
    assert reason.startswith("全年实际完成0次")
    assert reason.endswith("抽样因系统改造推迟到二月")
    desk.kept("reason-1", reason)
    assert stored(desk, 1)["explanation"] == {"reason": reason}


def test_a_wrong_figure_stays_in_its_cell_and_the_rest_is_saved(desk: Desk) -> None:
    desk.page.evaluate(PASTE, ["actual-1", "1次\t八分\n"])
    desk.said("有 1 格写法不对")
    assert stored(desk, 1)["actual"] == "1次"
    assert desk.page.input_value("#score-1") == "八分"
    assert "请填数字" in desk.page.inner_text("#fault-score-1")
    desk.fill("score-1", "8")
    expect(desk.page.locator("#fault-score-1")).to_have_count(0)
    desk.kept("score-1", "8")
    assert stored(desk, 1)["self_score"] == "8"


def test_two_tabs_lose_nothing(desk: Desk) -> None:
    other = desk.another()
    other.fill("#actual-1", "3次")
    other.fill("#actual-2", "12个月")
    other.press("#actual-2", "Tab")
    expect(other.locator("#state")).to_contain_text("已保存")
    desk.fill("actual-1", "4次")
    desk.fill("actual-3", "100%")
    desk.said("有 1 格两边都改了")
    assert desk.page.input_value("#actual-1") == "4次"
    assert desk.page.input_value("#actual-2") == "12个月"
    assert "对方改成：" in desk.page.inner_text("#line-1")
    assert stored(desk, 1)["actual"] == "3次"
    expect(desk.page.locator("#live-actual-3")).to_contain_text("达到")
    assert stored(desk, 3)["actual"] == "100%"
    desk.page.get_by_role("button", name="用我的").click()
    expect(desk.page.locator(".theirs")).to_have_count(0)
    desk.kept("actual-1", "4次")
    assert stored(desk, 1)["actual"] == "4次"


def test_a_login_that_ends_while_typing_loses_nothing(desk: Desk) -> None:
    kept = desk.context.cookies()
    desk.context.clear_cookies()
    desk.fill("actual-1", "1次")
    desk.said("登录已过期，填的都还在这一页")
    assert desk.page.get_by_role("link", name="在新标签页登录").get_attribute("target") == "_blank"
    desk.fill("actual-2", "12个月")
    desk.context.add_cookies(kept)  # type: ignore[arg-type]
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    desk.kept("actual-2", "12个月")
    assert (stored(desk, 1)["actual"], stored(desk, 2)["actual"]) == ("1次", "12个月")


def test_without_the_network_what_was_typed_waits(desk: Desk) -> None:
    desk.context.set_offline(True)
    desk.fill("actual-1", "1次")
    desk.said("没有连上服务器，内容都在这一页")
    desk.context.set_offline(False)
    expect(desk.page.locator("#state")).to_contain_text("已保存", timeout=10_000)
    assert stored(desk, 1)["actual"] == "1次"


DROP = """() => {
  const data = new DataTransfer();
  data.items.add(new File(["记录"], "抽样记录.txt", {type: "text/plain"}));
  document.querySelector("#line-2 .name").dispatchEvent(
    new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_a_file_dropped_on_a_line_is_its_evidence(desk: Desk) -> None:
    desk.page.fill("#actual-1", "1次")
    with desk.page.expect_navigation():
        desk.page.evaluate(DROP)
    expect(desk.page.locator("#line-2 .files")).to_contain_text("抽样记录.txt")
    assert stored(desk, 1)["actual"] == "1次"
    desk.page.locator("#line-2 summary").last.click()
    desk.page.get_by_role("button", name="移除 抽样记录.txt").click()
    expect(desk.page.locator("#line-2 .files")).to_have_count(0)


def test_saved_and_submitted_by_the_buttons(desk: Desk) -> None:
    desk.page.fill("#actual-1", "1次")
    desk.page.get_by_role("button", name="保存", exact=True).click()
    desk.said("已保存")
    assert desk.page.url == desk.place
    desk.page.get_by_role("button", name="提交", exact=True).click()
    expect(desk.page.get_by_role("alert")).to_contain_text("已保存，还没有提交")
    desk.page.locator("#owed a").first.click()
    assert desk.page.evaluate("location.hash.slice(1) === document.querySelector(':target').id")


def test_a_form_is_submitted_and_taken_back_without_script(desk: Desk, browser: Browser) -> None:
    made = desk.world.ok("填报人甲", "GET", f"evaluations/{desk.id}")["evaluation"]
    parts = stories.filled_parts(stories.form())
    desk.world.ok("填报人甲", "PATCH", f"evaluations/{desk.id}", parts, version=made["version"])
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(desk.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(desk.place)
    page.fill("#actual-1", "2次")
    page.press("#actual-1", "Enter")
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    assert stored(desk, 1)["actual"] == "2次"
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("已提交")
    page.get_by_role("button", name="撤回修改").click()
    expect(page.get_by_role("status").first).to_contain_text("已撤回")
    assert [row["state"] for row in rows(desk.world, "SELECT state FROM evaluations")] == ["draft"]
    context.close()


def test_a_report_prints_on_a4_with_its_total(desk: Desk, tmp_path: Path) -> None:
    desk.page.emulate_media(media="print")
    assert desk.page.is_visible("#live-total b")
    assert [each for each in desk.page.locator("button, input[type=file]").all() if each.is_visible()] == []
    assert desk.page.locator("#actual-1").evaluate("e => getComputedStyle(e).borderTopWidth") == "0px"
    assert (
        desk.page.locator("#live-total").evaluate("e => getComputedStyle(e.parentNode).backgroundColor").endswith(" 0)")
    )
    path = tmp_path / "report.pdf"
    desk.page.pdf(path=path, prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", path.read_bytes())
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}
