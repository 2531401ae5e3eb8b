"""What the store keeps of a sheet beside the document: totals to sort by, and a row per deviation. Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from api.actions.evaluations.judgement import findings
from api.actions.evaluations.missing import claimed, lacking
from api.auth import Actor
from api.instants import stamp
from api.store import Row
from api.store.scaled import scaled, text_of
from indicators.model import Explanation
from scoring.deviations import Deviation
from scoring.explanations import Owed, outstanding
from scoring.figures import percent
from scoring.results import LineScore
from scoring.sheet import ScoreSheet

FUNDING = "funding"  # the place of the execution's deviation


def figures(sheet: ScoreSheet) -> dict[str, Any]:
    """The columns of an evaluation that its sheet fills."""
    rate = sheet.execution.rate
    weak = [each for each in sheet.owed if each.assessment.outcome == "weak"]
    return {
        "total": text_of(sheet.total),
        "total_scaled": scaled(sheet.total),
        "low": text_of(sheet.low),
        "high": text_of(sheet.high),
        "grade": sheet.grade or "",
        "rate": text_of(rate),
        "rate_scaled": scaled(rate),
        "open_lines": len(sheet.open_lines),
        "owed": len(outstanding(sheet.owed)),
        "weak": len(weak),
        "findings": len(findings(sheet)),
        "lacking": lacking(sheet),
        "claimed": json.dumps(claimed(sheet)),
    }


def deviation_rows(
    sheet: ScoreSheet, row: Row, before: Mapping[str, Row], actor: Actor, now: datetime
) -> list[dict[str, Any]]:
    """One row per line that deviates, owes an explanation or has one; the author of an unchanged text stays."""
    found = {each.where: each for each in sheet.deviations}
    owed = {each.where: each for each in sheet.owed}
    rows = []
    for position, (place, facts) in enumerate(_lines(sheet)):
        given = owed[place].given if place in owed else facts.pop("given")
        if place not in found and place not in owed and given == Explanation():
            continue
        facts.pop("given", None)
        told = _deviation(found.get(place)) | _explanation(owed.get(place), given)
        made = {"evaluation_id": row["id"], "agency_id": row["agency_id"], "year": row["year"], "place": place}
        rows.append(made | {"position": position} | facts | told | _author(before.get(place), given, actor, now))
    return rows


def _lines(sheet: ScoreSheet) -> Iterator[tuple[str, dict[str, Any]]]:
    """The execution, then every line, each with what names it."""
    rate = sheet.execution.rate
    yield (
        FUNDING,
        {
            "name": "预算执行率",
            "dimension": "",
            "category": "",
            "target": "100%",
            "actual": "" if rate is None else percent(rate),
            "given": Explanation(),
        },
    )
    yield from ((line.where, _named(line)) for line in sheet.lines)


def _named(line: LineScore) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "name": indicator.name,
        "dimension": indicator.dimension.value if indicator.dimension else "",
        "category": indicator.category.value if indicator.category else "",
        "target": indicator.target.text,
        "actual": indicator.actual.text,
        "given": indicator.explanation,
    }


def _deviation(found: Deviation | None) -> dict[str, Any]:
    """The computed facts; a line that only owes an explanation has none."""
    return {
        "cause": found.cause.value if found else "",
        "direction": found.direction.value if found else "none",
        "amount": text_of(found.amount) if found else None,
        "unit": found.unit if found else "",
        "share": text_of(found.share) if found else None,
        "share_scaled": scaled(found.share if found else None),
        "lost": text_of(found.lost) if found else None,
        "lost_scaled": scaled(found.lost if found else None),
    }


def _explanation(owed: Owed | None, given: Explanation) -> dict[str, Any]:
    return {
        "causes": " ".join(owed.causes) if owed else "",
        "draft": owed.draft if owed else "",
        "reason": given.reason,
        "remedy": given.remedy,
        "explanation": _standing(owed),
        "fault": owed.assessment.cause if owed else "",
    }


def _standing(owed: Owed | None) -> str:
    """not_owed, owed (nothing said), insufficient (says nothing), weak or given."""
    if owed is None:
        return "not_owed"
    if owed.assessment.outcome == "insufficient" and not (owed.given.reason or owed.given.remedy):
        return "owed"
    return {"ok": "given"}.get(owed.assessment.outcome, owed.assessment.outcome.value)


def _author(before: Row | None, given: Explanation, actor: Actor, now: datetime) -> dict[str, Any]:
    """Who wrote the text as it is now; nobody where there is none."""
    if given == Explanation():
        return {"author_id": None, "authored_at": None}
    if before and (before["reason"], before["remedy"]) == (given.reason, given.remedy):
        return {"author_id": before["author_id"], "authored_at": before["authored_at"]}
    return {"author_id": actor.person_id, "authored_at": stamp(now)}


def new_texts(rows: list[dict[str, Any]], before: Mapping[str, Row], actor: Actor, now: datetime) -> list[Row]:
    """What the history of the explanations gains: every text that changed, and the end of one that was taken away."""
    gained = [
        {key: row[key] for key in ("evaluation_id", "place", "reason", "remedy", "explanation")}
        for row in rows
        if (row["reason"], row["remedy"]) != _text(before.get(row["place"]))
    ]
    kept = {row["place"] for row in rows}
    lost = [row for place, row in before.items() if place not in kept and _text(row) != ("", "")]
    gained += [
        {
            "evaluation_id": row["evaluation_id"],
            "place": row["place"],
            "reason": "",
            "remedy": "",
            "explanation": "not_owed",
        }
        for row in lost
    ]
    return [each | {"author_id": actor.person_id, "authored_at": stamp(now)} for each in gained]


def _text(row: Row | None) -> tuple[str, str]:
    return (row["reason"], row["remedy"]) if row else ("", "")
