"""Beside last year (与上年比): the same agency's report of the same name a year before, line beside line."""

from collections.abc import Iterator
from typing import NamedTuple

from api.actions.evaluations.current import Evaluation, read, whole
from api.auth import Actor
from api.store import Row, Store, evaluations
from scoring.results import LineScore


class Pair(NamedTuple):
    """A line by its name, this year and last; None where it was not there."""

    name: str
    now: LineScore | None
    before: LineScore | None


class Years(NamedTuple):
    """A report and the one of the year before (None without any), with their lines."""

    now: Evaluation
    before: Evaluation | None
    lines: tuple[Pair, ...]


def beside_last_year(store: Store, actor: Actor, id: int) -> Years:
    """The comparison, for whoever may see the report."""
    now = read(store, actor, id)
    row = _year_before(store, now.row)
    if row is None:
        return Years(now, None, ())
    before = whole(store, row)
    return Years(now, before, tuple(_pairs(now, before)))


def _year_before(store: Store, row: Row) -> Row | None:
    """The latest revision; of several tasks' the one that was approved, and then the newest."""
    name, year = row["name"], row["year"] - 1
    found = evaluations.named(store, agency_id=row["agency_id"], year=year, name=name, task_id=None)
    return max(found, key=lambda each: (each["approved_at"] is not None, each["id"]), default=None)


def _pairs(now: Evaluation, before: Evaluation) -> Iterator[Pair]:
    """This year's lines in their order, then those that are gone; of lines of one name, first goes with first."""
    left = list(before.sheet.lines)
    for line in now.sheet.lines:
        name = line.indicator.name
        match = next((each for each in left if each.indicator.name == name), None)
        if match:
            left.remove(match)
        yield Pair(name, line, match)
    yield from (Pair(line.indicator.name, None, line) for line in left)
