"""Another rulebook: what a task's reports, or one of them, would be worth under it; computed, never stored."""

import pytest

from api.actions.evaluations import what_if
from api.pages.desk import what_if as page
from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World

HOSTILE = '<script>alert(1)</script>" onmouseover="x'


def told(page: str) -> str:
    """The page in one line."""
    return " ".join(page.split())


def test_a_task_under_another_rulebook_shows_each_report_now_and_then_with_the_cause(world: World) -> None:
    stories.filled(world, "huangpi-2023-whole")
    seen = told(Person(world, "财政审核人甲").get("/what-if?task=1&rulebook=central-2021"))
    for said in (
        "<b>99.00</b>", "<b>89.00</b> 良", "等级变动</span>", "预算执行率：20 → 10<small>预算执行率得分</small>", "−10",
        "<b>1</b> 份等级变动", "<b>−10</b> 平均差", "<b>1</b> 降", "不保存",
    ):  # fmt: skip
        assert said in seen, said


def test_the_same_rulebook_changes_nothing(world: World) -> None:
    stories.filled(world)
    seen = told(Person(world, "填报人甲").get("/what-if?evaluation=1&rulebook=mohrss-2023"))
    assert "<b>1</b> 不变" in seen
    assert "<b>0</b> 份等级变动" in seen
    assert '<span class="quiet">没有</span>' in seen


def test_a_total_left_open_counts_for_no_mean(world: World) -> None:
    stories.filled(world)
    seen = told(Person(world, "填报人甲").get("/what-if?evaluation=1&rulebook=platform-default"))
    assert "<b>1</b> 未定" in seen
    assert "待定" in seen
    assert "<b>—</b> 平均差" in seen


def test_points_gained_have_a_plus(world: World) -> None:
    stories.filled(world, "jilin-2023-smart")
    seen = told(Person(world, "填报人甲").get("/what-if?evaluation=1&rulebook=central-2021"))
    assert "<b>+2.44</b> 平均差" in seen
    assert "<b>1</b> 升" in seen


def test_nothing_is_kept(world: World) -> None:
    stories.filled(world)
    person = Person(world, "填报人甲")
    before = rows(world, "SELECT * FROM evaluations"), rows(world, "SELECT COUNT(*) AS n FROM audit")
    person.get("/what-if?task=1&rulebook=central-2021")
    assert before == (rows(world, "SELECT * FROM evaluations"), rows(world, "SELECT COUNT(*) AS n FROM audit"))


def test_one_chooses_first_and_is_told_where_there_is_nothing_to_choose(world: World) -> None:
    person = Person(world, "填报人甲")
    assert "您范围内还没有自评任务" in person.get("/what-if")
    stories.task(world, stories.form())
    assert "再按“计算”" in person.get("/what-if?rulebook=central-2021")
    assert "还没有您能看的自评" in person.get("/what-if?rulebook=central-2021&task=1")


@pytest.mark.parametrize(("query", "status"), [
    ("rulebook=none", 404), ("task=99&rulebook=central-2021", 404), ("evaluation=99&rulebook=central-2021", 404),
    ("task=0", 422), ("nothing=1", 422),
])  # fmt: skip
def test_what_is_not_there_is_refused(world: World, query: str, status: int) -> None:
    person = Person(world, "财政审核人甲")
    person.get(f"/what-if?{query}")
    assert person.status == status


def test_nobody_sees_a_report_of_others_by_it(world: World) -> None:
    stories.filled(world)
    person = Person(world, "外单位填报人")
    for query in ("task=1", "evaluation=1"):
        person.get(f"/what-if?{query}&rulebook=central-2021")
        assert person.status == 404, query


def test_what_people_wrote_shows_as_text(world: World) -> None:
    report = stories.form() | {"project": {"name": HOSTILE}}
    plan = stories.approved_plan(world, report)
    world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan, "task_id": stories.task(world, report)})
    seen = Person(world, "填报人甲").get("/what-if?task=1&rulebook=central-2021")
    assert "<script>alert" not in seen
    assert "&lt;script&gt;alert(1)" in seen


def test_a_task_is_walked_page_by_page_and_summed_on_each(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "REPORTS", 2)
    report = stories.form()
    work = stories.task(world, report)
    for number in range(3):
        plan = stories.approved_plan(world, report | {"project": {"name": f"项目{number}"}})
        world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan, "task_id": work})
    person = Person(world, "财政审核人甲")
    first = person.get(f"/what-if?task={work}&rulebook=central-2021&agency={world.agencies['信息中心']}")
    assert "<b>2</b> 份（本页）" in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = person.get(following)
    assert "<b>1</b> 份（本页）" in second
    assert second.count('href="/evaluations/') == 1
    assert 'rel="next"' not in second


def test_the_mean_of_nothing_is_none() -> None:
    assert what_if.sums([]).mean is None
