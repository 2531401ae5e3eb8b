"""The published forms as the product loads them, and what may be changed in one for the sake of a test."""

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from api.schemas import load_document
from indicators.checks import check
from indicators.model import Document, SelfEvaluation
from scoring.sheet import ScoreSheet, score
from tests.scoring.build import book

SAMPLES = Path(__file__).parents[3] / "samples"


@cache
def sample(name: str) -> Document:
    """The sample of that name."""
    document: Document = load_document(json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")))
    return document


def evaluation(name: str) -> SelfEvaluation:
    """A sample that is a self-evaluation."""
    document = sample(name)
    assert isinstance(document, SelfEvaluation)
    return document


def sheet_of(name: str, rulebook: str = "") -> ScoreSheet:
    """The sample's sheet under its own rulebook, or another."""
    document = sample(name)
    return score(document, book(rulebook or document.rulebook))


def codes(name: str) -> set[str]:
    """The codes of everything found in the sample."""
    return {issue.code for issue in (*check(sample(name)), *sheet_of(name).issues)}


def judged_at(document: SelfEvaluation, number: int, points: str) -> SelfEvaluation:
    """The form with another self score on one line of its first objective."""
    objective = document.objectives[0]
    lines = list(objective.indicators)
    lines[number] = replace(lines[number], self_score=Decimal(points))
    return replace(document, objectives=(replace(objective, indicators=tuple(lines)),))
