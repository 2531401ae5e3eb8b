"""一级指标、二级指标: together, shifted, aliases, unknown."""

import pytest

from indicators.issues import Severity
from indicators.taxonomy import Category, Dimension
from tests.indicators.checks.build import codes, form, line, only

QUANTITY, QUALITY, SOCIAL = Category.QUANTITY, Category.QUALITY, Category.SOCIAL_BENEFIT


def test_a_second_level_under_the_wrong_first_level_is_an_error() -> None:
    issue = only(form(line(category=SOCIAL, dimension=Dimension.OUTPUT)))
    assert (issue.code, issue.severity) == ("level_mismatch", Severity.ERROR)
    assert issue.facts == {"category": "社会效益指标", "dimension": "产出指标"}


def test_cost_as_a_second_level_of_output_is_the_design_of_2020() -> None:
    document = form(
        line(
            "设备单价",
            "≤5元",
            "5元",
            category=Category.ECONOMIC_COST,
            dimension=Dimension.OUTPUT,
            texts=("产出指标", "成本指标"),
        )
    )
    assert codes(document) == ["level_alias"]


SHIFTED = [
    (("质量指标", "数量指标"), "支撑业务系统数量"),
    (("产出指标", "质量指标 数量指标"), "支撑业务系统数量"),
    (("产出指标", "质量指标"), "支撑业务系统数量"),
    (("产出指标", "数量指标"), "数量指标"),
    (("产出指标", "数量指标"), "产出指标"),
]


@pytest.mark.parametrize(("texts", "name"), SHIFTED)
def test_a_row_shifted_by_a_level_is_told_once_and_nothing_else_of_its_levels(
    texts: tuple[str, str], name: str
) -> None:
    issue = only(form(line(name, texts=texts, dimension=Dimension.OUTPUT)))
    assert (issue.code, issue.facts["read_as"]) == ("level_shifted", "数量指标")


def test_a_shifted_row_whose_category_nobody_knows_says_so() -> None:
    document = form(line(texts=("质量指标", "巡检"), dimension=Dimension.OUTPUT, category=None))
    assert only(document).facts["read_as"] == "未知"


def test_an_indicator_named_after_satisfaction_is_not_shifted() -> None:
    document = form(line("服务对象满意度指标", "≥90%", "95%", category=Category.SERVICE_SATISFACTION))
    assert not codes(document)


def test_an_alias_is_read_and_told_once() -> None:
    lines = [
        line(name, "显著", "显著", category=SOCIAL, texts=("效果指标", "社会效益指标"))
        for name in ("知晓情况", "影响力")
    ]
    issue = only(form(*lines))
    assert (issue.code, issue.severity) == ("level_alias", Severity.NOTICE)
    assert (issue.where, issue.facts) == (
        "objectives[0].indicators[0].dimension",
        {"printed": "效果指标", "read_as": "效益指标"},
    )


@pytest.mark.parametrize("printed", ["产出指标", "产出", "产出 指标", ""])
def test_an_official_name_is_no_alias_whatever_its_blanks_and_suffix(printed: str) -> None:
    assert not codes(form(line(texts=(printed, "数量"), dimension=Dimension.OUTPUT)))


def test_unknown_levels_are_named_as_printed() -> None:
    document = form(line(category=None, texts=("其他指标", "综合指标 甲")))
    assert codes(document) == ["level_unknown", "level_unknown"]
