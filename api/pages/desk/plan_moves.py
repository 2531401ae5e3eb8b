"""Lines and objectives of a plan's form added, moved, taken out and pasted (增行、移行、删行、粘贴): without a script. Pure."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence

from api.pages.desk.plan_given import LINE, At, Given, filled_down
from indicators.numbers import parse_decimal, plain
from indicators.taxonomy import category_of_name, dimension_of_name

PASTED = 100_000  # characters that are read at once
HEADINGS: Mapping[str, str] = {
    "一级指标": "dimension", "二级指标": "category", "三级指标": "name", "指标名称": "name", "指标值": "target",
    "年度指标值": "target", "分值": "weight", "权重": "weight", "分值权重": "weight", "备注": "notes",
}  # fmt: skip
# The columns that so many cells stand for, where no heading says so.
WIDTHS: Mapping[int, tuple[str, ...]] = {
    1: ("name",), 2: ("name", "target"), 3: ("name", "target", "weight"), 5: LINE[:5], 6: LINE,
}  # fmt: skip


def moved(given: Given, do: str, picked: Collection[str]) -> tuple[Given, str]:
    """The form after a button was pressed, and the field to go on in ("" where it does not matter)."""
    what, _, key = do.partition("-")
    if what == "line":
        return _added(given, _end(given, key))
    if what == "goal":
        return _goal(given)
    if what == "ungoal":
        return _without_goal(given, key), ""
    if what == "insert":
        first = next((i for i, each in enumerate(given.order) if each.kind == "l" and each.key in picked), None)
        return _added(given, len(given.order) if first is None else first)
    if what == "drop":
        return _dropped(given, picked), ""
    return Given(given.fields, _shifted(given.order, picked, up=what == "up")), ""


def _key(given: Given) -> str:
    return str(max((int(each.key) for each in given.order if each.key), default=0) + 1)


def _end(given: Given, goal: str) -> int:
    """Where the lines of an objective end."""
    inside = False
    for i, each in enumerate(given.order):
        if each.kind == "g" and inside:
            return i
        inside = inside or (each.kind == "g" and each.key == goal)
    return len(given.order)


def _added(given: Given, at: int) -> tuple[Given, str]:
    """A new line at a place; it begins on the levels of the one above."""
    key, above = _key(given), given.order[at - 1] if at else None
    fields = dict(given.fields)
    if above and above.kind == "l":
        fields |= {f"{name}-{key}": fields.get(f"{name}-{above.key}", "") for name in LINE[:2]}
    order = (*given.order[:at], At("l", key), *given.order[at:])
    return Given(fields, order), f"name-{key}"


def _goal(given: Given) -> tuple[Given, str]:
    key = _key(given)
    return Given(given.fields, (*given.order, At("g", key), At("l", str(int(key) + 1)))), f"goaltext-{key}"


def _without_goal(given: Given, key: str) -> Given:
    """The objective taken out with its lines; the last one stays."""
    if sum(each.kind == "g" for each in given.order) < 2:
        return given
    start = next((i for i, each in enumerate(given.order) if each.kind == "g" and each.key == key), None)
    if start is None:
        return given
    end = _end(given, key)
    gone = tuple(At("x", "", each.kept) for each in given.order[start + 1 : end] if each.kept)
    return Given(given.fields, (*given.order[:start], *given.order[end:], *gone))


def _dropped(given: Given, picked: Collection[str]) -> Given:
    gone = [each for each in given.order if each.kind == "l" and each.key in picked]
    kept = [each for each in given.order if each not in gone]
    return Given(given.fields, (*kept, *(At("x", "", each.kept) for each in gone if each.kept)))


def _shifted(order: Sequence[At], picked: Collection[str], *, up: bool) -> tuple[At, ...]:
    """The picked lines one place up or down; past the end of an objective, into the next one."""
    items = [each for each in order if each.kind != "x"]
    rest = [each for each in order if each.kind == "x"]
    chosen = [each.kind == "l" and each.key in picked for each in items]
    steps = range(1, len(items)) if up else range(len(items) - 2, -1, -1)
    for i in steps:
        j = i - 1 if up else i + 1
        if chosen[i] and not chosen[j] and (j or not up):
            items[i], items[j], chosen[i], chosen[j] = items[j], items[i], chosen[j], chosen[i]
    return (*items, *rest)


def pasted(given: Given, goal: str, text: str) -> Given:
    """The rows that a spreadsheet copied, as new lines at the end of an objective; its blank lines go."""
    under = {each.key for at, lines in given.goals() if at.key == goal for each in lines}
    blank = {each for each in given.order if each.kind == "l" and each.key in under and given.blank(each)}
    given = Given(dict(given.fields), tuple(each for each in given.order if each not in blank))
    for cells in _table(text):
        at = _end(given, goal)
        key = _key(given)
        fields = {f"{name}-{key}": cells.get(name, "") for name in LINE}
        given = Given(given.fields | fields, (*given.order[:at], At("l", key), *given.order[at:]))
    return filled_down(given)


def _table(text: str) -> list[dict[str, str]]:
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    rows = [row for row in rows if any(row)]
    named = [HEADINGS.get("".join(cell.split()), "") for cell in rows[0]] if rows else []
    if sum(map(bool, named)) >= 2:
        return [_cells(named, row) for row in rows[1:]]
    return [_cells(_columns(row), row) for row in _square(rows)]


def _square(rows: Sequence[list[str]]) -> list[list[str]]:
    """All rows as wide as the widest, without empty columns at the end."""
    wide = max((max(i for i, cell in enumerate(row, 1) if cell) for row in rows), default=0)
    return [(row + [""] * wide)[:wide] for row in rows]


def _columns(row: Sequence[str]) -> Sequence[str]:
    if len(row) == 4:
        leveled = category_of_name(row[1]) is not None or (dimension_of_name(row[0]) and not category_of_name(row[0]))
        return LINE[:4] if leveled else LINE[1:5]
    return WIDTHS.get(len(row), LINE)


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    found = {name: text for name, text in zip(columns, row, strict=False) if name}
    value = parse_decimal(found.get("weight", ""))
    return found if value is None else found | {"weight": plain(value)}
