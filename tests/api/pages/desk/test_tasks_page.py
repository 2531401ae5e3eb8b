"""The pages of tasks: set in two steps, seen by whom they go to, their progress, extended, changed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.pages.desk.person import Person, hidden
from tests.api.service import stories
from tests.api.service.accounts import rows, signed_in
from tests.api.service.world import World

PAYLOAD = '<script>alert(1)</script>" onmouseover="x'
PLACE = "湖北省武汉市黄陂区"


def day(days: int) -> str:
    """So many days from now."""
    return str((datetime.now(UTC) + timedelta(days=days)).date())


def terms(world: World, **more: Any) -> dict[str, Any]:
    """The form of a task, filled in."""
    return {
        "place": PLACE, "year": "2023", "agency_id": str(world.agencies["某市财政局"]), "name": "2023年度自评",
        "rulebook": "hubei-2020", "why": "", "levels": "2", "opens_on": day(-1), "deadline": day(20),
        "agencies": [str(world.agencies["某市人社局"])], "subtree": "1", "do": "add",
    } | more  # fmt: skip


def chief(world: World) -> Person:
    """管理员甲 with a browser."""
    return Person(world, "管理员甲")


def test_a_task_is_set_in_two_steps_without_losing_anything(world: World) -> None:
    person = chief(world)
    assert "评分办法</legend>" not in person.get("/tasks/new")
    page = person.send("/tasks", **terms(world, do="candidates", place="", year="今年", name=PAYLOAD))
    assert person.status == 422
    assert "请写行政区划" in page
    assert "请写四位年份" in page
    assert hidden(page, "name") == PAYLOAD
    assert PAYLOAD not in page
    page = person.send("/tasks", **terms(world, do="candidates", name=PAYLOAD, why="与上年一致"))
    assert person.status == 200
    assert "适用于湖北省，预算年度2020年起，注明年份" in page
    assert re.search(r"预算执行率 20 分 <span class=\"chip form\">见于已公开的表格", page)
    assert PAYLOAD not in page
    assert re.search(r'value="hubei-2020" checked', page)
    assert "与上年一致" in page
    assert rows(world, "SELECT * FROM tasks") == []
    sent = terms(world, name=PAYLOAD, key=hidden(page, "key"))
    first = person.post("/tasks", **sent)
    assert person.post("/tasks", **sent).headers["Location"] == first.headers["Location"]
    (made,) = rows(world, "SELECT * FROM tasks")
    page = person.get(first.headers["Location"])
    assert "已布置" in page
    assert PAYLOAD not in page
    assert (made["year"], made["levels"]) == (2023, 2)
    assert len(rows(world, "SELECT * FROM task_agencies")) == 3


def test_everything_that_is_wrong_stands_at_its_field(world: World) -> None:
    person = chief(world)
    person.get("/tasks/new")
    page = person.send(
        "/tasks", **terms(world, name="", rulebook="", opens_on="x", deadline="", levels="9", agencies=[])
    )
    assert person.status == 422
    for told in ("请选一套办法", "至少选一项"):
        assert f'<p class="fault">{told}' in page
    for name in ("name", "opens_on", "deadline", "levels"):
        assert '"fault"' in page.split(f'for="{name}"', 1)[1].split("</p>")[0], name
    page = person.send("/tasks", **terms(world, rulebook="mohrss-2023"))
    assert (person.status, "请写明选用理由" in page) == (422, True)
    assert "<details open>" in page
    page = person.send("/tasks", **terms(world, rulebook="没有的"))
    assert (person.status, "没有编号为“没有的”的评分办法" in page) == (422, True)
    page = person.send("/tasks", **terms(world, deadline=day(-5)))
    assert "截止日期不能早于开始日期" in page
    page = person.send("/tasks", **terms(world, place="", why="与上年一致"))
    assert (person.status, '"fault"' in page.split('for="place"')[1].split("</p>")[0]) == (422, True)
    assert (hidden(page, "name"), hidden(page, "why")) == ("2023年度自评", "与上年一致")
    assert f'name="agencies" value="{world.agencies["某市人社局"]}"' in page
    page = person.send("/tasks", **terms(world, agencies=["x"]))
    assert person.status == 422
    for wrong in ("x", str(2**63), "999999"):
        person.get("/tasks/new")
        person.send("/tasks", **terms(world, agency_id=wrong, do="candidates"))
        assert person.status == 404
    assert rows(world, "SELECT * FROM tasks") == []


def test_a_list_says_how_each_task_stands(world: World) -> None:
    report = stories.form()
    stories.submitted(world)
    stories.task(world, report, days=-2)
    person = chief(world)
    page = person.get("/tasks")
    assert "填报中" in page
    assert "已截止" in page
    assert "1 份" in page
    assert person.get("/tasks?state=open&year=2023&text=年度&agency=信息中心").count('scope="row"') == 1
    assert person.get("/tasks?state=over").count('scope="row"') == 1
    assert "没有这样的任务" in person.get("/tasks?state=before")
    assert "没有名称或代码为“没有的局”" in person.get("/tasks?agency=没有的局")
    (over,) = rows(world, "SELECT id FROM tasks WHERE deadline < :now", now=datetime.now(UTC).isoformat())
    body = {"agency_id": world.agencies["信息中心"], "deadline": day(9), "reason": "系统改造"}
    world.ok("管理员甲", "POST", f"tasks/{over['id']}/extensions", body)
    assert person.get("/tasks?state=open").count('scope="row"') == 2
    assert "延期至" in person.page
    person.get("/tasks?state=x")
    assert person.status == 422


def test_whoever_it_goes_to_sees_a_task_and_nobody_else(world: World) -> None:
    made = stories.task(world, stories.form())
    person = Person(world, "填报人甲")
    assert "年度绩效自评" in person.get("/tasks")
    page = person.get(f"/tasks/{made}")
    assert "信息中心" in page
    for words in ("准予延期", "更改</a>", "布置任务"):
        assert words not in page
    for path in ("/tasks/new", f"/tasks/{made}/change"):
        person.get(path)
        assert person.status == 403
    assert person.post("/tasks", key="k", **terms(world)).status_code == 403
    assert person.post(f"/tasks/{made}", key="k", version="1", **terms(world)).status_code == 403
    extension = {"agency": "", "deadline": day(90), "reason": "x"}
    assert person.post(f"/tasks/{made}/extensions", key="k", **extension).status_code == 403
    other = Person(world, "外单位填报人")
    assert "还没有布置给您的任务" in other.get("/tasks")
    other.get(f"/tasks/{made}")
    assert other.status == 404


def test_progress_names_each_agency_with_what_it_has(world: World) -> None:
    stories.submitted(world)
    (task,) = rows(world, "SELECT id FROM tasks")
    page = chief(world).get(f"/tasks/{task['id']}")
    assert "1 个单位，1 份自评，已交 1 份" in page
    assert re.search(r'data-label="已提交" class="n">(<a [^>]*>)?1', page)
    assert "/api/v1/tasks/" in page
    assert "须由人选定" not in page


def test_a_deadline_is_extended_for_one_or_for_all(world: World) -> None:
    path = f"/tasks/{stories.task(world, stories.form())}"
    person = chief(world)
    person.get(path)
    page = person.send(f"{path}/extensions", agency="没有的局", deadline="x", reason="")
    assert (person.status, page.count('class="fault"')) == (422, 3)
    page = person.send(f"{path}/extensions", agency="图书馆", deadline=day(60), reason="汛情")
    assert "任务中没有这个单位" in page
    page = person.send(f"{path}/extensions", agency="信息中心", deadline=day(1), reason=PAYLOAD)
    assert (person.status, "延期只能推后" in page.split('id="deadline-hint"')[1]) == (409, True)
    assert PAYLOAD not in page
    page = person.send(f"{path}/extensions", agency="信息中心", deadline=day(60), reason=PAYLOAD)
    assert "已延期" in page
    assert PAYLOAD not in page
    page = person.send(f"{path}/extensions", agency="", deadline=day(90), reason="全市延期")
    assert "全部单位延期至" in page
    assert len(rows(world, "SELECT * FROM extensions")) == 2


def test_a_change_that_met_another_shows_both(world: World) -> None:
    person = chief(world)
    person.get("/tasks/new")
    person.send("/tasks", **terms(world, subtree=""))
    (made,) = rows(world, "SELECT id FROM tasks")
    path = f"/tasks/{made['id']}"
    other = chief(world)
    other.get(f"{path}/change")
    assert re.search(rf'value="{world.agencies["某市人社局"]}" checked', other.page)
    page = other.send(path, **terms(world, name="改名的", subtree="", version=hidden(other.page, "version")))
    assert "已保存" in page
    page = person.send(path, **terms(world, name="另改的", levels="3", subtree="", version="1"))
    assert person.status == 412
    assert "<td>改名的</td><td>另改的</td>" in page
    page = person.send(path, **terms(world, do="candidates", place="", version="2"))
    assert (person.status, "请写行政区划" in page) == (422, True)
    page = person.send(path, **terms(world, do="candidates", place="中央", version=hidden(page, "version")))
    assert (person.status, "适用于中央" in page) == (200, True)
    page = person.send(path, **terms(world, name="另改的", version=hidden(page, "version")))
    assert "已保存" in page
    assert len(rows(world, "SELECT * FROM task_agencies")) == 3


def test_once_somebody_began_only_name_and_further_agencies_change(world: World) -> None:
    stories.opened(world)
    (task,) = rows(world, "SELECT * FROM tasks")
    person, path = chief(world), f"/tasks/{task['id']}"
    page = person.get(f"{path}/change")
    assert "已有单位开始填报" in page
    assert "已开始填报" in page
    names = ("place", "year", "agency_id", "rulebook", "why", "levels", "opens_on", "deadline")
    kept = {name: hidden(page, name) for name in names} | {"version": hidden(page, "version"), "do": "add"}
    page = person.send(path, name="新名称", agencies=[str(world.agencies["图书馆"])], **kept)
    assert (person.status, "已开始填报，不能移出" in page) == (409, True)
    both = [str(world.agencies[name]) for name in ("图书馆", "信息中心")]
    page = person.send(path, name="新名称", agencies=both, **kept)
    assert "已保存" in page
    assert "新名称" in page


def test_a_department_sets_tasks_for_its_own(world: World) -> None:
    signed_in(world, "人社管理员", "admin", "某市人社局")
    person = Person(world, "人社管理员")
    assert str(world.agencies["某市人社局"]) == hidden(person.get("/tasks/new"), "agency_id")
    home = {"agency_id": str(world.agencies["某市人社局"])}
    page = person.send("/tasks", **terms(world, do="candidates", **home))
    assert "某市文旅局" not in page
    assert "信息中心分站" in page
    page = person.send("/tasks", **terms(world, agencies=[str(world.agencies["图书馆"])], **home))
    assert (person.status, "不在布置单位的范围内" in page) == (422, True)
    person.send("/tasks", **terms(world))
    assert person.status == 404
    person.get("/tasks/new")
    assert "已布置" in person.send("/tasks", **terms(world, **home))
    world.grant("人社管理员", "admin", "某市文旅局")
    assert "由哪个单位布置" in person.get("/tasks/new")


@pytest.mark.parametrize("deep", [False, True])
def test_a_large_tree_leaves_its_lower_levels_out_and_loses_nobody(world: World, *, deep: bool) -> None:
    sheet = [{"name": f"单位{i:03}", "parent": "图书馆"} for i in range(450)]
    world.ok("管理员甲", "POST", "agencies/bulk", {"rows": sheet})
    one = rows(world, "SELECT id FROM agencies WHERE name = '单位007'")[0]["id"]
    person = chief(world)
    person.get("/tasks/new")
    page = person.send("/tasks", **terms(world, do="candidates", subtree="", agencies=[str(one)]))
    assert "更下面的" in page
    assert f'<input type="hidden" name="agencies" value="{one}">' in page
    home = str(world.agencies["图书馆"] if deep else world.agencies["某市财政局"])
    person.send("/tasks", **terms(world, subtree="", agencies=[str(one)], agency_id=home))
    (made,) = rows(world, "SELECT id FROM tasks")
    page = person.get(f"/tasks/{made['id']}/change")
    assert len(re.findall(rf'name="agencies" value="{one}"', page)) == 1
    assert ("更下面的" in page) is not deep
