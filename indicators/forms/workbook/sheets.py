"""xlsx, read in one pass over each sheet: texts as shown, merges, hidden rows and columns, formulas marked."""

import io
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import IO, Any
from zipfile import ZipFile

from indicators.forms import shown
from indicators.forms.assembling import Sheet, Span, Written, assembled
from indicators.forms.faults import MERGES, POSITIONS, REFUSED, TABLES, Damaged, Room, TooMuch
from indicators.forms.grid import Source
from indicators.forms.workbook.package import Package, elements, local, text_of

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ROWS, _COLUMNS = 1_048_576, 16_384
_LARGEST = 308  # the exponent of the largest number that a workbook holds
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}
_TRUE = ("1", "true")


def read(data: bytes) -> Source:
    """Every worksheet with anything in it; refusals of ``faults`` where the file cannot be read."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _read(Package(archive))
    except (*REFUSED, MemoryError):
        raise
    except Exception as error:  # a bent file gives whatever comes to the mind of zipfile and lxml
        raise Damaged(f"不是完好的 xlsx 文件（{type(error).__name__}）") from error


def _read(package: Package) -> Source:
    room, grids = Room(), []
    if len(package.entries) > TABLES:
        raise TooMuch("工作表的个数", TABLES)
    for entry in package.entries:
        parser = _Parser(Sheet(entry.name, hidden=entry.hidden), package)
        with package.open(entry.member) as stream:
            parser.parse(stream)
        grid = assembled(parser.sheet, room)
        if grid is not None:
            grids.append(grid)
    return Source("xlsx", tuple(grids))


class _Parser:
    """One sheet's stream to a Sheet."""

    def __init__(self, sheet: Sheet, package: Package) -> None:
        self.sheet, self.package = sheet, package
        self.row = self.column = -1

    def parse(self, stream: IO[bytes]) -> None:
        """Fill the sheet; rows are forgotten as soon as they are read."""
        for element in elements(stream, "row", "col", "mergeCell"):
            tag = local(element)
            if tag == "row":
                self._row(element)
            elif tag == "col":
                self._columns(element)
            else:
                self._merge(element.get("ref", ""))

    def _row(self, element: Any) -> None:
        self.row = int(element.get("r") or self.row + 2) - 1
        if not 0 <= self.row < _ROWS:
            raise Damaged(f"工作表“{self.sheet.name[:50]}”的行号不对")
        if element.get("hidden") in _TRUE or element.get("zeroHeight") in _TRUE:
            self.sheet.hidden_rows.add(self.row)
        self.column = -1
        for child in element:
            self._cell(child)
        if len(self.sheet.cells) > POSITIONS:
            raise TooMuch(f"工作表“{self.sheet.name[:50]}”的单元格", POSITIONS)

    def _cell(self, element: Any) -> None:
        ref = element.get("r")
        self.column = _at(ref)[1] if ref else self.column + 1
        code = self._code(element.get("s"))
        text, formula = self._content(element, code)
        if text or formula:
            self.sheet.cells[self.row, self.column] = Written(text, formula, "" if code == shown.GENERAL else code)

    def _code(self, style: str | None) -> str:
        """The format code of a cell's style."""
        index = int(style) if style else 0
        return self.package.codes[index] if 0 <= index < len(self.package.codes) else shown.GENERAL

    def _content(self, element: Any, code: str) -> tuple[str, bool]:
        """The text shown and whether a formula made it."""
        kind, value, formula = element.get("t", "n"), "", False
        for child in element:
            tag = local(child)
            if tag == "v":
                value = child.text or ""
            elif tag == "f":
                formula = True
            elif tag == "is" and kind == "inlineStr":
                value = text_of(child)
        return self._text(kind, value, code) if value else "", formula

    def _text(self, kind: str, value: str, code: str) -> str:
        match kind:
            case "n":
                return self._number(value, code)
            case "s":
                return shown.text(self.package.strings[int(value)], code)
            case "str" | "inlineStr":
                return shown.text(value, code)
            case "b":
                return _BOOLEANS.get(value, value)
        return value.removesuffix("T00:00:00")

    def _number(self, digits: str, code: str) -> str:
        """The digits of the file as a person sees them; what is no number of a workbook stays as it is."""
        try:
            value = Decimal(digits)
        except InvalidOperation:
            return digits
        if not value.is_finite() or (value and abs(value.adjusted()) > _LARGEST):
            return digits
        return shown.number(value, code, since_1904=self.package.since_1904)

    def _columns(self, element: Any) -> None:
        if element.get("hidden") in _TRUE:
            first, last = int(element.get("min")), int(element.get("max"))
            self.sheet.hidden_columns.update(range(first - 1, min(last, _COLUMNS)))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = _at(first), _at(last or first)
        self.sheet.merges.append(Span(min(top, bottom), max(top, bottom), min(left, right), max(left, right)))
        if len(self.sheet.merges) > MERGES:
            raise TooMuch(f"工作表“{self.sheet.name[:50]}”的合并单元格", MERGES)


@lru_cache(10_000)
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
