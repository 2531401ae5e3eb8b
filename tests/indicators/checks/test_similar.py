"""Duplicates and near-duplicates."""

import pytest

from indicators.model import Objective
from tests.indicators.checks.build import codes, form, line, only

NEAR = [
    ("加固服务器数量", "≥500台", "部数据中心机房服务器加固数量", "≥600台"),
    ("参加培训人数", "≥500人", "全年参加培训人次", "≥600人"),
    ("系统正常运行率", "≥99%", "业务系统正常运行率", "≥98%"),
    ("编印宣传手册", "≥500份", "编印宣传手册数量", "≥600份"),
]
DIFFERENT = [
    ("硬件采购/维护数量", "≥200套", "软件采购/维护数量", "≥15套"),
    ("网络安全硬件系统故障处理时间", "≤48小时", "应用系统软件故障处理时间", "≤48小时"),
    ("应用系统软件故障处理时间", "≤48小时", "应用系统运维过程中软件故障的平均响应时间", "≤2小时"),
    ("运维基础软硬件数量", "≥1000台", "应用软件运维数量", "≥19个"),
    ("省级培训期数", "≥2期", "市级培训期数", "≥2期"),
    ("参加培训人数", "≥500人", "参加培训天数", "≥5天"),
    ("业务系统验收数量", "≥5套", "业务系统验收合格率", "≥95%"),
    ("涉密系统测评数量", "≥5套", "非涉密系统测评数量", "≥5套"),
    ("数据库数量", "≥5个", "数据库备份数量", "≥5个"),
    ("业务系统验收情况", "良好", "业务系统验收合格率", "≥95%"),
    ("培训人数", "≥5人", "培训教师人数", "≥5人"),  # too little is said to say that it is the same
    ("维护服务器数量", "≥5台", "机房服务环境设备维护和器材更换数量", "≥5台"),  # the same characters by chance
]


@pytest.mark.parametrize(("one", "target", "other", "other_target"), NEAR)
def test_a_name_inside_another_is_a_near_duplicate_in_either_order(
    one: str, target: str, other: str, other_target: str
) -> None:
    for lines in ([line(one, target), line(other, other_target)], [line(other, other_target), line(one, target)]):
        assert "near_duplicate_indicator" in codes(form(*lines))


@pytest.mark.parametrize(("one", "target", "other", "other_target"), DIFFERENT)
def test_names_that_each_say_something_of_their_own_are_no_near_duplicates(
    one: str, target: str, other: str, other_target: str
) -> None:
    for lines in ([line(one, target), line(other, other_target)], [line(other, other_target), line(one, target)]):
        assert "near_duplicate_indicator" not in codes(form(*lines))


def test_the_same_name_twice_is_a_duplicate_whatever_its_blanks() -> None:
    issue = only(form(line("巡检次数"), line("演练次数"), line("巡检 次数")))
    assert (issue.code, issue.where) == ("duplicate_indicator", "objectives[0].indicators[2].name")
    assert issue.facts == {"name": "巡检 次数", "other": "1"}


def test_the_same_name_under_two_objectives_is_no_duplicate() -> None:
    document = form(objectives=[Objective("甲", (line("巡检次数"),)), Objective("乙", (line("巡检次数"),))])
    assert not codes(document)


def test_a_line_is_told_of_its_first_three_relatives_only() -> None:
    names = ["甲区服务器加固", "乙区服务器加固", "丙区服务器加固", "丁区服务器加固", "服务器加固"]
    assert codes(form(*(line(name, "≥5台", "5台") for name in names))) == ["near_duplicate_indicator"] * 3
