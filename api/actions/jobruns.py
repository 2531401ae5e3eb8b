"""定时作业: which there are and when, and their runs; looked at by whoever looks after the whole service."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from api.actions.roots import require_top
from api.auth import Actor, Right
from api.instants import stamp
from api.store import Row, Store, jobs
from api.store.paging import Page, Slice

LATE = timedelta(minutes=10)  # a slot that nobody took up for so long is missed


class Planned(NamedTuple):
    """A job: its name, its title (Chinese), the slot that came last and the one that comes next."""

    name: str
    title: str
    last: datetime
    next: datetime


class Standing(NamedTuple):
    """A job and its newest run (None: it never ran); ``late``: its last slot came and nobody took it up."""

    job: Planned
    run: Row | None
    late: bool


def listed(store: Store, actor: Actor, asked: Page, *, job: str | None, outcome: str | None) -> Slice:
    """A page of the runs; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    return jobs.listed(store, asked, job=job, outcome=outcome)


def standing(store: Store, actor: Actor, now: datetime, planned: Iterable[Planned]) -> list[Standing]:
    """Every job with its newest run; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    newest = {row["job"]: row for row in jobs.newest(store)}
    return [Standing(each, newest.get(each.name), _late(each, newest.get(each.name), now)) for each in planned]


def _late(job: Planned, run: Row | None, now: datetime) -> bool:
    begun = run is not None and run["slot"] >= stamp(job.last)
    return not begun and now - job.last > LATE
