"""预算执行情况: rows of the funding table, under headings or as label and amount alone."""

from decimal import Decimal

from indicators.forms.grid import Cell
from indicators.forms.layout.synonyms import SOURCES
from indicators.forms.reading.draft import Draft, Values
from indicators.forms.reading.figures import bare, figure, is_nothing, money_unit, points
from indicators.forms.reading.headings import Heading
from indicators.forms.reading.rows import Row, Run
from indicators.model import Source
from indicators.numbers import parse_decimal, plain

_TITLES = {
    "initial": "年初预算数",
    "budgeted": "全年预算数",
    "spent": "全年执行数",
    "rate": "执行率",
    "weight": "分值",
    "self_score": "得分",
}
_AMOUNTS = ("initial", "budgeted", "spent")
_SAYING = (*_AMOUNTS, "rate")
_NEAR = Decimal("0.01")


def note_unit(draft: Draft, cell: Cell) -> None:
    """Keep the unit of money that a text prints; another one later is asked about."""
    unit = money_unit(cell.text)
    if unit and not draft.money_unit:
        draft.money_unit = unit
        draft.see("funding.unit", cell)
    elif unit and unit != draft.money_unit:
        draft.say("money_units_differ", cell, "funding.unit", cell=cell.text.strip(), unit=draft.money_unit)


class Money:
    """Reads the rows under the headings of the funding table."""

    def __init__(self, draft: Draft, heading: Heading, row: Row) -> None:
        self.draft = draft
        self.fields = {name: columns for name, columns in heading.fields.items() if name in _TITLES}
        self.first = min(columns[0] for columns in self.fields.values())
        self.width = len(row.cells)
        self.points: tuple[str, Cell] | None = None
        self.percent = any(run.key in ("执行率", "预算执行率") and "%" in bare(run.cell.text) for run in row.runs())
        for run in row.runs():
            note_unit(draft, run.cell)
            if "weight" not in self.fields and (found := points(run.cell.text)):
                self.points = self.points or (found, run.cell)
        if {"spent", "rate", "self_score"} & self.fields.keys():
            draft.plan = False

    def read(self, row: Row) -> bool:
        """Take a row when it is one of money; False ends the table."""
        if len(row.cells) != self.width:
            return False
        labels = [run for run in row.runs() if run.first < self.first]
        label = next((run for run in labels if run.key in SOURCES), None)
        amounts = [row.at(columns[0]) for name, columns in self.fields.items() if name in _AMOUNTS]
        if label:
            self._row(SOURCES[label.key], label, row)
        elif labels and any(figure(cell.text) is not None for cell in amounts):
            self.draft.say("funding_row_unknown", labels[-1].cell, cell=labels[-1].cell.text.strip())
        else:
            return False
        return True

    def _row(self, source: str, label: Run, row: Row) -> None:
        """A row whose amounts are all blank says nothing; a dash says that there is none."""
        if not any(row.at(columns[0]).text.strip() for name, columns in self.fields.items() if name in _SAYING):
            return
        values = begin_row(self.draft, source, label.cell)
        if values is None:
            return
        path = f"funding.rows[{len(self.draft.funding) - 1}]"
        for name, columns in self.fields.items():
            self._value(values, name, row.at(columns[0]), path)
        if source == Source.TOTAL and self.points:
            self.draft.put(values, "weight", self.points[0], f"{path}.weight", self.points[1])
        rate = row.at(self.fields["rate"][0]) if "rate" in values else None
        if rate and not self.percent and "%" not in bare(rate.text) and parse_decimal(values["rate"]):
            _check_rate(self.draft, values, path, rate)

    def _value(self, values: Values, name: str, cell: Cell, path: str) -> None:
        value = figure(cell.text)
        if value is not None:
            self.draft.put(values, name, value, f"{path}.{name}", cell)
        elif not is_nothing(cell.text):
            shown = cell.text.strip()
            self.draft.say("not_a_figure", cell, f"{path}.{name}", cell=shown, name=_TITLES[name])


def _check_rate(draft: Draft, values: Values, path: str, cell: Cell) -> None:
    """A rate without its sign is a percentage or a share of one: unless the amounts settle it, a person is asked."""
    rate, spent, budgeted = (parse_decimal(values.get(name, "")) for name in ("rate", "spent", "budgeted"))
    assert rate is not None
    hundredfold = rate.scaleb(2)
    quotient = spent / budgeted if spent is not None and budgeted else None
    if quotient is not None and abs(rate - quotient * 100) <= 1:
        return
    if quotient is not None and abs(rate - quotient) <= _NEAR:
        values["rate"] = plain(hundredfold)
    others = tuple(f"{plain(each)}%" for each in (rate, hundredfold))
    draft.say("rate_scale", cell, f"{path}.rate", others, cell=cell.text.strip(), value=values["rate"])


def begin_row(draft: Draft, source: str, cell: Cell) -> Values | None:
    """A new row of that source; None, and a finding, when there is one already."""
    if any(row["source"] == source for row in draft.funding):
        draft.say("funding_row_repeated", cell, "funding", cell=cell.text.strip())
        return None
    values: Values = {}
    draft.funding.append(values)
    draft.put(values, "source", str(source), f"funding.rows[{len(draft.funding) - 1}].source", cell)
    return values


def lone_amount(draft: Draft, source: str, label: Cell, amount: Cell | None, meant: str) -> None:
    """年度资金总额：2,459.08, a label and one amount: the amount is ``meant`` (initial or budgeted)."""
    values = begin_row(draft, source, label) if amount and amount.text.strip() else None
    if values is None or amount is None:
        return
    path = f"funding.rows[{len(draft.funding) - 1}].{meant}"
    value = figure(amount.text)
    if value is not None:
        draft.put(values, meant, value, path, amount)
    elif not is_nothing(amount.text):
        draft.say("not_a_figure", amount, path, cell=amount.text.strip(), name=_TITLES[meant])
