"""Rows that do not stand under their headings: moved back where that makes sense, and always asked about."""

from typing import Any

import pytest

from indicators.forms.reading import forms
from tests.indicators.forms.tables import source, table

HEAD = """
| 项目名称 | 云平台 | | | | | | |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 偏差原因分析 | |
| | 产出指标 | 质量指标 | 验收率 | =100% | 0% | 未到期 | |
"""
ROWS = {
    "the first level left out": "| | 质量指标 | 采购率 | ≥90% | 100% | 无 | | |",
    "the first level left of its heading": "| 产出指标 | 质量指标 | 采购率 | ≥90% | 100% | 无 | | |",
    "both levels left out": "| | 采购率 | ≥90% | 100% | 无 | | | |",
    "both levels left out with the gap kept": "| | 采购率 | | ≥90% | 100% | 无 | | |",
    "a column too far right": "| | | 产出指标 | 质量指标 | 采购率 | ≥90% | 100% | 无 |",
    "a box too many before the target": "| | 产出指标 | 质量指标 | 采购率 | | ≥90% | 100% | 无 |",
    "a level too many before the name": "| | 产出指标 | 质量指标 | 质量指标 | 采购率 | ≥90% | 100% | 无 |",
}
WHOLE = {"name": "采购率", "target": "≥90%", "actual": "100%", "explanation": {"reason": "无"}}


def second(row: str) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """The second line of the table with this row, and what is asked about it, by code."""
    (form,) = forms(source(table(HEAD + row), texts=("2023年度绩效自评表",)))
    line = form.document["objectives"][0]["indicators"][1]
    return line, {issue.code: issue.alternatives for issue in form.issues if "indicators[1]" in issue.where}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_shifted_row_is_moved_back_and_asked_about(row: str) -> None:
    line, asked = second(row)
    assert line == {"dimension": "output", "category": "quality"} | WHOLE | (
        {"category_text": "质量指标 质量指标"} if "质量指标 | 质量指标" in row else {}
    )
    assert "row_shifted" in asked


def test_the_alternatives_are_the_name_as_moved_and_as_it_stands() -> None:
    assert second(ROWS["the first level left out"])[1]["row_shifted"] == ("采购率", "≥90%")
    assert second(ROWS["a box too many before the target"])[1]["row_shifted"] == ()


@pytest.mark.parametrize(
    "row",
    [
        "| | 产出指标 | 质量指标 | ≥90% | 采购率 | 100% | | |",
        "| | 产出指标 | 质量指标 | | ≥90% | 100% | | |",
    ],
)
def test_a_row_that_makes_no_sense_is_left_as_it_stands_and_asked_about(row: str) -> None:
    assert "row_doubtful" in second(row)[1]


@pytest.mark.parametrize(
    "row",
    [
        "| | 产出指标 | 质量指标 | 服务对象满意度 | 优 | 优 | 无 | |",
        "| | 满意度指标 | 服务对象满意度 | 服务对象满意度 | >95% | 达成预期指标 | 无 | |",
        "| | 满意度指标 | 满意度指标 | 满意度指标 | 90% | 达成预期指标 | 无 | |",
        "| | 效果指标 | 社会效益指标 | 知晓率 | 提高 | | | |",
    ],
)
def test_a_row_that_makes_sense_is_not_moved(row: str) -> None:
    line, asked = second(row)
    assert line["name"] == [cell.strip() for cell in row.split("|")][4]
    assert not {"row_shifted", "row_doubtful"} & asked.keys()
