"""Submitting (提交) and taking back (撤回)."""

from datetime import datetime

from api.actions.evaluations.conditions import take
from api.actions.evaluations.current import Evaluation, check_version
from api.actions.evaluations.saving import refreshed, written
from api.actions.notices import settle, tell_reviewers
from api.auth import Actor
from api.instants import stamp
from api.store import Store, evaluations, reviewing
from indicators.workflow import Action, State


def submit(store: Store, actor: Actor, now: datetime, id: int, version: int) -> Evaluation:
    """The report submitted as it stands; NotComplete with everything that is missing."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.SUBMIT)
        check_version(current, version)
        round, at = current.row["round"] + 1, stamp(now)
        reviewing.submit(
            store, id, round=round, document=current.row["document"], person_id=actor.person_id or 0, at=at
        )
        evaluations.update(store, id, {
            "state": State.SUBMITTED.value, "round": round, "level": 0, "submitted_by": actor.person_id,
            "submitted_at": at, "updated_at": at,
        })  # fmt: skip
        written(
            store, actor, now, current.row, "submit",
            before={"state": current.row["state"]}, after={"state": State.SUBMITTED.value, "round": round},
        )  # fmt: skip
        tell_reviewers(store, now, current.row, level=1, round=round)
        return refreshed(store, id)

    return store.write(work)


def recall(store: Store, actor: Actor, now: datetime, id: int, version: int) -> Evaluation:
    """A submitted report taken back before any level approved it."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.RECALL)
        check_version(current, version)
        evaluations.update(store, id, {"state": State.DRAFT.value, "updated_at": stamp(now)})
        written(
            store, actor, now, current.row, "recall",
            before={"state": current.row["state"]}, after={"state": State.DRAFT.value},
        )  # fmt: skip
        settle(store, now, evaluation_id=id)
        return refreshed(store, id)

    return store.write(work)
