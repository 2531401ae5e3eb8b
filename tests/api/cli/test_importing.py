"""jixiao import, export: what a form would change is shown, then stored in the name of a person who may."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from api.actions.formfiles import drawn
from api.instants import stamp
from api.schemas import load_document
from tests.api.cli.conftest import ROOT, Run
from tests.api.service import stories
from tests.api.service.stories import FORM
from tests.api.service.world import World, make_world

ANNOTATED = "samples/mohrss-2023-egov.json"


@dataclass
class Desk:
    """A world, the command line beside it, a folder for files."""

    world: World
    run: Run
    folder: Path

    def file(self, name: str, content: bytes) -> str:
        """A file to import."""
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def import_(self, *arguments: str, who: str = "填报人甲") -> Result:
        """The command in somebody's name."""
        return self.run("import", *arguments, "--as", who)

    def report(self, id: int) -> Any:
        """An evaluation as it now stands."""
        return self.world.ok("填报人甲", "GET", f"evaluations/{id}")


@pytest.fixture
def desk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A fresh world whose database the commands find."""
    world = make_world(tmp_path)
    monkeypatch.setenv("JIXIAO_DATABASE", str(world.service.settings.database))
    yield Desk(world, run, tmp_path)
    world.service.close()


def own(report: Any) -> Any:
    """The published form as the agency of this world prints it."""
    return report | {"agency": {"name": "信息中心"}}


def printed(document: Any, kind: str = "csv") -> bytes:
    """A document as a file."""
    return drawn(load_document(document), kind).content


def test_a_form_is_shown_line_by_line_and_then_stored(desk: Desk) -> None:
    made, report = stories.opened(desk.world)
    path = desk.file("自评表.csv", printed(own(report)))
    result = desk.import_(path, "--task", str(made["task_id"]))
    assert result.exit_code == 0, result.stdout + result.stderr
    head, *changed, stored = result.stdout.splitlines()
    assert head.startswith(f"{path}：{made['name']} → 自评 {made['id']}，")
    assert changed[0] == "  资金表 年度资金总额 全年执行数：（无） → 412.85"
    assert (len(changed), changed[-1].startswith("  ……另有")) == (11, True)
    assert stored == f"{path}：已存"
    assert desk.report(made["id"])["evaluation"]["total"] == "96.3"


def test_a_dry_run_stores_nothing(desk: Desk) -> None:
    made, report = stories.opened(desk.world)
    result = desk.import_(desk.file("自评表.csv", printed(own(report))), "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "实际完成值：（无） → 1次" in result.stdout
    assert "另有" not in result.stdout
    assert "已存" not in result.stdout
    assert desk.report(made["id"])["evaluation"]["version"] == made["version"]


def test_json_is_imported_like_a_form(desk: Desk) -> None:
    made, report = stories.opened(desk.world)
    path = desk.file("自评表.json", json.dumps(own(report)).encode())
    assert desk.import_(path).stdout.splitlines()[-1] == f"{path}：已存"
    assert desk.report(made["id"])["evaluation"]["total"] == "96.3"


def test_whoever_does_not_report_for_the_agency_stores_nothing(desk: Desk) -> None:
    made, report = stories.opened(desk.world)
    for who in ("外单位填报人", "主管审核人甲"):
        result = desk.import_(desk.file("自评表.csv", printed(own(report))), who=who)
        assert result.exit_code == 1
        assert "不存：“信息中心”不在您填报的单位之中" in result.stdout
        assert result.stdout.splitlines()[-1].endswith("没有存：不知道存到哪里")
    assert desk.report(made["id"])["evaluation"]["version"] == made["version"]


def test_what_cannot_be_stored_is_refused_by_itself(desk: Desk) -> None:
    made, report = stories.opened(desk.world)
    plan = own(stories.form("mohrss-2025-jinbao"))
    fits = desk.file("一目标表.xlsx", printed(plan, "xlsx"))
    wrong = desk.file("二坏.xlsx", b"MZ")
    good = desk.file("三自评表.csv", printed(own(report)))
    result = desk.import_(fits, wrong, good, "--rulebook", "mohrss-2023", "--place", "中央")
    assert result.exit_code == 1
    assert f"{fits}：金保工程建设及运行维护项目 → 目标表 （新建）" in result.stdout
    assert f"{good}：已存" in result.stdout
    assert result.stderr.startswith(f"{wrong}：")
    assert desk.report(made["id"])["evaluation"]["total"] == "96.3"


def test_a_plan_is_imported_as_a_new_draft_and_then_over_it(desk: Desk) -> None:
    plan = own(stories.form("mohrss-2025-jinbao"))
    path = desk.file("目标表.xlsx", printed(plan, "xlsx"))
    given = ("--rulebook", "central-2021", "--place", "中央")
    first = desk.import_(path, *given)
    assert (first.exit_code, f"{path}：已存" in first.stdout) == (0, True), first.stdout
    again = desk.import_(path, *given)
    assert " → 目标表 1，0 处改动" in again.stdout
    listed = desk.world.ok("填报人甲", "GET", "plans")["items"]
    assert [(each["name"], each["state"]) for each in listed] == [("金保工程建设及运行维护项目", "draft")]
    bare = desk.import_(path)
    assert "读得不完整" in bare.stdout
    assert bare.exit_code == 1


def test_persons_and_tasks_that_are_not_there_are_refused(desk: Desk) -> None:
    path = desk.file("自评表.csv", FORM)
    for arguments, who, words in (
        ((path,), "没有的人", "没有账号“没有的人”"),
        ((path, "--task", "99"), "填报人甲", "自评任务"),
    ):
        result = desk.import_(*arguments, who=who)
        assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    store = desk.world.open()
    at = stamp(datetime.now(UTC))
    store.write(lambda store: store.run("UPDATE people SET disabled_at = :at WHERE login = '填报人乙'", at=at))
    store.close()
    assert "已停用" in desk.import_(path, who="填报人乙").stderr


def test_an_import_is_kept_under_the_hash_of_its_file_or_over_those_of_all(desk: Desk) -> None:
    one, two = desk.file("一.csv", FORM), desk.file("二.csv", FORM + b"\r\n")
    desk.import_(one)
    desk.import_(one, two)
    both, single = desk.world.ok("填报人甲", "GET", "imports")["items"]
    assert (single["name"], both["name"]) == (one, f"{one}、{two}")
    assert single["sha256"] != both["sha256"]
    assert [single["state"], both["state"]] == ["confirmed", "confirmed"]


def test_a_look_leaves_no_import_behind(desk: Desk) -> None:
    assert "不存" in desk.import_(desk.file("一.csv", FORM), "--dry-run").output
    assert desk.world.ok("填报人甲", "GET", "imports")["items"] == []


def test_every_report_of_a_task_is_written_as_a_form(desk: Desk) -> None:
    saved, _ = stories.filled(desk.world)
    made = saved["evaluation"]
    folder = desk.folder / "表"
    result = desk.run("export", "--task", str(made["task_id"]), "--to", str(folder), "--family", "jilin")
    assert result.exit_code == 0, result.stderr
    path = folder / f"{made['id']}-{made['name']}.xlsx"
    told, count = result.stdout.splitlines()
    assert told.startswith(f"{path}；没有写进去：表样没有")
    assert count == "共 1 份"
    openpyxl.load_workbook(path)


def test_export_refuses_tasks_that_are_not_there_and_families_that_print_no_report(desk: Desk) -> None:
    made = stories.filled(desk.world)[0]["evaluation"]
    to = ("--to", str(desk.folder / "表"))
    missing = desk.run("export", "--task", "99", *to)
    assert (missing.exit_code, "自评任务" in missing.stderr) == (2, True)
    wrong = desk.run("export", "--task", str(made["task_id"]), "--family", "central_plan", *to)
    assert (wrong.exit_code, "不是自评表的表样" in wrong.stderr) == (2, True)
    blocked = desk.run("export", "--task", str(made["task_id"]), "--to", str(desk.world.service.settings.database))
    assert (blocked.exit_code, "不是文件夹" in blocked.stderr) == (2, True)


def test_the_database_must_be_there(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_DATABASE", str(tmp_path / "没有.db"))
    result = run("import", str(ROOT / ANNOTATED), "--as", "填报人甲")
    assert (result.exit_code, "没有数据库" in result.stderr) == (2, True)


def test_json_that_is_no_document_is_named_and_nothing_is_stored(desk: Desk) -> None:
    path = desk.file("表.json", '{"agency": {"name": "信息中心"}, "budget_year": 2023}'.encode())
    result = desk.import_(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{path} 不符合文档格式：")


def test_a_form_without_a_year_is_shown_as_far_as_it_was_read(desk: Desk) -> None:
    lines = printed(own(stories.form())).decode("utf-8-sig").replace("（2023年度）", "")
    result = desk.import_(desk.file("表.csv", lines.encode()), "--dry-run")
    assert "不存：表上没有写明单位或预算年度" in result.stdout
