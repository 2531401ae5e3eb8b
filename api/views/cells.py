"""How a cell was read, as JSON."""

from collections.abc import Iterable
from typing import Any

from api.cell_words import question_sentences
from indicators.cells import Actual, Question, Target, Verdict
from indicators.numbers import plain


def target_json(target: Target) -> dict[str, Any]:
    """The reading of a target (指标值)."""
    return {
        "kind": target.kind.value,
        "operator": target.operator.value,
        "numbers": [plain(number) for number in target.numbers],
        "unit": target.unit,
        "reading": target.reading.value,
    }


def actual_json(actual: Actual) -> dict[str, Any]:
    """The reading of an actual (实际完成值)."""
    return {
        "kind": actual.kind.value,
        "numbers": [plain(number) for number in actual.numbers],
        "unit": actual.unit,
        "reading": actual.reading.value,
    }


def questions_json(questions: Iterable[Question], target: Target, actual: Actual) -> list[dict[str, Any]]:
    """The questions about a line's cells, each in a sentence and with the answers that one may give."""
    asked = tuple(questions)
    return [
        {"code": each.code, "about": each.about, "sentence": sentence, "alternatives": list(each.alternatives)}
        for each, sentence in zip(asked, question_sentences(asked, target, actual), strict=True)
    ]


def pair_json(target: Target, actual: Actual, verdict: Verdict) -> dict[str, Any]:
    """Target and actual side by side, whether it is met, and what must be asked."""
    return {
        "target": target_json(target),
        "actual": actual_json(actual),
        "met": verdict.met,
        "ask": questions_json(verdict.questions or target.questions, target, actual),
    }
