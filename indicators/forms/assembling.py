"""From scattered cells to a table: merges spread, hidden rows and columns marked, the edges cut."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from indicators.forms.faults import MERGES, Room, TooMuch
from indicators.forms.grid import Cell, Grid, letter
from indicators.forms.places import Place

_WIDEST = 1_000  # a merge over more rows or columns than this is clipped to what stands beside it


class Written(NamedTuple):
    """What a file holds in one cell: the text shown, was it computed, the number format."""

    text: str
    formula: bool = False
    number_format: str = ""


class Span(NamedTuple):
    """A merge: first and last row, first and last column, from 0, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A worksheet as it lies in a file: cells by (row, column) from 0, merges, what is hidden."""

    name: str
    cells: dict[tuple[int, int], Written] = field(default_factory=dict)
    merges: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


def assembled(sheet: Sheet, room: Room) -> Grid | None:
    """The table of a worksheet from its first cell to its last filled one; None for an empty sheet."""
    if len(sheet.merges) > MERGES:
        raise TooMuch(f"工作表“{sheet.name[:50]}”的合并单元格", MERGES)
    height, width = _extent(sheet)
    if not height:
        return None
    room.take(f"工作表“{sheet.name[:50]}”", height, width)
    columns = [letter(column) for column in range(width)]
    under, spans = _spread(sheet, height, width)
    rows = tuple(
        tuple(under.get((i, j)) or _cell(sheet, i, j, f"{name}{i + 1}") for j, name in enumerate(columns))
        for i in range(height)
    )
    return Grid(sheet.name, rows, MappingProxyType(spans))


def _extent(sheet: Sheet) -> tuple[int, int]:
    filled = [place for place, cell in sheet.cells.items() if cell.text or cell.formula]
    whole = [
        span
        for span in sheet.merges
        if span.bottom - span.top < _WIDEST
        and span.right - span.left < _WIDEST
        and (cell := sheet.cells.get((span.top, span.left)))
        and cell.text
    ]
    height = max((row + 1 for row in _all((row for row, _ in filled), (span.bottom for span in whole))), default=0)
    width = max((at + 1 for at in _all((at for _, at in filled), (span.right for span in whole))), default=0)
    return height, width


def _all(*many: Iterable[int]) -> Iterable[int]:
    for each in many:
        yield from each


_EMPTY = Written("")


def _cell(sheet: Sheet, row: int, column: int, ref: str) -> Cell:
    text, formula, number_format = sheet.cells.get((row, column), _EMPTY)
    hidden = sheet.hidden or row in sheet.hidden_rows or column in sheet.hidden_columns
    return Cell(text, Place(sheet.name, ref), formula, hidden, number_format)


_Spread = tuple[dict[tuple[int, int], Cell], dict[tuple[int, int], tuple[int, int]]]


def _spread(sheet: Sheet, height: int, width: int) -> _Spread:
    """The cell of each position under a merge, and the sizes by anchor; one that overlaps an earlier one is none."""
    under: dict[tuple[int, int], Cell] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for span in sheet.merges:
        bottom, right = min(span.bottom, height - 1), min(span.right, width - 1)
        covered = [(i, j) for i in range(span.top, bottom + 1) for j in range(span.left, right + 1)]
        if len(covered) < 2 or not under.keys().isdisjoint(covered):
            continue
        anchor = _cell(sheet, span.top, span.left, f"{letter(span.left)}{span.top + 1}")
        under |= dict.fromkeys(covered, _seen(anchor, sheet, covered))
        spans[span.top, span.left] = (bottom - span.top + 1, right - span.left + 1)
    return under, spans


def _seen(anchor: Cell, sheet: Sheet, covered: list[tuple[int, int]]) -> Cell:
    """A merge is hidden only where all of its rows, or all of its columns, are."""
    if not anchor.hidden:
        return anchor
    rows = {i for i, _ in covered} <= sheet.hidden_rows
    columns = {j for _, j in covered} <= sheet.hidden_columns
    return replace(anchor, hidden=sheet.hidden or rows or columns)
