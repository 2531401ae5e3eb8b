"""A rulebook as JSON: what it says, section by section, and on which clause each rests."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.numbers import plain
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES, Clause
from scoring.sections import SECTIONS


def named(book: Rulebook) -> dict[str, Any]:
    """The rulebook's name, on every answer; ``recalled`` are the sections that rest on unread papers."""
    return {
        "rulebook": book.id,
        "rulebook_title": book.title,
        "rulebook_digest": book.digest,
        "recalled": list(book.recalled),
    }


def summary_json(book: Rulebook) -> dict[str, Any]:
    """One row of the list of rulebooks."""
    return {
        "id": book.id,
        "title": book.title,
        "summary": book.summary,
        "digest": book.digest,
        "extends": book.extends or None,
        "places": list(book.places),
        "first_year": book.first_year,
        "last_year": book.last_year,
        "dated": book.dated,
        "recalled": list(book.recalled),
    }


def rulebook_json(book: Rulebook) -> dict[str, Any]:
    """The whole rulebook with its clauses."""
    return summary_json(book) | {
        "limits": book.limits,
        "own": sorted(book.own),
        "sections": {name: _plain(getattr(book, name)) for name in SECTIONS},
        "clauses": {key: clause_json(clause) for key, clause in book.clauses.items()},
    }


def clause_json(clause: Clause) -> dict[str, Any]:
    """A clause: paper, number, article, and how well it is known."""
    return {
        "paper": clause.paper,
        "number": clause.number,
        "article": clause.article,
        "dated": clause.dated,
        "evidence": clause.evidence.value,
        "evidence_name": EVIDENCE_NAMES[clause.evidence],
        "checked_on": clause.checked_on.isoformat(),
        "note": clause.note,
    }


def _plain(value: Any) -> Any:
    """A section's record as JSON: names as keys, decimals as text, sets in order."""
    if hasattr(value, "_asdict"):
        return {key.rstrip("_"): _plain(inner) for key, inner in value._asdict().items()}
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(inner) for inner in value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
