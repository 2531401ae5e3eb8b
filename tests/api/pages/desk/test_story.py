"""The whole story in Debian's Chromium: a task set, a form imported, refused, completed, returned, mended, approved,
published, and its package verified by anybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from api.actions.formfiles import drawn
from api.package import verify_package
from api.schemas import load_document
from api.version import engine_version
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world

pytestmark = pytest.mark.browser
TODAY = date.today()  # noqa: DTZ011 - days around now, whichever zone
NAME = "人力资源和社会保障部电子政务信息化项目"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Stage(NamedTuple):
    """The world behind its address, and a window for everybody who comes on."""

    world: World
    address: str
    browser: Browser
    trouble: list[str]

    @contextmanager
    def as_(self, name: str) -> Iterator[Page]:
        """Somebody's window; signed in unless it is nobody's."""
        context = self.browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
        context.on("weberror", lambda each: self.trouble.append(str(each.error)))
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("response", lambda each: self.trouble.append(each.url) if each.status >= 500 else None)
        if name:
            entered(self.world, page, self.address, name)
        else:
            page.goto(self.address)
        yield page
        context.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A world with an approved plan and nothing else."""
    world = make_world(tmp_path)
    stories.approved_plan(world, stories.form())
    with listening(world) as address, chromium() as browser:
        yield Stage(world, address, browser, [])
    world.service.close()


def said(page: Page, words: str) -> None:
    """Waits until the page says what was done."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def press(page: Page, name: str) -> None:
    """A button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str, *, exact: bool = True) -> None:
    """A link by its words."""
    page.get_by_role("link", name=name, exact=exact).first.click()


def sets_a_task(page: Page) -> None:
    """The administrator: place and year first, then a rulebook among those that fit, then whom and until when."""
    follow(page, "任务")
    follow(page, "布置任务")
    page.get_by_label("行政区划").fill("中央")
    page.get_by_label("预算年度").fill("2023")
    press(page, "看适用的办法")
    page.get_by_label("人力资源和社会保障部信息中心2023年度自评表所见规则").first.check()
    page.get_by_label("选用理由").fill("与上年一致")
    page.get_by_label("名称", exact=True).fill("2023年度绩效自评")
    page.get_by_label("审核级数").select_option("1")
    page.get_by_label("开始填报").fill(str(TODAY - timedelta(days=2)))
    page.get_by_label("截止", exact=True).fill(str(TODAY + timedelta(days=20)))
    page.get_by_label("信息中心 （下级 1 个）", exact=True).check()
    page.locator("button.main", has_text="布置任务").click()
    said(page, "已布置")


def printed() -> FilePayload:
    """The published form as a manager fills it in Excel: one target missed, and no word about it."""
    report = stories.form()
    report["objectives"][0]["indicators"][4] |= {"actual": "5小时", "self_score": "6.4"}
    content = drawn(load_document(report), "xlsx").content
    return {"name": "自评表.xlsx", "mimeType": XLSX, "buffer": content}


def imports(page: Page) -> None:
    """The manager: begins the report, and fills it from a file after looking at what would change."""
    page.get_by_role("button", name="开始自评").click()
    follow(page, "从文件填入")
    page.get_by_label("填好的表").set_input_files(files=[printed()])
    press(page, "上传并核对")
    expect(page.locator("table.differs")).to_contain_text("5小时")
    press(page, "确认存入")
    expect(page.get_by_role("status").first).to_contain_text("已存 1 张")
    follow(page, "打开自评", exact=False)


def is_refused(page: Page) -> None:
    """The manager submits, and is told what is missing: why line 5 missed its target, and no empty word will do."""
    press(page, "提交")
    expect(page.get_by_role("alert")).to_contain_text("已保存，还没有提交")
    page.locator("#owed a", has_text="第5行").first.click()
    page.locator("#reason-5").fill("无")
    page.locator("#remedy-5").fill("无")
    press(page, "提交")
    expect(page.get_by_role("alert")).to_contain_text("已保存，还没有提交")


def completes(page: Page) -> None:
    """The manager says why, and submits."""
    page.locator("#reason-5").fill("七月机房改造，现场人手不足，十一次响应超过四小时。")
    page.locator("#remedy-5").fill("增配两名驻场工程师，下年起按月统计响应时间。")
    press(page, "提交")
    said(page, "已提交")


def returns(page: Page) -> None:
    """The supervisor finds it in the queue, with the miss on top, and returns it with a word at line 2."""
    follow(page, "待审核")
    expect(page.locator("table.queue")).to_contain_text("未达到")
    follow(page, NAME)
    expect(page.locator(".judge-list").first).to_contain_text("第5行")
    page.locator("#line-2 summary").first.click()
    page.locator("#remark-2").fill("请写明维护了哪几个月")
    press(page, "退回")
    said(page, "已退回")


def mends(page: Page) -> None:
    """The manager sees the remark at its line, mends it, and submits again."""
    follow(page, "去修改", exact=False)
    expect(page.locator("#line-2")).to_contain_text("请写明维护了哪几个月")
    page.locator("#actual-2").fill("12个月")
    page.locator("#line-2 summary").last.click()
    page.locator("#notes-2").fill("一月至十二月，每月一次。")
    press(page, "提交")
    said(page, "已提交")


def approves(page: Page) -> None:
    """The supervisor sees what changed since, approves, and publishes."""
    follow(page, "待审核")
    follow(page, NAME)
    expect(page.get_by_role("heading", name="和上次提交相比", exact=False)).to_be_visible()
    expect(page.locator("main")).to_contain_text("一月至十二月，每月一次。")
    place = page.url
    press(page, "审定")
    said(page, "已审定")
    page.goto(place)
    press(page, "公开")
    said(page, "已公开")


def verifies(page: Page) -> bytes:
    """Anybody finds it among what is published, takes the package along, and drops it on the page that verifies."""
    follow(page, "已公开")
    follow(page, NAME)
    expect(page.locator("main")).to_contain_text("已审定并公开")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="结果包", exact=True).last.click()
    content = Path(waiting.value.path()).read_bytes()
    page.goto(page.url.partition("/published")[0] + "/verify")
    package: FilePayload = {"name": "结果包.zip", "mimeType": "application/zip", "buffer": content}
    page.get_by_label("结果包（zip", exact=False).set_input_files(files=[package])
    press(page, "核对")
    said(page, "核对无误")
    return content


def test_from_the_task_to_the_verified_package(stage: Stage, record_property: Callable[[str, object], None]) -> None:
    acts: tuple[tuple[str, tuple[Callable[[Page], None], ...]], ...] = (
        ("管理员甲", (sets_a_task,)),
        ("填报人甲", (imports, is_refused, completes)),
        ("单位审核人甲", (returns,)),
        ("填报人甲", (mends,)),
        ("单位审核人甲", (approves,)),
    )
    for name, scenes in acts:
        with stage.as_(name) as page:
            for scene in scenes:
                scene(page)
    with stage.as_("") as page:
        content = verifies(page)
    assert verify_package(content, engine_version()).ok
    (row,) = rows(stage.world, "SELECT state, round, total FROM evaluations")
    assert (row["state"], row["round"]) == ("published", 2)
    record_property("total", row["total"])
    assert not stage.trouble
