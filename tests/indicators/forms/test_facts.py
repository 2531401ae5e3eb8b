"""Labels and values: codes, boxes, goals in one row, figures."""

from typing import Any

import pytest

from indicators.forms.reading import ReadForm, forms
from indicators.forms.reading.facts import agency, ticked
from tests.indicators.forms.tables import source, table

LINES = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |
| 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 |
"""


def read(facts: str, lines: str = LINES, texts: tuple[str, ...] = ("绩效自评表（2023年度）",)) -> ReadForm:
    """A form with these facts above its lines."""
    (form,) = forms(source(table(facts + lines), texts=texts))
    return form


def said(form: ReadForm) -> dict[str, str]:
    """What was said, by code."""
    return {issue.code: issue.sentence for issue in form.issues}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[117] 人力资源社会保障部", {"name": "人力资源社会保障部", "code": "117"}),
        ("【117】人力资源社会保障部", {"name": "人力资源社会保障部", "code": "117"}),
        ("313603-四川省某中心", {"name": "四川省某中心", "code": "313603"}),
        ("117人力资源社会保障部", {"name": "人力资源社会保障部", "code": "117"}),
        ("某局（3136）", {"name": "某局", "code": "3136"}),
        ("某省\n某局（本级）", {"name": "某省某局（本级）"}),
        ("12333服务中心", {"name": "服务中心", "code": "12333"}),
    ],
)
def test_a_name_and_its_code_are_told_apart(text: str, value: dict[str, str]) -> None:
    assert agency(text) == value


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1.部门预算项目☑ 2.财政专项资金□", "部门预算项目"),
        ("1. 部门预算项目 □  2. 财政专项资金 ☑", "财政专项资金"),
        ("☑部门预算项目 □财政专项资金", "部门预算项目"),
        ("1.□常年性项目 2.☑延续性项目 3.□一次性项目", "延续性项目"),
        ("常年性项目√ 延续性项目 一次性项目", "常年性项目"),
        ("●持续性项目；○新增性项目", "持续性项目"),
        ("持续性项目", "持续性项目"),
        ("□持续性项目 □新增性项目", None),
        ("☑持续性项目 ☑新增性项目", None),
        ("☑", None),
    ],
)
def test_the_one_ticked_choice_counts(text: str, choice: str | None) -> None:
    assert ticked(text) == choice


def test_two_ticks_are_asked_about_and_none_is_nothing() -> None:
    form = read("| 项目名称 | 运维 | 项目类别 | ☑甲 ☑乙 | 项目属性 | □甲 □乙 |")
    assert form.document["project"] == {"name": "运维"}
    assert "“☑甲 ☑乙”没有恰好勾选一项" in said(form)["box_undecided"]


def test_label_and_value_may_stand_in_one_cell() -> None:
    form = read("| 项目名称：运维 | 主管部门：某局（3136） | 实施单位： | 某中心 | 年度 | 2023年 |", texts=())
    document = form.document
    assert document["project"] == {"name": "运维"}
    assert document["department"] == {"name": "某局", "code": "3136"}
    assert (document["agency"], document["budget_year"]) == ({"name": "某中心"}, 2023)
    assert "year_unknown" not in said(form)


def test_a_second_value_that_differs_is_left_and_said() -> None:
    form = read("""
        | 项目名称 | 运维 | 主管部门 | 甲局 | | |
        | 主管部门 | 乙局 | 实施单位 | 甲局 | 年度 | 去年 |
        """)
    assert form.document["department"] == {"name": "甲局"}
    assert "“乙局”未读" in said(form)["cell_unread"]


def test_spending_and_total_must_be_figures() -> None:
    form = read(
        """
        | 单位名称 | 某中心 | 基本支出总额 | 198.37万元 | 项目支出总额 | 若干 |
        """,
        LINES + "| 总分 | 九十 | | | | |",
    )
    assert form.document["scope"] == "whole_agency"
    assert form.document["spending"] == {"basic_spending": "198.37"}
    assert "未录入项目支出总额" in said(form)["not_a_figure"] or "未录入总分" in said(form)["not_a_figure"]


def test_a_goal_in_one_row_begins_an_objective() -> None:
    lines = LINES.strip()
    form = read(
        "| 项目名称 | 运维 | | | | |",
        f"""
        | 年度目标1：（30分） | 平稳运行 | < | < | < | < |
        {lines}
        | 年度目标2：（20分） | 按期完成 | < | < | < | < |
        {lines}
        """,
    )
    goals: list[dict[str, Any]] = form.document["objectives"]
    assert [(goal["name"], goal["text"], goal["weight"]["value"]) for goal in goals] == [
        ("年度目标1", "平稳运行", "30"),
        ("年度目标2", "按期完成", "20"),
    ]
    assert [len(goal["indicators"]) for goal in goals] == [1, 1]


def test_goals_before_all_lines_leave_open_whose_the_lines_are() -> None:
    form = read("""
        | 项目名称 | 运维 | | | | |
        | 年度目标1：（30分） | 平稳运行 | < | < | < | < |
        | 年度目标2：（20分） | 按期完成 | < | < | < | < |
        """)
    assert [len(goal["indicators"]) for goal in form.document["objectives"]] == [0, 1]
    assert "goals_before_lines" in said(form)


def test_a_goal_over_several_rows_is_one_text() -> None:
    form = read("""
        | 项目名称 | 运维 | | | | |
        | 年度总体目标 | 目标1：平稳运行 | < | < | < | < |
        | ^ | 目标2：按期完成 | < | < | < | < |
        """)
    assert form.document["objectives"][0]["text"] == "目标1：平稳运行\n目标2：按期完成"


def test_promised_and_reported_goals_may_stand_beside_their_labels() -> None:
    form = read("""
        | 项目名称 | 运维 | | | | |
        | 预期目标 | 平稳运行 | < | 实际完成情况 | 运行平稳 | < |
        """)
    assert form.document["objectives"][0] | {"indicators": []} == {
        "text": "平稳运行",
        "achieved": "运行平稳",
        "indicators": [],
    }


def test_goals_under_headings_may_take_several_rows() -> None:
    form = read("""
        | 项目名称 | 运维 | | | | |
        | 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < |
        | ^ | 目标1：平稳运行 | < | < | 已完成。 | < |
        | ^ | 目标2：按期完成 | < | < | ^ | ^ |
        """)
    (goal,) = form.document["objectives"]
    assert (goal["text"], goal["achieved"]) == ("目标1：平稳运行\n目标2：按期完成", "已完成。")


def test_a_promised_goal_may_stand_under_its_heading_alone() -> None:
    form = read("""
        | 项目名称 | 运维 | | | | |
        | 年度总体目标 | 预期目标 | < | < | < | < |
        | ^ | 平稳运行 | < | < | < | < |
        | 实施单位 | 某中心 | < | < | < | < |
        """)
    assert form.document["objectives"][0]["text"] == "平稳运行"
    assert form.document["agency"] == {"name": "某中心"}


def test_what_must_be_there_is_asked_for() -> None:
    form = read("| 项目类别 | 甲 | | | | |", texts=())
    missing = [issue.sentence for issue in form.issues if issue.code == "fact_missing"]
    assert missing == [
        "工作表“自评表” 没有印出实施单位：请填写实施单位。",
        "工作表“自评表” 没有印出项目名称：请填写项目名称。",
    ]
    assert "year_unknown" in said(form)


def test_a_label_without_a_value_gives_nothing() -> None:
    form = read("""
        | 项目名称 | 运维 | 主管部门 | | | |
        | 项目类别 | 项目属性 | 甲 | 执行率分值 | | |
        | 年度目标 | | | | | |
        """)
    assert form.document["project"] == {"name": "运维", "attribute": "甲"}
    assert "department" not in form.document


def test_points_for_the_execution_rate_may_stand_beside_their_label() -> None:
    plan = "\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | |\n| 产出指标 | 数量指标 | 培训 | ≥2次 | 90 | |"
    form = read("| 项目名称 | 运维 | 执行率分值 | 10 | | |", plan, texts=("绩效目标表（2023年度）",))
    assert (form.document["document"], form.document["execution_weight"]) == ("plan", "10")
    form = read("| 项目名称 | 运维 | 执行率分值 | 10 | | |", plan, texts=())
    assert form.document["execution_weight"] == "10"


def test_a_margin_names_the_objective_and_its_empty_rows_are_none() -> None:
    form = read(
        "| 项目名称 | 运维 | < | < | < | < | < |",
        """
        | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |
        | ^ | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 |
        | ^ | | | | | | |
        | 总分 | | | | | | 待定 |
        | 合计 | | | | | | - |
        """,
    )
    assert form.document["objectives"][0]["name"] == "年度绩效目标"
    assert "published_total" not in form.document
