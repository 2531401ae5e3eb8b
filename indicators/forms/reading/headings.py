"""Rows of headings: which column of a table holds which field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.forms.layout.synonyms import GOAL, LINE, LOOSE_NAMES, MARGINS, MONEY, key
from indicators.forms.reading.rows import Row, Run

Fields = dict[str, tuple[int, ...]]
# The facts of a form that a sheet of several projects has in columns.
OWN = ("agency", "project", "money", "objective")
_TARGETS = {"target", "target.value", "actual"}
_PARTS = {"target.operator", "target.unit", "target.direction"}
_AMOUNTS = {"initial", "budgeted", "spent", "rate"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of each field, the runs that no field took, doubled ones, and how many rows the heading takes."""

    fields: Fields
    unknown: tuple[Run, ...] = ()
    doubled: tuple[Run, ...] = ()
    height: int = 1

    @property
    def first(self) -> int:
        """The first column that holds a field; margins stand before it."""
        return min(columns[0] for columns in self.fields.values())


def mapped(runs: Iterable[Run], names: Mapping[str, str], height: int = 1) -> Heading:
    """The heading that runs of a row make in a vocabulary; the first of two columns of one meaning counts."""
    fields: Fields = {}
    unknown, doubled = [], []
    for run in runs:
        field = names.get(run.key)
        if field is None:
            unknown.append(run)
        elif field in fields:
            doubled.append(run)
        else:
            fields[field] = tuple(range(run.first, run.last + 1))
    return Heading(fields, tuple(unknown), tuple(doubled), height)


def line_heading(rows: Sequence[Row]) -> Heading | None:
    """The heading of indicator lines at the first of the rows, over two rows or one; None when there is none."""
    pairs = [(_under(rows[0], rows[1]), 2)] if len(rows) > 1 and _continues(rows[0], rows[1]) else []
    for runs, height in [*pairs, (tuple(rows[0].runs()), 1)]:
        for names in (LINE, LOOSE_NAMES | LINE):
            heading = mapped(runs, names, height)
            if "name" in heading.fields and _TARGETS & heading.fields.keys():
                return _settled(heading)
    return None


def _settled(heading: Heading) -> Heading:
    """Beside columns for operator, unit or direction the target's own column holds its value.

    A form's own facts stand in columns only where 项目名称 does; else such a heading is a margin's label.
    """
    if "project" not in heading.fields:
        for name in OWN:
            heading.fields.pop(name, None)
    if _PARTS & heading.fields.keys() and "target" in heading.fields:
        heading.fields["target.value"] = heading.fields.pop("target")
    return heading


def _continues(top: Row, below: Row) -> bool:
    """Is the row below a second line of headings? Everything new in it makes a heading with what stands above."""
    if len(top.cells) != len(below.cells) or len(mapped(top.runs(), LINE).fields.keys() - set(OWN)) < 2:
        return False
    fresh = _fresh(top, below)
    return bool(fresh) and all(_two_line(top.at(run.first).text, run.cell.text) for run in fresh)


def _fresh(top: Row, below: Row) -> list[Run]:
    return [run for run in below.runs() if top.at(run.first) is not run.cell]


def _two_line(top: str, below: str) -> str:
    """The name, of those that two lines make, that is a known heading."""
    above, under = key(top), key(below)
    return next((name for name in (above + under, under + above, under) if name in LINE), "")


def _under(top: Row, below: Row) -> tuple[Run, ...]:
    """The runs of a heading of two lines, each under the name that both lines make."""
    fresh = [
        Run(run.cell, run.first, run.last, _two_line(top.at(run.first).text, run.cell.text))
        for run in _fresh(top, below)
    ]
    taken = {column for run in fresh for column in range(run.first, run.last + 1)}
    return tuple(sorted([*fresh, *(run for run in top.runs() if run.first not in taken)], key=lambda run: run.first))


def money_heading(row: Row) -> Heading | None:
    """The heading of 预算执行情况: two of its amounts at least."""
    heading = mapped(row.runs(), MONEY)
    return heading if len(_AMOUNTS & heading.fields.keys()) > 1 else None


def goal_heading(row: Row) -> Heading | None:
    """The heading 预期目标 | 实际完成情况, or 预期目标 alone beside a margin."""
    heading = mapped(row.runs(), GOAL)
    alone = all(run.key in MARGINS or run.first < heading.first for run in heading.unknown) if heading.fields else False
    return heading if alone and "text" in heading.fields and not heading.doubled else None
