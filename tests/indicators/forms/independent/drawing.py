"""Tables written by hand, saved as xlsx, docx or csv; nothing here knows the product's layouts or its writers.

A table is a list of rows; "<" joins a cell to the one on its left, "^" to the one above.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

_SIDE = Side(style="thin")


@dataclass(frozen=True)
class Number:
    """A number in a workbook, shown by a number format."""

    value: str
    format: str = "General"


@dataclass(frozen=True)
class Formula:
    """A formula, whose result LibreOffice stores."""

    text: str
    format: str = "General"


Table = Sequence[Sequence[str | Number | Formula]]


@dataclass(frozen=True)
class Merge:
    """A merged box: its first row and column, how many rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


def wide(*cells: str | Number | Formula, spans: Sequence[int]) -> list[str | Number | Formula]:
    """A row whose cells take so many columns each."""
    return [part for cell, span in zip(cells, spans, strict=True) for part in (cell, *["<"] * (span - 1))]


def merges(table: Table) -> Iterator[Merge]:
    """Every merged box of a table."""
    for i, row in enumerate(table):
        assert len(row) == len(table[0]), (i, row)
        for j, cell in enumerate(row):
            if cell not in ("<", "^"):
                columns = next((n for n in range(1, len(row) - j) if row[j + n] != "<"), len(row) - j)
                rows = next((n for n in range(1, len(table) - i) if table[i + n][j] != "^"), len(table) - i)
                yield Merge(i, j, rows, columns)


def filled(table: Table) -> Iterator[tuple[int, int, str | Number | Formula]]:
    """Every cell that is no part of another."""
    for i, row in enumerate(table):
        yield from ((i, j, cell) for j, cell in enumerate(row) if cell not in ("<", "^"))


class Book:
    """A workbook that is drawn table by table."""

    def __init__(self) -> None:
        self.book = Workbook()
        del self.book[self.book.sheetnames[0]]

    def sheet(self, name: str, table: Table, row: int = 1, column: int = 1, width: int = 15) -> Any:
        """Draw a table at a cell of a sheet, a new one or one that is there."""
        sheet = self.book[name] if name in self.book.sheetnames else self.book.create_sheet(name)
        for i, j, cell in filled(table):
            _set(sheet.cell(row + i, column + j), cell)
        for box in merges(table):
            if (box.rows, box.columns) != (1, 1):
                top, left = row + box.row, column + box.column
                sheet.merge_cells(None, top, left, top + box.rows - 1, left + box.columns - 1)
        for number in range(len(table[0])):
            sheet.column_dimensions[get_column_letter(column + number)].width = width
        for box in merges(table):
            text, room = table[box.row][box.column], box.columns * (width - 2) // 2
            lines = -(-len(text) // room) if isinstance(text, str) and box.rows == 1 else 1
            dimension = sheet.row_dimensions[row + box.row]
            dimension.height = min(max(dimension.height or 15, 15 * lines), 400)
        _ruled(sheet, row, column, table)
        return sheet

    def save(self, path: Path) -> None:
        """Write the file."""
        self.book.save(path)


def _set(cell: Any, value: str | Number | Formula) -> None:
    if isinstance(value, Number):
        cell.value, cell.number_format = Decimal(value.value), value.format
    elif isinstance(value, Formula):
        cell.value, cell.number_format = value.text, value.format
    elif value:
        cell.value = value
        cell.data_type = "s"


def _ruled(sheet: Any, row: int, column: int, table: Table) -> None:
    ends = row + len(table) - 1, column + len(table[0]) - 1
    for cells in sheet.iter_rows(row, ends[0], column, ends[1]):
        for cell in cells:
            cell.border = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
            cell.alignment = Alignment(wrap_text=True, vertical="center")


def save_docx(path: Path, parts: Sequence[str | Table], headings: int = 0) -> None:
    """Paragraphs and tables in their order; the first ``headings`` rows of each table come again on a new page."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        drawn = document.add_table(len(part), len(part[0]), style="Table Grid")
        for box in merges(part):
            first = drawn.cell(box.row, box.column)
            first.merge(drawn.cell(box.row + box.rows - 1, box.column + box.columns - 1))
            first.text = str(part[box.row][box.column])
        for row in drawn.rows[:headings]:
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            row._tr.get_or_add_trPr().append(mark)
    document.save(str(path))


def save_csv(path: Path, table: Table, encoding: str, separator: str = ",") -> None:
    """Delimited text; what a box covers stays blank."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([["" if cell in ("<", "^") else cell for cell in row] for row in table])
    path.write_bytes(out.getvalue().encode(encoding))
