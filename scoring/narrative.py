"""自评综述 from a sheet, and the yearly sentence over several forms, in the words that published texts use."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.model import Document, Objective
from indicators.substance import Outcome
from indicators.units import convert
from scoring.explanations import Owed
from scoring.figures import percent, points
from scoring.formulas import ZERO
from scoring.results import Basis
from scoring.rounding import half_up
from scoring.sheet import ScoreSheet

_NO_REASON = "（偏差原因尚未说明）"
_NO_REMEDY = "（改进措施尚未填写）"


def narrative(sheet: ScoreSheet) -> str:
    """自评综述: score, money, what was achieved, problems and causes, next steps; what is missing is said to be."""
    document = sheet.document
    subject = "项目" if document.project else "整体支出"
    parts = [
        f"“{document.name}”绩效自评综述：根据年初设定的绩效目标，{subject}自评得分{_score(sheet)}。",
        _money(sheet),
        f"绩效目标完成情况：{_achieved(document.objectives)}",
        _problems(sheet),
    ]
    return "".join(parts)


def _score(sheet: ScoreSheet) -> str:
    if sheet.total is not None:
        return f"{points(sheet.total)}分"
    return f"尚不能确定：已计{points(sheet.points_so_far)}分，可能在{points(sheet.low)}至{points(sheet.high)}分之间"


def _money(sheet: ScoreSheet) -> str:
    row = sheet.document.funding.total
    if row is None or row.budgeted is None or row.spent is None:
        return "全年预算数或执行数未填报。"
    unit = sheet.document.funding.unit
    done = "执行率无法计算" if sheet.execution.rate is None else f"完成预算的{percent(sheet.execution.rate)}"
    return f"全年预算数为{row.budgeted:,f}{unit}，执行数为{row.spent:,f}{unit}，{done}。"


def _achieved(objectives: Iterable[Objective]) -> str:
    """The achieved texts, each ended with a full stop."""
    texts = ["".join(objective.achieved.split()) for objective in objectives]
    return "".join(_ended(text) for text in texts if text) or "（实际完成情况尚未填写）。"


def _problems(sheet: ScoreSheet) -> str:
    """Problems and remedies from the explanations that are due, after the lines still open; all met only when so."""
    pending = _pending(sheet) + _slow(sheet)
    if not sheet.owed:
        return f"发现的主要问题及原因：{pending or '各项指标均已完成，无需说明的偏差。'}"
    problems = [_ended(item.draft.rstrip("。") + "，原因：" + _reason(item)) for item in sheet.owed]
    remedies = dict.fromkeys(item.given.remedy.strip() for item in sheet.owed if item.given.remedy.strip())
    steps = "".join(_ended(remedy) for remedy in remedies) or _NO_REMEDY + "。"
    return f"发现的主要问题及原因：{pending}{''.join(problems)}下一步改进措施：{steps}"


def _pending(sheet: ScoreSheet) -> str:
    """The lines, and the execution rate, that have no score yet."""
    names = ["预算执行率"] if sheet.execution.basis is Basis.OPEN else []
    names += [line.indicator.name for line in sheet.open_lines]
    return f"尚待确定得分的有：{'、'.join(names)}。" if names else ""


def _slow(sheet: ScoreSheet) -> str:
    """The execution points lost, if any."""
    execution = sheet.execution
    if execution.points is None or execution.rate is None or execution.points >= execution.weight:
        return ""
    full = points(execution.weight)
    return f"预算执行率{percent(execution.rate)}，执行率得{points(execution.points)}分（满分{full}分）。"


def _reason(item: Owed) -> str:
    """The reason given; a text that says nothing is no reason."""
    said = item.assessment.outcome is not Outcome.INSUFFICIENT
    return "".join(item.given.reason.split()) if said else _NO_REASON


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('；;，,')}。"


class Summary(NamedTuple):
    """The yearly sentence in figures: projects, funds in 万元 (全年预算数), their share of all project spending."""

    year: int
    projects: int
    funds: Decimal
    share: Decimal | None
    left_out: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentence as final accounts print it."""
        share = "" if self.share is None else f"，占一般公共预算项目支出总额的{half_up(self.share * 100, 1)}%"
        missing = f"（{'、'.join(self.left_out)}未填报预算数，未计入）" if self.left_out else ""
        return (
            f"根据预算绩效管理要求，对{self.year}年度一般公共预算项目支出全面开展绩效自评，"
            f"其中项目{self.projects}个，共涉及资金{self.funds:,f}万元{share}{missing}。"
        )


def yearly_summary(documents: Sequence[Document], spending: Decimal | None = None) -> Summary:
    """Count and funds over the project forms of one year; ``spending`` is all project spending in 万元, if known.

    Forms of a whole agency are left out: their money holds the projects' already. A form without a budget is
    counted and named. Raises ValueError where no project form is given.
    """
    projects = [document for document in documents if document.project]
    if not projects:
        raise ValueError("没有项目支出的表，无法汇总")
    amounts = [(document, _budget(document)) for document in projects]
    funds = sum((amount for _, amount in amounts if amount is not None), ZERO)
    left_out = tuple(document.name for document, amount in amounts if amount is None)
    share = funds / spending if spending else None
    return Summary(projects[0].budget_year, len(projects), funds, share, left_out)


def _budget(document: Document) -> Decimal | None:
    """全年预算数 in 万元, however the form counts its money."""
    row = document.funding.total
    if row is None or row.budgeted is None:
        return None
    return convert(row.budgeted, document.funding.unit, "万元")
