"""The form without script: laid out, filled in, refused at its place, submitted, taken back."""

import io
import re
from pathlib import Path

from tests.api.pages.desk.paper import every, filled, posted, sitting
from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World, make_world


def test_an_empty_form_owes_everything_with_a_link_to_each_place(world: World) -> None:
    person, _, report = sitting(world)
    owed = person.page.split('id="live-owed"', 1)[1]
    links = re.findall(r'<a href="#([^"]+)">', owed)
    assert len(links) > len(report["objectives"][0]["indicators"])
    assert [link for link in links if f'id="{link}"' not in person.page] == []
    assert "没有填报实际完成值" in owed
    assert person.page.count('rowspan="') > 2


def test_a_form_filled_scores_as_it_was_published_and_is_submitted(world: World) -> None:
    person, path, report = sitting(world)
    page = posted(person, path, **filled(report))
    assert "已保存。" in page
    assert "<b>96.3</b>" in page
    assert "都填好了，可以提交" in page
    assert "执行率得分 = " in page
    assert "自评表" in page.split("过程与依据", 1)[1]
    page = posted(person, path, do="submit")
    assert "审核人已收到提醒" in page
    assert "撤回修改" in page
    assert '<input type="text"' not in page
    assert "已撤回，可以继续修改" in posted(person, path, do="recall")
    assert '<input type="text"' in person.page


def test_what_is_not_complete_is_saved_and_not_submitted(world: World) -> None:
    person, path, report = sitting(world)
    fields = filled(report) | {"actual-2": ""}
    page = posted(person, path, **fields, do="submit")
    assert "已保存，还没有提交。" in page  # on top, and where one looks: beside the button
    assert page.rindex("已保存，还没有提交</p>") > page.index('<div class="bar">')
    assert "没有填报实际完成值" in page
    assert every(page)["actual-1"] == fields["actual-1"]
    assert rows(world, "SELECT state FROM evaluations") == [{"state": "draft"}]


def test_figures_are_read_as_people_write_them(world: World) -> None:
    person, path, _ = sitting(world)
    page = posted(person, path, **{"funds-total-spent": "１，２３4.50", "score-1": " 8 "})
    assert every(page)["funds-total-spent"] == "1234.50"
    assert every(page)["score-1"] == "8"
    page = posted(person, path, **{"score-1": "", "funds-total-spent": ""})
    assert every(page)["score-1"] == ""
    assert every(page)["funds-total-spent"] == ""


def test_a_value_that_cannot_be_is_refused_at_its_place_and_everything_typed_stays(world: World) -> None:
    person, path, _ = sitting(world)
    odd = {"score-1": "八分", "funds-total-spent": "一千", "reason-2": "天气\n原因<b>", "published_total": "-1",
           "funds-other-spent": "2", "tier-3": "最好"}  # fmt: skip
    page = posted(person, path, **odd)
    assert person.status == 422
    for name in ("score-1", "funds-total-spent", "published_total"):
        assert f'id="fault-{name}"' in page
        assert every(page)[name] == odd[name]
    assert every(page)["reason-2"] == odd["reason-2"]
    assert "天气\n原因&lt;b&gt;" in page
    page = posted(person, path, **{"score-1": "8", "funds-total-spent": "10", "published_total": "", "tier-3": ""})
    assert "已保存" in page


def test_a_doubtful_cell_is_asked_about_and_answered_in_place(world: World) -> None:
    person, path, _ = sitting(world)
    page = posted(person, path, **{"actual-3": "0.999"})
    asked = re.findall(r'name="(ask-actual-3)" value="([^"]*)"', page)
    assert asked
    page = posted(person, path, **{"ask-actual-3": asked[0][1]})
    assert f"已答复：实际完成值按“{asked[0][1]}”" in page
    assert 'name="ask-actual-3"' not in page
    page = posted(person, path, **{"actual-3": "99%"})
    assert "已答复" not in page


def test_a_tier_is_chosen_with_its_band_beside_it(world: World) -> None:
    person, path, report = sitting(world)
    page = person.page
    numbers = re.findall(r'<select id="tier-(\d+)"', page)
    assert numbers
    assert re.search(r"<option value=\"achieved\">[^<]*至 [\d.]+ 分", page)
    page = posted(person, path, **filled(report) | {f"tier-{numbers[0]}": "not_achieved", f"score-{numbers[0]}": "20"})
    assert every(page)[f"tier-{numbers[0]}"] == "not_achieved"
    assert "请把自评得分改到所属档次的范围内" in page


def test_evidence_is_attached_listed_and_removed_without_losing_what_was_typed(world: World) -> None:
    person, path, _ = sitting(world)
    page = posted(person, path, **{"file-2": (io.BytesIO("记录".encode()), "抽样记录.txt"), "actual-1": "1次"})
    assert "抽样记录.txt" in page
    assert "佐证和备注（1 份）" in page
    assert every(page)["actual-1"] == "1次"
    (kept,) = rows(world, "SELECT id, place FROM evidence")
    assert kept["place"] == "objectives[0].indicators[1]"
    page = posted(person, path, do=f"remove-{kept['id']}", **{"actual-1": "2次"})
    assert "抽样记录.txt" not in page
    assert every(page)["actual-1"] == "2次"
    page = posted(person, path, **{"file-2": (io.BytesIO(b"MZ"), "a.exe"), "actual-1": "3次"})
    assert "不接受 exe 类型的文件" in page
    assert every(page)["actual-1"] == "3次"
    page = posted(person, path, **{"file-0": (io.BytesIO("总结".encode()), "总结.txt")})
    assert "总结.txt" in page.split("整张表的佐证材料", 1)[1]
    posted(person, path, **{"file-999": (io.BytesIO(b"x"), "a.txt")})
    assert person.status == 404


def test_several_files_at_once_are_taken_where_each_may_be(tmp_path: Path) -> None:
    world = make_world(tmp_path, JIXIAO_EVIDENCE_LIMIT="200000", JIXIAO_BODY_LIMIT="150000")
    person, path, _ = sitting(world)
    files = {f"file-{n}": (io.BytesIO(b"1" * 190_000), f"{n}.txt") for n in (1, 2)}
    sent = {"version": "1", "actual-1": "1次", "do": "save", "key": "k", **files}
    assert person.post(path, **sent).status_code == 303
    assert len(rows(world, "SELECT id FROM evidence")) == 2
    person.get(path)
    page = posted(person, path, **{"file-1": (io.BytesIO(b"1" * 200_001), "大.txt"), "actual-1": "2次"})
    assert (person.status, every(page)["actual-1"]) == (413, "2次")


def test_the_draft_of_an_explanation_is_offered_and_a_weak_one_is_told(world: World) -> None:
    person, path, report = sitting(world)
    page = posted(person, path, **filled(report) | {"actual-1": "0次", "reason-1": "", "remedy-1": ""})
    draft = re.search(r'data-draft="([^"]+)"', page)
    assert draft
    assert "0次" in draft[1]
    page = posted(person, path, **{"reason-1": "抽样调查因系统改造推迟到下一年度二月开展", "remedy-1": ""})
    assert "审核时可能退回" in page


def test_a_returned_report_shows_the_remarks_at_their_lines(world: World) -> None:
    made = stories.submitted(world)
    body = {"opinion": "请核实", "remarks": [{"where": "objectives[0].indicators[1]", "text": "缺统计表"},
                                          {"where": "", "text": "总体偏简"}]}  # fmt: skip
    world.ok("单位审核人甲", "POST", f"evaluations/{made['id']}/return", body, version=made["version"])
    page = Person(world, "填报人甲").get(f"/evaluations/{made['id']}")
    assert "被退回" in page
    assert "总体偏简" in page
    assert "缺统计表" in page.split('id="line-2"', 1)[1].split("</tr>", 1)[0]


def test_who_only_reads_sees_the_form_with_the_reviews_beside_it(world: World) -> None:
    made = stories.submitted(world)
    body = {"lines": [{"where": "objectives[0].indicators[0]", "score": "7", "opinion": "只查到一次记录"}]}
    world.ok("单位审核人甲", "PUT", f"evaluations/{made['id']}/review", body, version=made["version"])
    person = Person(world, "审计员甲")
    page = person.get(f"/evaluations/{made['id']}")
    assert "只查到一次记录" in page
    assert '<input type="text"' not in page
    assert 'name="do"' not in page
    stranger = Person(world, "外单位填报人")
    stranger.get(f"/evaluations/{made['id']}")
    assert stranger.status == 404


def test_the_live_part_tells_only_the_lines_asked_for(world: World) -> None:
    person, path, _ = sitting(world)
    page = person.get(f"{path}/live?lines=1,3,999,x")
    assert set(re.findall(r'id="live-actual-(\d+)"', page)) == {"1", "3"}
    assert 'id="live-total"' in page
    person.get(f"{path}/live?other=1")
    assert person.status == 422


def test_the_history_tells_who_did_what_and_every_text(world: World) -> None:
    person, path, report = sitting(world)
    posted(person, path, **filled(report) | {"actual-1": "0次", "reason-1": "第一稿原因，设备损坏", "remedy-1": "更换"})
    posted(person, path, **{"reason-1": "第二稿原因，设备损坏"})
    page = person.get(f"{path}/history")
    assert "填报人甲保存" in page
    texts = page.split("说明的历次文字", 1)[1]
    assert texts.index("第一稿原因") < texts.index("第二稿原因")


def test_a_plan_approved_since_is_offered_and_adopted(world: World) -> None:
    person, path, _ = sitting(world)
    (plan,) = rows(world, "SELECT id, version FROM plans")
    made = world.ok("填报人甲", "POST", f"plans/{plan['id']}/change", {"reason": "调整"}, version=plan["version"])
    sent = world.ok("填报人甲", "POST", f"plans/{plan['id']}/submit", version=made["version"])
    world.ok("主管审核人甲", "POST", f"plans/{plan['id']}/approve", version=sent["version"])
    assert "目标表有新的批复" in person.get(path)
    assert "已采用新批复的目标表" in posted(person, path, do="adopt")
    assert "目标表有新的批复" not in person.page


def test_a_whole_agency_has_its_spending_and_every_objective_its_own_lines(world: World) -> None:
    person, path, report = sitting(world, name="huangpi-2023-whole")
    assert len(re.findall(r'id="achieved-\d+"', person.page)) == len(report["objectives"]) == 3
    texts = {"spending-basic_spending": "１,200.5", "achieved-2": "档案已整理", "explanation-reason": "全年停工两个月",
             "explanation-remedy": "明年三月前补齐", "actual-12": "达成预期指标", "published_total": "99"}  # fmt: skip
    page = posted(person, path, **texts)
    assert {name: every(page)[name] for name in texts} == texts | {"spending-basic_spending": "1200.5"}
    page = posted(person, path, **dict.fromkeys(texts, ""))
    assert not any(every(page)[name] for name in texts)
    page = posted(person, path, **{"spending-basic_spending": "多", "achieved-1": "x" * 30_000})
    assert 'id="fault-spending-basic_spending"' in page
    assert 'id="fault-achieved-1"' in page


def test_a_low_execution_owes_the_explanation_of_the_whole_form(world: World) -> None:
    report = stories.form() | {"rulebook": "platform-caps"}
    body = {"plan_id": stories.approved_plan(world, report), "task_id": stories.task(world, report)}
    path = f"/evaluations/{world.ok('填报人甲', 'POST', 'evaluations', body)['id']}"
    person = Person(world, "填报人甲")
    person.get(path)
    page = posted(person, path, **filled(report) | {"funds-appropriation-spent": "1"})
    assert 'href="#explanation-reason"' in page
    assert "预算执行率" in page.split('id="live-form"', 1)[1].split("</div>", 1)[0]
    page = posted(person, path, **{"explanation-reason": "设备到货推迟到次年一月", "explanation-remedy": "提前招标"})
    assert 'href="#explanation-reason"' not in page
