"""Judging (审核): everything that a reviewer needs before them, and what they may do now."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from api.actions.evaluations import queue
from api.actions.evaluations.conditions import possible, take
from api.actions.evaluations.current import Evaluation, with_reviews
from api.actions.evaluations.judgement import Sign, signs, unbacked
from api.actions.evaluations.looking import since_submission
from api.actions.evaluations.sitting import Sitting, sit
from api.auth import Actor
from api.changes import Change
from api.problems.service import ConditionFailed, NotAllowed, WrongState
from api.store import Row, Store, reviewing
from indicators.workflow import Action, State
from scoring.sheet import ScoreSheet, score

AFTER = (Action.PUBLISH, Action.WITHDRAW, Action.REOPEN, Action.SPOT_CHECK)


class Judging(NamedTuple):
    """A report before its reviewer.

    ``counted`` is the sheet as it would be if all reviews given so far counted; ``claimed`` the total that the report
    gives itself. ``barred`` says why the actor may not review it now, "" where they may; ``after`` are the steps after
    approval that they may take now.
    """

    sitting: Sitting
    counted: ScoreSheet
    claimed: Decimal | None
    signs: tuple[Sign, ...]
    unbacked: tuple[str, ...]
    changed: list[Change]
    added: list[Row]  # evidence since the submission before
    level: int  # whose turn it is
    barred: str
    after: frozenset[Action]

    @property
    def current(self) -> Evaluation:
        """The evaluation itself."""
        return self.sitting.whole.evaluation


def judge(store: Store, actor: Actor, now: datetime, id: int) -> Judging:
    """The report, for whoever may see it."""
    found = sit(store, actor, id)
    current, backed = found.whole.evaluation, {row["place"] for row in found.whole.evidence}
    offered = possible(store, actor, current.row)
    return Judging(
        found, _counted(current), queue.claimed(current.stored), signs(current.reported),
        unbacked(current.reported, backed), since_submission(store, current), _added(store, found),
        current.row["level"] + 1, _barred(store, actor, now, id, Action.REVIEW),
        frozenset(each for each in AFTER if each in offered and not _barred(store, actor, now, id, each)),
    )  # fmt: skip


def _counted(current: Evaluation) -> ScoreSheet:
    """With the reviews of the level whose turn it is, as if they counted."""
    level = current.row["level"]
    if current.state is not State.SUBMITTED or not any(row["level"] > level for row in current.reviews):
        return current.sheet
    return score(with_reviews(current.document, current.reviews, level + 1), current.book)


def _barred(store: Store, actor: Actor, now: datetime, id: int, action: Action) -> str:
    """Why the actor may not take the step now; "" where they may."""
    try:
        take(store, actor, now, id, action, why="…")
    except (ConditionFailed, NotAllowed, WrongState) as refusal:
        return str(refusal)
    return ""


def _added(store: Store, found: Sitting) -> list[Row]:
    """Evidence that came since the submission before the last; none where there was only one."""
    sent = reviewing.submissions(store, found.whole.evaluation.id)
    since = sent[-2]["submitted_at"] if len(sent) > 1 else None
    return [row for row in found.whole.evidence if since is not None and row["added_at"] > since]
