"""Narratives and roll-ups as JSON."""

from collections.abc import Sequence
from typing import Any

from api.actions.documents import summary
from api.views.rulebooks import named
from api.views.sheet import sheet_json
from api.views.values import number, per_cent
from indicators.issues import Issue
from scoring.narrative import narrative
from scoring.rollup import Contribution, RolledLine, RollUp
from scoring.sheet import ScoreSheet


def narratives_json(sheets: Sequence[ScoreSheet]) -> dict[str, Any]:
    """自评综述 of every form, and the yearly sentence over all of them."""
    yearly = summary([sheet.document for sheet in sheets])
    return {
        "narratives": [
            {"name": s.document.name, **named(s.rulebook), "total": number(s.total), "text": narrative(s)}
            for s in sheets
        ],
        "yearly_summary": yearly
        and {
            "year": yearly.year,
            "projects": yearly.projects,
            "funds": number(yearly.funds),
            "share": per_cent(yearly.share),
            "left_out": list(yearly.left_out),
            "text": yearly.text,
        },
    }


def rollup_json(rolled: RollUp, issues: tuple[Issue, ...], *, trace: bool = False) -> dict[str, Any]:
    """The rolled-up sheet, and how each of its lines came about."""
    sheet = sheet_json(rolled.sheet, issues, trace=trace)
    return sheet | {"rolled": [_line(line) for line in rolled.lines]}


def _line(line: RolledLine) -> dict[str, Any]:
    contributions = [_contribution(each) for each in line.contributions]
    return {"where": line.where, "name": line.name, "method": line.method, "contributions": contributions}


def _contribution(each: Contribution) -> dict[str, Any]:
    return {
        "agency": each.agency,
        "target": number(each.target),
        "actual": number(each.actual),
        "self_score": number(each.self_score),
        "money": number(each.money),
    }
