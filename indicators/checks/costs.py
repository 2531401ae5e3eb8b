"""Cost lines (成本指标) against the funds, and money that is 元 where 万元 is said."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.cells import Actual, Kind, Operator, Target
from indicators.checks.figures import MONEY, agrees, at_places, in_wan, ten_thousandfold
from indicators.checks.prose import stated
from indicators.checks.view import Line, short
from indicators.issues import Issue
from indicators.model import Document, Funding, SelfEvaluation
from indicators.names import bare
from indicators.numbers import plain
from indicators.taxonomy import Dimension

# A cost line that means the whole project; any other is a part, and compared only when it is nearly the whole.
_WHOLE = re.compile(
    r"(?:本|该)?(?:项目|年度|全年|部门|整体)*总?(?:预算|成本|投入|支出|费用|经费)+(?:总额?|执行数|控制数?|金额|数|额)*"
)
_NEARLY = Decimal("0.01")


def check_costs(document: Document, lines: Sequence[Line]) -> Iterator[Issue]:
    """The cost lines, then the other figures that betray a wrong money unit."""
    funding = document.funding
    for line in lines:
        if line.indicator.dimension is Dimension.COST:
            budgets = _amounts(funding, "budgeted") + _amounts(funding, "initial")
            yield from _against(line, line.indicator.target, "target", budgets, funding)
            yield from _against(line, line.indicator.actual, "actual", _amounts(funding, "spent"), funding)
    yield from _units(document)


def _amounts(funding: Funding, column: str) -> list[Decimal]:
    """A column in 万元, the total row first."""
    rows = sorted(funding.rows, key=lambda row: row is not funding.total)
    found = (in_wan(getattr(row, column), funding.unit) for row in rows)
    return [amount for amount in found if amount]


def _against(
    line: Line, cell: Target | Actual, part: str, amounts: Sequence[Decimal], funding: Funding
) -> Iterator[Issue]:
    """One cell against the column; it agrees when any row of the column agrees at the cell's decimals."""
    if cell.kind is not Kind.QUANTITY or len(cell.numbers) != 1 or not amounts:
        return
    value, whole = in_wan(cell.numbers[0], cell.unit), amounts[0]
    bound = isinstance(cell, Actual) and cell.operator is not Operator.UNSTATED
    if value is None or bound or any(agrees(value, amount) for amount in amounts):
        return
    where, shown = f"{line.path}.{part}", in_unit(whole, funding.unit)
    if ten_thousandfold(value, whole):
        yield issue(
            "money_unit_doubtful", where, figure=short(cell.text), other="资金表", compared=f"{shown}{funding.unit}"
        )
    elif _WHOLE.fullmatch(bare(line.indicator.name)) or abs(value - whole) <= whole * _NEARLY:
        yield issue(f"cost_{part}_differs_from_funds", where, cell=short(cell.text), funds=shown, unit=funding.unit)


def in_unit(amount: Decimal, unit: str) -> str:
    """An amount in 万元 as the funding table shows it."""
    return plain(amount) if unit == MONEY else at_places(amount * 10_000, 2)


def _units(document: Document) -> Iterator[Issue]:
    """The table's total against the prose and against an agency's spending."""
    total = document.funding.total
    table = in_wan(total.budgeted or total.spent, document.funding.unit) if total else None
    if not table:
        return
    others: list[tuple[str, Decimal | None]] = []
    if isinstance(document, SelfEvaluation):
        narrative = stated(document.narrative)
        others.append(("自评综述", narrative.budgeted or narrative.spent))
    if document.spending and document.spending.basic_spending is not None:
        added = document.spending.basic_spending + (document.spending.project_spending or 0)
        others.append(("基本支出和项目支出", in_wan(added, document.funding.unit)))
    for name, amount in others:
        if amount and ten_thousandfold(table, amount):
            figure, compared = f"{plain(table)}{MONEY}", f"{plain(amount)}{MONEY}"
            yield issue("money_unit_doubtful", "funding", figure=figure, other=name, compared=compared)
            return
