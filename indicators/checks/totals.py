"""Scores against weights, and the lines against the total (得分、分值、总分)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.checks.view import Line
from indicators.issues import Issue
from indicators.model import SelfEvaluation
from indicators.names import repeats_execution_rate
from indicators.numbers import plain


def check_totals(document: SelfEvaluation, lines: Sequence[Line]) -> Iterator[Issue]:
    """Every printed score inside its weight; then the sum."""
    for number, row in enumerate(document.funding.rows):
        yield from _inside(f"funding.rows[{number}].self_score", row.self_score, row.weight)
    for line in lines:
        yield from _inside(f"{line.path}.self_score", line.indicator.self_score, line.indicator.weight.value)
    yield from _sum(document, lines)


def _inside(where: str, score: Decimal | None, weight: Decimal | None) -> Iterator[Issue]:
    if score is None:
        return
    if score < 0:
        yield issue("score_negative", where, self_score=plain(score))
    elif weight is not None and score > weight:
        yield issue("score_above_weight", where, self_score=plain(score), weight=plain(weight))


def lines_total(document: SelfEvaluation, lines: Sequence[Line]) -> Decimal | None:
    """The sum of lines and execution rate; None unless every one of them is printed."""
    total_row, scores = document.funding.total, [line.indicator.self_score for line in lines]
    execution = total_row.self_score if total_row else None
    inside = any(repeats_execution_rate(line.indicator.name) for line in lines)
    if not scores or (execution is None and not inside):
        return None
    known = [score for score in (*scores, execution or Decimal()) if score is not None]
    return sum(known, Decimal()) if len(known) == len(scores) + 1 else None


def _sum(document: SelfEvaluation, lines: Sequence[Line]) -> Iterator[Issue]:
    printed, added = document.published_total, lines_total(document, lines)
    if printed is not None and added is not None and added != printed:
        yield issue(
            "lines_sum_differs",
            "published_total",
            printed=plain(printed),
            total=plain(added),
            difference=plain(abs(added - printed)),
        )
