"""What a dashboard looks at (总览的范围): a task or a year, and a subtree of agencies that the actor may see."""

from datetime import datetime
from typing import NamedTuple

from api.actions import tasks
from api.actions.agencies import get as agency_of
from api.auth import Actor, Right, reach
from api.instants import stamp
from api.store import Row, Store, dashboard
from api.store.dashboard import Chosen
from api.store.paging import Page, Slice


class Asked(NamedTuple):
    """The task, else the year; the agency with all beneath it, else everything in reach."""

    task: int | None = None
    year: int | None = None
    agency: int | None = None


class Scope(NamedTuple):
    """What is looked at: the task (None: all of the year's), the agency, those above it, and what there is to choose.

    ``asked`` is what must be asked again to see the same.
    """

    chosen: Chosen
    asked: Asked
    task: Row | None
    agency: Row | None
    above: list[Row]
    roots: frozenset[int]  # everything in reach


def scope(store: Store, actor: Actor, now: datetime, asked: Asked) -> Scope | None:
    """What to look at; None where there is neither a task nor a year. NotFound for what the actor may not see."""
    roots = dashboard.topmost(store, reach(actor, Right.READ))
    agency = agency_of(store, actor, asked.agency) if asked.agency else None
    task = _task(store, actor, now, asked)
    year = task["year"] if task else asked.year
    if year is None:
        return None
    if agency is None and len(roots) == 1:
        agency = agency_of(store, actor, next(iter(roots)))
    beneath = frozenset({agency["id"]}) if agency else roots
    again = Asked(task["id"] if task else None, None if task else year, asked.agency)
    above = dashboard.above(store, agency["id"], roots) if agency else []
    return Scope(Chosen(beneath, task["id"] if task else None, year), again, task, agency, above, roots)


def _task(store: Store, actor: Actor, now: datetime, asked: Asked) -> Row | None:
    """The task asked for; the open one that ends last, or the last one of all, where nothing is."""
    if asked.task:
        return tasks.get(store, actor, asked.task)
    if asked.year:
        return None
    last = Page("deadline", descending=True, limit=1)
    for filters in ({"open_at": stamp(now)}, {}):
        if found := tasks.listed(store, actor, last, **filters).rows:
            return found[0]
    return None


def years(store: Store, actor: Actor) -> list[int]:
    """The years that can be looked at, the latest first."""
    return dashboard.years(store, reach(actor, Right.READ))


def not_started(store: Store, at: Scope, asked: Page, own: int | None) -> Slice:
    """A page of the approved plans that nobody has begun to report; ``own``: of one agency alone."""
    return dashboard.not_started_listed(store, at.chosen, asked, own)
