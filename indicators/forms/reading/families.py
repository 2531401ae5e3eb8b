"""Which family a form belongs to: the one whose headings and labels it shares most."""

import re
from decimal import Decimal

from indicators.forms.layout import LAYOUTS
from indicators.forms.layout.parts import Layout, columns_of, labels_of
from indicators.forms.layout.synonyms import FACTS, GOAL, LINE, MARGINS, MONEY, SOURCES, key
from indicators.forms.reading.segments import Segment

OTHER = "other"
_LEAST = Decimal("0.75")
_AMOUNT = re.compile(r":?(?:-|-?[0-9][0-9.,]*(?:万?元)?)$")  # 年度资金总额：2,459.08 in one cell
_HOLE = re.compile(r"\{\w+\}")
_KNOWN = LINE.keys() | MONEY.keys() | SOURCES.keys() | FACTS.keys() | GOAL.keys() | MARGINS


def family_of(segment: Segment) -> tuple[str, Decimal]:
    """The family of a form and how sure that is, from 0 to 1; ``other`` when no family shares enough with it."""
    seen = {_AMOUNT.sub("", run.key) for row in segment.rows for run in row.runs()}
    shares = {family: _share(words(layout), seen) for family, layout in LAYOUTS.items()}
    family = max(shares, key=lambda each: shares[each])
    return (family, shares[family]) if shares[family] >= _LEAST else (OTHER, 1 - shares[family])


def words(layout: Layout) -> frozenset[str]:
    """Every heading and label that the family prints, as they are compared."""
    texts = (*labels_of(layout), *(column.heading for column in columns_of(layout)))
    return frozenset(filter(None, (key(_HOLE.sub("", text)) for text in texts)))


def _share(known: frozenset[str], seen: set[str]) -> Decimal:
    """Twice what both have over all that each has, in hundredths."""
    return Decimal(200 * len(known & seen) // (len(known) + len(seen & (_KNOWN | known)))).scaleb(-2)
