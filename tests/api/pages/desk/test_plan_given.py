"""The form of a plan as a document, and back: what is not shown survives, lines are known wherever they stand."""

import copy
from typing import Any

from api.pages.desk.plan_beside import beside, settled
from api.pages.desk.plan_fill import filled_in
from api.pages.desk.plan_given import LINE, At, Given, document_of, mark, of_document, of_form
from api.pages.desk.plan_laid import merged
from api.pages.desk.plan_moves import moved, pasted
from api.pages.desk.plan_words import differences

SIGNED = {"by": "甲", "on": "2024-01-02"}
COLUMNS = {"text": "95", "columns": {"operator": "≥", "value": "95", "unit": "%"}}
LINES: list[dict[str, Any]] = [
    {"dimension": "output", "category": "quantity", "name": "巡检", "target": "≥12次",
     "weight": {"value": "10", "origin": "printed"}, "notes": ["一", "二"], "inferred": ["pairing"]},
    {"dimension": "output", "category": "quality", "category_text": "质量", "name": "合格率", "target": COLUMNS,
     "weight": {"value": "20", "origin": "inferred"}},
    {"name": "响应", "target": {"text": "4小时", "answer": {"text": "≤4小时", "by": "乙", "on": "2024-01-01"}}},
]  # fmt: skip
STORED: dict[str, Any] = {
    "document": "plan", "scope": "project", "budget_year": 2024, "place": "中央", "agency": {"name": "甲单位"},
    "project": {"name": "项目", "type": "延续"}, "department": {"name": "部"},
    "funding": {"unit": "元", "rows": [{"source": "total", "initial": "10", "budgeted": "9", "rate": "90"},
                                       {"source": "other"}]},
    "objectives": [{"text": "目标", "indicators": LINES[:2]},
                   {"name": "二", "weight": {"value": "20", "origin": "printed"}, "indicators": LINES[2:]}],
    "publication": {"title": "公开"}, "notes": ["照录"],
}  # fmt: skip


def shown(stored: Any = STORED) -> Given:
    """A stored document as its form sends it back untouched."""
    given = of_document(stored)
    return of_form(given.fields, [str(each) for each in given.order])


def made(given: Given, stored: Any = STORED) -> Any:
    """The document of a form."""
    return document_of(stored, given, SIGNED).document


def changed(**fields: str) -> Given:
    """The form with some fields typed anew."""
    given = shown()
    told = {name.replace("__", "-").replace("_total", "-total"): text for name, text in fields.items()}
    return Given(given.fields | told, given.order)


def named(given: Given) -> list[str]:
    """三级指标 of the form's lines."""
    return [given.fields.get(f"name-{key}", "") for key in given.keys()]


def test_a_form_sent_back_untouched_is_the_document() -> None:
    assert made(shown()) == STORED
    assert made(of_form({}, [str(each) for each in shown().order])) == STORED


def test_only_what_is_typed_changes() -> None:
    told = made(changed(name__1="巡查", weight__1="12", notes__1="三", category__2="时效指标"))
    first, second = told["objectives"][0]["indicators"]
    assert first == {**LINES[0], "name": "巡查", "weight": "12", "notes": ["三"]}
    assert second == {key: value for key, value in LINES[1].items() if key != "category_text"} | {
        "category": "时效指标"
    }
    assert told["objectives"][1] == STORED["objectives"][1]
    assert made(changed(weight__1="", dimension__1=""))["objectives"][0]["indicators"][0] == {
        key: value for key, value in LINES[0].items() if key not in ("weight", "dimension")
    }
    assert "weight" not in made(changed(goalweight__2=""))["objectives"][1]


def test_a_target_keeps_its_columns_and_loses_an_answer_to_another_text() -> None:
    told = made(changed(target__2="98", target__3="5小时"))
    columns = {"operator": "≥", "value": "98", "unit": "%"}
    assert told["objectives"][0]["indicators"][1]["target"] == {"text": "98", "columns": columns}
    assert told["objectives"][1]["indicators"][0]["target"] == "5小时"
    told = made(changed(target__3="5小时", answer__3="≤5小时", asked__3="5小时"))
    assert told["objectives"][1]["indicators"][0]["target"] == {"text": "5小时", "answer": {"text": "≤5小时", **SIGNED}}
    told = made(changed(target__3="6小时", answer__3="≤5小时", asked__3="5小时"))
    assert told["objectives"][1]["indicators"][0]["target"] == "6小时"


def test_the_heading_and_the_money() -> None:
    fields = {"project-type": "", "department-name": "", "funds-total-budgeted": "8", "funds-other-initial": "1",
              "place": " 湖北省 ", "agency-code": "001", "funds-unit": "万元"}  # fmt: skip
    given = shown()
    told = made(of_form(given.fields | fields, [str(each) for each in given.order]))
    assert (told["project"], told["agency"], told["place"]) == (
        {"name": "项目"},
        {"name": "甲单位", "code": "001"},
        "湖北省",
    )
    assert "department" not in told
    assert told["funding"] == {
        "unit": "万元",
        "rows": [{"source": "total", "initial": "10", "budgeted": "8"}, {"source": "other", "initial": "1"}],
    }
    assert made(of_form(given.fields | {"project-name": "", "project-type": ""}, []))["project"] == {}


def test_figures_are_read_as_people_write_them() -> None:
    typed = {"weight-1": "１0", "funds-total-initial": "1,234.5", "weight-2": " 十 ", "name-1": "1,2"}
    assert of_form(typed, []).fields == {
        "weight-1": "10", "funds-total-initial": "1234.5", "weight-2": "十", "name-1": "1,2",
    }  # fmt: skip


def test_what_is_no_order_is_left_out() -> None:
    given = of_form({}, ["l=1=", "l=1=", "g==", "x==0a", "nonsense", "g=1=0", "l=2="])
    assert [str(each) for each in given.order] == ["l=1=", "x==0a", "g=1=0", "l=2="]
    assert [(str(goal), len(lines)) for goal, lines in given.goals()] == [("g=1=0", 1)]


def test_new_lines_without_levels_take_those_above() -> None:
    fields = {"dimension-1": "产出", "category-1": "数量指标", "name-1": "甲", "name-2": "乙", "name-3": "丙",
              "category-3": "质量指标", "name-4": "丁", "category-4": "社会效益指标", "name-5": "",
              "dimension-6": "其他", "name-6": "戊"}  # fmt: skip
    given = of_form(fields, ["g=9=", *(f"l={n}=" for n in range(1, 7))])
    levels = [(given.fields.get(f"dimension-{n}"), given.fields.get(f"category-{n}")) for n in range(1, 7)]
    assert levels == [("产出", "数量指标"), ("产出", "数量指标"), ("产出", "质量指标"), ("效益指标", "社会效益指标"),
                      (None, None), ("其他", "")]  # fmt: skip
    assert [line["name"] for line in made(given, {**STORED, "objectives": []})["objectives"][0]["indicators"]] == [
        "甲", "乙", "丙", "丁", "戊",
    ]  # fmt: skip


def test_a_path_of_the_document_leads_to_its_field() -> None:
    given = changed(funds_total__initial="x")
    given = Given(given.fields, (*given.order[:2], At("l", "9"), *given.order[2:]))  # a blank line is no line
    told = document_of(STORED, given, SIGNED)
    paths = {
        "objectives[0].indicators[1].target.answer.text": "target-2",
        "objectives[1].indicators[0].category_text": "category-3",
        "objectives[0].indicators[0].inferred[0]": "name-1", "objectives[1].weight": "goalweight-2",
        "objectives[0].indicators": "goaltext-1", "funding.rows[1].initial": "funds-other-initial", "objectives": "",
        "funding": "funds-total-initial", "project.name": "project-name", "place": "place",
    }  # fmt: skip
    assert {path: told.field(path) for path in paths} == paths


def test_levels_are_merged_as_on_paper() -> None:
    assert merged([("产出", "数量"), ("产出", "数量"), ("产出", "质量"), ("效益", "质量")]) == [
        (3, 2), (0, 0), (0, 1), (1, 1),
    ]  # fmt: skip


def test_lines_are_moved_added_and_taken_out() -> None:
    assert named(moved(shown(), "up", {"2"})[0]) == ["合格率", "巡检", "响应"]
    assert named(moved(shown(), "up", {"1"})[0]) == ["巡检", "合格率", "响应"]
    down = moved(shown(), "down", {"2"})[0]
    assert [len(lines) for _, lines in down.goals()] == [1, 2]
    assert named(moved(shown(), "down", {"1", "2"})[0]) == ["巡检", "合格率", "响应"]
    given, focus = moved(shown(), "insert", {"2"})
    assert (named(given), focus, given.fields["dimension-4"]) == (["巡检", "", "合格率", "响应"], "name-4", "产出指标")
    assert named(moved(shown(), "insert", ())[0]) == ["巡检", "合格率", "响应", ""]
    assert named(moved(shown(), "line-1", ())[0]) == ["巡检", "合格率", "", "响应"]
    given = moved(shown(), "drop", {"2", "3"})[0]
    assert [each.kept for each in given.order if each.kind == "x"] == [mark(LINES[1]), mark(LINES[2])]
    assert [line["name"] for line in made(given)["objectives"][0]["indicators"]] == ["巡检"]
    assert named(moved(given, "down", {"1"})[0]) == ["巡检"]


def test_objectives_are_added_and_taken_out_but_the_last_one_stays() -> None:
    given, focus = moved(shown(), "goal", ())
    assert ([len(lines) for _, lines in given.goals()], focus) == ([2, 1, 1], "goaltext-4")
    assert made(given)["objectives"][2] == {"indicators": []}
    given = moved(shown(), "ungoal-1", ())[0]
    assert (named(given), len([each for each in given.order if each.kind == "x"])) == (["响应"], 2)
    assert moved(given, "ungoal-2", ())[0] == given
    assert moved(shown(), "ungoal-77", ())[0] == shown()


def test_rows_copied_from_a_spreadsheet_become_lines() -> None:
    def read(text: str) -> list[tuple[str, ...]]:
        given = pasted(moved(shown(), "line-2", ())[0], "2", text)
        keys = given.keys()[3:]
        return [tuple(given.fields.get(f"{name}-{key}", "") for name in LINE[:5]) for key in keys]

    assert read("产出指标\t数量指标\t巡检\t≥1次\t１０\n\t\t抽检\t≥2次\t5\n\n\t时效指标\t到场\t≤4小时\t") == [
        ("产出指标", "数量指标", "巡检", "≥1次", "10"), ("产出指标", "数量指标", "抽检", "≥2次", "5"),
        ("产出指标", "时效指标", "到场", "≤4小时", ""),
    ]  # fmt: skip
    assert read("序号\t三级指标\t指标值\n1\t巡检\t1次\n") == [("", "", "巡检", "1次", "")]
    assert read('"巡\n检"\t1次\t3') == [("", "", "巡\n检", "1次", "3")]
    assert read("产出指标\t数量指标\t巡检\t1次") == [("产出指标", "数量指标", "巡检", "1次", "")]
    assert read("数量指标\t巡检\t1次\t5") == [("产出指标", "数量指标", "巡检", "1次", "5")]
    assert read("巡检\t1次") == [("", "", "巡检", "1次", "")]
    assert read("  \n\t\n") == []
    assert read("一\t二\t三\t四\t5\t六\t七\t八") == [("一", "二", "三", "四", "5")]


def test_a_form_beside_a_store_that_moved_on_loses_nothing() -> None:
    theirs: Any = copy.deepcopy(STORED)
    kept = theirs["objectives"][0]["indicators"]
    kept[0]["target"] = "≥24次"
    kept[1]["name"] = "优良率"
    kept.insert(0, {"name": "新的", "target": "1个", "weight": {"value": "5", "origin": "printed"}})
    theirs["objectives"].append({"text": "第三个目标", "indicators": []})
    theirs["place"] = "四川省"
    given = moved(changed(target__1="≥6次", goaltext__1="改了的目标"), "drop", {"3"})[0]
    both = beside(given, theirs)
    assert both.theirs == {"target-1": "≥24次", "goaltext-1": "目标", "place": "四川省"}
    assert both.gone == {"2"}
    assert [each.words for each in both.offers] == [
        "年度目标：第三个目标",
        "新的　1个　5分",
        "产出指标　质量　优良率　95　20分",
    ]
    taken = [each.value for each in both.offers]
    told = made(settled(both.given, theirs, ["target-1", "place"], taken[:2]), theirs)
    assert [line["name"] for line in told["objectives"][0]["indicators"]] == ["巡检", "合格率", "新的"]
    assert told["objectives"][0]["indicators"][0]["target"] == "≥24次"
    assert (told["objectives"][0]["text"], told["place"]) == ("改了的目标", "四川省")
    assert (told["objectives"][1]["indicators"], told["objectives"][2]["text"]) == ([], "第三个目标")


def test_two_equal_lines_are_two() -> None:
    twice = {**STORED, "objectives": [{"indicators": [LINES[0], LINES[0]]}]}
    assert made(shown(twice), twice) == twice
    assert beside(shown(twice), {**STORED, "objectives": [{"indicators": [LINES[0]]}]}).offers == ()


def test_differences_are_told_by_the_lines_names() -> None:
    after: Any = copy.deepcopy(STORED)
    lines = after["objectives"][0]["indicators"]
    lines[1]["target"] = "98"
    lines.reverse()
    lines.append({"name": "新的", "dimension": "benefit", "target": "优", "weight": "5"})
    after["objectives"][1]["indicators"][0]["name"] = "到场"
    after["objectives"][1]["name"] = "三"
    after["funding"]["unit"] = "万元"
    after["funding"]["rows"].pop(1)
    after["project"]["name"] = "新项目"
    assert [tuple(each) for each in differences(STORED, after)] == [
        ("changed", "项目名称", "项目", "新项目"),
        ("changed", "金额单位", "元", "万元"),
        ("changed", "年度目标2 名称", "二", "三"),
        ("changed", "第1行 合格率 指标值", "95", "98"),
        ("moved", "第1行 合格率", "第2行", "第1行"),
        ("added", "第3行 新的", "", "效益指标　优　5分"),
        ("changed", "第4行 三级指标", "响应", "到场"),
    ]
    assert differences(STORED, STORED) == []
    assert differences({}, STORED)[-1].kind == "added"


def test_a_renamed_line_is_the_same_line() -> None:
    after: Any = copy.deepcopy(STORED)
    after["objectives"][0]["indicators"][0]["name"] = "巡查"
    assert [tuple(each) for each in differences(STORED, after)] == [("changed", "第1行 三级指标", "巡检", "巡查")]


def test_a_draft_filled_in_keeps_what_the_file_does_not_print() -> None:
    read = {
        "document": "plan", "scope": "whole_agency", "budget_year": 2030, "agency": {"name": "别的", "code": "1"},
        "department": {"name": "新部"}, "project": {"name": "x", "kind": "甲"},
        "funding": {"unit": "元", "rows": [{"source": "total", "initial": "11"}]},
        "objectives": [{"text": "新", "indicators": [{"name": "巡检", "target": "1次"}, {"name": "新", "target": ""}]},
                       {"indicators": []}, {"indicators": []}],
    }  # fmt: skip
    told = filled_in(STORED, read)
    assert (told["scope"], told["budget_year"], told["place"]) == ("project", 2024, "中央")
    assert (told["agency"], told["department"]["name"]) == ({"name": "甲单位", "code": "1"}, "新部")
    assert told["project"] == {"name": "项目", "type": "延续", "kind": "甲"}
    assert told["funding"]["rows"][0] == {"source": "total", "initial": "11", "budgeted": "9", "rate": "90"}
    assert told["objectives"][0]["indicators"][0]["notes"] == ["一", "二"]
    assert told["objectives"][1]["name"] == "二"
    assert filled_in(STORED, {**read, "funding": {"unit": "万元", "rows": [{"source": "total"}]}})["funding"] == {
        "unit": "万元", "rows": [{"source": "total"}],
    }  # fmt: skip
    whole = {key: value for key, value in STORED.items() if key not in ("project", "department")}
    assert "project" not in filled_in(whole, read)
