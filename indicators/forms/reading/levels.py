"""First and second levels of a line: carried down where blank, put right where a row is shifted by a level."""

import re
from dataclasses import dataclass, field

from indicators.forms.grid import Cell
from indicators.forms.reading.draft import Draft, Values
from indicators.taxonomy import (
    CATEGORY_NAMES,
    DIMENSION_NAMES,
    DIMENSION_OF,
    category_of_name,
    dimension_of_name,
    is_official,
)

_TWO = re.compile("(.+?指标)(.+?指标)")
DIMENSION, CATEGORY = "一级指标", "二级指标"


@dataclass
class Levels:
    """The printed names that stand above or beside a line, with their cells; "" while none was printed."""

    dimension: str = ""
    category: str = ""
    beside: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)


def level_text(cell: Cell) -> str:
    """A level's name as printed, without white space."""
    return "".join(cell.text.split())


def is_level(text: str) -> bool:
    """True for the name of a first or second level."""
    return dimension_of_name(text) is not None or category_of_name(text) is not None


def beside(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A second level's name that stands in the name's own columns, before the name; else nothing."""
    return cells[:1] if len(cells) > 1 and category_of_name(level_text(cells[0])) else ()


def both(cell: Cell) -> tuple[str, str] | None:
    """Two second levels in one cell, as a row shifted by a level is written; None when there are not two."""
    parts = _TWO.fullmatch(level_text(cell))
    return (parts[1], parts[2]) if parts and all(map(category_of_name, parts.groups())) else None


def carry(levels: Levels, dimension: Cell | None, category: Cell | None) -> Levels:
    """The levels of the next line: what it states, else what stood above; a new first level ends the second."""
    stated = level_text(dimension) if dimension else ""
    new = bool(stated) and stated != levels.dimension
    cells = levels.cells | {name: cell for name, cell in (("dimension", dimension), ("category", category)) if cell}
    second = level_text(category) if category else "" if new else levels.category
    return Levels(stated or levels.dimension, second, "", cells)


def contradicted(levels: Levels, dimension: Cell | None, category: Cell | None) -> str:
    """The first level that a second level stated without one belongs to, where it is not the one above; else ""."""
    second = category_of_name(category.text) if category and not dimension else None
    above = dimension_of_name(levels.dimension)
    if second is None or above is None or DIMENSION_OF[second] is above or dimension_of_name(levels.category) is above:
        return ""
    return DIMENSION_NAMES[DIMENSION_OF[second]]


def level_values(levels: Levels, path: str, at: Cell, has_category: bool, draft: Draft) -> Values:
    """The levels of a line in document JSON; a name that is no level is kept as printed and asked about."""
    first = _level(draft, f"{path}.dimension", levels.dimension, levels.cells.get("dimension", at))
    if not (has_category or levels.category):
        return first
    name = levels.beside or levels.category
    values = first | _level(draft, f"{path}.category", name, levels.cells.get("category", at))
    if levels.beside:
        values["category_text"] = f"{levels.category} {levels.beside}".strip()
        others = tuple(dict.fromkeys(filter(None, (levels.beside, levels.category))))
        draft.say("row_shifted", levels.cells["beside"], f"{path}.category", others, cell=levels.beside, level=CATEGORY)
    return values


def _level(draft: Draft, path: str, printed: str, cell: Cell) -> Values:
    """dimension or category and, where the printed name is not the official one, its text."""
    key = path.rpartition(".")[2]
    level, names = (DIMENSION, _DIMENSIONS) if key == "dimension" else (CATEGORY, _CATEGORIES)
    known = dimension_of_name(printed) if key == "dimension" else category_of_name(printed)
    values: Values = {}
    if known:
        draft.put(values, key, known.value, path, cell)
    elif printed:
        draft.say("level_unknown", cell, path, tuple(names.values()), cell=printed, level=level)
    else:
        draft.say("level_missing", cell, path, tuple(names.values()), level=level)
    if printed and not (known and is_official(printed, names[known])):
        values[f"{key}_text"] = printed
    return values


_DIMENSIONS: dict[str, str] = {str(word): name for word, name in DIMENSION_NAMES.items()}
_CATEGORIES: dict[str, str] = {str(word): name for word, name in CATEGORY_NAMES.items()}
LEVELS = {"dimension": (DIMENSION, tuple(_DIMENSIONS.values())), "category": (CATEGORY, tuple(_CATEGORIES.values()))}
