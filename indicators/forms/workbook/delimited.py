"""csv: UTF-8 with or without a mark, UTF-16 or GB18030; commas, semicolons or tabs. Cells run nothing."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from indicators.forms.assembling import Sheet, Written, assembled
from indicators.forms.faults import POSITIONS_OF_ONE, TEXT, Damaged, Room, TooMuch, WrongFormat
from indicators.forms.grid import Page, Source, placed

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BINARY = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DELIMITERS = ",;\t"
_TRIED = 50  # lines that decide about the delimiter
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_RUNS = re.compile(r"'*[=+\-@\t\r]")


def read(data: bytes) -> Source:
    """The table of a text file; an apostrophe that only keeps a spreadsheet from running the text is taken off."""
    text = decoded(data)
    room, sheet = Room(), Sheet("文件")
    try:
        for row, cells in enumerate(_rows(text, _delimiter(text))):
            for column, cell in enumerate(cells):
                if row * max(len(cells), 1) > POSITIONS_OF_ONE:
                    raise TooMuch("文件的单元格", POSITIONS_OF_ONE)
                if cell:
                    sheet.cells[row, column] = Written(_plain(cell))
    except csv.Error as error:
        raise Damaged("csv 的引号不成对，或一格过长") from error
    grid = assembled(sheet, room)
    return Source("csv", (grid,) if grid else ())


def write(pages: Sequence[Page]) -> bytes:
    """The pages one below another, with an empty line between them; UTF-8 with a mark, so that Excel reads it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    for number, page in enumerate(pages):
        if number:
            table.writerow([])
        table.writerows([_guarded(cell) for cell in row] for row in _lines(page))
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def decoded(data: bytes) -> str:
    """The text, by its mark, else as UTF-8, else as GB18030; WrongFormat where it is no text."""
    if len(data) > 4 * TEXT:
        raise TooMuch("文本文件的字节数", 4 * TEXT)
    mark = next((name for start, name in _MARKS.items() if data.startswith(start)), "")
    for encoding in [mark] if mark else ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise WrongFormat("不是绩效表文件，也不是文本", "请上传 xlsx、xls、csv、docx 或由表格导出的 pdf")


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The sign that splits most lines into the same number of cells, and into the most."""
    start = "".join(text.splitlines(keepends=True)[:_TRIED])

    def merit(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in _rows(start, sign) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(_DELIMITERS, key=merit)


def _lines(page: Page) -> Iterator[list[str]]:
    for box in page.titles:
        yield [box.text]
    table = [[""] * len(page.widths) for _ in page.rows]
    for row, column, box in placed(page):
        table[row][column] = box.text
    yield from table
    for box in page.notes:
        yield [box.text]


def _guarded(text: str) -> str:
    """What a spreadsheet would run has one apostrophe in front (docs/decisions/0012)."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
