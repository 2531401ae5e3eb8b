"""The prose (自评综述) against the table."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.checks.figures import agrees, at_places, execution_rate, in_wan, places, ten_thousandfold
from indicators.checks.totals import lines_total
from indicators.checks.view import Line
from indicators.issues import Issue
from indicators.model import FundingRow, Narrative, SelfEvaluation
from indicators.numbers import fold, parse_decimal, plain

_AMOUNT = r"[为是]?[:：]?\s*(\d[\d,.]*)\s*万元"
_PHRASES = {
    "budgeted": re.compile(rf"全年预算数?{_AMOUNT}"),
    "spent": re.compile(rf"执行数{_AMOUNT}"),
    "rate": re.compile(r"完成预算数?的?[:：]?\s*(\d[\d,.]*)\s*%"),
    "score": re.compile(r"自评得分[为是]?[:：]?\s*(\d[\d,.]*)\s*分"),
}


def check_prose(document: SelfEvaluation, lines: Sequence[Line]) -> Iterator[Issue]:
    """Score, budget, spending and rate as the prose states them."""
    narrative, total = stated(document.narrative), document.funding.total
    yield from _score(narrative, document, lines)
    if total is not None:
        unit = document.funding.unit
        yield from _money("narrative_budget_differs", "budgeted", narrative.budgeted, in_wan(total.budgeted, unit))
        yield from _money("narrative_spent_differs", "spent", narrative.spent, in_wan(total.spent, unit))
        yield from _rate(narrative, total)


def stated(narrative: Narrative | None) -> Narrative:
    """The narrative with every figure that it has only in its text; a text that gives two figures gives none."""
    if narrative is None:
        return Narrative()
    text = fold(narrative.text)
    return Narrative(
        narrative.text,
        score=_figure("score", narrative.score, text),
        budgeted=_figure("budgeted", narrative.budgeted, text),
        spent=_figure("spent", narrative.spent, text),
        rate=_figure("rate", narrative.rate, text),
    )


def _figure(part: str, own: Decimal | None, text: str) -> Decimal | None:
    if own is not None:
        return own
    figures = {parse_decimal(figure) for figure in _PHRASES[part].findall(text)}
    return figures.pop() if len(figures) == 1 else None


def _score(narrative: Narrative, document: SelfEvaluation, lines: Sequence[Line]) -> Iterator[Issue]:
    """The prose's score against the printed total, or else against the sum of everything that makes it."""
    total, name = document.published_total, "总分"
    if total is None:
        total, name = lines_total(document, lines), "各行得分与执行率得分之和"
    if narrative.score is not None and total is not None and total != narrative.score:
        yield issue(
            "narrative_score_differs",
            "narrative.score",
            printed=plain(narrative.score),
            name=name,
            expected=plain(total),
        )


def _money(code: str, part: str, printed: Decimal | None, table: Decimal | None) -> Iterator[Issue]:
    """An amount that the table does not show; one 10,000 times off is a doubtful unit, told elsewhere."""
    if printed is None or table is None or agrees(printed, table) or ten_thousandfold(printed, table):
        return
    yield issue(code, f"narrative.{part}", printed=plain(printed), expected=plain(table))


def _rate(narrative: Narrative, total: FundingRow) -> Iterator[Issue]:
    """The prose's rate against the quotient of the table, at as many decimals as the prose prints."""
    if narrative.rate is None or total.spent is None or not total.budgeted:
        return
    exact = execution_rate(total.spent, total.budgeted)
    if not agrees(narrative.rate, exact):
        yield issue(
            "narrative_rate_differs",
            "narrative.rate",
            printed=plain(narrative.rate),
            spent=plain(total.spent),
            budgeted=plain(total.budgeted),
            expected=at_places(exact, places(narrative.rate)),
        )
