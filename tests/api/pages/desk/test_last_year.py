"""Beside last year: lines by their names, this year's beside last year's."""

from typing import Any

from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World


def year_of(world: World, report: Any, year: int, actual: str) -> Any:
    """A report of a year, submitted."""
    report["budget_year"] = year
    task = stories.task(world, report)
    body = {"plan_id": stories.approved_plan(world, report), "task_id": task}
    made = world.ok("填报人甲", "POST", "evaluations", body)
    parts = stories.filled_parts(report)
    parts["lines"][0]["actual"] = actual
    saved = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])["evaluation"]
    return world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=saved["version"])


def test_both_years_stand_side_by_side_by_name(world: World) -> None:
    report = stories.form()
    year_of(world, stories.form(), 2023, "1次")
    lines = report["objectives"][0]["indicators"]
    lines[1]["name"] = "新的一行"
    lines[7] |= {"tier": "achieved", "actual": "作用显著", "self_score": "18"}
    made = year_of(world, report, 2024, "2次")
    page = Person(world, "单位审核人甲").get(f"/evaluations/{made['id']}/last-year")
    assert "2023年" in page
    assert "<b>96.3</b>" in page
    assert "92.57%" in page
    (first,) = [row for row in page.split("<tr>") if "抽样调查技术支持服务</th>" in row]
    assert first.index("1次") < first.index("2次")
    assert "持平" in first
    (new,) = [row for row in page.split("<tr>") if "新的一行</th>" in row]
    assert new.count("没有这一行") == 1
    (last,) = [row for row in page.split("<tr>") if "支持业务顺利开展</th>" in row]
    assert "+1" in last
    assert page.count("没有这一行") == 2


def test_nothing_to_compare_with_is_said(world: World) -> None:
    made = stories.submitted(world)
    person = Person(world, "填报人甲")
    page = person.get(f"/evaluations/{made['id']}/last-year")
    assert "信息中心 2022 年度没有同名的自评" in page
    Person(world, "外单位填报人").get("/home")
    other = Person(world, "外单位填报人")
    other.get(f"/evaluations/{made['id']}/last-year")
    assert other.status == 404


def test_an_open_line_is_not_compared(world: World) -> None:
    year_of(world, stories.form(), 2023, "1次")
    report = stories.form()
    report["budget_year"] = 2024
    body = {"plan_id": stories.approved_plan(world, report), "task_id": stories.task(world, report)}
    made = world.ok("填报人甲", "POST", "evaluations", body)
    page = Person(world, "填报人甲").get(f"/evaluations/{made['id']}/last-year")
    assert "持平" not in page
    assert "–" in page
    assert rows(world, "SELECT 1 FROM evaluations WHERE year = 2024")
