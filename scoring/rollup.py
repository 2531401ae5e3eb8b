"""Roll-up (汇总) over several agencies: absolute figures are added, relative ones weighed by money, the sum is scored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from indicators.cells import Actual, Kind, Missing, Operator, Reading, Target
from indicators.issues import Issue
from indicators.model import Explanation, Funding, FundingRow, Indicator, Publication, SelfEvaluation, Source
from indicators.numbers import fold, plain
from indicators.substance import Outcome, assess
from indicators.units import convert
from scoring.findings import finding
from scoring.formulas import ZERO
from scoring.rounding import EXACT, half_up
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet, score
from scoring.wording import OPERATOR_SIGNS

_RELATIVE_UNITS = ("%", "‰")
_PLACES = 6
_SAID = (Outcome.OK, Outcome.WEAK)


class RollUpRefused(ValueError):
    """The documents cannot be rolled up under this rulebook: ``reason`` says why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Contribution(NamedTuple):
    """What one agency brings into a line: its figures in the line's unit, its self score, and its money (万元)."""

    agency: str
    target: Decimal | None
    actual: Decimal | None
    self_score: Decimal | None
    money: Decimal


class RolledLine(NamedTuple):
    """How a line was rolled up, and from what.

    ``added``, ``weighed``, ``points_weighed``, ``same`` (all forms say the same), ``left_open`` (cannot be combined),
    or ``left_out`` (stands in a later form only, so it is not in the rolled-up document).
    """

    where: str
    name: str
    method: str
    contributions: tuple[Contribution, ...]


class RollUp(NamedTuple):
    """The rolled-up document, its sheet, how each line came about, and what could not be rolled up."""

    sheet: ScoreSheet
    lines: tuple[RolledLine, ...]
    issues: tuple[Issue, ...]


class _Member(NamedTuple):
    agency: str
    money: Decimal
    indicator: Indicator | None


def rollup(documents: Sequence[SelfEvaluation], book: Rulebook) -> RollUp:
    """One sheet over several agencies' forms of the same layout, the first giving the order of the lines.

    Raises RollUpRefused where the rulebook has no roll-up, fewer than two forms are given, years differ, or a form
    has no budget to weigh with. Lines that cannot be combined are left open and named.
    """
    _refuse(documents, book)
    with localcontext(EXACT):
        rolled = [_line(where, indicator, documents, book) for where, indicator in documents[0].lines()]
        document = _document(documents, [indicator for indicator, _ in rolled])
        lines = (*(line for _, line in rolled), *_left_out(documents))
        left = ("left_open", "left_out")
        return RollUp(score(document, book), lines, tuple(_issue(line) for line in lines if line.method in left))


def _left_out(documents: Sequence[SelfEvaluation]) -> Iterable[RolledLine]:
    """The lines of the later forms that the first has not; nothing a form reports is dropped in silence."""
    known = {_key(line) for _, line in documents[0].lines()}
    for i, document in enumerate(documents[1:], 1):
        for _, line in document.lines():
            if _key(line) not in known:
                member = _Member(document.agency.name, _money(document) or ZERO, line)
                yield RolledLine(f"documents[{i}]", line.name, "left_out", (_contribution(member, line.target.unit),))


def _refuse(documents: Sequence[SelfEvaluation], book: Rulebook) -> None:
    if book.rollup.method == "none":
        raise RollUpRefused(f"“{book.title}”没有汇总规则，请换用有汇总规则的办法，如 hubei-2020")
    if len(documents) < 2:
        raise RollUpRefused("汇总至少需要两张自评表")
    if len({document.budget_year for document in documents}) > 1:
        raise RollUpRefused("各表的预算年度不同，不能汇总")
    for document in documents:
        if _money(document) is None:
            raise RollUpRefused(f"“{document.agency.name}”的全年预算数未填报或不大于0，无法按资金额加权")


def _money(document: SelfEvaluation) -> Decimal | None:
    row = document.funding.total
    if row is None or row.budgeted is None or row.budgeted <= 0:
        return None
    return convert(row.budgeted, document.funding.unit, "万元")


def _line(
    where: str, first: Indicator, documents: Sequence[SelfEvaluation], book: Rulebook
) -> tuple[Indicator, RolledLine]:
    members = [_Member(d.agency.name, _money(d) or ZERO, _same(first, d)) for d in documents]
    contributions = tuple(_contribution(member, first.target.unit) for member in members)
    method = _method(first, members, contributions)
    combined = _COMBINE[method](first, contributions, book)
    explanation = Explanation(_joined(members, "reason"), _joined(members, "remedy"))
    return replace(combined, explanation=explanation, review=None), RolledLine(where, first.name, method, contributions)


def _same(first: Indicator, document: SelfEvaluation) -> Indicator | None:
    """The other form's line of the same first level, name, operator and weight; None when there is not exactly one."""
    found = [line for _, line in document.lines() if _key(line) == _key(first)]
    return found[0] if len(found) == 1 else None


def _key(line: Indicator) -> tuple[object, ...]:
    return line.dimension, fold("".join(line.name.split())), line.target.read_as, line.target.kind, line.weight.value


def _contribution(member: _Member, unit: str) -> Contribution:
    line = member.indicator
    if line is None:
        return Contribution(member.agency, None, None, None, member.money)
    target, actual = _figure(line.target, unit), _figure(line.actual, unit)
    return Contribution(member.agency, target, actual, line.self_score, member.money)


def _figure(cell: Target | Actual, unit: str) -> Decimal | None:
    """The one undoubted figure of a cell in ``unit``; None for words, several figures, questions, other dimensions."""
    single = cell.kind in (Kind.QUANTITY, Kind.DURATION) and len(cell.numbers) == 1
    bounded = isinstance(cell, Actual) and cell.operator is not Operator.UNSTATED
    if not single or bounded or cell.reading is Reading.ASK:
        return None
    return convert(cell.numbers[0], cell.unit or unit, unit)


def _method(first: Indicator, members: Sequence[_Member], contributions: Sequence[Contribution]) -> str:
    if any(member.indicator is None for member in members):
        return "left_open"
    if all(c.target is not None and c.actual is not None for c in contributions):
        relative = first.target.unit in _RELATIVE_UNITS or first.target.kind is Kind.DURATION
        return "weighed" if relative else "added"
    words = all(m.indicator and m.indicator.actual.kind is Kind.QUALITY for m in members)
    scored = all(c.self_score is not None for c in contributions) and first.weight.value is not None
    if words and scored:
        return "points_weighed"
    alike = {_said(m.indicator) for m in members if m.indicator}
    return "same" if first.target.kind in (Kind.DATE, Kind.YES_NO) and len(alike) == 1 else "left_open"


def _said(line: Indicator) -> tuple[str, str]:
    return fold(line.target.text), fold(line.actual.text)


def _added(first: Indicator, contributions: Sequence[Contribution], book: Rulebook) -> Indicator:
    """绝对值相加."""
    target = sum((c.target for c in contributions if c.target is not None), ZERO)
    actual = sum((c.actual for c in contributions if c.actual is not None), ZERO)
    return _with_figures(first, target, actual)


def _weighed(first: Indicator, contributions: Sequence[Contribution], book: Rulebook) -> Indicator:
    """相对值按资金额加权, kept to six decimals so that the rolled-up document can be read again."""
    target = _mean([(c.target or ZERO, c.money) for c in contributions])
    actual = _mean([(c.actual or ZERO, c.money) for c in contributions])
    return _with_figures(first, _trimmed(half_up(target, _PLACES)), _trimmed(half_up(actual, _PLACES)))


def _points_weighed(first: Indicator, contributions: Sequence[Contribution], book: Rulebook) -> Indicator:
    """定性指标得分按资金额加权; the tier is the one in whose band the weighed score lies."""
    mean = _mean([(c.self_score or ZERO, c.money) for c in contributions])
    earned = half_up(mean, book.rounding.total if book.rounding.rows is None else book.rounding.rows)
    weight = first.weight.value or ZERO
    tier = next((band.tier for band in book.tiers.bands if earned >= weight * band.low), None)
    return replace(first, self_score=earned, tier=tier)


def _left_open(first: Indicator, contributions: Sequence[Contribution], book: Rulebook) -> Indicator:
    """What cannot be combined is not guessed: the line has no actual."""
    missing = Missing.NOT_APPLICABLE
    actual = Actual("不能汇总", Kind.BLANK, Operator.UNSTATED, (), "", Reading.CERTAIN, missing=missing)
    return replace(first, actual=actual, self_score=None, tier=None)


def _same_everywhere(first: Indicator, contributions: Sequence[Contribution], book: Rulebook) -> Indicator:
    """Dates, 是 or 否: what every form says alike is what all of them say."""
    return first


_COMBINE = {
    "same": _same_everywhere,
    "added": _added,
    "weighed": _weighed,
    "points_weighed": _points_weighed,
    "left_open": _left_open,
}


def _mean(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    return sum((value * money for value, money in pairs), ZERO) / sum((money for _, money in pairs), ZERO)


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros behind the point."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _with_figures(first: Indicator, target: Decimal, actual: Decimal) -> Indicator:
    unit = first.target.unit
    sign = OPERATOR_SIGNS[first.target.operator]
    new_target = replace(
        first.target, text=f"{sign}{plain(target)}{unit}", numbers=(target,), columns=None, answer=None
    )
    text = f"{plain(actual)}{unit}"
    new_actual = Actual(text, first.target.kind, Operator.UNSTATED, (actual,), unit, Reading.CERTAIN)
    return replace(first, target=new_target, actual=new_actual, self_score=None, tier=None)


def _joined(members: Sequence[_Member], part: str) -> str:
    """What each agency says, those left aside whose reason says nothing: 无 does not become a reason by its agency."""
    given = [(m.agency, m.indicator.explanation, m.indicator.name) for m in members if m.indicator]
    told = [
        (agency, text) for agency, text, name in given if assess(text.reason, text.remedy, name=name).outcome in _SAID
    ]
    return "；".join(f"{agency}：{getattr(text, part)}" for agency, text in told if getattr(text, part))


def _document(documents: Sequence[SelfEvaluation], indicators: list[Indicator]) -> SelfEvaluation:
    """The first form with the combined lines and the added funds; nothing of it counts as published."""
    first, left = documents[0], iter(indicators)
    objectives = tuple(
        replace(objective, indicators=tuple(next(left) for _ in objective.indicators), achieved="")
        for objective in first.objectives
    )
    names = "、".join(dict.fromkeys(document.agency.name for document in documents))
    return replace(
        first,
        agency=replace(first.agency, name=names, code=""),
        objectives=objectives,
        funding=Funding(tuple(_funds(documents, source) for source in Source if _has(documents, source)), "万元"),
        spending=None,
        publication=Publication(),
        published_total=None,
        narrative=None,
        yearly_summary=None,
    )


def _has(documents: Sequence[SelfEvaluation], source: Source) -> bool:
    return all(document.funding.row(source) for document in documents)


def _funds(documents: Sequence[SelfEvaluation], source: Source) -> FundingRow:
    rows = [(document.funding.row(source), document.funding.unit) for document in documents]
    sums = {part: _sum([(getattr(row, part), unit) for row, unit in rows]) for part in ("initial", "budgeted", "spent")}
    return FundingRow(source, **sums)


def _sum(amounts: Sequence[tuple[Decimal | None, str]]) -> Decimal | None:
    """The sum in 万元; None where one is missing."""
    found = [convert(amount, unit, "万元") for amount, unit in amounts if amount is not None]
    return sum((amount for amount in found if amount is not None), ZERO) if len(found) == len(amounts) else None


def _issue(line: RolledLine) -> Issue:
    return finding("rollup_left_open", line.where, name=line.name)
