"""Several forms in a table, one form over several tables, forms among tables that are none."""

from typing import Any

from indicators.forms.grid import Grid
from indicators.forms.identify import identify
from indicators.forms.reading import ReadForm, forms
from tests.indicators.forms.tables import source, table

HEADING = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |"
FIRST = f"""
| 项目名称 | 运维甲 | < | < | < | < |
| 实施单位 | 某中心 | < | < | < | < |
{HEADING}
| 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 |
"""
SECOND = FIRST.replace("运维甲", "运维乙").replace("培训", "调研")
TITLE = "项目绩效自评表（2023年度）"
FILE = (TITLE,)


def names(found: list[ReadForm]) -> dict[str, list[str]]:
    """The names of the lines by the name of the project."""
    return {
        form.document["project"]["name"]: [
            line["name"] for objective in form.document["objectives"] for line in objective["indicators"]
        ]
        for form in found
    }


def codes(form: ReadForm) -> set[str]:
    """The codes of everything that was said."""
    return {issue.code for issue in form.issues}


def read(*grids: Grid, **options: Any) -> list[ReadForm]:
    """The forms of these tables under one title."""
    return forms(source(*grids, texts=FILE, **options))


def test_a_table_may_hold_several_forms_one_below_the_other() -> None:
    assert names(read(table(FIRST + SECOND))) == {"运维甲": ["培训次数"], "运维乙": ["调研次数"]}
    titled = "| 项目绩效自评表 | < | < | < | < | < |\n"
    assert names(read(table(titled + FIRST + titled + SECOND))) == {"运维甲": ["培训次数"], "运维乙": ["调研次数"]}


def test_every_sheet_of_a_workbook_may_be_a_form() -> None:
    found = source(table(FIRST, "甲"), table(SECOND, "乙"), texts=FILE)
    assert names(forms(found)) == {"运维甲": ["培训次数"], "运维乙": ["调研次数"]}
    assert [form.grids for form in identify(found)] == [("甲",), ("乙",)]


def test_a_form_printed_twice_is_given_once() -> None:
    assert names(read(table(FIRST, "甲"), table(FIRST, "附件"))) == {"运维甲": ["培训次数"]}


def test_a_form_may_have_its_lines_on_a_second_sheet() -> None:
    facts, lines = FIRST.strip().splitlines()[:2], FIRST.strip().splitlines()[2:]
    (form,) = read(table("\n".join(facts), "封面"), table("\n".join(lines), "指标"))
    assert names([form]) == {"运维甲": ["培训次数"]}
    assert form.places["objectives[0].indicators[0].name"].part == "指标"
    assert "pages_joined" in codes(form)


def test_a_heading_comes_again_after_a_page_break_and_levels_go_on() -> None:
    rest = f"""
    {HEADING}
    | | | 检查次数 | ≥2次 | 3次 | 10 |
    """
    (form,) = read(table(FIRST, "第1页"), table(rest, "第2页"), kind="pdf")
    assert names([form]) == {"运维甲": ["培训次数", "检查次数"]}
    assert form.document["objectives"][0]["indicators"][1]["category"] == "quantity"
    assert str(form.places["objectives[0].indicators[1].name"]) == "第2页 C2"


def test_a_page_may_go_on_without_a_heading_and_in_the_middle_of_a_line() -> None:
    rest = """
    | | | 及时率 | %以上 | | |
    | 效益指标 | 社会效益指标 | 知晓率 | ≥90% | 95% | 9 |
    | 总分 | | | | | 19 |
    """
    (form,) = read(table(FIRST, "第1页"), table(rest, "第2页"), kind="pdf")
    assert names([form]) == {"运维甲": ["培训次数及时率", "知晓率"]}
    assert form.document["published_total"] == "19"
    assert {"pages_joined", "cell_joined"} <= codes(form)


def test_a_goal_broken_by_a_page_is_joined_without_a_line_break() -> None:
    facts = "\n".join(FIRST.strip().splitlines()[:2])
    first = facts + "\n| 预期目标 | < | < | 实际完成情况 | < | < |\n| 平稳 | < | < | 已完 | < | < |"
    rest = "| 运行 | < | < | 成。 | < | < |\n" + "\n".join(FIRST.strip().splitlines()[2:])
    (form,) = read(table(first, "第1页"), table(rest, "第2页"), kind="pdf")
    goal = form.document["objectives"][0]
    assert (goal["text"], goal["achieved"]) == ("平稳运行", "已完成。")
    assert "cell_joined" in codes(form)


def test_a_sheet_of_its_own_without_a_name_is_another_form() -> None:
    lines = "\n".join(FIRST.strip().splitlines()[2:])
    found = forms(source(table(FIRST, "甲"), table(lines.replace("培训", "调研"), "乙"), texts=FILE))
    assert [len(form.document["objectives"][0]["indicators"]) for form in found] == [1, 1]
    (form,) = forms(source(table(FIRST, "甲"), table(lines.replace("培训", "调研"), "甲（续）"), texts=FILE))
    assert names([form]) == {"运维甲": ["培训次数", "调研次数"]}


def test_tables_that_are_no_forms_are_left_out() -> None:
    other = "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 备注 |\n| 201 | 一般公共服务 | 5 | 3 | 2 | |"
    narrow = "| 科目编码 | 合计 |\n| 201 | 5 |"
    grids = [table(text, f"表{number}") for number, text in enumerate(("| | |", other, FIRST, other, narrow), 1)]
    assert names(read(*grids, kind="docx")) == {"运维甲": ["培训次数"]}


def test_a_form_may_end_on_a_page_of_labels() -> None:
    rest = "| 总分 | 19 | < | < | < | < |\n| 说明 | 无 | < | < | < | < |"
    (form,) = read(table(FIRST, "第1页"), table(rest, "第2页"), kind="pdf")
    assert (form.document["published_total"], form.document["notes"]) == ("19", ["无"])


def test_a_narrower_table_on_the_next_page_is_read_under_its_own_headings() -> None:
    facts = "| 项目名称 | 运维甲 | < |\n| 实施单位 | 某中心 | < |"
    money = "| 项目资金（万元） | 全年预算数 | 全年执行数 |\n| 年度资金总额 | 2 | 3 |"
    lines = "\n".join(FIRST.strip().splitlines()[2:])
    note = "| 另表附后 | < | < | < | < | < |\n"
    (form,) = read(table(facts + "\n" + money, "第1页"), table(note + lines, "第2页"), kind="pdf")
    assert names([form]) == {"运维甲": ["培训次数"]}
    assert form.document["funding"]["rows"] == [{"source": "total", "budgeted": "2", "spent": "3"}]


LISTING = """
| 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
| 运维甲 | 5.00 | 平稳 | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 10 |
| ^ | ^ | ^ | 产出指标 | 质量指标 | 合格率 | ≥90% | 10 |
| 合计 | 12.00 | | | | | | |
| 运维乙 | | | 产出指标 | 数量指标 | 调研次数 | ≥2次 | 10 |
"""


def test_a_sheet_of_several_projects_gives_each_its_lines() -> None:
    found = forms(source(table("| 单位项目支出绩效目标表（2024年度） | < | < | < | < | < | < | < |" + LISTING)))
    assert names(found) == {"运维甲": ["培训次数", "合格率"], "运维乙": ["调研次数"]}
    first, second = (form.document for form in found)
    assert first["funding"]["rows"] == [{"source": "total", "initial": "5.00"}]
    assert (first["budget_year"], first["objectives"][0]["text"]) == (2024, "平稳")
    assert "funding" not in second


def test_such_a_sheet_may_go_on_over_pages_and_repeat_a_project_in_every_row() -> None:
    repeated = LISTING.replace("| ^ | ^ | ^ | 产出", "| 运维甲 | 5.00 | 平稳 | 产出")
    more = "\n".join(repeated.strip().splitlines()[:1]) + "\n| | | | | 时效指标 | 及时率 | ≥95% | 10 |"
    found = read(table(repeated, "第1页"), table(more, "第2页"), kind="pdf")
    assert names(found) == {"运维甲": ["培训次数", "合格率"], "运维乙": ["调研次数", "及时率"]}


def test_rows_before_the_first_project_belong_to_none() -> None:
    early = LISTING.replace("| 运维甲 | 5.00 | 平稳 | 产出", "| | | | 产出", 1).replace("| ^ | ^ | ^ |", "| | | |")
    (form,) = read(table(early))
    assert names([form]) == {"运维乙": ["调研次数"]}
    assert [issue.sentence[:20] for issue in form.issues if issue.code == "cell_unread"][:1] == [
        "工作表“自评表”D2 “产出指标”未读："
    ]


def test_a_sheet_of_headings_alone_gives_no_form() -> None:
    assert read(table("\n".join(LISTING.strip().splitlines()[:1]))) == []


def test_the_headings_of_such_a_sheet_may_take_two_rows() -> None:
    heading = """
    | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标 | < |
    | ^ | ^ | ^ | ^ | ^ | ^ | 值 | 权重 |
    """
    lines = "\n".join(LISTING.strip().splitlines()[1:])
    assert names(read(table(heading + lines))) == {"运维甲": ["培训次数", "合格率"], "运维乙": ["调研次数"]}


def test_rows_before_a_narrower_heading_are_no_lines_of_the_wide_one() -> None:
    rest = """
    | 已验收 | 见附件 | |
    | 一级指标 | 三级指标 | 指标值 |
    | 产出指标 | 检查次数 | ≥2次 |
    """
    (form,) = read(table(FIRST, "第1页"), table(rest, "第2页"), kind="pdf")
    assert names([form]) == {"运维甲": ["培训次数", "检查次数"]}
    assert [issue.sentence for issue in form.issues if issue.code == "cell_unread"] == [
        "第2页 A1 “已验收”未读：需要的内容请补填。",
        "第2页 B1 “见附件”未读：需要的内容请补填。",
    ]


def test_a_narrower_page_of_a_sheet_of_several_projects_is_not_read_and_said() -> None:
    text = LISTING.replace("| 合计 | 12.00 | | | | | | |\n", "")
    pages = table(text, "第1页"), table("| 项目名称 | 三级指标 | 指标值 |\n| | 检查次数 | ≥2次 |", "第2页")
    found = read(*pages, kind="pdf")
    assert names(found)["运维乙"] == ["调研次数", "检查次数"]
    pages = table(text, "第1页"), table("| 见附件 | 无 | |\n| 项目名称 | 三级指标 | 指标值 |", "第2页")
    found = read(*pages, kind="pdf")
    assert [issue.sentence[:12] for issue in found[-1].issues if issue.code == "cell_unread"][:1] == [
        "第2页 A1 “见附件”"
    ]


def test_a_sheet_of_several_projects_without_any_gives_none() -> None:
    lines = LISTING.strip().splitlines()
    empty = "\n".join((lines[0], "| | | | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 10 |"))
    assert read(table(empty, "第1页"), table(empty, "第2页"), kind="pdf") == []


def test_a_level_that_a_page_cut_in_two_is_whole_again() -> None:
    first = FIRST + "| 产出指 | 质量指 | 验收 | ≥90% | 95% | 9 |"
    rest = f"{HEADING}\n| 标 | 标 | 合格率 | | | |\n| 效益指标 | 社会效益指标 | 知晓率 | ≥90% | 95% | 9 |"
    (form,) = read(table(first, "第1页"), table(rest, "第2页"), kind="pdf")
    line = form.document["objectives"][0]["indicators"][1]
    assert (line["dimension"], line["category"], line["name"]) == ("output", "quality", "验收合格率")
    assert not {"level_unknown", "level_missing"} & codes(form)


def test_a_page_may_begin_with_a_line_of_a_new_level() -> None:
    rest = f"{HEADING}\n| 标 | 满意度 | 满意度 | ≥90% | 95% | |"
    (form,) = read(table(FIRST, "第1页"), table(rest, "第2页"), kind="pdf")
    assert names([form]) == {"运维甲": ["培训次数", "满意度"]}


def test_blank_boxes_of_their_own_on_a_printed_page_are_asked_about() -> None:
    first = FIRST + "| | | 调研次数 | ≥2次 | 3次 | 9 |\n| ^ | ^ | 检查次数 | ≥2次 | 3次 | 9 |"
    rest = f"{HEADING}\n| | | 走访次数 | ≥2次 | 3次 | 9 |\n| 产出指标 | | 及时率 | ≥90% | 95% | 9 |"
    (form,) = read(table(first, "第1页"), table(rest, "第2页"), kind="pdf")
    asked = [issue.where for issue in form.issues if issue.code == "level_assumed"]
    assert asked == [
        "objectives[0].indicators[1].dimension",
        "objectives[0].indicators[1].category",
        "objectives[0].indicators[3].dimension",
        "objectives[0].indicators[3].category",
        "objectives[0].indicators[4].category",
    ]
    (form,) = read(table(first, "甲"))
    assert "level_assumed" not in codes(form)
