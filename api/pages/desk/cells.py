"""A report laid out to be filled in (填报页的格子): each line with what is asked, owed, offered and attached. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from api.actions.documents import all_issues
from api.actions.evaluations.missing import ripe
from api.cell_words import cell_text, question_sentences, questions_of
from api.pages.layout import Block, Form, Note, Row, form
from api.problems.faults import FieldError
from api.wording import SEVERITY_NAMES, issue_sentence
from indicators.cells import Kind, Reading
from indicators.issues import Severity
from indicators.model import Source
from indicators.places import SOURCE_NAMES, place
from indicators.substance import CAUSE_NAMES
from scoring.explanations import Owed
from scoring.figures import amount, percent
from scoring.results import Basis, LineScore
from scoring.rules import TierBand
from scoring.sheet import ScoreSheet

Stored = Mapping[str, object]
_LINE = re.compile(r"(objectives\[\d+\]\.indicators\[\d+\])\.?(.*)")
_WORDS = frozenset({Kind.QUALITY, Kind.YES_NO, Kind.UNREADABLE, Kind.SEVERAL})
# Which of a line's cells a debt is shown at; all others at the actual.
_AT = {"open_tier_unknown": "tier", "open_unscored": "score", "open_outside_band": "score", "open_to_a_person": "score"}
_CALLED = re.compile(r"“.*?”(?:：|的偏差原因：)", re.DOTALL)


class Asked(NamedTuple):
    """A question about a cell: its field, the sentence, and the readings to choose from."""

    field: str
    sentence: str
    alternatives: tuple[str, ...]


class Owes(NamedTuple):
    """Something missing: the field where it is put right, the place in words, and the sentence."""

    field: str
    place: str
    sentence: str
    short: str


class Line(NamedTuple):
    """One line of the form with all that belongs to it."""

    number: int
    where: str
    row: Row
    read_as: str
    unit: str
    asked: tuple[Asked, ...]
    answered: str
    owes: tuple[Owes, ...]
    tiers: tuple[tuple[str, str], ...]
    tier: str  # the tier that the words of the cell name by themselves
    range: str
    draft: str
    weak: str
    evidence: tuple[Stored, ...]
    reviews: tuple[Stored, ...]
    remarks: tuple[str, ...]

    def missing(self, *cells: str) -> tuple[str, ...]:
        """What is owed at these cells."""
        return tuple(each.short for each in self.owes if each.field.rpartition("-")[0] in cells)


class Group(NamedTuple):
    """An objective with its lines."""

    position: int
    block: Block
    lines: tuple[Line, ...]


class Laid(NamedTuple):
    """The whole report laid out."""

    form: Form
    sheet: ScoreSheet
    groups: tuple[Group, ...]
    owes: tuple[Owes, ...]
    funds: tuple[tuple[str, str], ...]  # source and its name
    scope: str  # the source on whose row the execution is scored
    rate: str
    draft: str  # of the explanation of a low execution
    whole: tuple[Stored, ...]  # evidence of no single line
    advice: tuple[Note, ...]  # what the checks found besides


class Around(NamedTuple):
    """What lies around the sheet, by line."""

    evidence: Sequence[Stored]
    reviews: Sequence[Stored]
    remarks: Sequence[Mapping[str, str]]


def laid(sheet: ScoreSheet, missing: Sequence[FieldError], around: Around) -> Laid:
    """The sheet laid out."""
    told, scope = form(sheet), sheet.rulebook.execution.scope
    owes = tuple(_owes(each, sheet) for each in ripe(missing))
    rate = sheet.execution.rate
    low = next((each for each in sheet.owed if each.where == "funding"), None)
    return Laid(
        told, sheet, tuple(_groups(told, sheet, owes, around)), owes,
        tuple((source.value, SOURCE_NAMES[source]) for source in Source),
        scope if scope != "parts" else Source.TOTAL.value, "" if rate is None else percent(rate),
        low.draft if low else "", tuple(each for each in around.evidence if each["place"] in ("", "funding")),
        tuple(_advice(sheet, missing)),
    )  # fmt: skip


def _advice(sheet: ScoreSheet, missing: Sequence[FieldError]) -> Iterator[Note]:
    """The findings of the checks, without notices and without lines that owe something anyway."""
    owing = {_place(each.path) for each in missing}
    for issue in all_issues(sheet):
        if issue.severity is not Severity.NOTICE and _place(issue.where) not in owing:
            kind, words = issue.severity, issue_sentence(issue, sheet.document)
            yield Note(kind.value, SEVERITY_NAMES[kind], "", words)


def _place(path: str) -> str:
    match = _LINE.match(path)
    return match[1] if match else path.partition(".")[0].partition("[")[0]


def _groups(told: Form, sheet: ScoreSheet, owes: tuple[Owes, ...], around: Around) -> Iterator[Group]:
    owed = {each.where: each for each in sheet.owed}
    for position, block in enumerate(told.blocks):
        scored = ((row, sheet.lines[row.number - 1]) for row in block.rows)
        lines = (_line(row, line, sheet, owes, owed.get(line.where), around) for row, line in scored)
        yield Group(position, block, tuple(lines))


def _line(
    row: Row, line: LineScore, sheet: ScoreSheet, owes: Iterable[Owes], owed: Owed | None, around: Around
) -> Line:
    n, target, actual = row.number, line.indicator.target, line.indicator.actual
    weak = owed is not None and owed.assessment.outcome == "weak"
    return Line(
        number=n,
        where=line.where,
        row=row,
        read_as="" if actual.reading is Reading.CERTAIN or not actual.text else cell_text(actual),
        unit=target.unit,
        asked=tuple(_asked(line, n)),
        answered="；".join(
            f"{name}按“{cell.answer.text}”"
            for name, cell in (("指标值", target), ("实际完成值", actual))
            if cell.answer
        ),
        owes=tuple(each for each in owes if each.field.endswith(f"-{n}") and each.field.partition("-")[0] != "funds"),
        tiers=_tiers(line, sheet),
        tier=f"{line.tier.name}（{_band(line, line.tier)}）" if line.tier and not line.indicator.tier else "",
        range=_range(line),
        draft=owed.draft if owed else "",
        weak=CAUSE_NAMES[owed.assessment.cause] if owed and weak else "",
        evidence=tuple(each for each in around.evidence if each["place"] == line.where),
        reviews=tuple(each for each in around.reviews if each["place"] == line.where),
        remarks=tuple(each["text"] for each in around.remarks if _of(line.where, each["where"])),
    )


def _of(where: str, remark: str) -> bool:
    return remark == where or remark.startswith(f"{where}.")


def _asked(line: LineScore, number: int) -> Iterator[Asked]:
    found = questions_of(line)
    words = question_sentences(found, line.indicator.target, line.indicator.actual)
    for each, sentence in zip(found, words, strict=True):
        yield Asked(f"ask-{each.about}-{number}", sentence, each.alternatives)


def _tiers(line: LineScore, sheet: ScoreSheet) -> tuple[tuple[str, str], ...]:
    """The tiers to choose from, each with its band; none where a figure decides."""
    judged = line.basis in (Basis.JUDGED, Basis.CLAIMED) and line.tier is not None
    if not (line.indicator.target.kind in _WORDS or line.indicator.tier or judged):
        return ()
    return tuple((band.tier.value, f"{band.name}：{_band(line, band)}") for band in sheet.rulebook.tiers.bands)


def _band(line: LineScore, band: TierBand) -> str:
    """Where a tier's score lies: 8 至 10 分; of a weight that is not printed, the share of it."""
    if line.weight is None:
        return f"{percent(band.low)} 至 {percent(band.high)}"
    low, high = amount(line.weight * band.low), amount(line.weight * band.high)
    return f"{low} 至 {high} 分" if band.top else f"{low} 至不满 {high} 分"


def _range(line: LineScore) -> str:
    """What an open line can still earn."""
    if line.points is not None or line.weight is None or line.low == line.high:
        return ""
    return f"{amount(line.low)} 至 {amount(line.high)} 分"


def _owes(missing: FieldError, sheet: ScoreSheet) -> Owes:
    document = sheet.document
    short = _CALLED.sub("", missing.message, count=1)
    return Owes(_field(missing, sheet), place(missing.path, document), missing.message, short)


def _field(missing: FieldError, sheet: ScoreSheet) -> str:
    """The field at which a debt is paid."""
    match = _LINE.match(missing.path)
    if match is None:
        scope = sheet.rulebook.execution.scope
        row = Source.APPROPRIATION.value if scope == "parts" else scope
        return f"funds-{row}-spent" if missing.path == "funding" else "explanation-reason"
    number = next(i for i, line in enumerate(sheet.lines, 1) if line.where == match[1])
    kind = {"explanation": "reason", "evidence": "file"}.get(match[2]) or _AT.get(missing.code, "actual")
    return f"{kind}-{number}"
