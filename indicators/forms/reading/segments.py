"""Which rows of a file belong to one form: several forms in a table, one form over several tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indicators.forms.grid import Grid, Source
from indicators.forms.layout.synonyms import FACTS, LINE, TITLE, key
from indicators.forms.reading.figures import bare
from indicators.forms.reading.headings import Fields, line_heading
from indicators.forms.reading.levels import is_level, level_text
from indicators.forms.reading.rows import Row, rows_of

_NAMES = frozenset(name for name, field in FACTS.items() if field in ("project.name", "agency"))
_PROJECT = frozenset(name for name, field in FACTS.items() if field == "project.name") | {"单位名称", "部门名称"}


@dataclass
class Segment:
    """The rows of one form, or of one sheet of several projects, and the tables that they come from."""

    rows: list[Row]
    grids: tuple[str, ...]
    fields: Fields = field(default_factory=dict)
    joined: list[Row] = field(default_factory=list)

    @property
    def listing(self) -> bool:
        """True for a sheet of several projects."""
        return "project" in self.fields


def segments(source: Source) -> list[Segment]:
    """The forms of a file in order; tables that are no forms are left out."""
    found: list[Segment] = []
    for grid in source.grids:
        for chunk in _chunks(rows_of(grid, source.kind)):
            _place(found, chunk, grid, source.kind)
    return [segment for segment in found if segment.fields]


def _place(found: list[Segment], chunk: list[Row], grid: Grid, kind: str) -> None:
    """A chunk of a table begins a form of its own or goes on with the last one."""
    fields = _fields(chunk)
    last = found[-1] if found else None
    if last and _goes_on(last, chunk, fields, kind):
        last.rows += chunk
        last.joined.append(chunk[0])
        last.fields = fields or last.fields
        last.grids = tuple(dict.fromkeys((*last.grids, grid.name)))
    else:
        found.append(Segment(chunk, (grid.name,), fields))


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """A table cut before each further title or 项目名称."""
    chunk: list[Row] = []
    named = lined = False
    for number, row in enumerate(rows):
        title, name = is_title(row), names_form(row)
        if chunk and ((title and (named or lined)) or (name and named)):
            yield chunk
            chunk, named, lined = [], False, False
        named = named or name
        lined = lined or line_heading(rows[number : number + 2]) is not None
        chunk.append(row)
    if chunk:
        yield chunk


def is_title(row: Row) -> bool:
    """True for a row with nothing but a form's title."""
    runs = list(row.runs())
    return len(runs) == 1 and len(text := bare(runs[0].cell.text)) < 60 and bool(TITLE.search(text))


def names_form(row: Row) -> bool:
    """True for the row 项目名称 | … that every form has once."""
    runs = list(row.runs())
    inline = [key(run.cell.text.replace("：", ":").partition(":")[0]) for run in runs[:1] if ":" in bare(run.cell.text)]
    if inline and inline[0] in _PROJECT:
        return True
    if not runs or runs[0].key not in _PROJECT or any(LINE.get(run.key) == "name" for run in runs):
        return False
    return len(runs) == 1 or (runs[1].key not in FACTS and len(runs) < 5)


def _fields(chunk: Sequence[Row]) -> Fields:
    """The columns of the chunk's first heading of lines; none when it has no lines."""
    found = (line_heading(chunk[number : number + 2]) for number in range(len(chunk)))
    return next((heading.fields for heading in found if heading), {})


def _goes_on(last: Segment, chunk: Sequence[Row], fields: Fields, kind: str) -> bool:
    """Is this the rest of the last form? It names no form of its own, and its rows fit under what came before."""
    if any(is_title(row) or names_form(row) for row in chunk) and not _continued(chunk):
        return False
    same_width = len(chunk[0].cells) == len(last.rows[-1].cells)
    if fields:
        paged = kind in ("pdf", "docx") or _continued(chunk) or not last.fields
        return ("project" in fields) == last.listing and (paged or (last.listing and fields == last.fields))
    return bool(last.fields) and kind in ("pdf", "docx") and same_width and _fits(last.fields, chunk[0])


def _continued(chunk: Sequence[Row]) -> bool:
    return any("续" in run.cell.text for run in chunk[0].runs()) or "续" in chunk[0].grid


def _fits(fields: Fields, row: Row) -> bool:
    """A row goes under these columns when its first level is blank or is one; a label (总分) ends them."""
    columns = fields.get("dimension", ())
    text = level_text(row.at(columns[0])) if columns else ""
    return not text or is_level(text) or next(row.runs()).key in FACTS
