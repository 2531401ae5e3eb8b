"""Rows that do not stand under their headings: a level left out, or one too many, moves all that follows."""

import re
from collections.abc import Iterator

from indicators.forms.reading.headings import Fields
from indicators.forms.reading.levels import both, level_text
from indicators.forms.reading.rows import Row
from indicators.taxonomy import category_of_name, dimension_of_name

_OPERATOR = re.compile("[≥≤<>=＞＜＝≧≦⩾⩽‹›]")
_VALUE = re.compile(f"{_OPERATOR.pattern}|[0-9]")
# From which field on, and by how many columns, a row may be moved, the likeliest first.
_MOVES = (("dimension", -1), ("dimension", -2), ("dimension", 1), ("name", 1), ("target", 1))


def straightened(fields: Fields, row: Row) -> Fields:
    """Where the fields of this row stand: the headings' columns, or those that make sense of the row."""
    if not oddities(fields, row) or not {"dimension", "category", "name"} <= fields.keys():
        return fields
    return next((moved for moved in _moved(fields, row) if _makes_sense(moved, row)), fields)


def _makes_sense(fields: Fields, row: Row) -> bool:
    """A name, and a target that is one beyond doubt."""
    target = _text(row, fields.get("target", fields.get("target.operator", ())))
    return bool(_text(row, fields.get("name", ())) and _OPERATOR.match(target)) and not oddities(fields, row)


def _moved(fields: Fields, row: Row) -> Iterator[Fields]:
    for name, step in _MOVES:
        first = fields[name][0] if name in fields else fields["name"][-1] + 1
        gap = range(first, first + step)
        if all(column < len(row.cells) and _may_be_gap(row, column, name) for column in gap):
            yield _move(fields, row, first, step, keep=name == "name")
    if sum(bool(row.at(column).text.strip()) for column in range(fields["name"][0])) == 1:
        yield _named_too_early(fields)


def _named_too_early(fields: Fields) -> Fields:
    """The name stands alone where the levels should, and all that follows it one column too far left."""
    name = fields["name"][0]
    after = {each: tuple(column - 1 for column in columns) for each, columns in fields.items() if columns[0] > name}
    return {"name": tuple(range(name))} | after


def _may_be_gap(row: Row, column: int, name: str) -> bool:
    text = level_text(row.at(column))
    return not text or (name == "name" and category_of_name(text) is not None)


def _move(fields: Fields, row: Row, first: int, step: int, *, keep: bool) -> Fields:
    """The fields from a column on, moved; what falls off the row is gone, a margin is no first level."""
    moved: Fields = {}
    for name, columns in fields.items():
        if columns[0] >= first:
            there = tuple(column + step for column in columns if 0 <= column + step < len(row.cells))
            moved[name] = columns[:1] + there if keep and name == "name" else there
        else:
            moved[name] = columns
    for name, known in (("dimension", dimension_of_name), ("category", category_of_name)):
        column = moved[name][0] if moved[name] else 0
        if step < 0 and column < first and known(level_text(row.at(column))) is None:
            moved[name] = ()
    return {name: columns for name, columns in moved.items() if columns}


def oddities(fields: Fields, row: Row) -> list[str]:
    """The fields of a row that hold what belongs elsewhere."""
    texts = {name: _text(row, columns) for name, columns in fields.items()}
    name = texts.get("name", "")
    target = texts.get("target", texts.get("target.operator", ""))
    odd = [level for level in ("dimension", "category") if texts.get(level) and not _known(level, fields, row)]
    fits = _VALUE.match(target)
    if _OPERATOR.match(name) or (not fits and _is_level(name) and not odd):
        odd.append("name")
    if (not target and _OPERATOR.match(texts.get("actual", ""))) or (not fits and _is_level(target)):
        odd.append("target")
    return odd + (["name"] if not name and target else [])


def _known(level: str, fields: Fields, row: Row) -> bool:
    cell = row.at(fields[level][0])
    if level == "dimension":
        return dimension_of_name(cell.text) is not None
    return category_of_name(cell.text) is not None or both(cell) is not None


def _text(row: Row, columns: tuple[int, ...]) -> str:
    cells = {id(row.at(column)): row.at(column) for column in columns if column < len(row.cells)}
    texts = [text for cell in cells.values() if (text := level_text(cell))]
    return "".join(texts[1:] if len(texts) > 1 and category_of_name(texts[0]) else texts)


def _is_level(text: str) -> bool:
    """True for a first or second level's name with its 指标; 服务对象满意度 alone may well be an indicator."""
    return text.endswith("指标") and (dimension_of_name(text) or category_of_name(text)) is not None
