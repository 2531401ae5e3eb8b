"""Tables as people see them: what the readers of files hand over (Source) and what the writers of files draw (Page)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from indicators.forms.findings import Finding
from indicators.forms.places import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text`` exactly as a person sees it (0.99 shown as 0% is "99%", 45000.0 is "45000").

    ``formula`` marks a cell whose text was computed by the file, ``hidden`` one that a person does not see. ``torn`` is
    one whose text runs over its edge or over other text: it may have been read wrong.
    """

    text: str
    place: Place
    formula: bool = False
    hidden: bool = False
    number_format: str = ""
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every row has the same length; each position under a merge repeats the anchor's cell, the same object.

    ``spans`` gives (rows, columns) of each merge by its anchor (row, column), both counted from 0.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its tables in order, the paragraphs beside them in order, and what was odd about the file.

    ``kind`` is xlsx, xls, csv, docx or pdf.
    """

    kind: str
    grids: tuple[Grid, ...]
    texts: tuple[Cell, ...] = ()
    issues: tuple[Finding, ...] = ()


class Style(StrEnum):
    """How a box is drawn."""

    TITLE = "title"  # the form's name: large, centred, no border
    SUBTITLE = "subtitle"  # （2023年度）, 单位：万元: no border
    HEADING = "heading"  # a column's heading: centred, bold
    LABEL = "label"  # the name of a field beside its value: centred
    TEXT = "text"  # a short value: centred
    NUMBER = "number"  # an amount, a weight, points: centred, one line
    PROSE = "prose"  # long text: left, wrapped
    INPUT = "input"  # what the unit fills in: unlocked, centred
    INPUT_PROSE = "input_prose"  # the same, long text: unlocked, left
    SIGNATURE = "signature"  # 填报人、联系电话、盖章: no border, left
    SECTION = "section"  # 一、……: the heading of a part of running text, no border
    PARAGRAPH = "paragraph"  # running text: first line indented, wide lines, justified, no border


@dataclass(frozen=True, slots=True)
class Box:
    """A box to draw, over ``rows`` × ``columns``; ``choices`` is its drop-down list, ``path`` the value it shows."""

    text: str
    rows: int = 1
    columns: int = 1
    style: Style = Style.TEXT
    choices: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One form to draw: ``titles`` above the table, its ``rows``, ``notes`` below.

    A row holds the boxes that begin in it, from left to right; what a box of an earlier row covers is left out.
    ``widths`` are relative widths of the columns; the first ``repeated`` rows come again after a page break. A page
    that is ``locked`` lets nobody change anything but inputs.
    """

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    landscape: bool = False
    titles: tuple[Box, ...] = ()
    notes: tuple[Box, ...] = ()
    repeated: int = 0
    locked: bool = True


def letter(column: int) -> str:
    """The letters of a column counted from 0: A, B, …, Z, AA."""
    high, low = divmod(column, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def placed(page: Page) -> Iterator[tuple[int, int, Box]]:
    """Every box of the table with the row and the column, from 0, that it begins in."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(page.rows):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            yield number, column, box
            taken |= {(number + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            column += box.columns


def laid(page: Page) -> Grid:
    """The table that a reader would see of a drawn page, titles and notes aside."""
    height, width = len(page.rows), len(page.widths)
    cells = [[Cell("", Place(page.name, f"{letter(j)}{i + 1}")) for j in range(width)] for i in range(height)]
    spans = {}
    for row, column, box in placed(page):
        anchor = Cell(box.text, Place(page.name, f"{letter(column)}{row + 1}"))
        for i in range(row, row + box.rows):
            cells[i][column : column + box.columns] = [anchor] * box.columns
        if (box.rows, box.columns) != (1, 1):
            spans[row, column] = (box.rows, box.columns)
    return Grid(page.name, tuple(map(tuple, cells)), MappingProxyType(spans))
