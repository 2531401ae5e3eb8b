"""How a cell was read, as JSON."""

from typing import Any

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


def question_json(question: Question) -> dict[str, Any]:
    """A question about a cell with the answers that one may give."""
    return {"code": question.code, "about": question.about, "alternatives": list(question.alternatives)}


def pair_json(target: Target, actual: Actual, verdict: Verdict) -> dict[str, Any]:
    """Target and actual side by side, whether it is met, and what must be asked."""
    return {
        "target": target_json(target),
        "actual": actual_json(actual),
        "met": verdict.met,
        "ask": [question_json(question) for question in verdict.questions],
    }
