"""The pages in Debian's Chromium against a real server: they work without script, narrow and printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.api.cli.test_serve import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of our own on a free port."""
    with served("--port", "0") as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page without script; a request to anywhere else, or a complaint on the console, fails the test."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 900})
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("request", lambda request: trouble.append(request.url) if not request.url.startswith(address) else None)
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("requestfailed", lambda request: trouble.append(f"failed: {request.url}"))
    yield opened
    context.close()
    assert not trouble


def test_from_the_list_to_the_working_of_a_line(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="金保工程建设及运行维护项目").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "项目支出绩效自评表（2023年度）"
    working = page.locator("#line-12 details")
    clause = working.locator(".clause").last
    assert not clause.is_visible()
    working.locator("summary").click()
    assert clause.is_visible()
    assert "自评表" in clause.inner_text()


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("path", ["/samples", "/forms/mohrss-2023-jinbao", "/forms/huangpi-2023-whole",
                                  "/forms/mohrss-2025-jinbao",
                                  "/rulebooks", "/rulebooks/mohrss-2023", "/x"])  # fmt: skip
def test_no_page_is_wider_than_its_window(browser: Browser, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_form_prints_on_a4(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/forms/mohrss-2023-jinbao")
    path = tmp_path / "form.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", path.read_bytes())
    assert len(boxes) == 2
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}


def test_no_row_is_torn_by_a_page_and_heads_come_again(page: Page, address: str) -> None:
    page.goto(f"{address}/forms/mohrss-2023-jinbao")
    page.emulate_media(media="print")
    for part in (".lines tbody td", ".funds tr", ".sum tr", ".goals tr"):
        for element in page.locator(part).all():
            assert element.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert page.locator(".lines thead").evaluate("e => getComputedStyle(e).display") == "table-header-group"


CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!c.startsWith("rgba(0, 0, 0, 0")) return c; } return "rgb(255, 255, 255)"; };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = light(getComputedStyle(e).color), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(e.className + " " + e.textContent.trim().slice(0, 20) + " " + ratio.toFixed(2));
  }
  return found;
}"""


@pytest.mark.parametrize(
    "path", ["/samples", "/forms/huangpi-2023-whole", "/forms/jilin-2023-12333", "/rulebooks/jilin-2023"]
)
def test_every_text_stands_out_from_its_ground(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 800})
    page.goto(address + path)
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_the_interface_page_draws_itself_offline(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    described = page.request.get(f"{address}/openapi.json").json()["paths"]
    methods = ("get", "post", "put", "patch", "delete")
    operations = sum(1 for path in described.values() for method in path if method in methods)
    assert page.locator(".opblock").count() == operations > 9
    assert all(url.startswith((address, "data:")) for url in asked)
    page.close()


def test_every_chip_of_the_list_has_the_same_height(page: Page, address: str) -> None:
    page.goto(address)
    heights = {round(chip.evaluate("e => e.getBoundingClientRect().height")) for chip in page.locator("td .chip").all()}
    assert len(heights) == 1
