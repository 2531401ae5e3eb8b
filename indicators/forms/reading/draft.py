"""A document while it is read: values go in with the cell they come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.forms.findings import Finding, found
from indicators.forms.grid import Cell
from indicators.forms.places import Place

Values = dict[str, Any]

# The order of document JSON, which is the order of the form.
_ORDER = (
    "document scope budget_year place rulebook department agency project funding spending objectives execution_weight "
    "explanation published_total narrative yearly_summary notes"
).split()
_OBJECTIVE = ("name", "text", "achieved", "weight", "indicators")
_ROW = ("source", "initial", "budgeted", "spent", "rate", "weight", "self_score")


@dataclass
class Draft:
    """The values, their places and the findings of one form in the table ``sheet``.

    ``plan`` turns False at the first sign of a report. ``points`` are those printed for all lines of an objective
    together, by its number, with their cell.
    """

    sheet: str = ""
    values: Values = field(default_factory=dict)
    objectives: list[Values] = field(default_factory=list)
    funding: list[Values] = field(default_factory=list)
    money_unit: str = ""
    plan: bool = True
    whole: bool = False
    titles: list[Cell] = field(default_factory=list)
    goal: Cell | None = None
    points: dict[int, tuple[str, Cell]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def put(self, into: Values, name: str, value: object, path: str, cell: Cell) -> None:
        """Set a value that a cell gave, and remember the cell."""
        into[name] = value
        self.see(path, cell)

    def see(self, path: str, cell: Cell) -> None:
        """Remember where a value stands; what a person would not see in the cell is said."""
        self.places[path] = cell.place
        shown = cell.text.strip()
        if cell.formula:
            self.say("formula", cell, path, cell=shown)
        if cell.hidden and shown:
            self.say("hidden", cell, path, cell=shown)
        if cell.torn:
            self.say("text_torn", cell, path, cell=shown)

    def say(self, code: str, cell: Cell, path: str = "", alternatives: tuple[str, ...] = (), /, **facts: str) -> None:
        """A finding at a cell; the same one at the same cell is said once."""
        finding = found(code, cell.place, path, alternatives, **facts)
        if finding not in self.findings:
            self.findings.append(finding)

    @property
    def is_whole(self) -> bool:
        """部门整体支出: a sign of it, and no project."""
        return self.whole and "project" not in self.values

    @property
    def name(self) -> str:
        """The project's name, or the agency's for a whole agency; "" while neither is known."""
        named: Values = self.values.get("project") or self.values.get("agency") or {}
        return str(named.get("name", ""))

    @property
    def scored(self) -> bool:
        """Do the lines have points of their own?"""
        return any("self_score" in line for line in self.lines())

    def objective(self) -> tuple[Values, str]:
        """The objective that is being read, and its path; one is begun when there is none."""
        if not self.objectives:
            self.begin_objective()
        return self.objectives[-1], f"objectives[{len(self.objectives) - 1}]"

    def begin_objective(self) -> None:
        """Further texts and lines belong to a new objective."""
        self.objectives.append({"indicators": []})

    def lines(self) -> Iterator[Values]:
        """Every line so far."""
        for objective in self.objectives:
            yield from objective["indicators"]

    def document(self) -> Values:
        """The document JSON value, in the order of the form."""
        values = self.values | {
            "document": "plan" if self.plan else "self_evaluation",
            "scope": "whole_agency" if self.is_whole else "project",
            "objectives": [_sorted(each, _OBJECTIVE) for each in self.objectives],
        }
        if self.funding:
            values["funding"] = {
                "unit": self.money_unit or "万元",
                "rows": [_sorted(row, _ROW) for row in self.funding],
            }
        return _sorted(values, _ORDER)


def _sorted(values: Values, names: Sequence[str]) -> Values:
    return {name: values[name] for name in names if name in values}


def printed(value: str) -> Values:
    """A weight that stands on the form."""
    return {"value": value, "origin": "printed"}
