"""A printed page breaks lines where the box ends: its cells are made whole again before they are read."""

from dataclasses import replace

from indicators.forms.grid import Grid, Source
from indicators.forms.reading.texts import squeezed

_ENDED = tuple("。！？；：!?;:")


def tidied(source: Source) -> Source:
    """The file with the lines of every cell joined where a page broke them; other files are left as they are."""
    if source.kind != "pdf":
        return source
    return replace(source, grids=tuple(_grid(grid) for grid in source.grids))


def _grid(grid: Grid) -> Grid:
    """The same table; what a merge repeats stays one object."""
    whole = {id(cell): replace(cell, text=joined(cell.text)) for row in grid.rows for cell in row}
    return replace(grid, rows=tuple(tuple(whole[id(cell)] for cell in row) for row in grid.rows))


def joined(text: str) -> str:
    """Lines joined to one unless the line before ended a sentence."""
    result = ""
    for line in text.splitlines():
        part = squeezed(line)
        result += f"\n{part}" if part and result.endswith(_ENDED) else part
    return result
