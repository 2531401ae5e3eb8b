"""Plans as a list, new ones, and the steps that are taken on one: by the right person, and told."""

import re
from typing import Any

from tests.api.pages.desk.person import Person
from tests.api.pages.desk.plan_paper import draft, hand, lines, stored
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World


def many(world: World, count: int) -> None:
    """So many plans of 信息中心."""
    report = stories.form()
    for i in range(count):
        document = stories.plan_of(report, "信息中心") | {"project": {"name": f"项目{i:02}"}}
        world.ok("填报人甲", "POST", "plans", {"agency_id": world.agencies["信息中心"], "document": document})


def test_an_empty_list_says_how_to_begin(world: World) -> None:
    person = Person(world, "填报人甲")
    page = person.get("/plans")
    assert "还没有目标表" in page
    assert 'href="/plans/new"' in page
    page = Person(world, "审计员甲").get("/plans")
    assert "编制" in page
    assert 'href="/plans/new"' not in page


def test_the_list_is_paged_and_filtered(world: World) -> None:
    many(world, 52)
    person = Person(world, "填报人甲")
    page = person.get("/plans?sort=name")
    assert page.count('scope="row"') == 50
    following = re.search(r'rel="next" href="([^"]*)"', page)
    assert following
    page = person.get(following[1].replace("&amp;", "&"))
    assert page.count('scope="row"') == 2
    assert "回到第一页" in page
    assert person.get("/plans?text=项目07").count('scope="row"') == 1
    assert person.get(f"/plans?year=2023&agency={world.agencies['信息中心']}&state=draft").count('scope="row"') == 50
    assert "没有符合条件的" in person.get("/plans?year=1999")
    person.get("/plans?state=nonsense")
    assert person.status == 422


def test_what_waits_for_approval_is_marked_for_whoever_approves(world: World) -> None:
    person, path, _ = draft(world)
    assert "继续填" in person.get("/plans")
    person.get(path)
    hand(person, path, "submit")
    assert "待您批复" not in person.get("/plans")
    reviewer = Person(world, "主管审核人甲")
    page = reviewer.get("/plans")
    assert "待您批复" in page
    assert 'href="/plans?state=submitted"' in page
    assert "待您批复" not in Person(world, "审计员甲").get("/plans")


def test_a_new_plan_begins_blank(world: World) -> None:
    person = Person(world, "填报人甲")
    assert "没有可以编制目标表的单位" in Person(world, "审计员甲").get("/plans/new")
    person.get("/plans/new")
    page = person.send("/plans/new", agency_id="", year="明年", scope="project", name="", place="")
    assert person.status == 422
    assert "请选单位" in page
    sent = {"agency_id": world.agencies["信息中心"], "year": "明年", "scope": "project", "name": "", "place": ""}
    page = person.send("/plans/new", **sent)
    assert 'id="year-hint"' in page
    assert 'id="name-hint"' in page
    assert 'value="明年"' in page
    page = person.send("/plans/new", **sent | {"year": "2024", "name": "新项目", "place": "中央"})
    assert person.place == "/plans/1"
    assert "已建好草稿" in page
    told = stored(world, person.place)
    assert (told["project"]["name"], told["budget_year"], told["objectives"]) == ("新项目", 2024, [{"indicators": []}])
    person.get("/plans/new")
    person.send("/plans/new", **sent | {"year": "2024", "scope": "whole_agency", "place": "中央"})
    assert "部门整体支出绩效目标表" in person.page
    assert "基本支出" in person.page
    person.get("/plans/new")
    page = person.send("/plans/new", **sent | {"year": "2024", "name": "新项目", "place": "中央"})
    assert person.status == 409
    assert "已存在" in page


def test_a_plan_is_begun_for_ones_own_agencies_only(world: World) -> None:
    person = Person(world, "填报人甲")
    person.get("/plans/new")
    sent = {"agency_id": world.agencies["图书馆"], "year": "2024", "scope": "project", "name": "x", "place": "中央"}
    assert "请选单位" in person.send("/plans/new", **sent)
    assert rows(world, "SELECT id FROM plans") == []


def test_a_new_plan_begins_as_an_earlier_one_without_its_money(world: World) -> None:
    report = stories.form()
    report["objectives"][0]["indicators"][0]["target"] = {
        "text": "5-3次", "answer": {"text": "3-5次", "by": "甲", "on": "2023-01-01"}
    }  # fmt: skip
    id = stories.approved_plan(world, report)
    person = Person(world, "填报人甲")
    page = person.get(f"/plans/new?from={id}")
    assert "8 行指标" in page
    assert "2 行写着 2023 年" in page
    sent = {"from": id, "agency_id": world.agencies["信息中心"], "year": "2024", "name": "续建项目", "place": "中央"}
    page = person.send("/plans/new", **sent)
    assert "资金没有带过来" in page
    told = stored(world, person.place)
    assert lines(told) == lines(stories.plan_of(report, "信息中心"))
    assert (told["budget_year"], told["project"]["name"]) == (2024, "续建项目")
    assert "rows" not in told.get("funding", {}) or not told["funding"]["rows"]
    assert told["objectives"][0]["indicators"][0]["target"] == "5-3次"
    assert "照 2023 年度的" not in person.get("/plans/new?from=77")


def returned(world: World) -> tuple[Person, Person, str, Any]:
    """A plan that was returned: its manager, its reviewer, its address."""
    person, path, document = draft(world)
    hand(person, path, "submit")
    reviewer = Person(world, "主管审核人甲")
    reviewer.get(path)
    hand(reviewer, path, "return", **{"remark-0": "请补充", "remark-2": "指标值偏低"})
    return person, reviewer, path, document


def test_a_plan_is_submitted_recalled_returned_mended_and_approved(world: World) -> None:
    person, path, _ = draft(world)
    assert "已提交，等批复" in hand(person, path, "submit")
    assert "已撤回" in hand(person, path, "recall")
    hand(person, path, "submit")
    reviewer = Person(world, "主管审核人甲")
    page = reviewer.get(path)
    assert page.count('name="remark-') == 9
    assert re.findall(r"<button([^>]*)>", page.split('id="plan"', 1)[1])[0] == ' disabled class="hidden"'  # Enter's
    page = hand(reviewer, path, "return", **{"remark-2": "   "})
    assert reviewer.status == 409
    assert "退回须写明理由" in page
    page = hand(reviewer, path, "return", **{"remark-0": "请补充", "remark-2": "指标值偏低"})
    assert "已退回" in page
    page = person.get(path)
    assert "请补充" in page
    assert ">第2行</a>：指标值偏低" in page
    hand(person, path, "submit", **{"target-2": "≥24个月"})
    reviewer.get(path)
    assert "已批复，可以据此自评" in hand(reviewer, path, "approve")
    assert "撤回修改" not in reviewer.page
    assert "已批复" in person.get(path)


def test_what_was_written_for_a_return_that_is_refused_stays(world: World) -> None:
    person, path, _ = draft(world)
    hand(person, path, "submit")
    reviewer = Person(world, "主管审核人甲")
    reviewer.get(path)
    world.grant("主管审核人甲", "manager", "信息中心")
    other = Person(world, "主管审核人甲")
    other.get(path)
    hand(other, path, "mark", why="x")
    page = hand(reviewer, path, "return", **{"remark-0": "写了很久的意见", "remark-3": "行上的意见"})
    assert reviewer.status == 412
    assert "内容已被他人更改" in page
    assert "写了很久的意见" in page
    assert 'value="行上的意见"' in page
    assert "已退回" in hand(reviewer, path, "return")


def test_nobody_approves_what_they_submitted(world: World) -> None:
    person, path, _ = draft(world)
    world.grant("填报人甲", "supervisor", "信息中心")
    hand(person, path, "submit")
    page = hand(person, path, "approve")
    assert person.status == 409
    assert "须由另一人批复或退回" in page
    assert rows(world, "SELECT state FROM plan_versions") == [{"state": "submitted"}]


def test_an_approved_plan_is_changed_with_a_reason_and_the_versions_are_told(world: World) -> None:
    id = stories.approved_plan(world, stories.form())
    person, path = Person(world, "填报人甲"), f"/plans/{id}"
    page = person.get(path)
    assert "调整已批复的目标表" in page
    assert 'class="bar"' not in page  # nothing to press: it would lie over the reason
    assert "只有一版" in person.get(f"{path}/versions")
    person.get(path)
    page = hand(person, path, "change", reason=" ")
    assert person.status == 409
    assert "须写明理由" in page
    page = hand(person, path, "change", reason="预算调减")
    assert "已开出新的一版" in page
    assert "现行第 1 版" in page
    assert "预算调减" in page
    hand(person, path, "save", **{"target-1": "≥3次"})
    page = person.get(f"{path}/versions")
    assert "第 2 版比第 1 版" in page
    assert "<del>≥1次</del> → <ins>≥3次</ins>" in page
    assert "没有不同" in person.get(f"{path}/versions?older=1&newer=1")
    page = person.get(f"{path}/versions/1")
    assert "只供查看" in page
    assert 'name="do"' not in page
    person.get(f"{path}/versions/9")
    assert person.status == 404
    assert "原表仍有效" in person.get("/plans")


def test_a_plan_is_marked_as_confidential_with_what_was_typed(world: World) -> None:
    person, path, _ = draft(world)
    assert "不能公开" in person.page
    page = hand(person, path, "mark", **{"why": "涉及网络安全", "name-1": "改名"})
    assert "已标为涉密" in page
    assert lines(stored(world, path))[0] == "改名"
    assert "涉密" in person.get("/plans")
    person.get(path)
    assert "已取消涉密标记" in hand(person, path, "unmark", why="已解密")
    page = hand(person, path, "mark", **{"why": "x", "weight-1": "十"})
    assert person.status == 422
    assert 'id="fault-weight-1"' in page
    reviewer = Person(world, "主管审核人甲")
    reviewer.get(path)
    assert "已标为涉密" in hand(reviewer, path, "mark", why="x")
    assert "标为涉密" not in Person(world, "审计员甲").get(path)


def test_a_return_that_was_answered_is_told_no_more(world: World) -> None:
    person, reviewer, path, _ = returned(world)
    assert "被退回" in person.get(path)
    hand(person, path, "submit")
    assert "被退回" not in reviewer.get(path)
