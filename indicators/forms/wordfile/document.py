"""docx: every table, with spans across columns and down rows, and the paragraphs beside them, in order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from docx import Document

from indicators.forms.faults import DEPTH, POSITIONS_OF_ONE, REFUSED, Damaged, Room, TooMuch
from indicators.forms.grid import Cell, Grid, Source, letter
from indicators.forms.places import Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL = f"{_W}val"
_UNSEEN = {f"{_W}{tag}" for tag in ("del", "moveFrom", "tbl", "txbxContent", "pPr", "rPr", "instrText", "delText")}
_UNSEEN.add(f"{_MC}Fallback")
_WIDEST = 63  # columns that Word allows
# Boxes of the symbol fonts, as forms use them: Wingdings, Wingdings 2.
_SYMBOLS = {
    **dict.fromkeys(("F0FE", "F0FD", "F052", "F053", "F054", "F0FC", "F050"), "☑"),
    **dict.fromkeys(("F0A8", "F06F", "F0A3", "F02A", "F030", "F071", "F072"), "□"),
}
_BOXES = {True: "☑", False: "□"}


def read(data: bytes) -> Source:
    """Every table and paragraph of the body; refusals of ``faults`` where the file cannot be read."""
    try:
        body = Document(io.BytesIO(data)).element.body
        reader = _Reader()
        reader.blocks(body, 0)
    except (*REFUSED, MemoryError):
        raise
    except Exception as error:  # python-docx answers a bent file with whatever came to its mind
        raise Damaged(f"不是完好的 docx 文件（{type(error).__name__}）") from error
    return Source("docx", tuple(grid for grid in reader.grids if grid.rows), tuple(reader.texts))


class _Reader:
    """Walks through a body in order."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.texts: list[Cell] = []
        self.room = Room()

    def blocks(self, element: Any, depth: int) -> None:
        """Paragraphs and tables of a body, of whatever wraps them, or of a cell (its paragraphs are the cell's)."""
        if depth > DEPTH:
            raise TooMuch("表格嵌套的层数", DEPTH, "请把内层的表格移到外面")
        for child in _unwrapped(element):
            if child.tag == f"{_W}tbl":
                self.table(child, depth)
            elif child.tag == f"{_W}p" and element.tag != f"{_W}tc" and (text := _text(child).strip()):
                self.texts.append(Cell(text, Place("正文", f"第{len(self.texts) + 1}段")))

    def table(self, element: Any, depth: int) -> None:
        """A table, and the tables inside its cells right after it."""
        name = f"表{len(self.grids) + 1}"
        table = _Table(name, self.room)
        for row in _unwrapped(element):
            if row.tag == f"{_W}tr":
                table.add(row)
        self.grids.append(table.grid())
        for cell in table.nesting:
            self.blocks(cell, depth + 1)


@dataclass(slots=True)
class _Table:
    """A table row by row: merges down are closed when the next row does not go on with them."""

    name: str
    room: Room
    rows: list[list[Cell]] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    nesting: list[Any] = field(default_factory=list)
    count: int = 0

    def add(self, element: Any) -> None:
        """One more row."""
        row: list[Cell] = []
        number, above = len(self.rows), self.rows[-1] if self.rows else []
        self._gap(row, _count(element, "gridBefore"))
        for cell in _cells(element):
            columns = max(1, _count(cell, "gridSpan"))
            if len(row) + columns > _WIDEST:
                raise TooMuch(f"{self.name}的列数", _WIDEST)
            start = len(row)
            if _goes_on(cell) and start < len(above) and self._reaches(number, start):
                anchor = above[start]
                self._stretch(number, start)
            else:
                anchor = Cell(_cell_text(cell), Place(self.name, f"{letter(start)}{number + 1}"))
                if columns > 1:
                    self.spans[number, start] = (1, columns)
                if cell.find(f".//{_W}tbl") is not None:
                    self.nesting.append(cell)
            row += [anchor] * columns
        self._gap(row, _count(element, "gridAfter"))
        self.rows.append(row)
        self.count += len(row)
        if self.count > POSITIONS_OF_ONE:
            raise TooMuch(f"{self.name}的单元格", POSITIONS_OF_ONE)

    def _gap(self, row: list[Cell], columns: int) -> None:
        if len(row) + columns > _WIDEST:
            raise TooMuch(f"{self.name}的列数", _WIDEST)
        for _ in range(columns):
            row.append(Cell("", Place(self.name, f"{letter(len(row))}{len(self.rows) + 1}")))

    def _reaches(self, number: int, start: int) -> bool:
        """Does a cell that begins in this column stand right above?"""
        cell = self.rows[number - 1][start]
        return start == 0 or self.rows[number - 1][start - 1] is not cell

    def _stretch(self, number: int, start: int) -> None:
        anchor = self.rows[number - 1][start]
        top = number - 1
        while top and start < len(self.rows[top - 1]) and self.rows[top - 1][start] is anchor:
            top -= 1
        rows, columns = self.spans.get((top, start), (1, 1))
        self.spans[top, start] = (rows + 1, columns)

    def grid(self) -> Grid:
        """The table, short rows filled up."""
        width = max(map(len, self.rows), default=0)
        self.room.take(self.name, len(self.rows), width)
        for number, row in enumerate(self.rows):
            row += [Cell("", Place(self.name, f"{letter(column)}{number + 1}")) for column in range(len(row), width)]
        return Grid(self.name, tuple(map(tuple, self.rows)) if width else (), MappingProxyType(self.spans))


def _unwrapped(element: Any) -> Iterator[Any]:
    """The children; content controls, insertions and the like are looked through."""
    for child in element:
        if child.tag in (f"{_W}sdt", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml", f"{_W}sdtContent", f"{_W}moveTo"):
            yield from _unwrapped(child)
        else:
            yield child


def _cells(row: Any) -> Iterator[Any]:
    return (child for child in _unwrapped(row) if child.tag == f"{_W}tc")


def _count(element: Any, name: str) -> int:
    """A number among the properties of a row or a cell; 0 when it is not there."""
    found = element.find(f"{_W}{'tr' if element.tag == f'{_W}tr' else 'tc'}Pr/{_W}{name}")
    value = "" if found is None else found.get(_VAL, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _goes_on(cell: Any) -> bool:
    """Does the cell go on with the merge of the row above?"""
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return found is not None and found.get(_VAL, "continue") == "continue"


def _cell_text(cell: Any) -> str:
    paragraphs = (_text(child) for child in _unwrapped(cell) if child.tag == f"{_W}p")
    return "\n".join(paragraphs).strip("\n")


def _text(paragraph: Any) -> str:
    """The text of a paragraph as one sees it: what is deleted or hidden is left out."""
    out: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in _UNSEEN or (child.tag == f"{_W}r" and _vanishes(child)):
            continue
        elif (sign := _sign(child)) is not None:
            out.append(sign)
        else:
            waiting.append(iter(child))
    return "".join(out)


def _vanishes(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vanish")
    return found is not None and found.get(_VAL, "1") in ("1", "true", "on")


def _sign(element: Any) -> str | None:
    """What an element shows by itself; None where its children have to say."""
    tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else "comment"
    if tag == "t":
        return element.text or ""
    if tag == "sym":
        return _SYMBOLS.get(element.get(f"{_W}char", "").upper(), "")
    if tag == "ffData":
        return _ticked(element)
    plain = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "comment": ""}
    return plain.get(tag)


def _ticked(element: Any) -> str:
    """A box of the old form fields."""
    box = element.find(f"{_W}checkBox")
    if box is None:
        return ""
    checked = box.find(f"{_W}checked")
    mark = box.find(f"{_W}default") if checked is None else checked
    return _BOXES[mark is not None and mark.get(_VAL, "1") in ("1", "true", "on")]
