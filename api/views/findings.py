"""Verification and comparison as JSON."""

from typing import Any

from api.views.issues import issue_json
from api.views.rulebooks import named
from api.views.values import number, span
from indicators.issues import Issue
from indicators.model import Document
from scoring.compare import Comparison, Difference
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet
from scoring.verify import Finding, Verification

UNDECIDED = "办法未定，只检查了表格自身；用 --rulebook、?rulebook= 或文档的 rulebook 字段指定一套"


def verification_json(sheet: ScoreSheet, verification: Verification) -> dict[str, Any]:
    """Every printed score against the computed one."""
    return {
        "name": sheet.document.name,
        **named(sheet.rulebook),
        "differs": verification.differs,
        "total": _finding(verification.total),
        "execution": _finding(verification.execution),
        "lines": [
            _finding(finding, weight_known=line.weight is not None)
            for finding, line in zip(verification.lines, sheet.lines, strict=True)
        ],
    }


def _finding(finding: Finding, *, weight_known: bool = True) -> dict[str, Any]:
    """Of an unprinted weight only shares are known: what the line may earn is no range of points then."""
    settled = finding.printed is None and finding.computed is not None
    bounds = None if settled or finding.low is None or finding.high is None else span(finding.low, finding.high)
    told = {
        "where": finding.where,
        "name": finding.name,
        "outcome": finding.outcome.value,
        "printed": number(finding.printed),
        "computed": number(finding.computed),
        "difference": number(finding.difference),
        "range": bounds if weight_known else None,
        "reason": finding.reason,
        "met": finding.met,
    }
    return told if weight_known else told | {"share_of_weight": bounds}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """One document under two rulebooks."""
    return {
        "name": comparison.first.document.name,
        "first": _side(comparison.first),
        "second": _side(comparison.second),
        "differences": [_difference(each) for each in comparison.differences],
        "rules": list(comparison.rules),
    }


def _side(sheet: ScoreSheet) -> dict[str, Any]:
    return {
        **named(sheet.rulebook),
        "total": number(sheet.total),
        "points_so_far": number(sheet.points_so_far),
        "range": span(sheet.low, sheet.high),
        "grade": sheet.grade,
    }


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "where": each.where,
        "name": each.name,
        "first": number(each.first),
        "second": number(each.second),
        "causes": list(each.causes),
    }


def check_json(document: Document, book: Rulebook | None, issues: tuple[Issue, ...]) -> dict[str, Any]:
    """What was found wrong with a document, and under which rulebook one looked; ``notice`` where under none."""
    told = {
        "name": document.name,
        "rulebook": book and book.id,
        "rulebook_digest": book and book.digest,
        "issues": [issue_json(issue, document) for issue in issues],
    }
    return told if book else told | {"notice": UNDECIDED}
