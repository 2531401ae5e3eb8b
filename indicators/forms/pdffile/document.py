"""pdf: ruled tables cell by cell as their lines cut them, and the text beside them paragraph by paragraph."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from indicators.forms.faults import PAGES, REFUSED, Damaged, Protected, Room, TooMuch, WrongFormat
from indicators.forms.grid import Cell, Source
from indicators.forms.pdffile.lattice import NEAR, Table, grids
from indicators.forms.pdffile.lines import Char, chars_of, paragraphs
from indicators.forms.places import Place

_SETTINGS: dict[str, Any] = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "intersection_tolerance": 3}
_CHARACTERS = 400_000
_EDGES = 20_000  # lines of one page


def read(data: bytes) -> Source:
    """Every page's tables and texts; refusals of ``faults`` where the file cannot be read."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(document)
    except (*REFUSED, MemoryError):
        raise
    except Exception as error:  # pdfminer answers a bent file with whatever came to its mind
        if "PDFPasswordIncorrect" in repr(error):
            raise Protected from error
        if _name(error) == "MemoryError":
            raise MemoryError from error
        raise Damaged(f"不是完好的 pdf 文件（{_name(error)}）") from error


def _name(error: Exception) -> str:
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return type(inner).__name__


def _read(document: Any) -> Source:
    if len(document.pages) > PAGES:
        raise TooMuch("pdf 的页数", PAGES, "请只留下绩效表所在的几页")
    reader = _Reader()
    for number, page in enumerate(document.pages, start=1):
        reader.page(page, f"第{number}页")
        page.close()
    if not reader.count and document.pages:
        what = "这是扫描或拍照得来的 pdf，里面只有图片" if reader.pictures else "这个 pdf 里没有文字"
        raise WrongFormat(what, "请上传表格原件（xlsx、docx），或由表格软件直接导出的 pdf")
    return Source("pdf", tuple(grids(reader.tables)), tuple(reader.texts))


class _Reader:
    """Collects the tables and texts of the pages."""

    def __init__(self) -> None:
        self.room = Room()
        self.tables: list[Table] = []
        self.texts: list[Cell] = []
        self.count, self.pictures = 0, False

    def page(self, page: Any, name: str) -> None:
        """The tables of a page from top to bottom and the paragraphs outside of them."""
        rest = chars_of(page.chars)
        self.count += len(rest)
        self.pictures = self.pictures or bool(page.images)
        if self.count > _CHARACTERS:
            raise TooMuch("pdf 的字数", _CHARACTERS, "请只留下绩效表所在的几页")
        if len(page.edges) > _EDGES:
            raise TooMuch(f"{name}的线条", _EDGES, "请只留下绩效表所在的几页")
        first = len(self.tables)
        closing = _SETTINGS | {"explicit_horizontal_lines": _ends(page.edges)}
        for table in sorted(page.find_tables(closing), key=lambda each: (each.bbox[1], each.bbox[0])):
            left, top, right, bottom = table.bbox
            inside = [char for char in rest if left <= char.x <= right and top <= char.y <= bottom]
            if len(table.cells) < 2 or not inside:
                continue
            goes_on = len(self.tables) == first and self._goes_on(table.bbox, name, rest)
            rest = [char for char in rest if not (left <= char.x <= right and top <= char.y <= bottom)]
            part = f"{name}表{len(self.tables) - first + 1}" if len(self.tables) > first else name
            boxes = [tuple(box) for box in table.cells]
            self.tables.append(Table(part, boxes, inside, goes_on, _open(boxes, bottom, page.edges)))
            self.room.take(f"{name}的表格", *self.tables[-1].size)
        found = enumerate(paragraphs(rest), start=1)
        self.texts += [Cell(text, Place(name, f"第{number}段")) for number, text in found]

    def _goes_on(self, bbox: Any, name: str, chars: Iterable[Char]) -> bool:
        """Does the last table of the page before go on here: as wide, and nothing printed above?"""
        before = f"第{int(name[1:-1]) - 1}页"
        if not self.tables or not self.tables[-1].name.startswith(before) or any(char.y < bbox[1] for char in chars):
            return False
        edges = [edge for box in self.tables[-1].boxes for edge in (box[0], box[2])]
        return bool(abs(min(edges) - bbox[0]) < NEAR and abs(max(edges) - bbox[2]) < NEAR)


def _ends(edges: Iterable[Any]) -> list[Any]:
    """Where the upright lines of a page end above and below: a box that goes on over pages has no line there."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    return [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []


def _open(boxes: Sequence[Sequence[Any]], bottom: Any, edges: Iterable[Any]) -> frozenset[int]:
    """The boxes that reach the bottom of a table where no line closes them."""
    lines = [edge for edge in edges if edge["orientation"] == "h" and abs(edge["top"] - bottom) < NEAR]
    last = [number for number, box in enumerate(boxes) if abs(box[3] - bottom) < NEAR]
    middles = {number: (boxes[number][0] + boxes[number][2]) / 2 for number in last}
    closed = {number for number, x in middles.items() if any(line["x0"] <= x <= line["x1"] for line in lines)}
    return frozenset(middles.keys() - closed)
