"""The dashboard: every figure is as many rows of the list that it leads to, for everybody who may see it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.actions.dashboard.figures import mean
from api.store import Store, agencies
from api.store.dashboard import SCALE
from tests.api.pages.desk import reports
from tests.api.pages.desk.figures import COUNTS, drawn, exact, listed, told
from tests.api.pages.desk.person import Person
from tests.api.service import planning, stories
from tests.api.service.accounts import rows
from tests.api.service.world import World


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Reports of every kind."""
    world = reports.filled(tmp_path_factory.mktemp("board"))
    yield world
    world.service.close()


def check(person: Person, head: str, text: str, href: str) -> None:
    """A figure is what the list behind it says."""
    found = listed(person, href)
    if head in COUNTS:
        assert len(found) == int(text), (head, text, href)
    elif head == "失分":
        assert sum(Decimal(row["失分"]) for row in found) == Decimal(text), href
    elif head == "平均得分":
        assert exact([row["得分"] for row in found]) == text, href
    else:
        assert head == "平均执行率"
        assert exact([row["执行率"].rstrip("%") for row in found]) == text.rstrip("%"), href


@pytest.mark.parametrize(
    ("who", "query"),
    [("管理员甲", ""), ("审计员甲", "of=year-2023"), ("主管审核人甲", ""), ("单位审核人甲", ""), ("管理员甲", "agency={图书馆}"),
     ("管理员甲", "year=2022"), ("外单位审核人", "year=2023"), ("管理员甲", "agency={信息中心分站}&of=task-{task}")],
)  # fmt: skip
def test_every_figure_is_as_many_rows_of_the_list_behind_it(full: World, who: str, query: str) -> None:
    person = Person(full, who)
    page = person.get(f"/dashboard?{query.format(task=1, **full.agencies)}")
    assert person.status == 200
    figures = list(told(page))
    assert len(figures) > 8
    for figure in figures:
        check(person, *figure)
    for number, href in drawn(page):
        assert len(listed(person, href)) == number, href


def test_figures_of_the_whole_are_those_of_its_parts(full: World) -> None:
    page = Person(full, "管理员甲").get("/dashboard")
    states = dict(re.findall(r'<th scope="row">(\S+?)(?: <small>.*?</small>)?</th>\s*<td class="bar-cell">.*?</td>\s*'
                             r'<td class="n" data-label="份数">(?:<a [^>]*>)?(\d+)', page, re.DOTALL))  # fmt: skip
    number = sum(int(states[name]) for name in ("草稿", "已退回", "已提交", "已审定", "已公开", "已撤回公开"))
    assert number == rows(full, "SELECT COUNT(*) AS n FROM evaluations WHERE latest = 1")[0]["n"]
    assert int(states["未开始"]) == 1
    branches = re.findall(r'data-label="应报">(\d+)<', page)
    assert sum(map(int, branches)) == number + 1
    handed = int(re.search(r">(\d+) 份</a><small>占应报的", page)[1])  # type: ignore[index]
    marks = sum(int(n) for n in re.findall(r'aria-label="执行率 [^"]*：(\d+) 份', page))
    without = int(re.search(r"另有 (\d+) 份没有合计或没有执行率", page)[1])  # type: ignore[index]
    assert marks + without == handed


def test_confidential_reports_count_for_those_who_may_see_them_and_others_see_nothing(full: World) -> None:
    mine, theirs = (listed(Person(full, who), "/evaluations?year=2022") for who in ("管理员甲", "审计员甲"))
    assert len(mine) == len(theirs) == 4
    other = Person(full, "外单位审核人")
    page = other.get("/dashboard?year=2023")
    assert "信息中心" not in page
    for path in ("/dashboard", "/dashboard.xlsx", "/dashboard/not-started"):
        other.get(f"{path}?year=2023&agency={full.agencies['信息中心']}")
        assert other.status == 404, path
        other.get(f"{path}?task=999")
        assert other.status == 404, path


def test_what_stands_out_is_named_by_the_rule_that_the_page_states(full: World) -> None:
    page = Person(full, "管理员甲").get("/dashboard")
    assert "执行率不低于 90% 而不到 80 分" in page
    named = re.findall(r'<ol class="named">(.*?)</ol>', page, re.DOTALL)
    assert len(named) == 2
    assert "项目2</a>" in named[0]
    assert "项目6</a>" in named[0]
    assert reports.PAYLOAD not in page
    assert "&lt;script&gt;alert(1)" in named[1]


def test_grades_are_told_by_the_bounds_of_the_rulebook_and_nobody_is_left_out(full: World) -> None:
    page = Person(full, "管理员甲").get("/dashboard")
    block = page.split('id="grades"')[1].split("</section>")[0]
    numbers = list(map(int, re.findall(r'data-label="份数">(?:<a [^>]*>)?(\d+)', block)))
    assert "90 分起" in block
    assert "不分等级" in block
    assert "没有合计" in block
    assert sum(numbers) == int(re.search(r">(\d+) 份</a><small>占应报的", page)[1])  # type: ignore[index]


def test_the_open_task_that_ends_last_is_looked_at_first(world: World) -> None:
    report = stories.form()
    stories.approved_plan(world, report)
    for days in (20, 30, 10):
        stories.task(world, report, days=days)
    assert 'value="task-2" selected' in Person(world, "填报人甲").get("/dashboard")
    world.at(datetime.now(UTC) + timedelta(days=90))
    assert 'value="task-2" selected' in Person(world, "填报人甲").get("/dashboard")


def test_without_anything_to_look_at_the_pages_say_what_comes_first(world: World) -> None:
    person = Person(world, "管理员甲")
    assert "还没有可看的自评任务" in person.get("/dashboard")
    assert "要报的都已经开始" in person.get("/dashboard/not-started")
    assert "还没有自评" in person.get("/evaluations")
    assert "还没有偏差" in person.get("/deviations")
    person.get("/dashboard.xlsx")
    assert person.status == 404
    report = stories.form()
    stories.task(world, report)
    page = person.get("/dashboard")
    assert "这里还没有要报的" in page
    assert "panel" not in page
    assert not list(told(page))
    stories.approved_plan(world, report)
    page = person.get("/dashboard")
    for words in ("还没有已交的自评", "没有失分的行", "还没有同时有得分和执行率的"):
        assert words in page


def test_agencies_that_are_asked_and_have_no_approved_plan_are_named(world: World) -> None:
    """Else all is handed in as soon as the one agency that has a plan did."""
    person, report = Person(world, "管理员甲"), stories.form()
    stories.task(world, report)
    stories.task(world, report, "图书馆")
    page = person.get("/dashboard?of=task-1")
    assert "另有 1 个单位没有批复的目标表" in page
    assert "<p>信息中心。</p>" in page
    stories.approved_plan(world, report)
    assert "没有批复的目标表" not in person.get("/dashboard?of=task-1")
    planning.add(world, "外单位填报人", "图书馆", document=stories.plan_of(report, "图书馆"))  # a draft is no plan yet
    year = f"of=year-{report['budget_year']}"
    assert "<p>图书馆。</p>" in person.get(f"/dashboard?{year}")
    assert "没有批复的目标表" not in Person(world, "主管审核人甲").get(f"/dashboard?{year}")
    assert "没有批复的目标表" not in person.get(f"/dashboard?{year}&agency={world.agencies['某市人社局']}")


@pytest.mark.parametrize(
    "query", ["of=task", "of=year-1", "of=week-3", "task=x", "page=0", "what=1", "of=task-" + "9" * 30]
)
def test_what_cannot_be_asked_is_refused(full: World, query: str) -> None:
    person = Person(full, "管理员甲")
    person.get(f"/dashboard?{query}")
    assert person.status in (400, 422), query


def test_whoever_is_not_signed_in_is_asked_to(full: World) -> None:
    for path in ("/dashboard", "/dashboard.xlsx", "/dashboard/not-started", "/evaluations", "/deviations"):
        assert full.app.test_client().get(path).status_code == 303


def test_agencies_come_thirty_at_a_time_and_every_one_once(world: World) -> None:
    like, names = reports.model(world), [f"单位{number:02}" for number in range(40)]

    def fill(store: Store) -> None:
        for name in names:
            made = agencies.insert(
                store, name=name, code="", rank="agency", parent_id=world.agencies["某市人社局"], at="x"
            )
            reports.add(store, like, "90", "1", agency_id=made["id"])

    store = world.open()
    store.write(fill)
    store.close()
    person = Person(world, "主管审核人甲")
    pages = [person.get(f"/dashboard?page={number}") for number in (1, 2)]
    seen = [re.findall(r">(单位\d\d|信息中心)</a>", page) for page in pages]
    assert [len(each) for each in seen] == [30, 11]
    assert sorted(seen[0] + seen[1]) == sorted([*names, "信息中心"])
    assert "第 1 页，共 2 页" in pages[0]


def test_figures_as_large_as_a_column_holds_them_break_nothing(world: World) -> None:
    like = reports.model(world)
    store = world.open()
    largest: dict[str, Any] = {"rate_scaled": 2**63 - 1, "total_scaled": 2**63 - 1}
    lines = [{"lost": "9" * 20, "lost_scaled": 2**63 - 1}]
    store.write(lambda store: [reports.add(store, like, "1", "1", lines=lines, **largest) for _ in range(3)])
    store.close()
    person = Person(world, "管理员甲")
    person.get("/dashboard")
    assert person.status == 200
    assert "9223372036854.78" in person.page


@given(st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=30), st.sampled_from([1, 100]))
def test_a_mean_is_rounded_half_up_and_exactly(values: list[int], factor: int) -> None:
    exactly = Fraction(sum(values) * factor, SCALE * len(values)) * 100
    assert mean(sum(values), len(values), factor) == Decimal((exactly + Fraction(1, 2)).__floor__()).scaleb(-2)


def test_a_mean_of_nothing_is_none() -> None:
    assert mean(0, 0) is None


def test_who_sees_several_subtrees_sees_them_side_by_side_and_each_report_once(full: World) -> None:
    for agency in ("图书馆", "信息中心", "信息中心分站"):
        full.grant("集成程序甲", "auditor", agency)
    person = Person(full, "集成程序甲")
    page = person.get("/dashboard")
    assert "可见的全部单位" in page
    assert re.findall(r'<th scope="row"><a href="/dashboard[^"]*">(\w+)</a>', page) == ["信息中心", "图书馆"]
    for figure in told(page):
        check(person, *figure)
    one = person.get(f"/dashboard?task=1&agency={full.agencies['图书馆']}")
    assert '<a href="/dashboard?task=1">可见的全部单位</a>' in one
