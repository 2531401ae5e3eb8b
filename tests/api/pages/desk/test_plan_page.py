"""Drawing up a plan without a script: laid out, lines added and moved, checked, saved, refused at its place."""

import re

from tests.api.pages.desk.person import Person
from tests.api.pages.desk.plan_paper import draft, fields, hand, lines, names, stored
from tests.api.service import stories
from tests.api.service.accounts import rows
from tests.api.service.world import World

EVIL = '<script>alert(1)</script>" onmouseover="x'


def test_the_form_shows_what_is_stored_and_saving_it_changes_nothing(world: World) -> None:
    person, path, before = draft(world)
    assert names(person.page) == lines(before)
    for words in (
        "项目资金",
        "年初预算数",
        "读作 数值 ≥ 1 次",
        "分值合计",
        "与办法相符",
        "预算执行率 10 分另计",
        "可以提交",
    ):
        assert words in person.page
    page = hand(person, path, "save")
    assert "已保存。" in page
    assert stored(world, path) == before
    assert world.ok("填报人甲", "GET", path[1:])["version"] == 1


def test_what_the_page_does_not_show_survives(world: World) -> None:
    report = stories.form("sichuan-2023-operations") | {"agency": {"name": "信息中心", "code": "1"}}
    report["objectives"][0]["indicators"][0]["inferred"] = ["name"]
    person, path, before = draft(world, **{k: v for k, v in report.items() if k != "document"})
    assert "分列：≥" in person.page
    hand(person, path, "save", **{"name-2": "全省持卡人数", "target-1": "96", "funds-total-budgeted": "1,700.14"})
    after = stored(world, path)
    first, second = after["objectives"][0]["indicators"][:2]
    assert first["target"]["columns"] == {
        **before["objectives"][0]["indicators"][0]["target"]["columns"],
        "value": "96",
    }
    assert (first["inferred"], second["name"]) == (["name"], "全省持卡人数")
    assert after["publication"] == before["publication"]
    assert after["funding"]["rows"] == [{"source": "total", "initial": "700.14", "budgeted": "1700.14"}]
    assert after["objectives"][0]["indicators"][2:] == before["objectives"][0]["indicators"][2:]


def test_lines_are_added_moved_and_taken_out_before_anything_is_saved(world: World) -> None:
    person, path, before = draft(world)
    page = hand(person, path, "line-1", **{"target-1": "≥77次"})
    assert len(names(page)) == 9
    assert 'data-focus="name-9"' in page
    assert "改动还没有保存" in page
    assert fields(page)["target-1"] == "≥77次"
    page = hand(person, path, "up", **{"name-9": "新的一行", "target-9": "≥3个", "weight-9": "1", "pick": ["9"]})
    assert names(page)[7] == "新的一行"
    assert re.search(r'name="pick" value="9"[^>]* checked', page)
    assert 'id="pick-9" autofocus' in page
    page = hand(person, path, "drop", pick=["1", "2"])
    assert lines(stored(world, path)) == lines(before)
    page = hand(person, path, "save")
    assert "已保存" in page
    told = stored(world, path)
    assert lines(told) == [*lines(before)[2:7], "新的一行", lines(before)[7]]
    assert told["objectives"][0]["indicators"][5]["category"] == "social_benefit"


def test_rows_copied_from_a_spreadsheet_are_put_in_without_a_script(world: World) -> None:
    person, path, _ = draft(world, objectives=[{"indicators": []}])
    assert len(names(person.page)) == 3
    page = hand(person, path, "paste-1", **{"box-1": "产出指标\t数量指标\t巡检\t≥1次\t50\n\t\t抽检\t≥2次\t40"})
    assert names(page) == ["巡检", "抽检"]
    assert fields(page)["box-1"] == ""
    hand(person, path, "save")
    assert [line["category"] for line in stored(world, path)["objectives"][0]["indicators"]] == ["quantity"] * 2
    page = hand(person, path, "paste-1", **{"box-1": "x" * 100_001})
    assert "请分几次粘贴" in page
    assert len(fields(page)["box-1"]) == 100_001


def test_a_form_without_a_line_says_so_before_and_after_it_is_sent(world: World) -> None:
    person, path, _ = draft(world, objectives=[{"indicators": []}])
    wanting = '<a href="#name-2">绩效指标</a>　还没有一行绩效指标'
    assert wanting in person.page
    assert "可以提交" not in person.page
    page = hand(person, path, "submit")
    assert "已保存，还没有提交" in page
    assert wanting in page


def test_objectives_are_added_and_taken_out(world: World) -> None:
    person, path, _ = draft(world)
    page = hand(person, path, "goal")
    assert "年度总体目标 2" in page
    hand(person, path, "save", **{"goalname-9": "目标二", "goalweight-9": "5", "goaltext-9": "做好"})
    told = stored(world, path)["objectives"][1]
    assert told == {"name": "目标二", "text": "做好", "weight": {"value": "5", "origin": "printed"}, "indicators": []}
    page = hand(person, path, "ungoal-2")
    assert "目标二" not in page
    hand(person, path, "save")
    assert len(stored(world, path)["objectives"]) == 1


def test_a_value_that_cannot_be_is_refused_at_its_place_and_everything_typed_stays(world: World) -> None:
    person, path, before = draft(world)
    odd = {
        "weight-1": "十分",
        "name-2": "",
        "funds-total-initial": "很多",
        "place": "",
        "dimension-3": "abc",
        "name-4": "改名",
    }
    page = hand(person, path, "save", **odd)
    assert person.status == 422
    for name in ("weight-1", "name-2", "funds-total-initial", "place", "dimension-3"):
        assert f'id="fault-{name}"' in page
        assert f'href="#{name}"' in page
        assert fields(page)[name] == odd[name]
    assert fields(page)["name-4"] == "改名"
    assert "第1行 分值 请填数字，如 8.5" in page
    assert "读作 数值" in page
    assert "可以提交" not in page
    assert stored(world, path) == before
    mended = {"weight-1": "9", "name-2": "有名", "funds-total-initial": "446", "place": "中央", "dimension-3": "产出"}
    assert "已保存" in hand(person, path, "save", **mended)
    assert stored(world, path)["objectives"][0]["indicators"][2]["dimension_text"] == "产出"


def test_a_form_that_cannot_be_read_at_all_is_shown_as_it_was_typed(world: World) -> None:
    person, path, _ = draft(world)
    page = hand(person, path, "save", at=[])
    assert person.status == 422
    assert "年度目标和指标至少 1 项" in page
    person.get(path)
    page = hand(person, path, "save", **{"name-1": "长" * 5000})
    assert person.status == 422
    assert "至多 4000 个字符" in page


def test_a_doubtful_target_is_asked_about_and_answered_in_place(world: World) -> None:
    person, path, _ = draft(world)
    page = hand(person, path, "check", **{"target-1": "5-3次"})
    assert "区间的下限大于上限" in page
    assert fields(page)["target-1"] == "5-3次"
    page = hand(person, path, "check", **{"answer-1": "3-5次", "asked-1": "5-3次"})
    assert "已答复，按“3-5次”" in page
    given = dict(re.findall(r'type="hidden" name="((?:answer|asked)-1)" value="([^"]*)"', page))
    assert given == {"answer-1": "3-5次", "asked-1": "5-3次"}
    hand(person, path, "save", **given)
    told = stored(world, path)["objectives"][0]["indicators"][0]["target"]
    assert (told["text"], told["answer"]["text"], told["answer"]["by"]) == ("5-3次", "3-5次", "填报人甲")
    hand(person, path, "save", **{"target-1": "3次"})
    assert stored(world, path)["objectives"][0]["indicators"][0]["target"] == "3次"


def test_findings_lead_to_their_lines_and_stop_only_what_contradicts_itself(world: World) -> None:
    person, path, _ = draft(world)
    page = hand(person, path, "submit", **{"weight-1": "1", "category-2": "古怪指标"})
    assert "已保存，还没有提交" in page
    assert "办法规定 90 分" in page
    found = page.split('id="live-found"', 1)[1]
    assert '<a href="#category-2">第2行 二级指标</a>' in found
    assert "“古怪指标”不是规范的名称" in found
    assert rows(world, "SELECT state FROM plan_versions") == [{"state": "draft"}]
    page = hand(person, path, "submit", **{"weight-1": "9", "category-2": "数量指标"})
    assert "已提交，等批复" in page
    assert 'id="target-1" name=' not in page
    assert page.count('value="recall"') == 1
    assert 'value="save"' not in page


def test_the_script_gets_what_follows_from_what_was_typed_and_nothing_is_saved(world: World) -> None:
    person, path, before = draft(world)
    page = hand(person, path, "live", **{"weight-1": "99", "target-2": "≤4小时"})
    assert "<html" not in page
    assert "读作 时长 ≤ 4 小时" in page
    assert "办法规定 90 分" in page
    assert stored(world, path) == before


def test_a_plan_cannot_take_the_name_of_another(world: World) -> None:
    stories.approved_plan(world, stories.form())
    other = stories.plan_of(stories.form(), "信息中心") | {"project": {"name": "第二个"}}
    made = world.ok("填报人甲", "POST", "plans", {"agency_id": world.agencies["信息中心"], "document": other})
    person, path = Person(world, "填报人甲"), f"/plans/{made['id']}"
    person.get(path)
    page = hand(person, path, "save", **{"project-name": stories.form()["project"]["name"], "name-1": "改了"})
    assert person.status == 409
    assert 'id="fault-project-name"' in page
    assert fields(page)["name-1"] == "改了"


def test_a_text_is_a_text_wherever_it_stands(world: World) -> None:
    person, path, _ = draft(world)
    told = {name: EVIL for name, text in fields(person.page).items() if isinstance(text, str) and re.match(
        r"(name|target|notes|goaltext|project|department|agency|place)-?", name)}  # fmt: skip
    page = hand(person, path, "save", **told, **{"dimension-2": f"产{EVIL}"[:190]})
    assert "已保存" in page
    for shown in (page, person.get("/plans"), person.get(f"{path}/versions"), person.get("/plans/new")):
        assert "<script>alert" not in shown
        assert '" onmouseover="x' not in shown
    assert "&lt;script&gt;alert(1)" in page


def test_whoever_may_only_look_gets_no_field_and_cannot_save(world: World) -> None:
    _, path, before = draft(world)
    watcher = Person(world, "审计员甲")
    page = watcher.get(path)
    assert (watcher.status, 'id="name-1"' in page, 'name="do"' in page) == (200, True, False)
    assert '<input type="text"' not in page
    answer = watcher.post(path, do="save", version="1", at="g=1=0", key="k")
    assert answer.status_code == 403
    stranger = Person(world, "外单位填报人")
    stranger.get(path)
    assert stranger.status == 404
    assert stranger.post(path, do="check", version="1", key="k").status_code == 404
    assert stored(world, path) == before


def test_a_step_that_there_is_not_is_none(world: World) -> None:
    person, path, _ = draft(world)
    assert person.post(path, do="nonsense", version="1", key="k").status_code == 404
