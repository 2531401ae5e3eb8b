"""Sitting down with a plan (办理目标表): what a person needs before them, and what they may do with it."""

from collections.abc import Iterable
from typing import NamedTuple

from api import wire
from api.actions.plans import RIGHTS, Version, get, version
from api.actions.steps import right_for
from api.auth import Actor, Right, allowed, reach
from api.problems.service import NotFound
from api.schemas import load_document
from api.store import Row, Store, agencies, plans
from api.store.paging import Page
from indicators.model import Plan
from indicators.workflow import PLAN, Action, State
from scoring.library import Library

MOST = 200  # choices offered at once


class Sitting(NamedTuple):
    """A version of a plan, the steps offered on it, whether it may be marked 涉密, and the version in force."""

    version: Version
    steps: frozenset[Action]
    markable: bool
    in_force: Row | None


def sit(store: Store, actor: Actor, library: Library, id: int, number: int | None = None) -> Sitting:
    """The plan, for whoever may see it; of an earlier version nothing but itself."""
    found = version(store, actor, library, id, number)
    newest = found.row["id"] == found.plan["newest_id"]
    above = agencies.ancestors(store, found.plan["agency_id"])
    markable = newest and any(allowed(actor, right, above) for right in RIGHTS)
    steps = possible(actor, found.row, above) if newest else frozenset()
    return Sitting(found, steps, markable, plans.approved(store, found.plan))


def possible(actor: Actor, row: Row, above: Iterable[int]) -> frozenset[Action]:
    """The steps that right and state leave to the actor; whether a condition holds, taking it tells."""
    ancestors = frozenset(above)
    return frozenset(
        action
        for action, step in PLAN.items()
        if State(row["state"]) in step.before and allowed(actor, right_for(step, RIGHTS), ancestors)
    )


def waiting(store: Store, actor: Actor, rows: Iterable[Row]) -> frozenset[int]:
    """Which of these plans wait for the actor's approval."""
    return frozenset(
        row["id"]
        for row in rows
        if row["state"] == State.SUBMITTED
        and allowed(actor, Right.APPROVE_PLAN, agencies.ancestors(store, row["agency_id"]))
    )


def drawing_up(store: Store, actor: Actor) -> list[Row]:
    """The open agencies for which the actor draws up plans, by name; the first 200."""
    found = agencies.listed(store, reach(actor, Right.PLAN), Page("name", limit=MOST))
    return [row for row in found.rows if not row["closed_at"]]


def earlier(store: Store, actor: Actor, id: int) -> Plan:
    """A plan to begin another one from: as approved, else as it stands; NotFound where there is none."""
    plan = get(store, actor, id)
    row = plans.approved(store, plan) or plans.version(store, plan["newest_id"])
    document = load_document(wire.kept(row["document"]))
    if not isinstance(document, Plan):  # pragma: no cover - the store holds nothing else
        raise NotFound("目标表")
    return document


def to_copy(store: Store, actor: Actor) -> list[Row]:
    """The plans that may be begun from, those changed last first; the first 200."""
    return plans.listed(store, reach(actor, Right.PLAN), Page("updated", descending=True, limit=MOST)).rows
