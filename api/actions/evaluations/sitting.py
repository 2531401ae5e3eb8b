"""Sitting down with an evaluation (办理): everything that a person needs before them, and what they may do with it."""

from datetime import datetime
from typing import NamedTuple

from api.actions.evaluations.conditions import possible
from api.actions.evaluations.looking import Whole, get
from api.auth import Actor
from api.instants import instant
from api.store import Row, Store, plans, tasks
from indicators.workflow import Action


class Sitting(NamedTuple):
    """An evaluation whole, with its task, the agency's deadline, and the steps offered.

    ``newer_plan``: the plan has been changed and approved since.
    """

    whole: Whole
    task: Row
    deadline: datetime
    steps: frozenset[Action]
    newer_plan: bool


def sit(store: Store, actor: Actor, id: int) -> Sitting:
    """The evaluation, for whoever may see it."""
    whole = get(store, actor, id)
    row = whole.evaluation.row
    task, plan = tasks.get(store, row["task_id"]), plans.get(store, row["plan_id"])
    assert task is not None
    assert plan is not None
    deadline = instant(tasks.deadline(store, task, row["agency_id"]))
    newer = plan["approved_id"] != row["plan_version_id"]
    return Sitting(whole, task, deadline, possible(store, actor, row), newer)
