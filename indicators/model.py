"""The documents: Plan (绩效目标表) and SelfEvaluation (绩效自评表), as frozen records."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.cells import Actual, Target
from indicators.taxonomy import Category, Dimension


class Scope(StrEnum):
    """项目支出 or 部门整体支出."""

    PROJECT = "project"
    WHOLE_AGENCY = "whole_agency"


class Source(StrEnum):
    """资金来源: the row of the funding table."""

    TOTAL = "total"  # 年度资金总额
    APPROPRIATION = "appropriation"  # 财政拨款
    CARRIED_OVER = "carried_over"  # 上年结转
    OTHER = "other"  # 其他资金


class Origin(StrEnum):
    """Where a weight comes from: printed on the form, inferred by a reader, or unknown."""

    PRINTED = "printed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    """档次: 达成、部分达成、未达成 of a quality indicator, chosen by a person."""

    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly_achieved"
    NOT_ACHIEVED = "not_achieved"


@dataclass(frozen=True, slots=True)
class Agency:
    """单位: name and code as printed; the code may be empty."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """项目: name and the boxes 项目类别 (kind), 项目属性 (attribute), 项目类型 (type)."""

    name: str
    kind: str = ""
    attribute: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One row of 项目资金: 年初预算数 (initial), 全年预算数 (budgeted), 全年执行数 (spent), in the table's money unit.

    ``rate`` is 执行率 as printed, in per cent; ``weight`` and ``self_score`` are 分值 and 得分 as printed on the row.
    """

    source: Source
    initial: Decimal | None = None
    budgeted: Decimal | None = None
    spent: Decimal | None = None
    rate: Decimal | None = None
    weight: Decimal | None = None
    self_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """预算执行情况: rows by source, all in one money unit (万元 or 元)."""

    rows: tuple[FundingRow, ...] = ()
    unit: str = "万元"

    def row(self, source: Source) -> FundingRow | None:
        """The row of that source; None when the form has none."""
        return next((row for row in self.rows if row.source is source), None)

    @property
    def total(self) -> FundingRow | None:
        """年度资金总额."""
        return self.row(Source.TOTAL)


@dataclass(frozen=True, slots=True)
class Spending:
    """基本支出 and 项目支出 of a whole agency, in the funding's money unit."""

    basic_spending: Decimal | None = None
    project_spending: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """分值、权重 in points; ``value`` is None exactly when the origin is unknown."""

    value: Decimal | None
    origin: Origin


UNKNOWN_WEIGHT = Weight(None, Origin.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Explanation:
    """偏差原因分析及改进措施: reason and remedy, as written."""

    reason: str = ""
    remedy: str = ""


NO_EXPLANATION = Explanation()


@dataclass(frozen=True, slots=True)
class Evidence:
    """佐证材料: a reference to something that backs a figure."""

    name: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """复核: stands beside the self score and overwrites nothing; ``approved`` makes its score count."""

    score: Decimal | None = None
    value: str = ""
    opinion: str = ""
    ground: str = ""
    clause: str = ""
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """三级指标: one line of the form.

    ``dimension`` and ``category`` are None when the printed name is no known level; ``dimension_text`` and
    ``category_text`` keep the names as printed. ``inferred`` names the parts of the line that a reader inferred
    from a damaged or silent source (``name``, ``pairing``, ``weight``).
    """

    name: str
    dimension: Dimension | None
    category: Category | None
    target: Target
    actual: Actual
    dimension_text: str = ""
    category_text: str = ""
    weight: Weight = UNKNOWN_WEIGHT
    tier: Tier | None = None
    self_score: Decimal | None = None
    explanation: Explanation = NO_EXPLANATION
    evidence: tuple[Evidence, ...] = ()
    review: Review | None = None
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """年度目标: the text promised, the text reported, printed points, and the indicators under it."""

    text: str
    indicators: tuple[Indicator, ...]
    name: str = ""
    achieved: str = ""
    weight: Weight = UNKNOWN_WEIGHT


@dataclass(frozen=True, slots=True)
class Narrative:
    """自评综述 as published: its text and the figures it states (money in 万元, rate in per cent)."""

    text: str = ""
    score: Decimal | None = None
    budgeted: Decimal | None = None
    spent: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearlySummary:
    """The sentence over all forms of an agency: how many projects (None when not said) and how much money in 万元."""

    projects: int | None = None
    funds: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a published form was printed: document title, place in it, and what was inferred from its text."""

    title: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Document:
    budget_year: int
    place: str
    agency: Agency
    objectives: tuple[Objective, ...]
    scope: Scope = Scope.PROJECT
    rulebook: str = ""
    department: Agency | None = None
    project: Project | None = None
    funding: Funding = Funding()
    spending: Spending | None = None
    publication: Publication = Publication()
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[str, Indicator]]:
        """Every indicator with its path (``objectives[0].indicators[2]``), in the form's order."""
        for i, objective in enumerate(self.objectives):
            for j, indicator in enumerate(objective.indicators):
                yield f"objectives[{i}].indicators[{j}]", indicator

    @property
    def name(self) -> str:
        """The project's name, or the agency's for a whole agency."""
        return self.project.name if self.project else self.agency.name


@dataclass(frozen=True, slots=True)
class Plan(_Document):
    """绩效目标表: what is promised. ``execution_weight`` is 执行率分值 as printed."""

    execution_weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SelfEvaluation(_Document):
    """绩效自评表: what was done. ``explanation`` is the form's own (Hubei forms have one for all lines)."""

    explanation: Explanation = NO_EXPLANATION
    published_total: Decimal | None = None
    narrative: Narrative | None = None
    yearly_summary: YearlySummary | None = None


Document = Plan | SelfEvaluation
