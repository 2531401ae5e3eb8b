"""xls of Excel 97 to 2003, read as people see it."""

import io
from decimal import Decimal
from typing import Any

import xlrd

from indicators.forms import shown
from indicators.forms.assembling import Sheet, Span, Written, assembled
from indicators.forms.faults import REFUSED, Damaged, Protected, Room
from indicators.forms.grid import Source

_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def read(data: bytes) -> Source:
    """Every worksheet with anything in it; refusals of ``faults`` where the file cannot be read."""
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        return _read(book)
    except (*REFUSED, MemoryError):
        raise
    except Exception as error:  # xlrd answers a bent file with whatever came to its mind
        if "encrypted" in str(error):
            raise Protected from error
        raise Damaged(f"不是完好的 xls 文件（{type(error).__name__}）") from error


def _read(book: Any) -> Source:
    room, grids = Room(), []
    for worksheet in book.sheets():
        grid = assembled(_sheet(book, worksheet), room)
        if grid is not None:
            grids.append(grid)
    return Source("xls", tuple(grids))


def _sheet(book: Any, worksheet: Any) -> Sheet:
    sheet = Sheet(worksheet.name, hidden=worksheet.visibility != 0)
    for row in range(worksheet.nrows):
        for column, cell in enumerate(worksheet.row(row)):
            if written := _written(book, cell):
                sheet.cells[row, column] = written
    sheet.merges = [Span(top, below - 1, left, beside - 1) for top, below, left, beside in worksheet.merged_cells]
    sheet.hidden_rows = {row for row, info in worksheet.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in worksheet.colinfo_map.items() if info.hidden}
    return sheet


def _written(book: Any, cell: Any) -> Written | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    code = _code(book, cell.xf_index)
    kept = "" if code == shown.GENERAL else code
    if cell.ctype in _NUMBERS:
        value = Decimal(repr(cell.value))
        return Written(shown.number(value, code, since_1904=book.datemode == 1), number_format=kept)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Written("TRUE" if cell.value else "FALSE")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Written(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return Written(shown.text(cell.value, code), number_format=kept)


def _code(book: Any, index: int | None) -> str:
    if index is None:
        return shown.GENERAL
    key = book.xf_list[index].format_key
    return shown.CHINESE.get(key) or str(book.format_map[key].format_str)
