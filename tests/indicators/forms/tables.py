"""Tables of forms written as text: cells between bars, < joined to the cell on the left, ^ to the one above."""

from pathlib import Path
from types import MappingProxyType

from indicators.forms.grid import Cell, Grid, Source, letter
from indicators.forms.places import Place

PRINTED = Path(__file__).parent / "printed"


def table(text: str, name: str = "自评表", hidden: tuple[int, ...] = (), formulas: tuple[str, ...] = ()) -> Grid:
    """The table that a text draws; ``hidden`` are rows from 1, ``formulas`` cells by reference; \\n breaks a line."""
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines() if line.strip()]
    assert len({len(line) for line in lines}) == 1, [len(line) for line in lines]
    rows: list[list[Cell]] = []
    anchors: dict[int, tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for i, line in enumerate(lines):
        row: list[Cell] = []
        rows.append(row)
        for j, part in enumerate(line):
            shown = part.strip().replace("\\n", "\n")
            if shown in ("<", "^"):
                cell = row[j - 1] if shown == "<" else rows[i - 1][j]
                top, left = anchors[id(cell)]
                spans[top, left] = (i - top + 1, j - left + 1)
            else:
                ref = f"{letter(j)}{i + 1}"
                cell = Cell(shown, Place(name, ref), formula=ref in formulas, hidden=i + 1 in hidden)
                anchors[id(cell)] = (i, j)
            row.append(cell)
    return Grid(name, tuple(map(tuple, rows)), MappingProxyType(spans))


def source(*grids: Grid, texts: tuple[str, ...] = (), kind: str = "xlsx") -> Source:
    """A file of these tables with these paragraphs beside them."""
    beside = tuple(Cell(text, Place("正文", f"第{number}段")) for number, text in enumerate(texts, 1))
    return Source(kind, grids, beside)


def printed(name: str) -> Source:
    """A published form as a text file draws it: paragraphs, then lines that begin with a bar."""
    lines = (PRINTED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    drawn = "\n".join(line for line in lines if line.startswith("|"))
    texts = tuple(line for line in lines if line and not line.startswith("|"))
    return source(table(drawn), texts=texts)
