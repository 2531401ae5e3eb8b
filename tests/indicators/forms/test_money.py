"""预算执行情况: the funding table under its headings, or as labels and amounts."""

from typing import Any

import pytest

from indicators.forms.reading import ReadForm, forms
from indicators.forms.reading.figures import figure, is_nothing, money_unit, points
from tests.indicators.forms.tables import source, table

HEAD = "| 项目名称 | 系统运维 | | | | |"
LINES = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |
| 产出指标 | 数量指标 | 培训次数 | ≥2次 | 3次 | 10 |
"""


def read(money: str) -> ReadForm:
    """A form with this funding table."""
    (form,) = forms(source(table(HEAD + money + LINES), texts=("系统运维绩效自评表（2023年度）",)))
    return form


def rows(form: ReadForm) -> list[dict[str, Any]]:
    """The rows of its funding."""
    found: list[dict[str, Any]] = form.document["funding"]["rows"]
    return found


def said(form: ReadForm) -> dict[str, str]:
    """What was said, by code."""
    return {issue.code: issue.sentence for issue in form.issues}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,503.44", "1503.44"),
        ("20分", "20"),
        ("92.60%", "92.60"),
        ("198.37万元", "198.37"),
        ("-0.00", "0.00"),
        ("１２.５", "12.5"),
        ("十", None),
        ("--", None),
        ("", None),
    ],
)
def test_a_figure_keeps_its_digits_and_loses_its_signs(text: str, value: str | None) -> None:
    assert figure(text) == value


def test_dashes_and_blanks_say_nothing() -> None:
    assert [text for text in ("", " ", "-", "—", "--", "/", "无", "0") if is_nothing(text)][:4] == ["", " ", "-", "—"]
    assert not is_nothing("0")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金\n（万元）", "万元"),
        ("金额单位：元", "元"),
        ("198.37万元", "万元"),
        ("单位：某中心", None),
        ("亿元", None),
    ],
)
def test_the_unit_of_money_is_found_in_headings_and_amounts(text: str, unit: str | None) -> None:
    assert money_unit(text) == unit


def test_points_are_those_in_brackets() -> None:
    assert points("预算执行情况（万元）（20分）") == "20"
    assert points("得分（20分*执行率）") == "20"
    assert points("预算数（A）") is None


def test_rows_are_told_by_their_labels_and_blank_ones_say_nothing() -> None:
    form = read("""
        | 项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | ^ | 年度资金总额 | 10.00 | 12.00 | 6.00 | 50% |
        | ^ | 其中：当年财政拨款 | 10.00 | 12.00 | 6.00 | 50% |
        | ^ | 上年结转资金 | | | | |
        | ^ | 其他资金 | - | - | - | - |
        """)
    assert [row["source"] for row in rows(form)] == ["total", "appropriation", "other"]
    assert rows(form)[2] == {"source": "other"}
    assert form.document["funding"]["unit"] == "万元"
    assert str(form.places["funding.rows[0].spent"]) == "工作表“自评表”E3"


def test_unknown_and_repeated_sources_are_not_taken_and_asked_about() -> None:
    form = read("""
        | 项目资金（元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | ^ | 年度资金总额 | 10.00 | 12.00 | 六元 | 50% |
        | ^ | 债券资金 | 10.00 | 12.00 | 6.00 | 50% |
        | ^ | 合计 | 11.00 | 12.00 | 6.00 | 50% |
        """)
    assert rows(form) == [{"source": "total", "initial": "10.00", "budgeted": "12.00", "rate": "50"}]
    assert "“债券资金”" in said(form)["funding_row_unknown"]
    assert "“合计”" in said(form)["funding_row_repeated"]
    assert "“六元”不是数字，未录入全年执行数" in said(form)["not_a_figure"]


@pytest.mark.parametrize(
    ("printed", "value", "asked"),
    [
        ("50", "50", ()),
        ("0.5", "50", ("0.5%", "50%")),
        ("0.7", "0.7", ("0.7%", "70%")),
        ("50%", "50", ()),
        ("0", "0", ()),
    ],
)
def test_a_rate_without_its_sign_is_read_by_the_amounts(printed: str, value: str, asked: tuple[str, ...]) -> None:
    form = read(f"""
        | 项目资金（万元） | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | |
        | ^ | 年度资金总额 | 12.00 | 6.00 | {printed} | |
        """)
    assert rows(form)[0]["rate"] == value
    assert [issue.alternatives for issue in form.issues if issue.code == "rate_scale"] == ([asked] if asked else [])


def test_a_rate_under_a_percent_heading_needs_no_sign_and_one_without_amounts_is_asked_about() -> None:
    form = read("""
        | 项目资金（万元） | 资金来源 | 全年预算数 | 全年执行数 | 执行率（%） | |
        | ^ | 年度资金总额 | | | 0.5 | |
        """)
    assert (rows(form)[0]["rate"], "rate_scale" in said(form)) == ("0.5", False)
    form = read("""
        | 项目资金（万元） | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | |
        | ^ | 年度资金总额 | | | 0.5 | |
        """)
    assert (rows(form)[0]["rate"], "rate_scale" in said(form)) == ("0.5", True)


def test_the_unit_must_be_printed_or_is_asked_about() -> None:
    form = read("""
        | 项目资金 | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | |
        | ^ | 年度资金总额 | 12 | 6 | 50% | |
        """)
    (asked,) = [issue.alternatives for issue in form.issues if issue.code == "money_unit_assumed"]
    assert asked == ("万元", "元")
    form = read("""
        | 项目资金 | 资金来源 | 全年预算数（万元） | 全年执行数（元） | 执行率 | |
        | ^ | 年度资金总额 | 12 | 60000 | 50% | |
        """)
    assert "与表上的金额单位万元不同" in said(form)["money_units_differ"]


def test_the_unit_may_stand_above_the_table() -> None:
    found = source(
        table(HEAD + "\n| 年度资金总额 | 12 | | | | |" + LINES),
        texts=("系统运维绩效自评表（2023年度）", "金额单位：元"),
    )
    assert forms(found)[0].document["funding"] == {"unit": "元", "rows": [{"source": "total", "budgeted": "12"}]}


def test_labels_and_amounts_without_headings_are_read_in_any_place() -> None:
    form = read("""
        | 项目资金（万元） | 年度资金总额： | 2,459.08 | 执行率分值（10） | | |
        | ^ | 其中：财政拨款   2,344.14 | | | | |
        | ^ | 上年结转 | 约一百 | | | |
        | ^ | 其他资金 | | | | |
        """)
    assert rows(form) == [
        {"source": "total", "budgeted": "2459.08", "weight": "10"},
        {"source": "appropriation", "budgeted": "2344.14"},
        {"source": "carried_over"},
    ]
    assert "“约一百”不是数字" in said(form)["not_a_figure"]


def test_a_funding_table_ends_where_its_rows_do() -> None:
    form = read("""
        | 项目资金（万元） | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | |
        | ^ | 年度资金总额 | 12 | 6 | 50% | |
        | 说明 | 结转下年 | < | < | < | < |
        """)
    assert form.document["notes"] == ["结转下年"]


def test_a_plan_may_have_headings_over_its_amounts() -> None:
    plan = LINES.replace("实际完成值", "分值").replace("3次", "10").replace("得分", "备注")
    text = """
        | 项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | | |
        | ^ | 年度资金总额 | 5 | 6 | | |
        """
    (form,) = forms(source(table(HEAD + text + plan), texts=("绩效目标表（2023年度）",)))
    assert form.document["document"] == "plan"
    assert rows(form) == [{"source": "total", "initial": "5", "budgeted": "6"}]
