"""Walks down the rows of one form: each row is a heading, a row of the table under the last heading, or facts."""

from collections.abc import Sequence

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import GOAL_LABEL, NAMES_OBJECTIVE, SUBTOTALS
from indicators.forms.reading.draft import Draft
from indicators.forms.reading.facts import is_label, read_facts
from indicators.forms.reading.figures import figure, is_nothing, points
from indicators.forms.reading.headings import Heading, goal_heading, line_heading, money_heading
from indicators.forms.reading.indicator import prose
from indicators.forms.reading.lines import Lines, total_run
from indicators.forms.reading.money import Money
from indicators.forms.reading.rows import Row, Run


class Walk:
    """Reads rows into a draft; ``meant`` is what a lone amount of money means (initial or budgeted)."""

    def __init__(self, draft: Draft, meant: str) -> None:
        self.draft = draft
        self.meant = meant
        self.lines: Lines | None = None
        self.money: Money | None = None
        self.goal: Heading | None = None
        self.goal_cells: dict[str, Cell] = {}
        self.margin: Cell | None = None

    def read(self, rows: Sequence[Row]) -> None:
        """Every row in turn; a heading of two rows is taken as one."""
        skip = 0
        for number, row in enumerate(rows):
            if skip:
                skip -= 1
            elif heading := line_heading(rows[number : number + 2]):
                skip = heading.height - 1
                self._begin_lines(heading, row)
            elif heading := money_heading(row):
                self._end()
                self.money = Money(self.draft, heading, row)
            elif heading := goal_heading(row):
                self._end()
                self.goal, self.goal_cells = heading, {}
                self.draft.plan = self.draft.plan and "achieved" not in heading.fields
            else:
                self._row(row)
        self._end()

    def _end(self) -> None:
        """The table under the last heading is over."""
        if self.lines:
            self.lines.close()
        self.lines = self.money = self.goal = None

    def _begin_lines(self, heading: Heading, row: Row) -> None:
        """A heading among lines is the same one again after a page break; any other begins anew."""
        if self.lines:
            self.lines.take(heading)
        else:
            self._end()
            self.lines = Lines(self.draft, heading)
            self._name_objective(heading, row)
            self.margin = row.at(0)
        for run in heading.unknown:
            if run.first > heading.first:
                self.draft.say("header_unknown", run.cell, cell=run.cell.text.strip())
        for run in heading.doubled:
            self.draft.say("header_twice", run.cell, cell=run.cell.text.strip())

    def _name_objective(self, heading: Heading, row: Row) -> None:
        """年度绩效目标 beside the lines is the objective's name; its points are the form's, not the objective's."""
        objective, path = self.draft.objective()
        if any(not each["indicators"] for each in self.draft.objectives[:-1]):
            self.draft.say("goals_before_lines", row.at(heading.first), path)
        for run in row.runs():
            if run.last < heading.first and NAMES_OBJECTIVE.fullmatch(run.key) and "name" not in objective:
                self.draft.put(objective, "name", run.key, f"{path}.name", run.cell)
                if whole := points(run.cell.text):
                    self.draft.points[len(self.draft.objectives) - 1] = whole, run.cell
                    self.draft.say("points_of_heading", run.cell, path, cell=prose((run.cell,)))

    def _row(self, row: Row) -> None:
        if self.money and self.money.read(row):
            return
        if self.goal and self._goal(self.goal, row):
            return
        if self.lines and self._line(self.lines, row):
            return
        objectives = len(self.draft.objectives)
        if self.lines:
            self.lines.close()
        self.money = self.goal = None
        read_facts(self.draft, row, self.meant)
        if len(self.draft.objectives) > objectives:
            self.lines = None

    def _goal(self, heading: Heading, row: Row) -> bool:
        """The texts under 预期目标 and 实际完成情况; several rows are several paragraphs, a new page goes on."""
        if any(is_label(run) for run in row.runs()):
            return False
        objective, path = self.draft.objective()
        for name, columns in heading.fields.items():
            cell = row.at(columns[0]) if columns[0] < len(row.cells) else None
            if cell is None or not cell.text.strip() or self.goal_cells.get(name) is cell:
                continue
            self.goal_cells[name] = cell
            text = prose((cell,))
            if name in objective:
                text = objective[name] + ("" if row.opens else "\n") + text
                self.draft.say("cell_joined", cell, f"{path}.{name}", cell=prose((cell,))[:20], joined=text[-40:])
                objective[name] = text
            else:
                self.draft.put(objective, name, text, f"{path}.{name}", cell)
        return True

    def _line(self, lines: Lines, row: Row) -> bool:
        """Take a row under the lines' heading: 总分, a subtotal, a line; False for what is none of them."""
        runs = [run for run in row.runs() if run.cell is not self.margin]
        if len(row.cells) <= max(columns[-1] for columns in lines.fields.values()):
            return False
        if not runs:
            return True
        if (total := total_run(row)) and all(_is_figure(run) for run in runs if run.cell is not total.cell):
            lines.close()
            self._total(lines, row, runs)
            return True
        if runs[0].key in SUBTOTALS:
            return True
        alone = len(runs) == 1 and runs[0].last - runs[0].first >= len(row.cells) - 2
        goal = len(runs) < 3 and GOAL_LABEL.fullmatch(runs[0].key)
        if alone or goal or is_label(runs[0]):
            return False
        lines.read(row)
        return True

    def _total(self, lines: Lines, row: Row, runs: Sequence[Run]) -> None:
        """总分: the figure under 得分; where none stands there, the only one of the row."""
        columns = lines.fields.get("self_score", ())
        cells = [row.at(column) for column in columns if figure(row.at(column).text) is not None]
        figures = [run.cell for run in runs if figure(run.cell.text) is not None]
        cells = cells or (figures if len(figures) == 1 and "weight" not in lines.fields else [])
        if cells and not self.draft.plan:
            self.draft.put(self.draft.values, "published_total", figure(cells[0].text), "published_total", cells[0])


def _is_figure(run: Run) -> bool:
    return figure(run.cell.text) is not None or is_nothing(run.cell.text)
