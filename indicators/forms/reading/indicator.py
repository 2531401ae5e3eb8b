"""One indicator in document JSON from the cells of its line."""

from collections.abc import Mapping

from indicators.forms.grid import Cell
from indicators.forms.prose import split_explanation
from indicators.forms.reading.draft import Draft, Values, printed
from indicators.forms.reading.figures import figure, is_nothing
from indicators.forms.reading.levels import Levels, level_values

Cells = Mapping[str, tuple[Cell, ...]]

# Columns that only a report of what was done has.
REPORTS = {"actual", "self_score", "explanation", "explanation.reason", "explanation.remedy", "evidence"}
_ORDER = (
    "dimension category dimension_text category_text name target actual weight self_score explanation evidence notes"
).split()
_COLUMNS = {
    "target.operator": "operator",
    "target.value": "value",
    "target.unit": "unit",
    "target.direction": "direction",
}


def short(cells: tuple[Cell, ...]) -> str:
    """A short value: cells side by side and lines of a cell are joined, the space around them falls away."""
    return "".join(line.strip() for cell in cells for line in cell.text.splitlines())


def prose(cells: tuple[Cell, ...]) -> str:
    """A long value: cells one below the other are joined, the lines of a cell stay."""
    return "".join("\n".join(line.strip() for line in cell.text.strip().splitlines()) for cell in cells)


def indicator(draft: Draft, path: str, at: Cell, levels: Levels, cells: Cells, has_category: bool) -> Values:
    """The line at a document path; ``at`` is where its name stands or should."""
    values = level_values(levels, path, at, has_category, draft)
    name = short(cells.get("name", ()))
    draft.put(values, "name", name, f"{path}.name", next(iter(cells.get("name", ())), at))
    if not name:
        draft.say("name_missing", at, f"{path}.name")
    _target(draft, values, path, cells)
    _text(draft, values, path, cells, "actual")
    _points(draft, values, path, cells)
    _explanation(draft, values, path, cells)
    if found := cells.get("evidence", ()):
        draft.put(values, "evidence", [{"name": short(found)}], f"{path}.evidence", found[0])
    if found := cells.get("notes", ()):
        draft.put(values, "notes", [prose(found)], f"{path}.notes", found[0])
    return ordered(values)


def ordered(values: Values) -> Values:
    """The line in the order of document JSON."""
    return {key: values[key] for key in _ORDER if key in values}


def _text(draft: Draft, values: Values, path: str, cells: Cells, name: str) -> None:
    if found := cells.get(name, ()):
        draft.put(values, name, short(found), f"{path}.{name}", found[0])


def _target(draft: Draft, values: Values, path: str, cells: Cells) -> None:
    values["target"] = short(cells.get("target", ()))
    _text(draft, values, path, cells, "target")
    columns = {part: short(cells[name]) for name, part in _COLUMNS.items() if name in cells}
    if columns:
        values["target"] = {"text": columns.get("value", ""), "columns": columns}
        for name in _COLUMNS.keys() & cells.keys():
            draft.see(f"{path}.{name}", cells[name][0])
        draft.see(f"{path}.target", next(cells[name][0] for name in ("target.value", *_COLUMNS) if name in cells))


def _points(draft: Draft, values: Values, path: str, cells: Cells) -> None:
    for name, title in (("weight", "分值"), ("self_score", "得分")):
        found = cells.get(name, ())
        text = short(found)
        value = figure(text)
        if value is not None:
            draft.put(values, name, printed(value) if name == "weight" else value, f"{path}.{name}", found[0])
        elif not is_nothing(text):
            draft.say("not_a_figure", found[0], f"{path}.{name}", cell=text, name=title)


def _explanation(draft: Draft, values: Values, path: str, cells: Cells) -> None:
    """偏差原因分析及改进措施 in one column or two."""
    said: Values = {}
    if found := cells.get("explanation", ()):
        reason, remedy = split_explanation(prose(found))
        said |= {name: text for name, text in (("reason", reason), ("remedy", remedy)) if text}
        draft.see(f"{path}.explanation", found[0])
        if remedy:
            draft.say("explanation_split", found[0], f"{path}.explanation", cell=remedy[:12])
    for name in ("reason", "remedy"):
        if found := cells.get(f"explanation.{name}", ()):
            draft.put(said, name, prose(found), f"{path}.explanation.{name}", found[0])
    if said:
        values["explanation"] = said
