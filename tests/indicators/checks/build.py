"""Small documents for the checks, built by the readers themselves."""

from collections.abc import Sequence
from decimal import Decimal

from indicators.cells import Columns
from indicators.checks import check
from indicators.issues import Issue
from indicators.model import (
    UNKNOWN_WEIGHT,
    Agency,
    Document,
    Explanation,
    Funding,
    FundingRow,
    Indicator,
    Narrative,
    Objective,
    Origin,
    Plan,
    Project,
    SelfEvaluation,
    Source,
    Tier,
    Weight,
)
from indicators.reading import read_actual, read_target
from indicators.taxonomy import DIMENSION_NAMES, DIMENSION_OF, Category, Dimension


def number(text: str) -> Decimal | None:
    """A figure; None for an empty text."""
    return Decimal(text) if text else None


def weight(text: str, origin: Origin = Origin.PRINTED) -> Weight:
    """A weight as printed; unknown for an empty text."""
    return Weight(Decimal(text), origin) if text else UNKNOWN_WEIGHT


def line(
    name: str = "系统巡检次数",
    target: str = "≥12次",
    actual: str = "12次",
    points: str = "",
    score: str = "",
    *,
    category: Category | None = Category.QUANTITY,
    dimension: Dimension | None = None,
    texts: tuple[str, str] = ("", ""),
    columns: Columns | None = None,
    reason: str = "",
    remedy: str = "",
    tier: Tier | None = None,
    origin: Origin = Origin.PRINTED,
) -> Indicator:
    """One indicator; its first level follows its second unless it is given or printed otherwise."""
    first = dimension or (DIMENSION_OF[category] if category else None)
    if texts[0] and dimension is None and texts[0] not in DIMENSION_NAMES.values():
        first = first if texts[0] == "效果指标" else None
    read = read_target(target, columns=columns, name=name, dimension=first, category=category, year=2023)
    return Indicator(
        name=name,
        dimension=first,
        category=category,
        target=read,
        actual=read_actual(actual, target=read, name=name, year=2023),
        dimension_text=texts[0],
        category_text=texts[1],
        weight=weight(points, origin),
        tier=tier,
        self_score=number(score),
        explanation=Explanation(reason, remedy),
    )


def row(
    source: Source = Source.TOTAL,
    budgeted: str = "",
    spent: str = "",
    rate: str = "",
    *,
    initial: str = "",
    points: str = "",
    score: str = "",
) -> FundingRow:
    """One row of the funding table."""
    return FundingRow(
        source, number(initial), number(budgeted), number(spent), number(rate), number(points), number(score)
    )


def form(
    *lines: Indicator,
    rows: Sequence[FundingRow] = (),
    unit: str = "万元",
    objectives: Sequence[Objective] = (),
    total: str = "",
    narrative: Narrative | None = None,
    explanation: Explanation | None = None,
) -> SelfEvaluation:
    """A self-evaluation of an invented office."""
    return SelfEvaluation(
        budget_year=2023,
        place="某省某市",
        agency=Agency("某市示例局"),
        project=Project("示例项目"),
        objectives=tuple(objectives) or (Objective("示例目标", lines),),
        funding=Funding(tuple(rows), unit),
        published_total=number(total),
        narrative=narrative,
        explanation=explanation or Explanation(),
    )


def plan(*lines: Indicator, execution: str = "", rows: Sequence[FundingRow] = ()) -> Plan:
    """A plan of an invented office."""
    return Plan(
        budget_year=2023,
        place="某省某市",
        agency=Agency("某市示例局"),
        objectives=(Objective("示例目标", lines),),
        funding=Funding(tuple(rows)),
        execution_weight=number(execution),
    )


def found(document: Document) -> list[str]:
    """The codes and places of every issue, as ``code where``."""
    return [f"{issue.code} {issue.where}" for issue in check(document)]


def codes(document: Document) -> list[str]:
    """The codes alone."""
    return [issue.code for issue in check(document)]


def only(document: Document) -> Issue:
    """The one issue of a document that has one."""
    (issue,) = check(document)
    return issue
