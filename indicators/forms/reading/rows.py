"""Rows of a table as runs of columns: what a merge joins is one box."""

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.forms.grid import Cell, Grid
from indicators.forms.layout.synonyms import key


@dataclass(frozen=True, slots=True)
class Run:
    """A cell over the columns ``first`` to ``last`` of a row; ``name`` where two lines of headings make one."""

    cell: Cell
    first: int
    last: int
    name: str = ""

    @property
    def key(self) -> str:
        """The text as headings and labels are compared."""
        return self.name or key(self.cell.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``opens`` marks the first row of a table, where a page or a sheet begins.

    ``ruled`` tells that boxes are known by the lines around them (pdf): a blank box of its own is no part of the one
    above.
    """

    cells: tuple[Cell, ...]
    grid: str
    opens: bool = False
    ruled: bool = False

    def runs(self) -> Iterator[Run]:
        """The boxes with text, from left to right."""
        first = 0
        for column, cell in enumerate(self.cells):
            if column + 1 < len(self.cells) and self.cells[column + 1] is cell:
                continue
            if cell.text.strip():
                yield Run(cell, first, column)
            first = column + 1

    def at(self, column: int) -> Cell:
        """The cell in a column."""
        return self.cells[column]


def rows_of(grid: Grid, kind: str = "") -> list[Row]:
    """The rows that hold any text."""
    kept = [cells for cells in grid.rows if any(cell.text.strip() for cell in cells)]
    return [Row(cells, grid.name, opens=number == 0, ruled=kind == "pdf") for number, cells in enumerate(kept)]
