"""The score sheet as JSON."""

from typing import Any

from api.cell_words import questions_of
from api.views.cells import questions_json
from api.views.issues import issue_json
from api.views.rulebooks import named
from api.views.trace import step_json
from api.views.values import number, per_cent, span
from indicators.issues import Issue
from scoring.deviations import Deviation
from scoring.execution import ExecutionScore
from scoring.explanations import Owed
from scoring.pools import Pool
from scoring.results import LineScore
from scoring.sheet import ScoreSheet, Subtotal


def sheet_json(sheet: ScoreSheet, issues: tuple[Issue, ...], *, trace: bool = False) -> dict[str, Any]:
    """What a document is worth and why; ``issues`` are those of the document and of the scoring."""
    document = sheet.document
    told: dict[str, Any] = {
        "name": document.name,
        "agency": document.agency.name,
        "budget_year": document.budget_year,
        **named(sheet.rulebook),
        "total": number(sheet.total),
        "points_so_far": number(sheet.points_so_far),
        "range": span(sheet.low, sheet.high),
        "grade": sheet.grade,
        "published_total": number(getattr(document, "published_total", None)),
        "execution": _execution(sheet.execution, trace=trace),
        "by_basis": {basis.value: number(points) for basis, points in sheet.by_basis.items()},
        "by_dimension": {level.value: _subtotal(sums) for level, sums in sheet.by_dimension.items()},
        "by_objective": [{"name": each.name, **_subtotal(sums)} for each, sums in sheet.by_objective],
        "lines": [_line(line, trace=trace) for line in sheet.lines],
        "pools": [_pool(pool) for pool in sheet.pools],
        "deviations": [_deviation(each) for each in sheet.deviations],
        "owed": [_owed(each) for each in sheet.owed],
        "issues": [issue_json(issue, document) for issue in issues],
    }
    return told | ({"trace": step_json(sheet.trace)} if trace else {})


def _execution(execution: ExecutionScore, *, trace: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rate": per_cent(execution.rate),
        "score": number(execution.points),
        "weight": number(execution.weight),
        "self_score": number(execution.self_score),
        "basis": execution.basis.value,
        "range": span(execution.low, execution.high),
        "reason": execution.reason,
    }
    return told | ({"trace": execution.step and step_json(execution.step)} if trace else {})


def _line(line: LineScore, *, trace: bool) -> dict[str, Any]:
    indicator = line.indicator
    told: dict[str, Any] = {
        "where": line.where,
        "name": indicator.name,
        "dimension": indicator.dimension and indicator.dimension.value,
        "category": indicator.category and indicator.category.value,
        "weight": number(line.weight),
        "weight_origin": indicator.weight.origin.value,
        "target": indicator.target.text,
        "actual": indicator.actual.text,
        "met": line.met,
        "self_score": number(line.self_score),
        "computed_score": number(line.computed_score),
        "review_score": number(line.review_score),
        "points": number(line.points),
        "basis": line.basis.value,
        "range" if line.weight is not None else "share_of_weight": span(line.low, line.high),
        "reason": line.reason,
        "questions": questions_json(questions_of(line), indicator.target, indicator.actual),
        "over_achieved": line.over_achieved,
    }
    return told | ({"trace": line.step and step_json(line.step)} if trace else {})


def _subtotal(sums: Subtotal) -> dict[str, Any]:
    range_ = None if sums.low is None or sums.high is None else span(sums.low, sums.high)
    return {"weight": number(sums.weight), "points": number(sums.points), "range": range_}


def _pool(pool: Pool) -> dict[str, Any]:
    return {
        "points": number(pool.points),
        "lines": [line.where for line in pool.members],
        "range": span(pool.low, pool.high),
        "closed": pool.step is not None,
    }


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return {
        "where": deviation.where,
        "name": deviation.name,
        "cause": deviation.cause.value,
        "direction": deviation.direction.value,
        "amount": number(deviation.amount),
        "unit": deviation.unit,
        "share": per_cent(deviation.share),
        "lost": number(deviation.lost),
    }


def _owed(owed: Owed) -> dict[str, Any]:
    return {
        "where": owed.where,
        "name": owed.name,
        "causes": list(owed.causes),
        "draft": owed.draft,
        "reason": owed.given.reason,
        "remedy": owed.given.remedy,
        "outcome": owed.assessment.outcome.value,
        "cause": owed.assessment.cause,
    }
