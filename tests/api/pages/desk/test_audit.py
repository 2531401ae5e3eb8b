"""The audit as sentences with what was and what is, its filters, and its verification."""

import re

import pytest

from api.actions import auditing
from api.app import run_job
from api.instants import day_of
from tests.api.pages.desk.person import Person
from tests.api.service import planning, stories
from tests.api.service.world import World

HOSTILE = '<script>alert(1)</script>" onmouseover="x'


def test_each_change_is_a_sentence_with_what_was_and_what_is(world: World) -> None:
    stories.published(world)
    page = Person(world, "审计员甲").get("/audit")
    for said in (
        "填报人甲（令牌）提交自评 1", "主管审核人甲（令牌）批复目标表 1", "管理员甲（令牌）新增自评任务 1：与上年一致",
        "系统锁定结果自评 1", "审计员甲登录", "状态：已提交 → <ins>已批复</ins>", "<th scope=\"row\">第1行 实际完成值</th>",
        "选办法的经过", "单位：<ins>信息中心</ins>", "<ins>整张表</ins>",
    ):  # fmt: skip
        assert said in page, said
    assert "：；" not in page  # what was empty and stays so is no change
    assert "已提交 → <ins>已提交</ins>" not in page


def test_whatever_of_a_plan_is_changed_is_named_as_the_form_names_it(world: World) -> None:
    made = planning.add(world)
    project = {"name": "网络运维", "kind": "运转类", "attribute": "延续", "type": "信息化"}
    more = {"department": {"name": "某市人社局", "code": "117"}, "notes": ["改"], "execution_weight": "9"}
    document = planning.document(project=project["name"]) | more | {"project": project}
    world.ok("填报人甲", "PUT", f"plans/{made['id']}", {"document": document}, version=made["version"])
    page = Person(world, "审计员甲").get("/audit?noun=plan")
    names = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert {"执行率分值", "项目类别", "项目属性", "项目类型", "主管部门代码", "备注"} <= set(names)
    assert [name for name in names if re.search("[a-z]", name)] == []


def test_roles_people_and_tokens_are_told_in_words(world: World) -> None:
    admin, agency = "管理员甲", world.agencies["图书馆"]
    grants = [{"role": "manager", "agency_id": agency}]
    body = {"login": "xin", "name": "新人甲", "grants": grants, "password": "足够长的一个密码用来测试"}
    made = world.ok(admin, "POST", "people", body)
    token = {"name": "报送", "scopes": ["read"], "expires_on": str(day_of(world.service.clock()))}
    world.ok(admin, "POST", f"people/{made['id']}/tokens", token)
    world.ok(admin, "PUT", f"people/{made['id']}", {"name": "新人甲", "disabled": True}, version=made["version"])
    page = Person(world, admin).get("/audit")
    for said in ("新增人员", "角色：<ins>图书馆填报人</ins>", "新增令牌", "<td>查看</td>", "更改人员", "停用时间"):
        assert said in page, said


def test_every_filter_narrows_the_list_and_the_address_keeps_it(world: World) -> None:
    made = stories.submitted(world)
    person = Person(world, "管理员甲")
    page = person.get("/audit?noun=plan")
    assert "批复目标表" in page
    assert "提交自评" not in page
    assert "提交自评" in person.get("/audit?person=填报人甲&action=submit&noun=evaluation&noun_id=1")
    assert "没有这样的记录" in person.get("/audit?person=填报人乙")
    assert "没有这样的记录" in person.get("/audit?until=2020-01-01")
    assert "提交自评" in person.get("/audit?since=2020-01-01&noun=evaluation")
    page = person.get(f"/audit?chain=evaluation:{made['id']}")
    assert 'value="evaluation:1"' in page
    assert "目标表 1</b>" not in page
    request_id = page.split("/audit?request_id=")[1].split('"')[0]
    assert person.get(f"/audit?request_id={request_id}").count("<li id=") == 1
    for wrong in ("noun=x", "noun_id=0", "since=yesterday", "other=1"):
        person.get(f"/audit?{wrong}")
        assert person.status == 422


def test_a_long_audit_is_paged_by_where_one_was(world: World) -> None:
    for number in range(13):
        stories.approved_plan(world, stories.form() | {"project": {"name": f"项目{number}"}})
        stories.task(world, stories.form())
    person = Person(world, "管理员甲")
    page = person.get("/audit")
    assert page.count("<li id=") == 50
    following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert 0 < person.get(following).count("<li id=") < 50


def test_what_people_wrote_shows_as_text(world: World) -> None:
    report = stories.form() | {"project": {"name": HOSTILE}}
    stories.approved_plan(world, report)
    page = Person(world, "管理员甲").get("/audit")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onmouseover=&#34;x" in page


def test_who_audits_a_part_sees_that_part_only_and_cannot_verify(world: World) -> None:
    stories.submitted(world)
    world.grant("外单位审核人", "auditor", "某市文旅局")
    person = Person(world, "外单位审核人")
    page = person.get("/audit")
    assert "提交自评" not in page
    assert "您审计范围内" in page
    assert 'href="/audit/verification"' not in page
    person.get("/audit/verification?run=1")
    assert person.status == 403


def test_the_history_of_a_report_leads_auditors_to_its_chain(world: World) -> None:
    made = stories.submitted(world)
    path, link = f"/evaluations/{made['id']}/history", f"/audit?chain=evaluation:{made['id']}"
    assert link in Person(world, "审计员甲").get(path)
    assert link not in Person(world, "填报人甲").get(path)


def test_verification_runs_when_asked_and_says_what_was_looked_at(world: World) -> None:
    stories.submitted(world)
    run_job(world.service, "seal")
    person = Person(world, "审计员甲")
    page = person.get("/audit/verification")
    assert "没有改动" not in page
    assert "开始核对" in page
    assert "第 1 次" in page
    page = person.get("/audit/verification?run=1")
    assert "<b>没有改动</b>" in page
    assert "1 次封存；最后 1 行尚未封存" in page


def test_a_changed_row_is_found_and_named(world: World) -> None:
    stories.submitted(world)
    store = world.open()
    locks = store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
    store.write(lambda store: [store.run(f"DROP TRIGGER {row['name']}") for row in locks])
    store.write(lambda store: store.run("UPDATE audit SET why = '改过' WHERE chain = 'evaluation:1' AND number = 2"))
    store.close()
    page = Person(world, "管理员甲").get("/audit/verification?run=1")
    assert "<b>有不符之处</b>" in page
    assert "链 evaluation:1 第 2 行" in page
    assert "保留现场" in page


def test_too_long_an_audit_is_not_verified_while_somebody_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "MOST_AT_ONCE", 0)
    person = Person(world, "管理员甲")
    page = person.get("/audit/verification?run=1")
    assert "jixiao audit verify" in page
    assert "没有改动" not in page
    assert " disabled" in page


def test_one_verification_at_a_time(world: World) -> None:
    person = Person(world, "管理员甲")
    assert auditing._VERIFYING.acquire(blocking=False)
    try:
        assert "另一个人正在核对" in person.get("/audit/verification?run=1")
    finally:
        auditing._VERIFYING.release()
    assert "<b>没有改动</b>" in person.get("/audit/verification?run=1")
