"""pdf: ruled tables cell by cell as their lines cut them, and the text beside them paragraph by paragraph."""

import io
from bisect import bisect
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from indicators.forms.faults import PAGES, REFUSED, Damaged, Protected, Room, TooMuch, WrongFormat
from indicators.forms.grid import Cell, Grid, Source, letter
from indicators.forms.pdffile.lines import Char, cell_text, chars_of, paragraphs
from indicators.forms.places import Place

_NEAR = 2  # points: edges so close are one edge
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "intersection_tolerance": 3}
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
        raise Damaged(f"不是完好的 pdf 文件（{_name(error)}）") from error


def _name(error: Exception) -> str:
    inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    return type(inner).__name__


def _read(document: Any) -> Source:
    if len(document.pages) > PAGES:
        raise TooMuch("pdf 的页数", PAGES, "请只留下绩效表所在的几页")
    room, grids, texts, count, pictures = Room(), [], [], 0, False
    for number, page in enumerate(document.pages, start=1):
        chars = chars_of(page.chars)
        count += len(chars)
        pictures = pictures or bool(page.images)
        if count > _CHARACTERS:
            raise TooMuch("pdf 的字数", _CHARACTERS, "请只留下绩效表所在的几页")
        found, beside = _page(page, chars, f"第{number}页", room)
        grids += found
        texts += beside
        page.close()
    if not count and document.pages:
        what = "这是扫描或拍照得来的 pdf，里面只有图片" if pictures else "这个 pdf 里没有文字"
        raise WrongFormat(what, "请上传表格原件（xlsx、docx），或由表格软件直接导出的 pdf")
    return Source("pdf", tuple(grids), tuple(texts))


def _page(page: Any, chars: Sequence[Char], name: str, room: Room) -> tuple[list[Grid], list[Cell]]:
    """The tables of a page from top to bottom and the paragraphs outside of them."""
    if len(page.edges) > _EDGES:
        raise TooMuch(f"{name}的线条", _EDGES, "请只留下绩效表所在的几页")
    grids: list[Grid] = []
    rest = list(chars)
    for table in sorted(page.find_tables(_SETTINGS), key=lambda each: (each.bbox[1], each.bbox[0])):
        left, top, right, bottom = table.bbox
        inside = [char for char in rest if left <= char.x <= right and top <= char.y <= bottom]
        if len(table.cells) < 2 or not inside:
            continue
        rest = [char for char in rest if not (left <= char.x <= right and top <= char.y <= bottom)]
        part = name if not grids else f"{name}表{len(grids) + 1}"
        grids.append(_grid(part, table.cells, inside, room))
    texts = [Cell(text, Place(name, f"第{number}段")) for number, text in enumerate(paragraphs(rest), start=1)]
    return grids, texts


def _grid(name: str, boxes: Iterable[Any], chars: Iterable[Char], room: Room) -> Grid:
    """Boxes on a lattice of all their edges; a box over several positions is a merge."""
    boxes = [tuple(box) for box in boxes]
    across = _edges(edge for box in boxes for edge in (box[0], box[2]))
    down = _edges(edge for box in boxes for edge in (box[1], box[3]))
    room.take(f"{name}的表格", len(down) - 1, len(across) - 1)
    rows = [
        [Cell("", Place(name, f"{letter(j)}{i + 1}")) for j in range(len(across) - 1)] for i in range(len(down) - 1)
    ]
    owner, spans = _lattice(boxes, across, down)
    held: dict[int, list[Char]] = {}
    for char in chars:
        at = owner.get((_index(down, char.y), _index(across, char.x)))
        if at is not None:
            held.setdefault(at, []).append(char)
    for number, (top, left, height, width) in spans.items():
        text = cell_text(held.get(number, []), boxes[number][2] - boxes[number][0])
        anchor = Cell(text, rows[top][left].place)
        for i in range(top, top + height):
            rows[i][left : left + width] = [anchor] * width
    merged = {(top, left): (height, width) for top, left, height, width in spans.values() if height * width > 1}
    return Grid(name, tuple(map(tuple, rows)), MappingProxyType(merged))


_Lattice = tuple[dict[tuple[int, int], int], dict[int, tuple[int, int, int, int]]]


def _lattice(boxes: Sequence[Any], across: Sequence[Any], down: Sequence[Any]) -> _Lattice:
    """Which box owns each position, and where each box lies: top, left, height, width."""
    owner: dict[tuple[int, int], int] = {}
    spans: dict[int, tuple[int, int, int, int]] = {}
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        left, right = _nearest(across, x0), _nearest(across, x1)
        first, last = _nearest(down, top), _nearest(down, bottom)
        places = [(i, j) for i in range(first, last) for j in range(left, right)]
        if places and not any(place in owner for place in places):
            owner.update(dict.fromkeys(places, number))
            spans[number] = (first, left, last - first, right - left)
    return owner, spans


def _edges(values: Iterable[Any]) -> list[Any]:
    """The distinct edges, in order."""
    kept: list[Any] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _nearest(edges: Sequence[Any], value: Any) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _index(edges: Sequence[Any], value: Any) -> int:
    return min(max(bisect(edges, value) - 1, 0), len(edges) - 2)
