"""成本指标 against the funds, and 元 under 万元."""

from decimal import Decimal

import pytest

from indicators.model import Narrative, SelfEvaluation
from indicators.taxonomy import Category
from tests.indicators.checks.build import codes, form, found, line, only, plan, row

COST = Category.ECONOMIC_COST


def cost(
    name: str, target: str, actual: str, *, unit: str = "万元", figures: tuple[str, str] = ("1503.44", "1352.79")
) -> SelfEvaluation:
    return form(line(name, target, actual, category=COST), rows=[row(budgeted=figures[0], spent=figures[1])], unit=unit)


COSTS = [
    ("项目预算执行数", "≤1503.44万元", "1352.79万元", []),
    ("项目预算执行数", "≤1503.44万元", "1352.7万元", ["cost_actual_differs_from_funds"]),
    ("项目预算执行数", "≤1503.44万元", "1352.8万元", []),  # the funds at one decimal
    ("项目预算执行数", "≤1503万元", "1353万元", []),
    ("项目预算执行数", "≤1503.43万元", "1352.79万元", ["cost_target_differs_from_funds"]),
    ("项目预算执行数", "≤15034400元", "13527900元", []),
    ("项目总成本", "≤1200万元", "1100万元", ["cost_target_differs_from_funds", "cost_actual_differs_from_funds"]),
    ("线路租用成本", "≤259.2万元", "129.45万元", []),  # a part of the cost
    ("线路租用成本", "≤1503.4万元", "1352.7万元", ["cost_actual_differs_from_funds"]),  # nearly the whole
    ("单位成本", "≤2万元", "1.9万元", []),
    ("人均培训成本", "≤400元/人·天", "380元/人·天", []),
    ("成本节约率", "≥5%", "6%", []),
    ("项目总成本", "≤1503.44万元", "≤1352.7万元", []),  # a bound is no figure to compare
    ("设备采购费用", "≤1503.44元", "1352.79元", ["money_unit_doubtful", "money_unit_doubtful"]),
]


@pytest.mark.parametrize(("name", "target", "actual", "expected"), COSTS)
def test_a_cost_line_is_compared_with_the_funds_where_it_means_the_whole(
    name: str, target: str, actual: str, expected: list[str]
) -> None:
    assert codes(cost(name, target, actual)) == expected


def test_a_cost_target_may_agree_with_the_initial_budget_or_with_one_source() -> None:
    rows = [row(initial="100", budgeted="120", spent="90")]
    assert not codes(form(line("项目总成本", "≤100万元", "90万元", category=COST), rows=rows))


def test_a_plans_cost_target_is_compared_with_what_the_plan_prints() -> None:
    rows = [row(initial="2459.08")]
    issue = only(plan(line("项目预算执行数", "≤2459.07万元", "", category=COST), rows=rows))
    assert (issue.code, issue.where) == ("cost_target_differs_from_funds", "objectives[0].indicators[0].target")
    assert issue.facts == {"cell": "≤2459.07万元", "funds": "2459.08", "unit": "万元"}


def test_a_table_in_yuan_is_compared_and_told_in_yuan() -> None:
    document = cost("项目总成本", "≤20万元", "19.5万元", unit="元", figures=("200000", "190000.00"))
    assert only(document).facts == {"cell": "19.5万元", "funds": "190000.00", "unit": "元"}


def test_the_same_amount_under_another_dimension_is_no_cost_line() -> None:
    document = form(line("筹集资金", "≥1500万元", "1500万元"), rows=[row(budgeted="1503.44")])
    assert not codes(document)


def test_figures_ten_thousand_times_the_proses_are_doubted_once() -> None:
    narrative = Narrative(budgeted=Decimal(35), spent=Decimal(34))
    document = form(rows=[row(budgeted="350000", spent="340000")], narrative=narrative)
    assert found(document) == ["money_unit_doubtful funding"]


def test_a_table_in_yuan_that_says_so_is_not_doubted() -> None:
    narrative = Narrative(budgeted=Decimal(35), spent=Decimal(34))
    assert not codes(form(rows=[row(budgeted="350000", spent="340000")], unit="元", narrative=narrative))


def test_no_money_unit_or_no_total_leaves_nothing_to_doubt() -> None:
    narrative = Narrative(budgeted=Decimal(35))
    assert not codes(form(rows=[row(budgeted="350000")], unit="件", narrative=narrative))
    assert not codes(form(narrative=narrative))
    assert not codes(form(rows=[row()], narrative=Narrative()))


def test_a_plan_has_no_prose_to_doubt() -> None:
    assert not codes(plan(rows=[row(budgeted="350000")]))
