"""xlsx, read in one pass over each sheet: texts as shown, merges, hidden rows and columns, formulas marked."""

import io
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH

from indicators.forms import shown
from indicators.forms.assembling import Sheet, Span, Written, assembled
from indicators.forms.faults import MERGES, POSITIONS, REFUSED, Damaged, Room, TooMuch
from indicators.forms.grid import Source

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_WANTED = [f"{space}{tag}" for space in (_MAIN, _STRICT) for tag in ("row", "col", "mergeCell")]
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ROWS, _COLUMNS = 1_048_576, 16_384
_LARGEST = 308  # the exponent of the largest number that a workbook holds
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


def read(data: bytes) -> Source:
    """Every worksheet with anything in it; refusals of ``faults`` where the file cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return _read(book)
    except (*REFUSED, MemoryError):
        raise
    except Exception as error:  # openpyxl answers a bent file with whatever came to its mind
        raise Damaged(f"不是完好的 xlsx 文件（{type(error).__name__}）") from error


def _read(book: Any) -> Source:
    room, formats, grids = Room(), Formats(book), []
    for worksheet in book.worksheets:
        with worksheet._get_source() as stream:  # noqa: SLF001 - openpyxl has no public way to the merges of a stream
            sheet = _Parser(worksheet.title, worksheet._shared_strings, formats).parse(stream)  # noqa: SLF001
        sheet.hidden = worksheet.sheet_state != "visible"
        grid = assembled(sheet, room)
        if grid is not None:
            grids.append(grid)
    return Source("xlsx", tuple(grids))


class Formats:
    """The number format of each cell style, and a number shown in it."""

    def __init__(self, book: Any) -> None:
        self.since_1904 = book.epoch == MAC_EPOCH
        self.codes = [_code(style.numFmtId, book._number_formats) for style in book._cell_styles]  # noqa: SLF001

    def code(self, style: str | None) -> str:
        """The format code of a style's number."""
        index = int(style or 0)
        return self.codes[index] if index < len(self.codes) else shown.GENERAL

    def shown(self, digits: str, code: str) -> str:
        """The digits of the file as a person sees them; what is no number of a workbook stays as it is."""
        if code == shown.GENERAL and digits.isdigit() and len(digits) < 12:
            return digits.lstrip("0") or "0"
        try:
            value = Decimal(digits)
        except InvalidOperation:
            return digits
        if not value.is_finite() or (value and abs(value.adjusted()) > _LARGEST):
            return digits
        return shown.number(value, code, since_1904=self.since_1904)


def _code(number: int, own: Any) -> str:
    if number >= 164:
        return str(own[number - 164])
    return shown.CHINESE.get(number) or BUILTIN_FORMATS.get(number, shown.GENERAL)


class _Parser:
    """One sheet's stream to a Sheet."""

    def __init__(self, name: str, strings: Any, formats: Formats) -> None:
        self.sheet = Sheet(name)
        self.strings, self.formats = strings, formats
        self.row = self.column = -1

    def parse(self, stream: Any) -> Sheet:
        """The sheet; rows are forgotten as soon as they are read."""
        for _, element in etree.iterparse(stream, tag=_WANTED, resolve_entities=False, no_network=True):
            tag = etree.QName(element).localname
            if tag == "row":
                self._row(element)
            elif tag == "col":
                self._columns(element)
            else:
                self._merge(element.get("ref", ""))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        return self.sheet

    def _row(self, element: Any) -> None:
        self.row = int(element.get("r") or self.row + 2) - 1
        if not 0 <= self.row < _ROWS:
            raise Damaged(f"工作表“{self.sheet.name[:50]}”的行号不对")
        if element.get("hidden") in ("1", "true") or element.get("zeroHeight") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)
        self.column = -1
        for child in element:
            self._cell(child)
        if len(self.sheet.cells) > POSITIONS:
            raise TooMuch(f"工作表“{self.sheet.name[:50]}”的单元格", POSITIONS)

    def _cell(self, element: Any) -> None:
        ref = element.get("r")
        if ref:
            self.column = _at(ref)[1]
        else:
            self.column += 1
        code = self.formats.code(element.get("s"))
        text, formula = self._content(element, code)
        if text or formula:
            self.sheet.cells[self.row, self.column] = Written(text, formula, "" if code == shown.GENERAL else code)

    def _content(self, element: Any, code: str) -> tuple[str, bool]:
        """The text shown and whether a formula made it."""
        kind, value, inline, formula = element.get("t", "n"), "", None, False
        for child in element:
            tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if tag == "v":
                value = child.text or ""
            elif tag == "f":
                formula = True
            elif tag == "is":
                inline = child
        if kind == "inlineStr":
            return shown.text(_inline(inline), code) if inline is not None else "", formula
        return self._text(kind, value, code) if value else "", formula

    def _text(self, kind: str, value: str, code: str) -> str:
        if kind == "n":
            return self.formats.shown(value, code)
        if kind == "s":
            return shown.text(str(self.strings[int(value)]), code)
        if kind == "b":
            return _BOOLEANS.get(value, value)
        return value[:10] if kind == "d" and value.endswith("T00:00:00") else value

    def _columns(self, element: Any) -> None:
        if element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min")), int(element.get("max"))
            self.sheet.hidden_columns.update(range(first - 1, min(last, _COLUMNS)))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = _at(first), _at(last or first)
        self.sheet.merges.append(Span(min(top, bottom), max(top, bottom), min(left, right), max(left, right)))
        if len(self.sheet.merges) > MERGES:
            raise TooMuch(f"工作表“{self.sheet.name[:50]}”的合并单元格", MERGES)


def _at(ref: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference (B7)."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise Damaged(f"单元格位置“{ref[:20]}”不对")
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    if column > _COLUMNS or int(match[2]) > _ROWS:
        raise Damaged(f"单元格位置“{ref[:20]}”不对")
    return int(match[2]) - 1, column - 1


def _inline(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    """The texts of an inline string: its own and those of its runs, without the phonetic ones."""
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == "t":
            yield child.text or ""
        elif tag == "r":
            yield from _pieces(child)
