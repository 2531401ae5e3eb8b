"""The home page: what one owes and by when, what waits, what one was told."""

import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape

from api.actions.notifications import notify
from api.instants import instant
from tests.api.pages.desk.person import HERE, Person, give_password, hidden
from tests.api.service import planning, stories
from tests.api.service.accounts import rows
from tests.api.service.world import World


def at(world: World, *, days: int) -> Person:
    """填报人甲, so many days before the deadline."""
    (task,) = rows(world, "SELECT deadline FROM tasks")
    world.at(instant(task["deadline"]) - timedelta(days=days, hours=1))
    return Person(world, "填报人甲")


def test_an_empty_desk_says_what_will_come(world: World) -> None:
    assert "现在没有要填的自评" in Person(world, "填报人甲").get("/home")
    assert "没有等您审核的自评" in Person(world, "单位审核人甲").get("/home")
    person = Person(world, "审计员甲")
    assert begun(person) == ["/dashboard", "/evaluations", "/plans", "/tasks", "/system"]


def begun(person: Person) -> list[str]:
    """Where the desk of somebody who owes nothing leads."""
    return re.findall(r'href="([^"]+)"', person.get("/home").split("从这里开始", 1)[1])


def offered(person: Person) -> list[str]:
    """The header's entries."""
    head = person.get("/home").split("<nav", 1)[1].split("</nav>", 1)[0]
    return re.findall(r">([^<]+)</a>", head)


def test_the_header_offers_to_each_what_there_is_to_do(world: World) -> None:
    public = ["已公开", "评分办法"]
    assert offered(Person(world, "填报人甲")) == ["工作台", "自评", "总览", "目标表", "导入", *public]
    assert offered(Person(world, "单位审核人甲")) == ["工作台", "待审核", "自评", "总览", "目标表", "任务", *public]
    assert offered(Person(world, "审计员甲")) == ["工作台", "自评", "总览", "目标表", "任务", "系统", *public]
    everything = ["工作台", "自评", "总览", "目标表", "任务", "单位", "人员", "系统", *public]
    assert offered(Person(world, "管理员甲")) == everything


def test_with_an_initial_password_the_header_offers_nothing_that_would_lead_back_here(world: World) -> None:
    person = Person(world, "填报人甲")
    give_password(world, "填报人甲", must_change=True)
    assert offered(person) == ["已公开", "评分办法"]
    assert "先换掉初始密码" in person.page


def test_an_administrator_is_led_to_the_first_self_evaluation(world: World) -> None:
    person = Person(world, "管理员甲")
    page = person.get("/home")
    assert "从这里开始" not in page
    steps = ("在用的单位 6 个", "填报人 3 名，审核人 4 名", "布置了 0 项", "已批复 0 张")
    assert [step for step in steps if step in page] == list(steps)
    assert '<a class="button main" href="/tasks/new">布置任务' in page
    assert page.count("button main") == 1
    report = stories.form()
    stories.task(world, report)
    page = person.get("/home")
    assert "布置了 1 项" in page
    assert "button main" not in page  # plans are for others to make
    stories.approved_plan(world, report)
    assert "从这里开始" in person.get("/home")
    assert "办第一次自评" not in person.page
    assert begun(person)[:4] == ["/agencies", "/people", "/tasks", "/plans"]


def test_the_administrator_of_one_agency_counts_who_serves_it_from_above_and_nobody_else(world: World) -> None:
    world.grant("审计员甲", "admin", "信息中心")
    report = stories.form()
    stories.task(world, report)
    page = Person(world, "审计员甲").get("/home")
    assert "在用的单位 2 个" in page
    assert "填报人 2 名，审核人 3 名" in page
    assert "布置了 1 项" in page
    assert "办第一次自评" not in Person(world, "填报人甲").get("/home")
    store = world.open()
    store.write(
        lambda store: store.run("UPDATE people SET disabled_at = '2024-01-01T00:00:00.000000Z' WHERE name = '填报人乙'")
    )
    store.close()
    assert "填报人 1 名，审核人 3 名" in Person(world, "审计员甲").get("/home")


def test_a_managers_desk_leads_to_the_plan_to_make_and_to_the_task(world: World) -> None:
    assert 'href="/plans/new">编制目标表' in Person(world, "填报人甲").get("/home")
    task = stories.task(world, stories.form())
    assert f'<a href="/tasks/{task}">' in Person(world, "填报人甲").get("/home")


def test_a_plan_without_report_has_a_button_that_starts_it_once(world: World) -> None:
    report = stories.form()
    plan, task = stories.approved_plan(world, report), stories.task(world, report)
    person = at(world, days=5)
    page = person.get("/home")
    assert "还有 5 天" in page
    assert "开始自评" in page
    fields = {"task_id": str(task), "plan_id": str(plan), "key": hidden(page, "key")}
    first = person.post("/evaluations", **fields)
    assert first.status_code == 303
    assert person.post("/evaluations", **fields).headers["Location"] == first.headers["Location"]
    assert len(rows(world, "SELECT id FROM evaluations")) == 1
    page = person.get("/home")
    assert "继续填" in page
    assert "还差 9 处" in page
    person.post("/evaluations", task_id=str(task), plan_id=str(plan), key="another")
    assert "已存在" in person.page
    assert person.post("/evaluations", task_id="x", plan_id="", key="third").status_code == 422


def test_what_is_reported_under_another_task_stands_aside(world: World) -> None:
    made, report = stories.opened(world)
    stories.task(world, report)
    page = Person(world, "填报人甲").get("/home")
    assert "另有 1 个项目已在别的任务里自评" in page
    assert page.count("继续填") == 1
    assert made["name"] in page.split("一般不用再填", 1)[1]


def test_what_cannot_be_started_yet_says_why(world: World) -> None:
    report = stories.form()
    stories.task(world, report)
    person = Person(world, "填报人甲")
    assert "还没有绩效目标表的单位：信息中心" in person.get("/home")
    link = re.search(r'href="(/plans/new[^"]*)">编制目标表', person.page)
    page = person.get(unescape(link[1]) if link else "")
    assert re.search(rf'id="year" name="year" type="text" value="{report["budget_year"]}"', page)
    assert re.search(rf'id="place" name="place" type="text" value="{report["place"]}"', page)
    planning.add(world, document=stories.plan_of(report, "信息中心"))
    assert "目标表批复后才能自评" in person.get("/home")
    assert "开始自评" not in person.page


def test_states_and_deadlines_are_told_in_words(world: World) -> None:
    made = stories.submitted(world)
    person = Person(world, "填报人甲")
    page = person.get("/home")
    assert "已提交" in page
    assert "<b>96.3</b>" in page
    body = {"opinion": "请补充材料"}
    world.ok("单位审核人甲", "POST", f"evaluations/{made['id']}/return", body, version=made["version"])
    page = person.get("/home")
    assert "去修改" in page
    assert "都填好了，可以提交" in page
    for days, words in ((0, "今天截止"), (-1, "已截止 1 天")):
        assert words in at(world, days=days).get("/home")


def test_missing_evidence_is_counted_and_one_saved_before_is_told_as_it_was(world: World) -> None:
    made = stories.filled(world)[0]["evaluation"]
    person, path = Person(world, "填报人甲"), f"evaluations/{made['id']}"
    assert "都填好了，可以提交" in person.get("/home")
    claim = {"where": "objectives[0].indicators[0]", "actual": "达成年度指标", "self_score": "9"}
    made = world.ok("填报人甲", "PATCH", path, {"lines": [claim]}, version=made["version"])["evaluation"]
    assert "还差 1 处，其中佐证 1 处" in person.get("/home")
    assert "还差 1 处" in person.get(f"/{path}")
    sent = {"key": "k", "version": made["version"], "do": "save", "file-1": (io.BytesIO("记录".encode()), "记录.txt")}
    assert person.client.post(f"/{path}", data=sent, headers={"Origin": HERE}).status_code == 303
    assert "都填好了，可以提交" in person.get("/home")
    (file,) = rows(world, "SELECT id FROM evidence")
    version = world.ok("填报人甲", "GET", path)["evaluation"]["version"]
    assert world.call("填报人甲", "DELETE", f"evidence/{file['id']}", version=version).status_code == 204
    assert "其中佐证 1 处" in person.get("/home")
    store = world.open()
    store.write(lambda store: store.run("UPDATE evaluations SET lacking = NULL, claimed = NULL"))
    store.close()
    assert "行和说明已齐，可核对提交" in person.get("/home")


def test_a_reviewer_sees_how_many_wait_at_the_own_level(world: World) -> None:
    stories.submitted(world)
    assert "<b>1</b> 份自评等您审核" in Person(world, "单位审核人甲").get("/home")
    assert "没有等您审核的自评" in Person(world, "主管审核人甲").get("/home")
    assert "没有等您审核的自评" in Person(world, "外单位审核人").get("/home")


def test_a_notice_is_counted_opened_and_read(world: World) -> None:
    made = stories.submitted(world)
    person = Person(world, "单位审核人甲")
    page = person.get("/home")
    assert '<b class="count">1<' in page
    (notice,) = rows(world, "SELECT id FROM notifications WHERE kind = 'to_review'")
    answer = person.post(f"/notices/{notice['id']}/read", key=hidden(page, "key"), back="/home", go="1")
    assert answer.headers["Location"] == f"/evaluations/{made['id']}/review"
    page = person.get("/notices")
    assert answer.headers["Location"] in page
    assert "的自评已提交，待审核" in page
    assert "未读" not in page
    other = Person(world, "填报人乙")
    assert other.post(f"/notices/{notice['id']}/read", key="k", back="/home").status_code == 404


def test_notices_are_walked_by_their_next_link(world: World) -> None:
    stories.submitted(world)
    person = Person(world, "单位审核人甲")
    store = world.open()
    for number in range(60):
        notify(
            store, datetime.now(UTC), [world.people["单位审核人甲"]], f"第{number}条", kind="reminder", text="快截止了"
        )
    store.close()
    page = person.get("/notices")
    assert page.count("知道了") == 50
    link = page.split('<p><a href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert person.get(link).count("知道了") == 11
    assert "全部提醒" in person.get("/home")
    person.get("/notices?x=1")
    assert person.status == 422


def test_a_page_that_is_no_number_is_not_there(world: World) -> None:
    person = Person(world, "填报人甲")
    assert person.post("/notices/abc/read").status_code == 404
    assert 'href="/home"' in person.page


def test_each_step_of_a_plan_is_told_to_whom_it_concerns(world: World) -> None:
    plan = planning.step(world, "填报人甲", planning.add(world), "submit")
    approver, other = Person(world, "主管审核人甲"), Person(world, "财政审核人甲")
    assert "“网络运维”的目标表已提交，待批复" in approver.get("/home")
    assert "<b>1</b> 张目标表等您批复" in approver.page
    assert "的目标表已提交" not in other.get("/home")
    assert "张目标表等您批复" not in Person(world, "填报人甲").get("/home")
    (notice,) = rows(world, "SELECT id, plan_id FROM notifications")
    assert notice["plan_id"] == plan["id"]
    assert approver.post(f"/notices/{notice['id']}/read", go="1", key="k").headers["Location"] == f"/plans/{plan['id']}"
    plan = planning.step(world, "主管审核人甲", plan, "return", planning.REMARKS)
    assert "“网络运维”的目标表被退回：" in Person(world, "填报人甲").get("/home")
    assert "张目标表等您批复" not in approver.get("/home")
    assert "待批复" not in approver.page
    plan = planning.step(world, "填报人甲", plan, "submit")
    planning.step(world, "主管审核人甲", plan, "approve")
    page = Person(world, "填报人甲").get("/home")
    assert "2023年“网络运维”的目标表已批复" in page
    assert "被退回" not in page
    assert len(rows(world, "SELECT id FROM notifications WHERE kind = 'plan_to_approve'")) == 2
