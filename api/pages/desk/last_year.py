"""/evaluations/<id>/last-year: the same agency's report of the same name a year before, line beside line."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import render_template

from api.actions.evaluations.last_year import Years, beside_last_year
from api.intake import query
from api.pages.desk.base import Visit, page
from api.pages.layout import shown
from api.wording import met_name
from scoring.results import LineScore


class Told(NamedTuple):
    """A line of one year in words: target, actual, whether it is met, its points of its weight."""

    target: str
    actual: str
    met: str
    points: str
    weight: str


class Pair(NamedTuple):
    """A line by its name, this year and last; None where it was not there."""

    name: str
    now: Told | None
    before: Told | None
    more: str  # how much more it earns than last year, of the same weight


@page("/evaluations/<id>/last-year")
def last_year(visit: Visit, id: int) -> str:
    """The comparison."""
    query()
    found = beside_last_year(visit.store, visit.actor, id)
    return render_template(
        "desk/last-year.html", now=found.now, before=found.before, row=found.now.row, pairs=list(_pairs(found))
    )


def _pairs(found: Years) -> Iterator[Pair]:
    for each in found.lines:
        yield Pair(each.name, _told(each.now), _told(each.before), _more(each.now, each.before))


def _told(line: LineScore | None) -> Told | None:
    if line is None:
        return None
    target, actual = line.indicator.target.text or "—", line.indicator.actual.text or "—"
    return Told(target, actual, met_name(line.met), shown(line.points), shown(line.weight))


def _more(now: LineScore | None, before: LineScore | None) -> str:
    """+2, −1.5; nothing where the weights differ, or either is open."""
    if now is None or before is None or now.points is None or before.points is None or now.weight != before.weight:
        return ""
    difference = now.points - before.points
    return f"{'+' if difference > 0 else '−'}{shown(abs(difference))}" if difference else "持平"
