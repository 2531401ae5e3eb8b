"""偏差原因分析: which lines owe one, what is drafted for the person, and whether the text given says anything."""

from collections.abc import Sequence
from typing import NamedTuple

from indicators.model import Document, Explanation, SelfEvaluation
from indicators.substance import Assessment, assess
from scoring.deviations import Cause, Deviation, deviation
from scoring.execution import ExecutionScore
from scoring.figures import amount as figure
from scoring.figures import percent
from scoring.results import LineScore
from scoring.rulebook import Rulebook
from scoring.wording import REASON_NAMES

CAUSE_NAMES = {
    "points_lost": "得分低于分值",
    "missed": "未达到年度指标值",
    "over_achievement": "超额完成达到办法规定的倍数",
    "low_execution": "预算执行率低于办法规定的界限",
    "no_number": "没有填报实际完成数值",
}


class Owed(NamedTuple):
    """An explanation due under the rulebook: where, why, the drafted first sentence, and what was given.

    ``assessment.outcome`` is ``insufficient`` (nothing said: still owed), ``weak`` or ``ok``.
    """

    where: str
    name: str
    causes: tuple[str, ...]
    draft: str
    given: Explanation
    assessment: Assessment


def owed(document: Document, lines: Sequence[LineScore], execution: ExecutionScore, book: Rulebook) -> tuple[Owed, ...]:
    """Every explanation that is due, the execution's first, then line by line in the form's order; none on a plan."""
    if not isinstance(document, SelfEvaluation):
        return ()
    form, due = document.explanation, book.explanations
    found = []
    if due.execution_below is not None and execution.rate is not None and execution.rate < due.execution_below:
        draft = f"全年预算执行率{percent(execution.rate)}，低于{percent(due.execution_below)}。"
        found.append(Owed("funding", "预算执行率", ("low_execution",), draft, form, assess(form.reason, form.remedy)))
    reasons = [line.indicator.explanation.reason for line in lines]
    for i, line in enumerate(lines):
        if causes := tuple(cause for cause in _causes(line) if cause in due.causes):
            own = line.indicator.explanation
            given = own if own.reason or own.remedy else form
            others = reasons[:i] + reasons[i + 1 :]
            verdict = assess(given.reason, given.remedy, name=line.indicator.name, others=others)
            found.append(Owed(line.where, line.indicator.name, causes, draft_sentence(line), given, verdict))
    return tuple(found)


def _causes(line: LineScore) -> tuple[str, ...]:
    found = {
        "points_lost": bool(line.lost),
        "missed": line.met is False,
        "over_achievement": line.over_achieved,
        "no_number": line.verdict.reason == "missing",
    }
    return tuple(cause for cause, holds in found.items() if holds)


def draft_sentence(line: LineScore) -> str:
    """The first sentence of the explanation, drafted from the figures; the reason itself is the person's to give."""
    target, actual = line.indicator.target.text, line.indicator.actual.text
    if line.verdict.reason == "missing":
        why = REASON_NAMES[line.indicator.actual.missing or "missing"]
        return f"年度指标值“{target}”，全年{why}。"
    found = deviation(line, Cause.MISSED)
    if found.amount:
        return _with_figures(line, found)
    lost = f"，得分比分值少{figure(line.lost)}分" if line.lost else ""
    return f"年度指标值“{target}”，全年实际完成“{actual}”{lost}。"


def _with_figures(line: LineScore, found: Deviation) -> str:
    """全年实际完成171.95万人次，比年度指标值200万人次少28.05万人次，偏差-14.03%."""
    assert found.amount is not None
    unit, (target,), (actual,) = found.unit, line.verdict.target, line.verdict.actual
    side = "少" if found.amount < 0 else "多"
    share = "" if found.share is None else f"，偏差{'+' if found.share > 0 else ''}{percent(found.share)}"
    difference = abs(found.amount)
    difference_unit = "个百分点" if unit == "%" else unit
    return (
        f"全年实际完成{figure(actual)}{unit}，比年度指标值{figure(target)}{unit}"
        f"{side}{figure(difference)}{difference_unit}{share}。"
    )


def outstanding(found: Sequence[Owed]) -> tuple[Owed, ...]:
    """The explanations still owed: those whose text says nothing."""
    return tuple(item for item in found if item.assessment.outcome == "insufficient")
