"""Evaluations as JSON: the summary that lists show, and the whole."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from api.changes import Change
from api.problems.faults import FieldError
from api.views.values import number, per_cent
from indicators.model import SelfEvaluation
from scoring.formulas import ZERO

Row = Mapping[str, Any]
SUMMARY = (
    "id", "task_id", "plan_id", "agency_id", "agency", "year", "name", "state", "level", "levels", "round", "revision",
    "previous_id", "total", "grade", "open_lines", "owed", "weak", "version", "created_at", "updated_at",
    "submitted_by", "submitted_at", "approved_at", "published_at", "withdrawn_at",
)  # fmt: skip


def summary(row: Row) -> dict[str, Any]:
    """An evaluation without its document; the rate in per cent."""
    rate = None if row["rate"] is None else Decimal(row["rate"])
    return {name: row[name] for name in SUMMARY} | {
        "confidential": bool(row["confidential"]),
        "latest": bool(row["latest"]),
        "range": {"low": row["low"], "high": row["high"]},
        "rate": per_cent(rate),
    }


def missing_json(found: Iterable[FieldError]) -> list[dict[str, str]]:
    """What is missing, each with place, sentence and code."""
    return [each._asdict() for each in found]


def changes_json(found: Iterable[Change]) -> list[dict[str, Any]]:
    """What differs, by place."""
    return [each._asdict() for each in found]


REVIEW = ("level", "value", "score", "opinion", "ground", "clause", "reviewed_at")


def review_json(row: Row) -> dict[str, Any]:
    """A level's review of a line."""
    return {"where": row["place"], **{name: row[name] for name in REVIEW}, "reviewer": row["person"]}


DECISION = ("round", "level", "action", "opinion", "remarks", "decided_at")


def decision_json(row: Row) -> dict[str, Any]:
    """A return or an approval."""
    return {name: row[name] for name in DECISION} | {"decider": row["person"]}


def spot_check_json(row: Row) -> dict[str, Any]:
    """A finance spot check."""
    kept = {name: row[name] for name in ("id", "score", "opinion", "checked_at")}
    return kept | {"where": row["place"], "checker": row["person"]}


EVIDENCE = ("id", "name", "media_type", "size", "sha256", "added_at")


def evidence_json(row: Row) -> dict[str, Any]:
    """A piece of evidence; the file itself is had by its id."""
    return {"where": row["place"], **{name: row[name] for name in EVIDENCE}, "added_by": row["person"]}


def cover(document: SelfEvaluation, backed: Collection[str]) -> dict[str, Any]:
    """How much is backed by evidence (佐证覆盖): lines and their weight; weights that the form does not print count 0."""
    lines = list(document.lines())
    held = [line for where, line in lines if where in backed or line.evidence]
    weight = sum((line.weight.value or ZERO for _, line in lines), ZERO)
    held_weight = sum((line.weight.value or ZERO for line in held), ZERO)
    return {
        "lines": len(held),
        "of_lines": len(lines),
        "weight": number(held_weight),
        "of_weight": number(weight),
        "share": per_cent(held_weight / weight if weight else None),
    }


DEVIATION = (
    "id", "evaluation_id", "evaluation", "agency_id", "agency", "year", "state", "name", "dimension", "category",
    "target", "actual", "cause", "direction", "amount", "unit", "lost", "draft", "reason", "remedy", "explanation",
    "fault", "author", "authored_at",
)  # fmt: skip


def deviation_json(row: Row) -> dict[str, Any]:
    """A line's computed facts with its explanation; the share in per cent."""
    share = None if row["share"] is None else Decimal(row["share"])
    kept = {name: row[name] for name in DEVIATION}
    return {"where": row["place"], **kept, "share": per_cent(share), "causes": row["causes"].split()}


PUBLISHED = (
    "id",
    "agency",
    "year",
    "name",
    "revision",
    "grade",
    "rate",
    "total",
    "range",
    "approved_at",
    "published_at",
)


def published_json(row: Row) -> dict[str, Any]:
    """What the public sees of an evaluation in a list."""
    told = summary(row)
    return {name: told[name] for name in PUBLISHED}
