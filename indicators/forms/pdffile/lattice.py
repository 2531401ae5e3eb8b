"""Boxes that lines cut out of a page, laid on a lattice of all their edges: rows, columns and merges."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from indicators.forms.grid import Cell, Grid, letter
from indicators.forms.pdffile.lines import Char, cell_text, torn
from indicators.forms.places import Place

NEAR = 2  # points: edges so close are one edge
_PADDING, _WIDEST = 3, 8  # points that a cell keeps free at a side: usually, and at the most

Box = tuple[Any, ...]
Spot = tuple[int, int]  # row and column
Span = tuple[int, int, int, int]  # top, left, height, width


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of one page: its boxes (left, top, right, bottom), its characters.

    ``goes_on`` marks the part of a table that began on the page before; ``open`` are the boxes that no line closes
    below.
    """

    name: str
    boxes: Sequence[Box]
    chars: Sequence[Char]
    goes_on: bool = False
    open: frozenset[int] = frozenset()

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(down(self.boxes)) - 1, len(across(self.boxes)) - 1


def grids(tables: Sequence[Table]) -> Iterator[Grid]:
    """Each table as a grid; the parts of one that goes on over pages have the same columns."""
    start = 0
    while start < len(tables):
        end = start + 1
        while end < len(tables) and tables[end].goes_on:
            end += 1
        columns = across([box for table in tables[start:end] for box in table.boxes])
        found = [_grid(table, columns) for table in tables[start:end]]
        for number in range(len(found) - 2, -1, -1):
            found[number] = _seamed(found[: number + 2], _opened(tables[start + number], columns))
        yield from found
        start = end


def _opened(table: Table, columns: Sequence[Any]) -> set[int]:
    """The columns of the boxes that no line closes below."""
    ends = [(_nearest(columns, table.boxes[each][0]), _nearest(columns, table.boxes[each][2])) for each in table.open]
    return {column for left, right in ends for column in range(left, right)}


def _seamed(pages: Sequence[Grid], opened: set[int]) -> Grid:
    """The last page but one: a blank box that goes on over the page holds the text that is printed on the next."""
    *before, page, following = pages
    printed = {tuple(cell.text for cell in row) for grid in (*before, page) for row in grid.rows}
    body = [row for row in following.rows if tuple(cell.text for cell in row) not in printed]
    ends = [(page.rows[-1][column], body[0][column]) for column in opened if body]
    told = {id(cell): replace(cell, text=below.text) for cell, below in ends if not cell.text}
    return replace(page, rows=tuple(tuple(told.get(id(cell), cell) for cell in row) for row in page.rows))


def across(boxes: Iterable[Box]) -> list[Any]:
    """The edges from left to right."""
    return _edges(edge for box in boxes for edge in (box[0], box[2]))


def down(boxes: Iterable[Box]) -> list[Any]:
    """The edges from top to bottom."""
    return _edges(edge for box in boxes for edge in (box[1], box[3]))


def _grid(table: Table, columns: Sequence[Any]) -> Grid:
    rows = down(table.boxes)
    cells = [
        [Cell("", Place(table.name, f"{letter(j)}{i + 1}")) for j in range(len(columns) - 1)]
        for i in range(len(rows) - 1)
    ]
    owner, spans = _owned(table.boxes, columns, rows)
    held: dict[int, list[Char]] = {}
    for char in table.chars:
        at = owner.get((_index(rows, char.y), _index(columns, char.x)))
        if at is not None:
            held.setdefault(at, []).append(char)
    free = _padding(table.boxes, held)
    broken = _torn(table.boxes, held, owner, spans)
    for number, (top, left, height, width) in spans.items():
        text = cell_text(held.get(number, []), table.boxes[number][2] - table.boxes[number][0] - 2 * free)
        anchor = Cell(text, cells[top][left].place, torn=number in broken)
        for i in range(top, top + height):
            cells[i][left : left + width] = [anchor] * width
    merged = {(top, left): (height, width) for top, left, height, width in spans.values() if height * width > 1}
    return Grid(table.name, tuple(map(tuple, cells)), MappingProxyType(merged))


def _padding(boxes: Sequence[Box], held: Mapping[int, Sequence[Char]]) -> Any:
    """The points that every cell of a table keeps free at a side: what the fullest one does.

    A bracket at the start of a line may hang over the side, and says nothing.
    """
    sides = [min(char.left for char in chars) - boxes[number][0] for number, chars in held.items()]
    return min(min((side for side in sides if side >= 1), default=_PADDING), _WIDEST)


def _torn(
    boxes: Sequence[Box], held: Mapping[int, Sequence[Char]], owner: Mapping[Spot, int], spans: Mapping[int, Span]
) -> set[int]:
    """The boxes whose text runs over other text, and those above and below, which may have got some of it."""
    found = {number for number, chars in held.items() if torn(chars, boxes[number])}
    beside = {
        owner.get((row, left))
        for top, left, height, _ in map(spans.__getitem__, found)
        for row in (top - 1, top + height)
    }
    return found | {number for number in beside if number is not None and number in held}


def _owned(
    boxes: Sequence[Box], columns: Sequence[Any], rows: Sequence[Any]
) -> tuple[dict[Spot, int], dict[int, Span]]:
    """Which box owns each position, and where each box lies: top, left, height, width."""
    owner: dict[Spot, int] = {}
    spans: dict[int, Span] = {}
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        left, right = _nearest(columns, x0), _nearest(columns, x1)
        first, last = _nearest(rows, top), _nearest(rows, bottom)
        places = [(i, j) for i in range(first, last) for j in range(left, right)]
        if places and not any(place in owner for place in places):
            owner.update(dict.fromkeys(places, number))
            spans[number] = (first, left, last - first, right - left)
    return owner, spans


def _edges(values: Iterable[Any]) -> list[Any]:
    """The distinct edges, in order."""
    kept: list[Any] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _nearest(edges: Sequence[Any], value: Any) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _index(edges: Sequence[Any], value: Any) -> int:
    return min(max(bisect(edges, value) - 1, 0), len(edges) - 2)
