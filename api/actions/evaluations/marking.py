"""涉密: the evaluations of a plan are as confidential as the plan."""

from datetime import datetime

from api.actions.evaluations.saving import written
from api.auth import Actor
from api.instants import stamp
from api.store import Store, evaluations


def mark(store: Store, actor: Actor, now: datetime, plan_id: int, *, confidential: bool, why: str) -> None:
    """Marks every evaluation of a plan; what is published and now confidential is no longer shown to the public."""
    for row in evaluations.mark_confidential(store, plan_id, confidential, stamp(now)):
        told = {"confidential": confidential}
        written(store, actor, now, row, "mark", why=why, before={"confidential": not confidential}, after=told)
