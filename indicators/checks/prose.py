"""The prose (自评综述) against the table."""

from collections.abc import Iterator
from decimal import Decimal

from indicators.catalogue import issue
from indicators.checks.figures import agrees, at_places, execution_rate, in_wan, places, ten_thousandfold
from indicators.issues import Issue
from indicators.model import FundingRow, Narrative, SelfEvaluation
from indicators.numbers import plain


def check_prose(document: SelfEvaluation) -> Iterator[Issue]:
    """Score, budget, spending and rate as the prose states them."""
    narrative, total = document.narrative, document.funding.total
    if narrative is None:
        return
    if narrative.score is not None and document.published_total not in (None, narrative.score):
        assert document.published_total is not None
        yield issue(
            "narrative_score_differs",
            "narrative.score",
            printed=plain(narrative.score),
            expected=plain(document.published_total),
        )
    if total is not None:
        unit = document.funding.unit
        yield from _money("narrative_budget_differs", "budgeted", narrative.budgeted, in_wan(total.budgeted, unit))
        yield from _money("narrative_spent_differs", "spent", narrative.spent, in_wan(total.spent, unit))
        yield from _rate(narrative, total)


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
