"""A sheet of several projects (四川): a row per line, each project's own facts merged or repeated beside its lines."""

from collections.abc import Sequence

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import TOTALS, key
from indicators.forms.reading.draft import Draft
from indicators.forms.reading.facts import agency
from indicators.forms.reading.headings import OWN, Heading, line_heading
from indicators.forms.reading.indicator import prose, short
from indicators.forms.reading.lines import Lines
from indicators.forms.reading.money import lone_amount, note_unit
from indicators.forms.reading.rows import Row
from indicators.model import Source


def listing_heading(rows: Sequence[Row]) -> Heading | None:
    """The heading of a sheet of several projects: 项目名称 is a column of it, before the columns of the lines."""
    heading = line_heading(rows)
    return heading if heading and "project" in heading.fields else None


class Listing:
    """Reads the rows of such a sheet; every project becomes a draft of its own."""

    def __init__(self, heading: Heading, titles: Sequence[Cell], sheet: str) -> None:
        """``titles`` are the cells above the lines, the headings with them."""
        self.sheet = sheet
        self.heading = heading
        self.titles = tuple(titles)
        self.drafts: list[Draft] = []
        self.lines: Lines | None = None
        self.own: dict[str, Cell] = {}
        self.early: list[Cell] = []

    def take(self, heading: Heading) -> None:
        """The heading again, after a page break."""
        self.heading = heading
        if self.lines:
            self.lines.take(heading)

    def read(self, row: Row) -> None:
        """One row: the first of a project, a line of it, or a sum over several (left out)."""
        if len(row.cells) <= max(columns[-1] for columns in self.heading.fields.values()):
            self.early += [run.cell for run in row.runs()]
            return
        cells = {name: row.at(columns[0]) for name, columns in self.heading.fields.items() if name in OWN}
        cells = {name: cell for name, cell in cells.items() if cell.text.strip()}
        project = cells.get("project")
        name = row.at(self.heading.fields["name"][0]).text.strip()
        if not name and (project is None or key(project.text) in TOTALS) and "money" in cells:
            self.own = {each: cell for each, cell in cells.items() if each == "agency"} or self.own
        elif project and self._is_new(project):
            self._begin(self.own | cells)
            self._line(row)
        else:
            self.own |= {each: cell for each, cell in cells.items() if each == "agency"}
            self._line(row)

    def close(self) -> None:
        """The last line is complete; what belongs to no project is said with the last one."""
        if self.lines:
            self.lines.close()
            self._leave(self.lines.draft)

    def _leave(self, draft: Draft) -> None:
        for cell in self.early:
            draft.say("cell_unread", cell, cell=cell.text.strip())
        self.early = []

    def _is_new(self, project: Cell) -> bool:
        return "project" not in self.own or short((self.own["project"],)) != short((project,))

    def _begin(self, cells: dict[str, Cell]) -> None:
        self.close()
        draft = Draft(titles=list(self.titles), sheet=self.sheet)
        for title in self.titles:
            note_unit(draft, title)
        self._leave(draft)
        self.lines = Lines(draft, self.heading)
        self.drafts.append(draft)
        self.own = {name: cell for name, cell in cells.items() if name in ("agency", "project")}
        if "agency" in cells:
            draft.put(draft.values, "agency", agency(cells["agency"].text), "agency", cells["agency"])
        draft.put(draft.values, "project", {"name": short((cells["project"],))}, "project.name", cells["project"])
        if "money" in cells:
            lone_amount(draft, Source.TOTAL, cells["money"], cells["money"], "initial" if draft.plan else "budgeted")
        if "objective" in cells:
            objective, path = draft.objective()
            draft.put(objective, "text", prose((cells["objective"],)), f"{path}.text", cells["objective"])

    def _line(self, row: Row) -> None:
        if self.lines:
            self.lines.read(row)
        else:
            self.early += [run.cell for run in row.runs()]
