"""The administrator's pages in Debian's Chromium: refused, in conflict, shown once; nothing for axe-core to find."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.api.pages.axe import violations
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.service.accounts import rows, sign_in
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser


class Office(NamedTuple):
    """管理员甲 before a browser."""

    world: World
    address: str
    page: Page

    def go(self, path: str) -> None:
        """To a page."""
        self.page.goto(self.address + path)

    def fill(self, **fields: str) -> None:
        """Fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"#{name}").fill(text)

    def press(self, name: str) -> None:
        """A button; what the browser would ask for is left to the server."""
        button = self.page.get_by_role("button", name=name)
        button.evaluate("button => { button.form.noValidate = true }")
        with self.page.expect_navigation():
            button.click()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The world with an admin signed in."""
    world = make_world(tmp_path_factory.mktemp("office"))
    with listening(world) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        entered(world, page, address, "管理员甲")
        yield Office(world, address, page)
    world.service.close()


def _agency_refused(office: Office) -> None:
    office.go("/agencies/new")
    office.fill(name="", parent="没有的局")
    office.press("增加")


def _agency_conflict(office: Office) -> None:
    id = office.world.agencies["图书馆"]
    office.go(f"/agencies/{id}")
    (row,) = rows(office.world, "SELECT version FROM agencies WHERE id = :id", id=id)
    body = {"name": f"图书馆{row['version']}", "rank": "agency"}
    office.world.ok("管理员甲", "PUT", f"agencies/{id}", body, version=row["version"])
    office.fill(name="图书总馆")
    office.press("保存")


def _sheet_refused(office: Office) -> None:
    office.go("/people/bulk")
    office.fill(sheet="li\t李某\tx\t院长\t没有的局\n好\t好某\t\t填报人\t信息中心")
    office.press("先看一遍")


def _sheet_ready(office: Office) -> None:
    office.go("/agencies/bulk")
    office.fill(sheet="名称\t上级单位\n考试院\t某市人社局")
    office.press("先看一遍")


def _person_refused(office: Office) -> None:
    office.go(f"/people/{office.world.people['填报人甲']}")
    office.fill(to="没有的人", reason="")
    office.press("交接全部角色")


def _token_refused(office: Office) -> None:
    office.go("/tokens")
    office.fill(name="", expires_on="2999-01-01")
    office.press("发放")


def _token_shown(office: Office) -> None:
    office.go("/tokens")
    office.fill(name="报送")
    office.press("发放")


def _task_refused(office: Office) -> None:
    office.go("/tasks/new")
    office.fill(place="湖北省武汉市", year="2023")
    office.press("看适用的办法")
    office.press("布置任务")


STATES: tuple[Callable[[Office], None], ...] = (
    _agency_refused, _agency_conflict, _sheet_refused, _sheet_ready, _person_refused, _token_refused, _token_shown,
    _task_refused,
)  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wrong_with_a_page_in_any_state(office: Office, state: Callable[[Office], None]) -> None:
    found = list[str]()
    for width in (1366, 390):
        office.page.set_viewport_size({"width": width, "height": 900})
        state(office)
        tall = office.page.evaluate("document.documentElement.scrollHeight")
        office.page.set_viewport_size({"width": width, "height": tall + 100})
        found += violations(office.page)
        assert office.page.evaluate("document.documentElement.scrollWidth") <= width
    office.page.set_viewport_size({"width": 1366, "height": 900})
    assert not found, "\n".join(found)


def test_people_are_added_from_a_paste_and_their_passwords_kept_as_a_file(office: Office, tmp_path: Path) -> None:
    page = office.page
    office.go("/people/bulk")
    office.fill(sheet="账号\t姓名\t角色\t单位\nli\t李某\t填报人\t信息中心\nwang\t王某\t审核人\t信息中心")
    office.press("先看一遍")
    office.press("全部增加")
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 初始密码.csv").click()
    assert download.value.suggested_filename == "初始密码.csv"
    download.value.save_as(tmp_path / "kept.csv")
    _, first, _ = (tmp_path / "kept.csv").read_text("utf-8-sig").splitlines()
    assert sign_in(office.world, "li", first.rsplit(",", 1)[1]).status_code == 201
    page.reload()
    assert page.url.endswith("/people/bulk?done=told")
    assert "这里不再显示" in page.inner_text("main")


def test_a_task_is_set_by_the_keyboard_alone(office: Office) -> None:
    page = office.page
    office.go("/tasks/new")
    page.locator("#place").focus()
    page.keyboard.type("湖北省武汉市")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("2023")
    page.keyboard.press("Enter")
    page.locator("input[name=rulebook]").first.focus()
    page.keyboard.press("Space")
    page.locator("#name").focus()
    page.keyboard.type("2023年度自评")
    office.fill(deadline="2099-12-31")
    page.locator("input[name=agencies]").first.focus()
    page.keyboard.press("Space")
    page.locator("#name").press("Enter")
    page.wait_for_url("**/tasks/*?done=added")
    assert "已布置" in page.inner_text("main")
