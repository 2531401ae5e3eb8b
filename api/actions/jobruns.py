"""定时作业的运行: looked at by whoever looks after the whole service."""

from api.actions.roots import require_top
from api.auth import Actor, Right
from api.store import Store, jobs
from api.store.paging import Page, Slice


def listed(store: Store, actor: Actor, asked: Page, *, job: str | None, outcome: str | None) -> Slice:
    """A page of the runs; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    return jobs.listed(store, asked, job=job, outcome=outcome)
