"""The blocks of a layout, drawn one below another."""

from collections.abc import Iterable, Sequence

from indicators.forms.grid import Box, Style
from indicators.forms.layout.parts import Column, Facts, Goal, Layout, Lines, Money, PerObjective, Piece
from indicators.forms.writing.values import Values, choices, filled, line_value
from indicators.model import Indicator, Objective

Row = list[Box]


def rows_of(layout: Layout, values: Values) -> list[Row]:
    """All rows of a form for one document."""
    rows: list[Row] = []
    for block in layout.blocks:
        match block:
            case Facts():
                rows += [[_piece(piece, values) for piece in row] for row in block.rows]
            case Money():
                rows += _money(block, values)
            case Goal():
                rows += _goal(block, values, values.document.objectives)
            case Lines():
                rows += _lines(block, values, values.document.objectives)
            case _:
                assert isinstance(block, PerObjective)  # a listing is drawn for all its documents at once
                for index, objective in enumerate(values.document.objectives):
                    rows += _goal(block.goal, values, (objective,), index)
                    rows += _lines(block.lines, values, (objective,), index)
    return rows


def headings(columns: Iterable[Column], names: dict[str, str]) -> Row:
    """A row of headings."""
    return [Box(filled(column.heading, names), 1, column.columns, Style.HEADING) for column in columns]


def _piece(piece: Piece, values: Values) -> Box:
    text = values.fact(piece.path, piece.boxes) if piece.path else filled(piece.text, values.names())
    return Box(text, 1, piece.columns, piece.style, path=piece.path)


def _margin(piece: Piece, rows: int, names: dict[str, str]) -> Box:
    return Box(filled(piece.text, names), rows, piece.columns, piece.style)


def _money(block: Money, values: Values) -> list[Row]:
    names = values.names()
    rows = [headings(block.columns, names)] if block.headed else []
    for source, label in block.sources:
        row, path = values.document.funding.row(source), f"funding.{source}"
        rows.append([])
        for column in block.columns:
            named = column.field == "source"
            text = label if named else values.money(row, source, column.field, block.dash, bare=not block.headed)
            rows[-1].append(Box(text, 1, column.columns, column.style, path=f"{path}.{column.field}"))
    rows[0].insert(0, _margin(block.margin, len(rows), names))
    if block.beside:
        rows[0].append(_margin(block.beside, len(rows), names))
    return rows


def _goal(block: Goal, values: Values, objectives: Sequence[Objective], index: int = 0) -> list[Row]:
    names = values.names(objectives[0], index)
    rows = [headings(block.columns, names)] if block.headed else []
    for number, objective in enumerate(objectives, start=index):
        path = f"objectives[{number}]"
        rows.append(
            [
                Box(
                    str(getattr(objective, column.field)),
                    1,
                    column.columns,
                    column.style,
                    path=f"{path}.{column.field}",
                )
                for column in block.columns
            ]
        )
    rows[0].insert(0, _margin(block.margin, len(rows), names))
    return rows


def _lines(block: Lines, values: Values, objectives: Sequence[Objective], index: int = 0) -> list[Row]:
    names = values.names(objectives[0], index)
    rows = [headings(block.columns, names)]
    found = [
        (f"objectives[{number}].indicators[{place}]", line)
        for number, objective in enumerate(objectives, start=index)
        for place, line in enumerate(objective.indicators)
    ]
    rows += lines(block.columns, found)
    if block.total:
        rows.append([_piece(piece, values) for piece in block.total])
    rows[0].insert(0, _margin(block.margin, len(rows), names))
    return rows


def lines(columns: Sequence[Column], found: Sequence[tuple[str, Indicator]]) -> list[Row]:
    """A row per line; a level that goes on is drawn once, over all its lines."""
    levels = [(line_value(line, "dimension"), line_value(line, "category")) for _, line in found]
    rows: list[Row] = []
    for number, (path, line) in enumerate(found):
        rows.append([])
        for column in columns:
            depth = {"dimension": 1, "category": 2}.get(column.field, 0)
            rows_down = _run(levels, number, depth) if depth else 1
            if rows_down:
                text, listed = line_value(line, column.field), choices(line, column.field)
                box = Box(text, rows_down, column.columns, column.style, listed, f"{path}.{column.field}")
                rows[-1].append(box)
    return rows


def _run(levels: Sequence[tuple[str, str]], number: int, depth: int) -> int:
    """Over how many lines a level reaches from this one; 0 where an earlier line's reaches over it."""
    mine = levels[number][:depth]
    if number and levels[number - 1][:depth] == mine:
        return 0
    return next((n - number for n in range(number, len(levels)) if levels[n][:depth] != mine), len(levels) - number)
