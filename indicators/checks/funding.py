"""The funding table (资金表): parts against totals, rates against quotients, spent against budget."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.checks.figures import agrees, at_places, execution_rate, places
from indicators.issues import Issue
from indicators.model import Document, FundingRow, Source
from indicators.numbers import plain

_FULL = Decimal("100.00")  # two decimals: 99.996 % is printed as full
_COLUMNS = ("initial", "budgeted", "spent")


def check_funding(document: Document) -> Iterator[Issue]:
    """Everything the funding table says against itself."""
    rows = document.funding.rows
    for number, row in enumerate(rows):
        where = f"funding.rows[{number}]"
        if row.source is Source.TOTAL:
            yield from _parts(where, row, [part for part in rows if part.source is not Source.TOTAL])
        yield from _over_budget(where, row)
        yield from _rate(where, row)
        yield from _rounded_first(where, row) or _full_below(where, row)
    yield from _spending(document)


def _parts(where: str, total: FundingRow, parts: Sequence[FundingRow]) -> Iterator[Issue]:
    for column in _COLUMNS:
        whole: Decimal | None = getattr(total, column)
        figures = [figure for part in parts if (figure := getattr(part, column)) is not None]
        if whole is None or not figures or (added := sum(figures, Decimal())) == whole:
            continue
        if whole == 0:
            yield issue("funding_total_zero", f"{where}.{column}", parts=plain(added))
        elif len(figures) > 1 or added > whole:  # one part under the total: a form that prints only 其中：财政拨款
            yield issue(
                "funding_parts_differ",
                f"{where}.{column}",
                total=plain(whole),
                parts=plain(added),
                difference=plain(abs(whole - added)),
            )


def _over_budget(where: str, row: FundingRow) -> Iterator[Issue]:
    if row.spent is not None and row.budgeted is not None and row.spent > row.budgeted:
        yield issue("spent_over_budget", f"{where}.spent", spent=plain(row.spent), budgeted=plain(row.budgeted))


def _rate(where: str, row: FundingRow) -> Iterator[Issue]:
    """A rate that is not the quotient; 0 ÷ 0 is printed as 0 on every form."""
    if row.rate is None or row.spent is None or row.budgeted is None:
        return
    exact = execution_rate(row.spent, row.budgeted) if row.budgeted else Decimal()
    if (row.budgeted or not row.spent) and not agrees(row.rate, exact):
        yield issue(
            "rate_differs",
            f"{where}.rate",
            printed=plain(row.rate),
            spent=plain(row.spent),
            budgeted=plain(row.budgeted),
            expected=f"{at_places(exact, places(row.rate))}%" if row.budgeted else "0或不填（0÷0不可计算）",
        )


def _rounded_first(where: str, row: FundingRow) -> list[Issue]:
    """Points that follow from the printed, rounded rate and not from the quotient."""
    weight, score, rate = row.weight, row.self_score, row.rate
    if weight is None or score is None or rate is None or row.spent is None or not row.budgeted:
        return []
    exact = execution_rate(row.spent, row.budgeted)
    expected = weight * exact / 100
    if not agrees(rate, exact) or not agrees(score, weight * rate / 100) or agrees(score, expected):
        return []
    return [
        issue(
            "rate_rounded_before_scoring",
            f"{where}.self_score",
            self_score=plain(score),
            rate=plain(rate),
            expected=at_places(expected, places(score)),
        )
    ]


def _full_below(where: str, row: FundingRow) -> list[Issue]:
    """Full points under a rate of 100.00 %; fewer points may follow from bands, which the document does not know."""
    weight, score, rate = row.weight, row.self_score, _known_rate(row)
    if weight is None or score != weight or rate is None or rate > _FULL or agrees(_FULL, rate):
        return []
    expected = weight * rate / 100
    if agrees(score, expected):
        return []
    return [
        issue(
            "execution_full_points_below_rate",
            f"{where}.self_score",
            weight=plain(weight),
            rate=at_places(rate, places(_FULL)),
            expected=at_places(expected, places(score)),
        )
    ]


def _known_rate(row: FundingRow) -> Decimal | None:
    """The quotient, or the printed rate where an amount is missing; 0 ÷ 0 is no rate."""
    if row.spent is None or row.budgeted is None:
        return row.rate
    return execution_rate(row.spent, row.budgeted) if row.budgeted else None


def _spending(document: Document) -> Iterator[Issue]:
    """基本支出 + 项目支出 of a whole agency against what the table says was budgeted or spent."""
    spending, total = document.spending, document.funding.total
    if spending is None or spending.basic_spending is None or spending.project_spending is None or total is None:
        return
    added = spending.basic_spending + spending.project_spending
    figures = [figure for figure in (total.spent, total.budgeted, total.initial) if figure is not None]
    if figures and added not in figures:
        yield issue("spending_parts_differ", "spending", parts=plain(added), total=plain(figures[0]))
