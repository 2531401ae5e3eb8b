"""Names against columns: direction, unit, category, execution rate."""

from collections.abc import Callable

import pytest

from indicators.cells import Columns
from indicators.checks import check, repeats_execution_rate
from indicators.names import (
    higher_is_better,
    lower_is_better,
    names_complaints,
    names_count,
    names_satisfaction,
    names_share,
    names_time,
)
from indicators.taxonomy import Category, Dimension
from tests.indicators.checks.build import codes, line, only, plan

QUANTITY, QUALITY, TIMELINESS = Category.QUANTITY, Category.QUALITY, Category.TIMELINESS
SATISFACTION, SOCIAL = Category.SERVICE_SATISFACTION, Category.SOCIAL_BENEFIT

EXECUTION = [
    *(
        "预算执行率",
        "预算完成率",
        "资金执行率",
        "预算资金执行率",
        "经费支出率",
        "资金支付进度",
        "项目资金使用率",
        "年度预算 执行率",
    ),
    *("预算执行率（%）", "财政拨款执行率", "预算支出完成率"),
]
NO_EXECUTION = [
    *(
        "项目预算执行数",
        "预算编制完成率",
        "资金到位率",
        "补贴资金发放及时率",
        "资金使用合规率",
        "任务完成率",
        "预算调整率",
        "系统使用率",
        "政府采购率",
    ),
]


@pytest.mark.parametrize("name", EXECUTION)
def test_a_name_that_repeats_the_execution_rate_is_known(name: str) -> None:
    assert repeats_execution_rate(name)


@pytest.mark.parametrize("name", NO_EXECUTION)
def test_a_name_that_measures_something_else_is_let_be(name: str) -> None:
    assert not repeats_execution_rate(name)


def test_an_indicator_that_repeats_the_execution_rate_is_an_issue_at_its_name() -> None:
    issue = only(plan(line("预算完成率", "≥90%", "", category=QUALITY)))
    assert (issue.code, issue.where) == ("repeats_execution_rate", "objectives[0].indicators[0].name")


KINDS = [
    (
        names_share,
        ["系统稳定率", "女性占比", "服务对象满意度", "达标比例"],
        ["访问频率", "下载速率", "办事效率", "巡检次数"],
    ),
    (names_count, ["设备数量", "培训人次", "投诉次数", "持卡人数"], ["系统稳定率", "响应时间"]),
    (names_time, ["平均响应时间", "故障处理时限", "拨付及时率", "完成及时性"], ["运行时间", "培训时长", "系统稳定率"]),
    (names_satisfaction, ["服务对象满意度", "群众满意率"], ["满意人数", "投诉次数"]),
    (names_complaints, ["社会公众投诉次数", "投诉率"], ["投诉处理情况", "投诉处理满意率", "服务对象满意度"]),
    (
        lower_is_better,
        ["系统故障率", "投诉次数", "平均响应时间", "安全事件次数"],
        ["故障处理率", "投诉办结率", "运行时间", "无故障率", "降低故障率"],
    ),
    (
        higher_is_better,
        ["满意度", "验收合格率", "线路稳定率", "社保卡持有覆盖率"],
        ["不良率", "故障率", "响应时间", "不合格率", "不满意率"],
    ),
]


@pytest.mark.parametrize(("says", "yes", "no"), KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_names_are_understood_only_where_they_leave_no_doubt(
    says: Callable[[str], bool], yes: list[str], no: list[str]
) -> None:
    assert [name for name in yes if not says(name)] == []
    assert [name for name in no if says(name)] == []


def columns(operator: str, value: str, unit: str, direction: str = "") -> Columns:
    return Columns(operator, value, unit, direction)


DIRECTIONS = [
    (columns("≤", "1", "%", "反向指标"), "系统故障率", False),
    (columns("≥", "1", "%", "反向指标"), "系统故障率", True),
    (columns("≤", "90", "%", "正向指标"), "知晓率", True),
    (columns("≥", "90", "%", "正向指标"), "知晓率", False),
    (columns("≥", "90", "%", "其他"), "知晓率", False),
    (columns("=", "90", "%", "反向指标"), "知晓率", False),
    (columns("≥", "1", "%"), "系统故障率", True),  # no direction printed: the name speaks
]


@pytest.mark.parametrize(("printed", "name", "conflict"), DIRECTIONS)
def test_a_printed_direction_must_go_with_the_operator(printed: Columns, name: str, conflict: bool) -> None:
    document = plan(line(name, printed.value, "", columns=printed, category=QUALITY))
    assert codes(document) == (["direction_conflicts_operator"] if conflict else [])


NAMES = [
    ("系统故障率", "≥1%", True),
    ("系统故障率", "≤1%", False),
    ("故障处理率", "≥99%", False),
    ("验收合格率", "≤95%", True),
    ("验收合格率", "=95%", False),
    ("群众知晓率", "≤95%", False),  # odd, but not plainly wrong
]


@pytest.mark.parametrize(("name", "target", "conflict"), NAMES)
def test_a_name_that_leaves_no_doubt_must_go_with_the_operator(name: str, target: str, conflict: bool) -> None:
    document = plan(line(name, target, "", category=QUALITY))
    assert codes(document) == (["direction_conflicts_operator"] if conflict else [])


UNITS = [
    ("补贴发放率", "≥42项", QUANTITY, True),
    ("补贴发放率", "≥42%", QUALITY, False),
    ("婴儿死亡率", "≤5‰", SOCIAL, False),
    ("孕产妇死亡率", "≤18人/10万", SOCIAL, False),
    ("群众信访率", "≤5件/万人", SOCIAL, False),
    ("访问频率", "≥3次", QUANTITY, False),
    ("服务对象满意度", "≥90分", SATISFACTION, False),
    ("设备数量", "≥95%", QUANTITY, True),
    ("设备数量", "≥95台", QUANTITY, False),
    ("故障处理时间", "≤95%", TIMELINESS, True),
    ("故障处理时间", "≤4小时", TIMELINESS, False),
    ("拨付及时率", "≥95%", TIMELINESS, False),
    ("拨付及时性", "≥95%", TIMELINESS, False),
    ("任务完成率", "按时完成", QUALITY, False),
]


@pytest.mark.parametrize(("name", "target", "category", "conflict"), UNITS)
def test_the_unit_must_be_one_in_which_the_name_can_be_measured(
    name: str, target: str, category: Category, conflict: bool
) -> None:
    assert ("unit_conflicts_name" in codes(plan(line(name, target, "", category=category)))) is conflict


FITTING = [
    ("补贴群众社保卡持有率", "≥95%", QUANTITY, "质量指标"),
    ("补贴发放率", "≥42项", QUANTITY, ""),  # the unit is what is wrong there
    ("社会公众投诉次数", "≤5次", SATISFACTION, "质量指标"),
    ("投诉处理满意率", "≥95%", SATISFACTION, ""),
    ("服务对象满意度", "≥95%", QUALITY, "服务对象满意度指标"),
    ("服务对象满意度", "≥95%", SATISFACTION, ""),
    ("平均响应时间", "≤4小时", QUALITY, "时效指标"),
    ("平均响应时间", "≤4小时", TIMELINESS, ""),
    ("平均响应时间", "≤4小时", SOCIAL, ""),
    ("网络安全漏洞通报次数", "≤20次", QUALITY, ""),
    ("系统使用率", "≥99%", SOCIAL, ""),
    ("培训任务完成率", "≥99%", QUANTITY, ""),  # how much of a quantity
]


@pytest.mark.parametrize(("name", "target", "category", "fitting"), FITTING)
def test_an_indicator_filed_where_its_name_plainly_does_not_belong_is_told_where_it_does(
    name: str, target: str, category: Category, fitting: str
) -> None:
    document = plan(line(name, target, "", category=category))
    said = [issue.facts["fitting"] for issue in check(document) if issue.code == "category_conflicts_name"]
    assert said == ([fitting] if fitting else [])


def test_an_unknown_category_is_no_conflict_with_the_name() -> None:
    document = plan(line("投诉次数", "≤5次", "", category=None, dimension=Dimension.SATISFACTION))
    assert codes(document) == ["level_unknown"]
