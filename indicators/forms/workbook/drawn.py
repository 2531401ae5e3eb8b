"""Pages drawn as xlsx: merged boxes with every border, fitted to A4, only inputs unlocked, texts stay texts."""

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from indicators.forms import measures
from indicators.forms.grid import Box, Page, Style, placed

_UNITS = {False: 92, True: 138}  # units of width on A4, upright and lying
_ONE_PAGE = {False: 1120, True: 760}  # points of height that are still easily read when shrunk to one page
_LINE, _PADDING, _TALLEST = 14, 5, 409  # points
_LONGEST_LIST = 250  # characters of a drop-down list, which Excel keeps in the rule itself
_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FIGURE = re.compile(r"(-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?)(%?)", re.ASCII)
_DIGITS = 15  # what a number cell keeps
_SIDE = Side(style="thin", color="FF000000")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_NO_BORDER = Border()
_BARE = {Style.TITLE, Style.SUBTITLE, Style.SIGNATURE, Style.SECTION, Style.PARAGRAPH}
_LEFT = {Style.PROSE, Style.INPUT_PROSE, Style.SIGNATURE, Style.SECTION, Style.PARAGRAPH}
INPUTS = {Style.INPUT, Style.INPUT_PROSE}
_FONTS = {
    Style.TITLE: Font(name="方正小标宋简体", size=18),
    Style.SUBTITLE: Font(name="宋体", size=11),
    Style.HEADING: Font(name="宋体", size=10.5, bold=True),
    Style.SECTION: Font(name="黑体", size=12, bold=True),
}
_FONT = Font(name="宋体", size=10.5)
_OPEN, _LOCKED = Protection(locked=False), Protection(locked=True)


def write(pages: Sequence[Page], digest: str = "") -> bytes:
    """One sheet per page. A digest stands in the footer, beside the page number."""
    book = Workbook()
    del book[book.sheetnames[0]]
    names: set[str] = set()
    for page in pages:
        _draw(book.create_sheet(_name(page.name, names)), page, digest)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, no reserved signs, not used yet."""
    base = _NAME.sub(" ", wanted).strip(" '")[:31] or "绩效表"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        mark = f" ({number})"
        name = base[: 31 - len(mark)] + mark
    taken.add(name.casefold())
    return name


def _draw(sheet: Any, page: Page, digest: str) -> None:
    widths = measures.columns(page, _UNITS[page.landscape])
    for column, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = wide + 1.2
    row = _banners(sheet, page.titles, 1, widths)
    for number, lines in enumerate(measures.heights(page, widths)):
        sheet.row_dimensions[row + number].height = min(lines * _LINE + _PADDING, _TALLEST)
    for down, across, box in placed(page):
        _box(sheet, row + down, across + 1, box)
    last = _banners(sheet, page.notes, row + len(page.rows), widths) - 1
    _print(sheet, page, row, last, digest)
    sheet.protection.sheet = page.locked
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: not locked


def _banners(sheet: Any, boxes: Sequence[Box], row: int, widths: Sequence[int]) -> int:
    """Titles or notes, each over the whole width; the row after them."""
    for box in boxes:
        lines = measures.lines(box.text, sum(widths) * 2 // 3 if box.style is Style.TITLE else sum(widths))
        size = 27 if box.style is Style.TITLE else _LINE
        sheet.row_dimensions[row].height = min(lines * size + _PADDING, _TALLEST)
        _box(sheet, row, 1, Box(box.text, 1, len(widths), box.style, box.choices, box.path))
        row += 1
    return row


def _box(sheet: Any, row: int, column: int, box: Box) -> None:
    last_row, last_column = row + box.rows - 1, column + box.columns - 1
    if (last_row, last_column) != (row, column):
        sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
    border = _NO_BORDER if box.style in _BARE else _BORDER
    lock = _OPEN if box.style in INPUTS else _LOCKED
    for cells in sheet.iter_rows(row, last_row, column, last_column):
        for cell in cells:
            cell.border, cell.protection = border, lock
    cell = sheet.cell(row, column)
    _fill(cell, box)
    cell.font = _FONTS.get(box.style, _FONT)
    side = "left" if box.style in _LEFT else "center"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    _choose(sheet, cell, box.choices)


def _fill(cell: Any, box: Box) -> None:
    """A figure as a number that shows the same digits; anything else as text, whatever it begins with."""
    figure = _FIGURE.fullmatch(box.text) if box.style in (Style.NUMBER, Style.INPUT) else None
    if figure and sum(map(str.isdigit, box.text)) <= _DIGITS:
        cell.value, cell.number_format = _number(figure)
        return
    if box.style in INPUTS:
        cell.number_format = "@"
    if not box.text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", box.text)
    cell.data_type = "s"
    cell.quotePrefix = box.text[0] in "=+-@"


def _number(figure: re.Match[str]) -> tuple[Decimal, str]:
    digits, fraction, percent = figure[1], figure[2] or "", figure[3]
    value = Decimal(digits.replace(",", ""))
    whole = "#,##0" if "," in digits else "0"
    places = f".{'0' * len(fraction)}" if fraction else ""
    return (value.scaleb(-2) if percent else value), f"{whole}{places}{percent}"


def _choose(sheet: Any, cell: Any, choices: Sequence[str]) -> None:
    """A drop-down list that helps and does not forbid; a list that Excel cannot keep is left out."""
    listed = ",".join(choices)
    if not choices or len(listed) > _LONGEST_LIST or any("," in choice for choice in choices):
        return
    formula = '"' + listed.replace('"', '""') + '"'
    rule = next((rule for rule in sheet.data_validations.dataValidation if rule.formula1 == formula), None)
    if rule is None:
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
    rule.add(cell)


def _print(sheet: Any, page: Page, first: int, last: int, digest: str) -> None:
    """A4, one page wide, the headings repeated, the page number below."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = "9", "landscape" if page.landscape else "portrait"
    tall = sum(sheet.row_dimensions[row].height or _LINE for row in range(1, last + 1))
    setup.fitToWidth, setup.fitToHeight = 1, int(tall <= _ONE_PAGE[page.landscape])
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = f"A1:{get_column_letter(len(page.widths))}{max(last, 1)}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.8, 0.3, 0.4
    if page.repeated:
        sheet.print_title_rows = f"{first}:{first + page.repeated - 1}"
    numbers = sheet.oddFooter.left if digest else sheet.oddFooter.center
    numbers.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.right.text = digest.replace("&", "&&")
    sheet.oddFooter.right.size = 7
