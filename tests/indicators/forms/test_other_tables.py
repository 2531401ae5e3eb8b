"""Tables of no known family: read by the meaning of their headings, and what is doubtful is said."""

from typing import Any

from indicators.forms.identify import identify
from indicators.forms.reading import ReadForm, forms
from tests.indicators.forms.tables import source, table

HEAD = """
| 项目名称 | 系统运维 | | | | | |
| 主管部门 | 某厅 | | 实施单位 | 某中心 | | |
"""
TITLE = "系统运维绩效自评表（2023年度）"


def read(text: str, **options: Any) -> ReadForm:
    """The one form of a table under the usual head and title."""
    (form,) = forms(source(table(text, **options), texts=(TITLE,)))
    return form


def lines(form: ReadForm) -> list[dict[str, Any]]:
    """All lines of a form."""
    return [line for objective in form.document["objectives"] for line in objective["indicators"]]


def codes(form: ReadForm) -> set[str]:
    """The codes of everything that was said."""
    return {issue.code for issue in form.issues}


def test_columns_in_any_order_with_strange_headings_are_found() -> None:
    form = read(
        HEAD
        + """
        | 序号 | 全年完成值 | 三级指标名称 | 年初目标值 | 一级指标 | 二级指标 | 审核意见 |
        | 1 | 3次 | 培训次数 | ≥2次 | 产出指标 | 数量指标 | 属实 |
        | 2 | 95% | 合格率 | ≥90% | | 质量指标 | |
        """
    )
    assert lines(form) == [
        {"dimension": "output", "category": "quantity", "name": "培训次数", "target": "≥2次", "actual": "3次"},
        {"dimension": "output", "category": "quality", "name": "合格率", "target": "≥90%", "actual": "95%"},
    ]
    assert codes(form) == {"family_unknown", "header_unknown"}
    assert form.document["agency"] == {"name": "某中心"}
    assert (form.family, form.certainty > 0.3) == ("other", True)


def test_a_table_without_second_levels_has_none() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 三级指标 | 指标值 | 实际完成值 | 权重 | 自评得分 | 备注 |
        | 产出 | 培训次数 | ≥2次 | 3次 | 10分 | 9.5 | 已验收 |
        | 总分 | | | | 100 | 9.5 | |
        """
    )
    assert lines(form) == [
        {
            "dimension": "output",
            "name": "培训次数",
            "target": "≥2次",
            "actual": "3次",
            "weight": {"value": "10", "origin": "printed"},
            "self_score": "9.5",
            "notes": ["已验收"],
        }
    ]
    assert form.document["published_total"] == "9.5"


def test_headings_over_two_lines_are_joined() -> None:
    merged = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标情况 | < | 得分情况 | < |
        | ^ | ^ | ^ | 目标值 | 完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        """
    )
    bare = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标情况 | | 得分情况 | |
        | | | | 目标值 | 完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        """
    )
    (line,) = lines(merged)
    assert [line] == lines(bare)
    assert (line["target"], line["actual"], line["self_score"]) == ("≥2次", "3次", "10")


def test_a_second_line_of_headings_may_split_one_of_the_first() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标 | < | 自评 | < |
        | ^ | ^ | ^ | 值 | 性质 | 得分 | 分数 |
        | 产出指标 | 数量指标 | 培训次数 | 2 | ≥ | 10 | |
        """
    )
    assert lines(form)[0]["target"] == {"text": "2", "columns": {"operator": "≥", "value": "2"}}
    assert lines(form)[0]["self_score"] == "10"
    assert "header_twice" in codes(form)


def test_names_may_stand_under_a_looser_heading() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 绩效指标 | 目标值 | 完成值 | 偏差原因 | 改进措施 |
        | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 1次 | 疫情 | 线上开展 |
        """
    )
    assert lines(form)[0]["name"] == "培训次数"
    assert lines(form)[0]["explanation"] == {"reason": "疫情", "remedy": "线上开展"}


def test_a_unit_in_a_column_of_its_own_is_kept_apart() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 实际完成值 | 佐证材料 |
        | 产出指标 | 数量指标 | 培训次数 | ≥2 | 次 | 3 | 签到表 |
        """
    )
    assert lines(form)[0]["target"] == {"text": "≥2", "columns": {"value": "≥2", "unit": "次"}}
    assert lines(form)[0]["evidence"] == [{"name": "签到表"}]


def test_a_target_without_a_value_keeps_its_columns() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 分值 |
        | 产出指标 | 数量指标 | 培训次数 | ≥ | | 次 | 10 |
        """
    )
    assert lines(form)[0]["target"] == {"text": "", "columns": {"operator": "≥", "unit": "次"}}
    assert form.document["document"] == "plan"


def test_unknown_and_missing_levels_are_asked_about_with_all_names() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 过程指标 | 管理指标 | 制度健全 | ≥2项 | 3项 | 10 | 10 |
        | 产出指标 | | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        """
    )
    first, second = lines(form)
    assert first["dimension_text"] == "过程指标" and "dimension" not in first
    assert first["category_text"] == "管理指标" and "category" not in second
    asked = {issue.where: issue.alternatives for issue in form.issues if issue.code.startswith("level_")}
    assert asked["objectives[0].indicators[0].dimension"] == ("成本指标", "产出指标", "效益指标", "满意度指标")
    assert len(asked["objectives[0].indicators[1].category"]) == 11


def test_a_line_split_over_rows_is_joined_and_said() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 应用系统运维中 | ≤1503.44 | 3次 | 10 | 10 |
        | | | 软件故障次数 | 万元 | | | |
        | | | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        """
    )
    assert "cell_joined" not in codes(form)  # name and value both stand in the second row: a line of its own
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 应用系统运维中 | ≤1503.44 | 3次 | 10 | 10 |
        | | | 软件故障次数 | | | | |
        | | | | 万元 | | | |
        | | | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        """
    )
    assert [(line["name"], line["target"]) for line in lines(form)] == [
        ("应用系统运维中软件故障次数", "≤1503.44万元"),
        ("培训次数", "≥2次"),
    ]
    said = [issue.sentence for issue in form.issues if issue.code == "cell_joined"]
    assert said[1] == "工作表“自评表”D6 “万元”是上一行的续行，连为“≤1503.44万元”：请确认。"


def test_points_in_a_box_over_several_lines_belong_to_none_of_them() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 20 | 10 |
        | ^ | ^ | 调研次数 | ≥2次 | 3次 | ^ | 9 |
        | ^ | ^ | 检查次数 | ≥2次 | 3次 | ^ | 8 |
        """
    )
    assert [line.get("weight") for line in lines(form)] == [None, None, None]
    assert [line["self_score"] for line in lines(form)] == ["10", "9", "8"]
    assert "points_shared" in codes(form)


def test_a_name_over_several_targets_is_asked_about() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训 | ≥2次 | 3次 | 10 | 10 |
        | ^ | ^ | ^ | ≥50人次 | 60人次 | 10 | 10 |
        """
    )
    assert [line["name"] for line in lines(form)] == ["培训", "培训"]
    assert "name_repeated" in codes(form)


def test_a_tall_row_is_one_line() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训 | ≥2次 | 3次 | 10 | 10 |
        | ^ | ^ | ^ | ^ | ^ | ^ | ^ |
        """
    )
    assert len(lines(form)) == 1


def test_a_row_without_a_name_is_an_error_and_kept() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | | ≥2次 | 3次 | 10 | 十分 |
        """
    )
    assert lines(form)[0]["name"] == ""
    assert {"name_missing", "row_doubtful", "not_a_figure"} <= codes(form)


def test_hidden_rows_and_formula_cells_are_named() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训 | ≥2次 | 3次 | 10 | 10 |
        | | 质量指标 | 合格率 | ≥90% | 99% | 10 | 10 |
        """,
        hidden=(5,),
        formulas=("G4",),
    )
    said = [issue.sentence for issue in form.issues if issue.code in ("hidden", "formula")]
    assert "工作表“自评表”G4 “10”由公式算出，录入显示的数：请核对。" in said
    assert sum(issue.code == "hidden" for issue in form.issues) == 6


def test_subtotals_notes_and_signatures_are_no_lines() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 培训 | ≥2次 | 3次 | 10 | 10 |
        | 小计 | | | | | 10 | 10 |
        | 效益指标 | 社会效益 | 知晓率 | ≥90% | 95% | 10 | 9 |
        | 合计 | | | | | 20 | 19 |
        | 备注：本表由某中心填报 | < | < | < | < | < | < |
        | 填表人：甲 | | 联系电话 | 12345 | | | |
        | 以上情况属实 | < | < | < | < | < | < |
        """
    )
    assert [line["name"] for line in lines(form)] == ["培训", "知晓率"]
    assert form.document["published_total"] == "19"
    assert form.document["notes"] == ["本表由某中心填报"]
    assert [issue.sentence for issue in form.issues if issue.code == "cell_unread"] == [
        "工作表“自评表”A10 “以上情况属实”未读：需要的内容请补填。"
    ]


def test_a_file_without_forms_gives_none() -> None:
    empty = source(table("| 科目编码 | 科目名称 | 决算数 |\n| 201 | 一般公共服务 | 5 |"))
    assert forms(empty) == [] and identify(empty) == []
    assert forms(source()) == []


def test_a_second_level_that_belongs_under_another_first_level_is_asked_about() -> None:
    form = read(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
        | 成本指标 | 经济成本指标 | 支出 | ≤2万元 | 1万元 | 10 | 10 |
        | | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 | 10 |
        | | 质量指标 | 合格率 | ≥90% | 95% | 10 | 10 |
        """
    )
    assert [line["dimension"] for line in lines(form)] == ["cost", "output", "output"]
    (asked,) = [issue for issue in form.issues if issue.code == "level_assumed"]
    assert (asked.where, asked.alternatives) == ("objectives[0].indicators[1].dimension", ("产出指标", "成本指标"))
