"""One table for several documents: a row per line, the document's own facts beside its lines."""

from collections.abc import Callable, Mapping, Sequence

from indicators.forms.grid import Box
from indicators.forms.layout.parts import Listing
from indicators.forms.writing.blocks import Row, headings, lines
from indicators.forms.writing.values import Values, number


def listed(block: Listing, documents: Sequence[Values]) -> list[Row]:
    """The headings, then each document's lines."""
    rows = [headings(block.columns, documents[0].names())]
    of_lines = [column for column in block.columns if column.field not in _FACTS]
    for values in documents:
        found = list(values.document.lines())
        part = lines(of_lines, found)
        heads = [
            Box(_FACTS[column.field](values), len(part), column.columns, column.style, path=column.field)
            for column in block.columns
            if column.field in _FACTS
        ]
        part[0][:0] = heads
        rows += part
    return rows


def _money(values: Values) -> str:
    total = values.document.funding.total
    return number(getattr(total, values.layout.money, None))


_FACTS: Mapping[str, Callable[[Values], str]] = {
    "agency": lambda values: values.agency(values.document.agency),
    "project": lambda values: values.fact("project"),
    "money": _money,
    "objective": lambda values: "\n".join(objective.text for objective in values.document.objectives),
}
