"""What a child process hands back, as JSON: it has read a stranger's file, so nothing of it is run or trusted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from indicators.forms.grid import Cell, Grid, Source
from indicators.forms.places import Place


def packed(source: Source) -> bytes:
    """The source; each cell stands once, and positions name it by number."""
    value = {
        "kind": source.kind,
        "grids": [_grid(grid) for grid in source.grids],
        "texts": [_cell(cell) for cell in source.texts],
    }
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Source:
    """The source again, the cells under one merge the same object."""
    value = json.loads(data.decode("utf-8", "surrogatepass"))
    grids = tuple(_unpacked(grid) for grid in value["grids"])
    return Source(value["kind"], grids, tuple(_placed(cell) for cell in value["texts"]))


def _grid(grid: Grid) -> Mapping[str, Any]:
    numbers: dict[int, int] = {}
    cells: list[Cell] = []
    rows = [[_number(cell, numbers, cells) for cell in row] for row in grid.rows]
    spans = [[*anchor, *size] for anchor, size in grid.spans.items()]
    return {"name": grid.name, "cells": [_cell(cell) for cell in cells], "rows": rows, "spans": spans}


def _number(cell: Cell, numbers: dict[int, int], cells: list[Cell]) -> int:
    number = numbers.setdefault(id(cell), len(cells))
    if number == len(cells):
        cells.append(cell)
    return number


def _cell(cell: Cell) -> Sequence[Any]:
    return [cell.text, cell.place.part, cell.place.ref, cell.formula, cell.hidden, cell.number_format, cell.torn]


def _unpacked(value: Mapping[str, Any]) -> Grid:
    cells = [_placed(cell) for cell in value["cells"]]
    spans = {(row, column): (rows, columns) for row, column, rows, columns in value["spans"]}
    return Grid(value["name"], _rows(value["rows"], cells), MappingProxyType(spans))


def _rows(rows: Iterable[Iterable[int]], cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(cells[number] for number in row) for row in rows)


def _placed(value: Sequence[Any]) -> Cell:
    text, part, ref, *rest = value
    return Cell(text, Place(part, ref), *rest)
