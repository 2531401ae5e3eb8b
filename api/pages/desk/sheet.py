"""A report laid out to be reviewed (审核页的行): each line with its signs, its scores side by side, its words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from api.actions.evaluations.judgement import FUNDING, Sign
from api.actions.evaluations.judging import Judging
from api.changes import Change
from api.pages.layout import Form, Row, form, funding_rows, shown
from indicators.places import line_of, place
from scoring.figures import percent

Stored = Mapping[str, Any]


class Line(NamedTuple):
    """One line: as reported, with its points as they would count, its signs and what belongs to it."""

    number: int
    where: str
    row: Row
    levels: str
    counted: str
    counted_name: str
    signs: tuple[Sign, ...]
    bare: bool
    changed: bool
    evidence: tuple[Stored, ...]
    mine: Stored | None
    others: tuple[Stored, ...]
    open: bool

    @property
    def name(self) -> str:
        """The line as it is called in labels: 第3行 培训人次."""
        return f"第{self.number}行 {self.row.indicator.name}"


class Signed(NamedTuple):
    """What calls for judgement at one place: where it is, its words, its signs."""

    anchor: str
    place: str
    signs: tuple[Sign, ...]
    line: bool  # of a line, not of the funds or the whole form


class Laid(NamedTuple):
    """The whole report laid out."""

    form: Form
    lines: tuple[Line, ...]
    signs: tuple[Signed, ...]
    bare: tuple[Line, ...]
    funds: tuple[tuple[str, str, Sequence[str]], ...]
    rate: str
    changed: tuple[tuple[str, str, str], ...]
    claimed: str
    computed: str
    counted: str
    whole: tuple[Stored, ...]


def laid(found: Judging, typed: Mapping[str, str]) -> Laid:
    """The report laid out; lines open where there is something to judge, or something was written."""
    reported, current = form(found.current.reported), found.current
    signs = tuple(_signed(found))
    lines = tuple(_lines(found, reported, typed))
    rate = current.reported.execution.rate
    return Laid(
        reported, lines, signs, tuple(line for line in lines if line.bare), tuple(funding_rows(current.document)),
        "" if rate is None else percent(rate), tuple(_changed(found)), shown(found.claimed),
        shown(current.reported.total), shown(found.counted.total),
        tuple(row for row in found.sitting.whole.evidence if row["place"] in ("", FUNDING)),
    )  # fmt: skip


def _signed(found: Judging) -> Iterator[Signed]:
    """The signs place by place, in the order of the form."""
    document, by = found.current.document, dict[str, list[Sign]]()
    for each in found.signs:
        by.setdefault(each.where, []).append(each)
    numbers = {where: number for number, (where, _) in enumerate(document.lines(), 1)}
    for where, signs in by.items():
        name = f"{place(where, document)} {_name(found, where)}".strip() if where else "整张表"
        yield Signed(
            f"line-{numbers[where]}" if where in numbers else where or "whole", name, tuple(signs), where in numbers
        )


def _name(found: Judging, where: str) -> str:
    return next((line.name for place, line in found.current.document.lines() if place == where), "")


def _lines(found: Judging, reported: Form, typed: Mapping[str, str]) -> Iterator[Line]:
    whole, counted = found.sitting.whole, form(found.counted)
    then = [row for block in counted.blocks for row in block.rows]
    lost = {each.where for each in found.current.reported.deviations}
    touched = {line_of(each.where) for each in found.changed} | {row["place"] for row in found.added}
    for block in reported.blocks:
        for row in block.rows:
            where = found.current.reported.lines[row.number - 1].where
            signs = tuple(each for each in found.signs if each.where == where)
            reviews = [each for each in found.current.reviews if each["place"] == where]
            points = then[row.number - 1].points
            yield Line(
                row.number, where, row, _levels(row), points.points, points.basis_name, signs,
                where in found.unbacked, where in touched,
                tuple(each for each in whole.evidence if each["place"] == where),
                next((each for each in reviews if each["level"] == found.level), None),
                tuple(each for each in reviews if each["level"] != found.level),
                bool(signs or reviews) or where in lost or _written(row.number, typed),
            )  # fmt: skip


def _levels(row: Row) -> str:
    indicator = row.indicator
    return " · ".join(dict.fromkeys(text for text in (indicator.dimension_text, indicator.category_text) if text))


def _written(number: int, typed: Mapping[str, str]) -> bool:
    return any(text for name, text in typed.items() if name.endswith(f"-{number}"))


def _changed(found: Judging) -> Iterator[tuple[str, str, str]]:
    """What changed since the submission before: where, what was, what is."""
    document = found.current.document
    for each in found.changed:
        yield place(each.where, document), _text(each, each.before), _text(each, each.after)
    for row in found.added:
        yield place(row["place"], document) or "整张表", "", f"新增佐证 {row['name']}"


def _text(change: Change, value: Any) -> str:
    """A value in words; nothing where there is none."""
    return "" if value in (None, "", [], {}) else str(value)
