"""Forms imported on the page: sent, looked at, asked about, confirmed; refused where they cannot be read."""

import io
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.api.pages.desk.person import HERE, Person, hidden
from tests.api.pages.desk.sending import act, lines, opened, own, printed, send, stored
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import SAMPLES, World, make_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world whose parsing children end with it."""
    made = make_world(tmp_path)
    yield made
    made.service.close()


def test_a_form_is_looked_at_and_then_stored(world: World) -> None:
    person, made, report = opened(world)
    page = send(person, ("自评表.xlsx", printed(report, "xlsx")))
    assert (person.status, person.place) == (200, "/imports/1")
    assert "自评表.xlsx　工作表“人力资源和社会保障部电子政务信息化项目”　认作：中央部门项目支出绩效自评表" in page
    assert f'存入自评 <a href="/evaluations/{made["id"]}">' in page
    assert "加 1 条说明" in page
    assert "存入后自评得分 96.3 分" in page
    assert "第1行 完成2023年人力资源社会保障相关抽样调查技术支持服务" in page
    assert '<td data-label="文件的格" class="cellref">G13</td>' in page
    assert not lines(stored(world, made["id"]))[0].get("actual")
    page = act(person, "confirm")
    assert "已存 1 张" in page
    assert f'href="/evaluations/{made["id"]}">打开自评' in page
    assert lines(stored(world, made["id"]))[0]["actual"] == "1次"
    assert "<b>96.3</b>" in person.get("/home")
    assert "已确认" in person.get("/imports")


KINDS = ("mohrss-2023-egov.xlsx", "mohrss-2023.docx", "mohrss-2023.pdf", "csv")


@pytest.mark.parametrize("name", KINDS)
def test_a_published_file_fills_the_very_report(world: World, name: str) -> None:
    person, made, report = opened(world)
    data = printed(report) if name == "csv" else (SAMPLES / "forms" / name).read_bytes()
    page = send(person, (f"表.{name}", data), evaluation=str(made["id"]))
    assert f'存入自评 <a href="/evaluations/{made["id"]}">' in page
    beside = "这是“金保工程建设及运行维护项目”的表，不是“人力资源和社会保障部电子政务信息化项目”的"
    assert (beside in page) == (name in KINDS[1:3])
    assert "已存 1 张" in act(person, "confirm")
    found = lines(stored(world, made["id"]))
    assert [line["actual"] for line in found] == [line["actual"] for line in lines(report)]


def test_every_other_sample_says_where_it_would_go(world: World) -> None:
    person, _, _ = opened(world)
    names = [path for path in sorted((SAMPLES / "forms").iterdir()) if path.suffix in (".xlsx", ".docx", ".pdf")]
    for first in range(0, len(names), 5):
        page = send(person, *((path.name, path.read_bytes()) for path in names[first : first + 5]))
        assert person.status == 200
        assert page.count("不在您填报的单位之中") == page.count("<h2 ")
        assert "没有可以存的表" in page


def test_a_form_for_one_report_that_names_another_is_told_so(world: World) -> None:
    person, made, report = opened(world)
    other = own(report, budget_year=2022, project={"name": "另一个项目"})
    page = send(person, ("表.csv", printed(other)), evaluation=str(made["id"]))
    assert "表上印的是“另一个项目”、2022年度，请核对是不是这份自评的表" in page
    plan = stories.plan_of(stories.form(), "信息中心")
    assert "这是绩效目标表，没有实际完成值" in send(person, ("表.csv", printed(plan)), evaluation=str(made["id"]))


def test_what_the_file_says_of_the_plan_is_not_taken_over(world: World) -> None:
    person, made, report = opened(world)
    first, second, third = lines(report)[:3]
    first["target"], second["name"], third["weight"]["value"] = "≥3次", "另加的一行", "7.0"
    page = send(person, ("表.xlsx", printed(report, "xlsx")))
    assert "与批复的目标表不同的 4 处，不采用" in page
    for plan, file in (("≥1次", "≥3次"), ("8.0", "7.0"), ("有", "没有"), ("没有", "有")):
        assert f'<td data-label="批复的目标表">{plan}</td><td data-label="文件里">{file}</td>' in page
    act(person, "confirm")
    found = lines(stored(world, made["id"]))
    assert (found[0]["target"], found[0]["actual"]) == ("≥1次", "1次")
    assert "actual" not in found[1]


def test_a_doubtful_cell_is_answered_in_place(world: World) -> None:
    person, made, report = opened(world)
    lines(report)[2]["actual"] = "0.999"
    page = send(person, ("表.xlsx", printed(report, "xlsx")))
    assert "1 处要答复" in page
    assert '<b class="cellref">G15</b> 实际完成值“0.999”' in unescape(page)
    assert "还没有选" in act(person, "answer")
    assert person.status == 409
    page = act(person, "answer", **{"answer-0-0": "99.9%"})
    assert "已答复" in page
    assert "处要答复" not in page
    assert "0.999（按“99.9%”）" in page
    act(person, "confirm")
    cell = lines(stored(world, made["id"]))[2]["actual"]
    assert (cell["text"], cell["answer"]["text"], cell["answer"]["by"]) == ("0.999", "99.9%", "填报人甲")


def test_an_answer_given_along_with_the_confirmation_counts(world: World) -> None:
    person, made, report = opened(world)
    lines(report)[2]["actual"] = "0.999"
    send(person, ("表.xlsx", printed(report, "xlsx")))
    act(person, "confirm", **{"answer-0-0": "0.999%"})
    assert lines(stored(world, made["id"]))[2]["actual"]["answer"]["text"] == "0.999%"


def test_year_and_agency_that_are_not_printed_are_filled_in(world: World) -> None:
    person, made, report = opened(world)
    text = printed(report).decode("utf-8-sig").replace("2023", "").replace("信息中心,", ",")
    page = send(person, ("表.csv", text.encode()))
    assert "表上没有写明单位或预算年度" in page
    assert "请填写预算年度" in page
    answers = {"answer-0-0": "2023", "answer-0-1": "信息中心"}
    page = act(person, "answer", **answers)
    assert f"{made['name']}" in page or "没有名为" in page


def test_a_column_read_in_several_ways_is_no_question_where_the_plan_decides(world: World) -> None:
    person, made, _ = opened(world)
    page = send(person, ("云.xlsx", (SAMPLES / "forms/jilin-2023-cloud.xlsx").read_bytes()), evaluation=str(made["id"]))
    assert "本行各级名称错位" in page
    assert "处要答复" not in page


def test_only_the_forms_that_are_ticked_are_stored(world: World) -> None:
    person, _, report = opened(world)
    send(person, ("甲.csv", printed(report)), ("乙.csv", printed(own(stories.form(), budget_year=2020))))
    assert "2020年度没有名为" in person.page
    assert "还没有勾选" in act(person, "confirm", store=[])
    assert person.status == 409
    assert "已存 1 张" in act(person, "confirm", store=["0"])
    assert "不知道存到哪里" in person.page
    assert "确认存入" not in person.page


def test_somebody_saving_meanwhile_is_told_and_looked_at_again(world: World) -> None:
    person, made, report = opened(world)
    send(person, ("表.csv", printed(report)))
    line = {"where": "objectives[0].indicators[0]", "actual": "2次"}
    world.ok("填报人乙", "PATCH", f"evaluations/{made['id']}", {"lines": [line]}, version=made["version"])
    stale = person.page
    page = person.get("/imports/1")
    assert "上传之后，有人改过其中的自评" in page
    assert "确认存入" not in page
    person.page = stale
    page = act(person, "confirm")
    assert "已存 0 张，有 1 张没有存" in page
    assert "内容已被他人更改" in page
    page = act(person, "again")
    assert "已按现在的内容重新核对" in page
    assert '<td data-label="现在" class="prose now">2次</td>' in page
    assert "已存 1 张" in act(person, "confirm")
    assert lines(stored(world, made["id"]))[0]["actual"] == "1次"
    person.page = page
    assert "已经确认过" in act(person, "confirm", key="another")
    assert "都已存好" in act(person, "again", store=[])
    assert "已经确认过，不能删去" in act(person, "discard", store=[])


def test_of_two_files_for_one_report_the_second_is_looked_at_after_the_first(world: World) -> None:
    person, made, report = opened(world)
    first = printed(report)
    lines(report)[0]["actual"] = "2次"
    send(person, ("甲.csv", first), ("乙.csv", printed(report)))
    assert "已存 1 张，有 1 张没有存" in act(person, "confirm")
    assert lines(stored(world, made["id"]))[0]["actual"] == "1次"
    page = act(person, "again")
    assert page.count("存这张") == 1
    assert "改 1 格" in page
    assert "放弃" not in page
    assert "已存 2 张" in act(person, "confirm", store=["0", "1"])
    assert lines(stored(world, made["id"]))[0]["actual"] == "2次"
    assert len(rows(world, "SELECT id FROM audit WHERE action = 'save'")) == 2


def test_a_report_begun_afterwards_is_found_by_looking_again(world: World) -> None:
    report = stories.form()
    plan, task = stories.approved_plan(world, report), stories.task(world, report)
    person = Person(world, "填报人甲")
    send(person, ("表.csv", printed(own(report))))
    assert "点“开始自评”" in person.page
    world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan, "task_id": task})
    assert "确认存入" in act(person, "again")


def test_a_preview_that_is_not_wanted_is_thrown_away(world: World) -> None:
    person, _, report = opened(world)
    send(person, ("表.csv", printed(report)))
    assert "已删去，什么也没有存" in act(person, "discard")
    assert rows(world, "SELECT id FROM imports") == []
    assert "没有这次导入" in person.get("/imports/1")
    assert person.status == 404


def test_an_import_is_for_whoever_began_it(world: World) -> None:
    person, _, report = opened(world)
    send(person, ("表.csv", printed(report)))
    other = Person(world, "填报人乙")
    assert "没有确认的导入保留 30 天" in other.get("/imports/1")
    other.place = "/imports/1"
    assert "没有这次导入" in act(other, "confirm")
    assert other.status == 404
    assert "还没有导入过" in other.get("/imports")
    Person(world, "单位审核人甲").get("/imports")
    assert Person(world, "单位审核人甲").client.get("/imports").status_code == 403
    assert "从文件导入" not in Person(world, "单位审核人甲").get("/home")


def test_the_same_files_sent_twice_are_one_import(world: World) -> None:
    person, _, report = opened(world)
    person.get("/imports")
    key = hidden(person.page, "key")

    def sent() -> str:
        data: dict[str, Any] = {"key": key, "files": [(io.BytesIO(printed(report)), "表.csv")]}
        return person.client.post("/imports", data=data, headers={"Origin": HERE}).headers["Location"]

    assert sent() == sent() == "/imports/1"
    assert len(rows(world, "SELECT id FROM imports")) == 1


def test_the_task_is_named_where_a_report_is_in_two(world: World) -> None:
    person, made, report = opened(world)
    second = stories.task(world, stories.form())
    world.ok("填报人甲", "POST", "evaluations", {"plan_id": made["plan_id"], "task_id": second})
    assert "有几项任务都有这份自评" in send(person, ("表.csv", printed(report)))
    page = send(person, ("表.csv", printed(report)), task=str(made["task_id"]))
    assert f'href="/evaluations/{made["id"]}"' in page
    send(person, ("表.csv", printed(report)), task="999")
    assert person.status == 404


def test_a_report_that_is_submitted_takes_no_file(world: World) -> None:
    made = stories.submitted(world)
    person = Person(world, "填报人甲")
    assert "先在自评表上撤回" in person.get(f"/imports?evaluation={made['id']}")
    assert "上传并核对" not in person.page
    assert "从文件填" not in person.get(f"/evaluations/{made['id']}")
    assert Person(world, "外单位填报人").client.get(f"/imports?evaluation={made['id']}").status_code == 404


def test_a_submitted_report_is_told_where_the_file_is_sent_all_the_same(world: World) -> None:
    person, made, report = opened(world)
    parts = stories.filled_parts(stories.form())
    saved = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])["evaluation"]
    send(person, ("表.csv", printed(report)), evaluation=str(made["id"]))
    assert "和现在的一样，没有要改的" in person.page or "改 " in person.page
    world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=saved["version"])
    assert "这份自评已提交或已审定，不能再导入" in act(person, "again")


def test_a_plan_is_imported_as_a_new_draft(world: World) -> None:
    task = stories.task(world, stories.form("mohrss-2025-jinbao"))
    person = Person(world, "填报人甲")
    plan = stories.form("mohrss-2025-jinbao") | {"agency": {"name": "信息中心"}}
    page = send(person, ("目标表.csv", printed(plan)), task=str(task))
    assert "存为<b>新的目标表</b>" in page
    act(person, "confirm")
    assert [row["name"] for row in rows(world, "SELECT name FROM plans")] == [plan["project"]["name"]]
    changed = plan | {"objectives": [plan["objectives"][0] | {"text": "换了一个目标"}, *plan["objectives"][1:]]}
    page = send(person, ("目标表.csv", printed(changed)), task=str(task))
    assert "换了一个目标" in page
    assert "存入目标表" in page


def test_a_long_list_of_imports_is_walked(world: World) -> None:
    person, _, report = opened(world)
    form = printed(report)
    for n in range(51):
        stories.begin_import(world, "填报人甲", f"k{n}", form, f"{n}.csv")
    page = person.get("/imports")
    assert page.count("去核对") == 50
    link = unescape(page.split('rel="next" href="', 1)[1].split('"', 1)[0])
    assert person.get(link).count("去核对") == 1
    assert "之前有效" in page
