"""A score sheet laid out like the paper form: merged levels, each point with its working beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from api.actions.documents import all_issues
from api.cell_words import cell_text, line_questions
from api.finding_words import deviation_words, drafted, outcome_name, signed
from api.wording import (
    BASIS_NAMES,
    CAUSE_NAMES,
    SEVERITY_NAMES,
    basis_name,
    issue_sentence,
    met_name,
    pool_sentence,
    sources,
    working,
)
from indicators.checks import check
from indicators.model import Document, Indicator, Objective, Plan, Scope
from indicators.numbers import plain
from indicators.places import SOURCE_NAMES, place
from indicators.substance import CAUSE_NAMES as SUBSTANCE_NAMES
from indicators.substance import Outcome as Substance
from scoring.deviations import Deviation
from scoring.execution import ExecutionScore, scored_row
from scoring.explanations import CAUSE_NAMES as DUE_NAMES
from scoring.explanations import Owed
from scoring.figures import amount, percent
from scoring.results import LineScore
from scoring.rounding import half_up
from scoring.sheet import ScoreSheet, Subtotal
from scoring.verify import Finding, Outcome, verify
from scoring.wording import REASON_NAMES

SUBSTANCE = {Substance.OK: "已说明", Substance.WEAK: "说明不足", Substance.INSUFFICIENT: "尚未说明"}


class Merged(NamedTuple):
    """A cell over several rows."""

    text: str
    rows: int


class Points(NamedTuple):
    """What counts, what it rests on, and how it came about."""

    self_score: str
    computed: str
    points: str
    basis: str
    basis_name: str
    how: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]
    contradiction: str


class Row(NamedTuple):
    """One line of the form; a level is None where the cell above it reaches down."""

    number: int
    dimension: Merged | None
    category: Merged | None
    indicator: Indicator
    read_as: str
    weight: str
    met: str
    points: Points
    questions: tuple[str, ...]


class Block(NamedTuple):
    """An objective with its lines."""

    objective: Objective
    sums: Subtotal
    rows: tuple[Row, ...]


class Note(NamedTuple):
    """A finding beneath the form: a kind for its colour, the kind's name, a place, a sentence."""

    kind: str
    kind_name: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that the page of a form shows."""

    sheet: ScoreSheet
    title: str
    plan: bool
    rate: str
    execution: Points
    blocks: tuple[Block, ...]
    parts: tuple[tuple[str, str, str], ...]
    total: Finding
    outcome_name: str
    deviations: tuple[Note, ...]
    owed: tuple[Note, ...]
    issues: tuple[Note, ...]
    pools: tuple[str, ...]


def form(sheet: ScoreSheet) -> Form:
    """The sheet ready to be shown."""
    checked = verify(sheet)
    document = sheet.document
    return Form(
        sheet=sheet,
        title=title(document),
        plan=isinstance(document, Plan),
        rate=_other_rate(sheet),
        execution=_points(sheet, sheet.execution, checked.execution),
        blocks=tuple(_blocks(sheet, checked.lines)),
        parts=tuple((b.value, BASIS_NAMES[b], plain(p)) for b, p in sheet.by_basis.items() if p),
        total=checked.total,
        outcome_name=outcome_name(checked.total),
        deviations=tuple(_deviation(each, document) for each in sheet.deviations),
        owed=tuple(_owed(each, document) for each in sheet.owed),
        issues=tuple(
            Note(issue.severity.value, SEVERITY_NAMES[issue.severity], "", issue_sentence(issue, document))
            for issue in all_issues(sheet)
        ),
        pools=tuple(pool_sentence(pool, sheet.rulebook) for pool in sheet.pools),
    )


def _other_rate(sheet: ScoreSheet) -> str:
    """The computed rate where the form prints another figure."""
    rate, row = sheet.execution.rate, scored_row(sheet.document.funding, sheet.rulebook)
    if rate is None or row is None or half_up(rate * 100, 2) == row.rate:
        return ""
    return percent(rate)


def title(document: Document) -> str:
    """The form's heading, as printed on such forms."""
    scope = "部门整体支出" if document.scope is Scope.WHOLE_AGENCY else "项目支出"
    return f"{scope}绩效{'目标表' if isinstance(document, Plan) else '自评表'}"


def _blocks(sheet: ScoreSheet, findings: Sequence[Finding]) -> Iterator[Block]:
    lines = list(zip(sheet.lines, findings, strict=True))
    start = 0
    for objective, sums in sheet.by_objective:
        mine = lines[start : start + len(objective.indicators)]
        yield Block(objective, sums, tuple(_rows(sheet, mine, start)))
        start += len(mine)


def _rows(sheet: ScoreSheet, lines: Sequence[tuple[LineScore, Finding]], start: int) -> Iterator[Row]:
    number = start
    for dimension, of_dimension in groupby(lines, key=lambda pair: pair[0].indicator.dimension_text):
        group = list(of_dimension)
        first: Merged | None = Merged(dimension, len(group))
        for category, of_category in groupby(group, key=lambda pair: pair[0].indicator.category_text):
            members = list(of_category)
            second: Merged | None = Merged(category, len(members))
            for line, finding in members:
                number += 1
                yield _row(sheet, line, finding, number, (first, second))
                first = second = None


def _row(
    sheet: ScoreSheet, line: LineScore, finding: Finding, number: int, levels: tuple[Merged | None, Merged | None]
) -> Row:
    return Row(
        number=number,
        dimension=levels[0],
        category=levels[1],
        indicator=line.indicator,
        read_as=cell_text(line.indicator.target),
        weight=shown(line.weight),
        met=met_name(line.met),
        points=_points(sheet, line, finding),
        questions=line_questions(line),
    )


def _points(sheet: ScoreSheet, scored: LineScore | ExecutionScore, finding: Finding) -> Points:
    steps = working(scored, sheet)
    why = REASON_NAMES.get(scored.reason, scored.reason) if scored.points is None else ""
    return Points(
        self_score=shown(finding.printed),
        computed=shown(finding.computed),
        points=shown(scored.points),
        basis=scored.basis.value,
        basis_name=basis_name(scored),
        how="；".join(part for part in (*steps, why) if part),
        steps=steps,
        sources=sources(scored.step, sheet),
        contradiction=_contradiction(finding),
    )


def _contradiction(finding: Finding) -> str:
    if finding.outcome is Outcome.DIFFERS and finding.difference is not None:
        return f"自评与计算相差 {signed(amount(finding.difference))}"
    return "自评得分超出范围" if finding.outcome is Outcome.OUTSIDE else ""


def _deviation(each: Deviation, document: Document) -> Note:
    words = f"{each.name}{deviation_words(each)}。"
    return Note(each.cause.value, CAUSE_NAMES[each.cause], place(each.where, document), words)


def _owed(each: Owed, document: Document) -> Note:
    why = "、".join(DUE_NAMES.get(cause, cause) for cause in each.causes)
    weakness = SUBSTANCE_NAMES.get(each.assessment.cause, "")
    outcome = each.assessment.outcome
    text = f"{each.name}（{why}）{f'：{weakness}' if weakness else ''}。{drafted(each)}"
    return Note(outcome.value, SUBSTANCE[outcome], place(each.where, document), text)


def shown(value: Decimal | None) -> str:
    """A score as it stands in a cell; a dash where there is none."""
    return "—" if value is None else amount(value) if len(plain(value)) > 8 else plain(value)


class Listed(NamedTuple):
    """A row of the list of samples."""

    name: str
    document: Document
    sheet: ScoreSheet | None
    title: str
    plan: bool
    issues: tuple[tuple[str, str, int], ...]


def row(name: str, document: Document, sheet: ScoreSheet | None) -> Listed:
    """A document in the list with its issues by severity; one whose rulebook must still be chosen has no sheet."""
    found = [issue.severity for issue in (all_issues(sheet) if sheet else check(document))]
    counts = tuple((each.value, words, found.count(each)) for each, words in SEVERITY_NAMES.items() if each in found)
    return Listed(name, document, sheet, title(document), isinstance(document, Plan), counts)


def funding_rows(document: Document) -> list[tuple[str, str, list[str]]]:
    """The funding table: source, its name, and the figures as printed."""
    return [
        (row.source.value, SOURCE_NAMES[row.source], [shown(x) for x in (row.initial, row.budgeted, row.spent)]
         + ["—" if row.rate is None else f"{plain(row.rate)}%"])
        for row in document.funding.rows
    ]  # fmt: skip
