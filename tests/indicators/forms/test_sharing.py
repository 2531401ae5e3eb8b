"""Points printed for all lines together are shared among them where the scores bear it out; else they are left."""

import pytest

from indicators.forms.reading import ReadForm, forms
from tests.indicators.forms.tables import source, table

PROJECT = """
| 2023年度项目绩效自评表 | < | < | < | < | < |
| 项目名称 | 甲项目 | < | 实施单位 | 乙单位 | < |
| 预算执行情况（万元）{execution} | < | 预算数 | 执行数 | 执行率 | 得分 |
| 年度财政资金总额 | < | 20 | 20 | 100% | 20 |
| 年度绩效目标{whole} | 一级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分 |
| ^ | 产出指标 | 巡检次数 | 12次 | 12次 | {first} |
| ^ | 产出指标 | 故障次数 | ≤2次 | 1次 | {second} |
"""
AGENCY = """
| 2023年度部门整体支出绩效自评表 | < | < | < | < |
| 单位名称 | 乙单位 | < | < | < |
| 年度目标1（{first}分） | 目标一 | < | < | < |
| 一级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分 |
| 产出指标 | 巡检次数 | 12次 | 12次 | 30 |
| 年度目标2（{second}分） | 目标二 | < | < | < |
| 一级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分 |
| 产出指标 | 故障次数 | ≤2次 | 1次 | 25 |
| 产出指标 | 培训次数 | 2次 | 2次 | 24 |
"""


def read(drawn: str) -> ReadForm:
    """The one form of a table."""
    (form,) = forms(source(table(drawn)))
    return form


def weights(form: ReadForm) -> list[str | None]:
    """The weight of every line."""
    lines = [line for objective in form.document["objectives"] for line in objective["indicators"]]
    assert all(line.get("weight", {}).get("origin", "inferred") == "inferred" for line in lines)
    return [line.get("weight", {}).get("value") for line in lines]


def project(execution: str = "（20分）", whole: str = "（100分）", first: str = "40", second: str = "38") -> ReadForm:
    """A form of a project with two lines."""
    return read(PROJECT.format(execution=execution, whole=whole, first=first, second=second))


def test_the_points_of_a_form_less_those_of_the_execution_rate_are_shared() -> None:
    form = project()
    assert weights(form) == ["40", "40"]
    assert str(form.places["objectives[0].indicators[1].weight"]) == "工作表“自评表”A5"
    assert [issue.sentence for issue in form.issues if issue.code == "points_divided"] == [
        "工作表“自评表”A5 没有印出各行的分值，按“年度绩效目标（100分）”平均为每行40分，标为推定：分值不平均的请更正。"
    ]


def test_the_line_keeps_the_order_of_document_json() -> None:
    (line, _) = project().document["objectives"][0]["indicators"]
    assert list(line) == ["dimension", "name", "target", "actual", "weight", "self_score"]


@pytest.mark.parametrize(
    ("execution", "whole", "first", "second"),
    [
        ("（20分）", "（100分）", "41", "40"),  # more than its share
        ("（20分）", "（100分）", "30", "38"),  # nobody has the whole share
        ("（20分）", "（100分）", "40", ""),  # a score is missing
        ("（20分）", "", "40", "40"),  # nothing to share
        ("", "（100分）", "40", "40"),  # the execution rate's part is not known
        ("（100分）", "（100分）", "0", "0"),  # nothing is left
    ],
)
def test_where_the_scores_do_not_bear_it_out_no_weight_is_given(
    execution: str, whole: str, first: str, second: str
) -> None:
    form = project(execution, whole, first, second)
    assert weights(form) == [None, None]
    assert "points_divided" not in {issue.code for issue in form.issues}


def test_the_points_of_every_goal_are_shared_among_its_lines() -> None:
    assert weights(read(AGENCY.format(first="30", second="50"))) == ["30", "25", "25"]


def test_one_goal_whose_points_do_not_divide_leaves_all_as_they_are() -> None:
    assert weights(read(AGENCY.format(first="30", second="50.01"))) == [None, None, None]


def test_printed_weights_are_left() -> None:
    drawn = PROJECT.replace("年初目标值", "分值").replace("12次 | 12次", "35 | 12次").replace("≤2次", "45")
    form = read(drawn.format(execution="（20分）", whole="（100分）", first="35", second="45"))
    lines = form.document["objectives"][0]["indicators"]
    assert [line["weight"] for line in lines] == [{"value": each, "origin": "printed"} for each in ("35", "45")]
