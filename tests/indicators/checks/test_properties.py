"""Whatever a form holds, checking it raises nothing, says it in the document's order, and says it twice the same."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import CATALOGUE, sentence
from indicators.checks import check, check_together
from indicators.model import (
    Agency,
    Explanation,
    Funding,
    FundingRow,
    Indicator,
    Narrative,
    Objective,
    Scope,
    SelfEvaluation,
    Source,
    Spending,
    Tier,
    Weight,
    YearlySummary,
)
from indicators.model import Origin as Printed
from indicators.reading import read_actual, read_target
from indicators.taxonomy import Category, Dimension

NAMES = [
    "预算执行率",
    "系统故障率",
    "服务对象满意度",
    "巡检次数",
    "机房巡检次数",
    "数量指标",
    "项目总成本",
    "响应时间",
    "{x}",
    "",
    "投诉次数",
]
TARGETS = [
    "≥95%",
    "≤3次",
    "0次",
    "优",
    "是",
    "",
    "290%",
    "####",
    "≤20万元",
    "2023年6月底前",
    "4小时内处理",
    "3-5次",
    "≥20家、≥5次",
]
ACTUALS = [
    "96%",
    "0.96",
    "0次",
    "3次",
    "较显著",
    "达成预期指标",
    "否",
    "",
    "未到期",
    "19.9万元",
    "30万元",
    "200余人",
    "2023年9月1日",
]
REASONS = ["", "无", "达成预期指标", "承建单位延期交付，下一步加强督促", "系统故障率"]
PROSE = ["", "全年预算数为5万元，执行数为1,2,3.万元，完成预算的90.0%，自评得分97分"]
LEVELS = ["", "产出指标", "质量指标", "效果指标", "质量指标 数量指标", "其他"]

money = st.decimals("-9999999.99", "9999999.99", places=2) | st.sampled_from([Decimal(0), Decimal("1e6"), Decimal(100)])
points = st.none() | st.decimals("-5", "120", places=1)
maybe = st.none() | money


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    name, category = draw(st.sampled_from(NAMES)), draw(st.none() | st.sampled_from(Category))
    dimension = draw(st.none() | st.sampled_from(Dimension))
    target = read_target(draw(st.sampled_from(TARGETS)), name=name, dimension=dimension, category=category, year=2023)
    weight = draw(points)
    return Indicator(
        name=name,
        dimension=dimension,
        category=category,
        target=target,
        actual=read_actual(draw(st.sampled_from(ACTUALS)), target=target, name=name, year=2023),
        dimension_text=draw(st.sampled_from(LEVELS)),
        category_text=draw(st.sampled_from(LEVELS)),
        weight=Weight(weight, Printed.UNKNOWN if weight is None else draw(st.sampled_from(list(Printed)[:2]))),
        tier=draw(st.none() | st.sampled_from(Tier)),
        self_score=draw(points),
        explanation=Explanation(draw(st.sampled_from(REASONS)), draw(st.sampled_from(REASONS))),
    )


rows = st.builds(FundingRow, st.sampled_from(Source), maybe, maybe, maybe, maybe, points, points)
objectives = st.builds(
    Objective, st.just("目标"), st.lists(indicators(), max_size=5).map(tuple), name=st.sampled_from(["", "甲"])
)
forms = st.builds(
    SelfEvaluation,
    budget_year=st.just(2023),
    place=st.just("某省"),
    agency=st.just(Agency("某市示例局")),
    objectives=st.lists(objectives, max_size=3).map(tuple),
    scope=st.sampled_from(Scope),
    funding=st.builds(Funding, st.lists(rows, max_size=4).map(tuple), st.sampled_from(["万元", "元", "美元", ""])),
    spending=st.none() | st.builds(Spending, maybe, maybe),
    explanation=st.builds(Explanation, st.sampled_from(REASONS)),
    published_total=points,
    narrative=st.none() | st.builds(Narrative, st.sampled_from(PROSE), points, maybe, maybe, maybe),
    yearly_summary=st.none() | st.builds(YearlySummary, st.none() | st.integers(0, 3), maybe),
)
ORDER = ("funding", "spending", "objectives", "explanation", "published_total", "narrative")


@given(forms)
def test_checking_raises_nothing_and_every_finding_is_in_the_catalogue_and_can_be_said(form: SelfEvaluation) -> None:
    for issue in check(form):
        assert issue.severity is CATALOGUE[issue.code].severity
        assert sentence(issue, form).endswith("。")


@given(forms)
def test_findings_come_in_the_documents_order_and_twice_the_same(form: SelfEvaluation) -> None:
    found = check(form)
    heads = [ORDER.index(issue.where.replace("[", ".").split(".")[0]) for issue in found]
    assert heads == sorted(heads)
    lines = [path for path, _ in form.lines()]
    places = [lines.index(issue.where.rpartition(".")[0]) for issue in found if ".indicators[" in issue.where]
    assert places == sorted(places)
    assert found == check(form)


@given(st.lists(forms, max_size=4))
def test_checking_together_raises_nothing_and_can_be_said(several: list[SelfEvaluation]) -> None:
    for issue in check_together(several):
        assert sentence(issue, several[0]).startswith("第")
