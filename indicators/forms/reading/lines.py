"""The lines of a form: which row begins one, which goes on with the one above, and what each column gives."""

from dataclasses import dataclass, field, replace

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import TOTALS, key
from indicators.forms.reading.draft import Draft
from indicators.forms.reading.headings import OWN, Fields, Heading
from indicators.forms.reading.indicator import REPORTS, indicator, short
from indicators.forms.reading.levels import DIMENSION, LEVELS, Levels, beside, both, carry, contradicted, level_text
from indicators.forms.reading.rows import Row, Run
from indicators.forms.reading.shifts import oddities, straightened
from indicators.taxonomy import category_of_name, dimension_of_name

_POINTS = {"weight": "分值", "self_score": "得分"}
_LEVELS = ("dimension", "category")


@dataclass
class Line:
    """The cells of one line by field, while it may still go on in the next row."""

    levels: Levels
    at: Cell
    cells: dict[str, tuple[Cell, ...]] = field(default_factory=dict)


def total_run(row: Row) -> Run | None:
    """The box 总分 of a row that holds besides it nothing but figures and dashes."""
    return next((run for run in row.runs() if key(run.cell.text) in TOTALS), None)


class Lines:
    """Reads the rows under a heading into a draft, line by line."""

    def __init__(self, draft: Draft, heading: Heading) -> None:
        self.draft = draft
        self.levels = Levels()
        self.line: Line | None = None
        self.before: Row | None = None
        self.assumed: set[str] = set()
        self.take(heading)

    def take(self, heading: Heading) -> None:
        """Read on under this heading, which may come again after a page break."""
        self.fields = {name: columns for name, columns in heading.fields.items() if name not in (*OWN, "number")}
        self.before = None
        self.opening = True
        self.draft.plan = self.draft.plan and not REPORTS & heading.fields.keys()

    def read(self, row: Row) -> None:
        """Take one row: a line of its own, the rest of the line above, or nothing new."""
        if all(self._covers(row, column) for columns in self.fields.values() for column in columns):
            return
        fields = straightened(self.fields, row)
        self.opening = self.opening or row.opens
        if self.line and self._continues(fields, row):
            self._join(self.line, fields, row)
        else:
            self.close()
            self._begin(fields, row)
        self.before, self.opening = row, False

    def close(self) -> None:
        """The line above is complete: it goes into the draft."""
        if self.line:
            objective, path = self.draft.objective()
            path = f"{path}.indicators[{len(objective['indicators'])}]"
            line, self.line = self.line, None
            objective["indicators"].append(
                indicator(self.draft, path, line.at, line.levels, line.cells, "category" in self.fields)
            )

    def _covers(self, row: Row, column: int) -> bool:
        """Does the cell above reach down into this row?"""
        above = self.before
        return (
            above is not None and column < min(len(above.cells), len(row.cells)) and above.at(column) is row.at(column)
        )

    def _cells(self, fields: Fields, row: Row, name: str) -> tuple[Cell, ...]:
        """The cells with text in a field's columns, each once."""
        cells = [row.at(column) for column in fields.get(name, ()) if column < len(row.cells)]
        return tuple({id(cell): cell for cell in cells if cell.text.strip()}.values())

    def _own(self, fields: Fields, row: Row, name: str) -> tuple[Cell, ...]:
        """The cells of a field that begin in this row."""
        columns = fields.get(name, ())
        return () if columns and self._covers(row, columns[0]) else self._cells(fields, row, name)

    def _continues(self, fields: Fields, row: Row) -> bool:
        """A row that states no level and no points, and has not both a name and a value, goes on with the one above.

        On a new page a row without points does so too, where other lines have them.
        """
        if any(self._own(fields, row, name) for name in _POINTS):
            return False
        broken = [self._broken(fields, row, name) for name in _LEVELS if self._own(fields, row, name)]
        if broken:
            return all(broken)
        named = bool(self._own(fields, row, "name"))
        valued = any(self._own(fields, row, name) for name in ("target", "target.value", "actual"))
        return not (named and valued) or (self.opening and any(name in fields for name in _POINTS))

    def _broken(self, fields: Fields, row: Row, name: str) -> bool:
        """Is this the rest of a level's name that a page cut in two (产出指 | 标)?"""
        (cell, *_) = self._own(fields, row, name)
        known = dimension_of_name if name == "dimension" else category_of_name
        whole = getattr(self.levels, name) + level_text(cell)
        return self.opening and known(cell.text) is None and known(whole) is not None

    def _join(self, line: Line, fields: Fields, row: Row) -> None:
        for name in _LEVELS:
            for cell in self._own(fields, row, name):
                whole = getattr(self.levels, name) + level_text(cell)
                self.levels = replace(self.levels, **{name: whole})
                line.levels = replace(line.levels, **{name: whole})
        for name in fields.keys() - set(_LEVELS):
            for cell in self._own(fields, row, name):
                line.cells[name] = (*line.cells.get(name, ()), cell)
                joined = "".join(each.text.strip() for each in line.cells[name])
                self.draft.say("cell_joined", cell, cell=cell.text.strip(), joined=joined)

    def _begin(self, fields: Fields, row: Row) -> None:
        dimension, category = (next(iter(self._cells(fields, row, name)), None) for name in _LEVELS)
        self.levels = carry(self.levels, dimension, category)
        self._assume(fields, row, dimension, category)
        cells = {name: found for name in fields if (found := self._cells(fields, row, name))}
        self._share_points(fields, row, cells)
        if cells.get("name") and not self._own(fields, row, "name"):
            self.draft.say("name_repeated", cells["name"][0], cell=cells["name"][0].text.strip())
        levels = replace(self.levels, cells=dict(self.levels.cells))
        for extra in beside(cells.get("name", ())):
            levels.beside, levels.cells["beside"] = level_text(extra), extra
            cells["name"] = cells["name"][1:]
        if category and (two := both(category)):
            levels.category, levels.beside = two
            levels.cells["beside"] = category
        self.line = Line(levels, row.at(fields["name"][0]), cells)
        self._doubt(fields, row)

    def _assume(self, fields: Fields, row: Row, dimension: Cell | None, category: Cell | None) -> None:
        """Levels that this row does not state: one that its second level contradicts, one in a blank box of its own."""
        at = row.at(fields["name"][0])
        if official := contradicted(self.levels, dimension, category):
            self.draft.say(
                "level_assumed",
                at,
                self._path("dimension"),
                (official, self.levels.dimension),
                cell=official,
                level=DIMENSION,
            )
            self.levels.dimension = official
            return
        for name, cell in (("dimension", dimension), ("category", category)):
            printed = getattr(self.levels, name)
            if cell:
                self.assumed.discard(name)
            elif printed and name in fields and self._stands_alone(row, fields[name][0], name):
                self.assumed.add(name)
                level, names = LEVELS[name]
                self.draft.say("level_assumed", at, self._path(name), names, cell=printed, level=level)

    def _stands_alone(self, row: Row, column: int, name: str) -> bool:
        """Is a blank level no part of the one above? On a new page it is, unless that one was assumed already."""
        return row.ruled and not self._covers(row, column) and (not self.opening or name in self.assumed)

    def _path(self, name: str) -> str:
        """The path of a value of the line that begins."""
        objective, path = self.draft.objective()
        return f"{path}.indicators[{len(objective['indicators'])}].{name}"

    def _doubt(self, fields: Fields, row: Row) -> None:
        """A row moved under other headings, or one that makes no sense under its own, is asked about."""
        path = self._path("name")
        stood, moved = (short(self._cells(each, row, "name")) for each in (self.fields, fields))
        at = row.at(fields["name"][-1])
        if fields is not self.fields:
            others = (moved, stood) if stood and stood != moved else ()
            self.draft.say("row_shifted", at, path, others, cell=moved, level="三级指标")
        elif {"name", "target"} & set(oddities(fields, row)):
            self.draft.say("row_doubtful", at, path, cell=moved)

    def _share_points(self, fields: Fields, row: Row, cells: dict[str, tuple[Cell, ...]]) -> None:
        """Points in a box over several lines belong to none of them alone."""
        for name, title in _POINTS.items():
            if name in cells and not self._own(fields, row, name):
                self.draft.say("points_shared", cells[name][0], cell=cells[name][0].text.strip(), name=title)
                del cells[name]
                objective, path = self.draft.objective()
                last = len(objective["indicators"]) - 1
                objective["indicators"][last].pop(name, None)
                self.draft.places.pop(f"{path}.indicators[{last}].{name}", None)
