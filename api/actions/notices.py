"""Notices (通知) of the workflow: whoever must act next, or whose work was decided on, is told in the same commit."""

from datetime import datetime

from api.instants import stamp
from api.store import Row, Store, notifications, recipients
from indicators.workflow import Rank, Role, level_rank, stands_at


def tell_reviewers(store: Store, now: datetime, row: Row, *, level: int, round: int) -> None:
    """The reviewers at a level; where it has none of its own, those above who may stand in."""
    found = recipients.holding(store, Role.SUPERVISOR, row["agency_id"])
    own = {each["id"] for each in found if each["rank"] == level_rank(level)}
    standing_in = {each["id"] for each in found if stands_at(Rank(each["rank"]), level)}
    text = f"“{row['name']}”的自评已提交，待审核"
    for person_id in sorted(own or standing_in):
        _tell(store, now, row, person_id, "to_review", f"{level}:{round}", text)


def tell_reporter(store: Store, now: datetime, row: Row, kind: str, text: str) -> None:
    """Whoever submitted it last."""
    if row["submitted_by"]:
        _tell(store, now, row, row["submitted_by"], kind, f"{row['level']}:{row['round']}", text)


def _tell(store: Store, now: datetime, row: Row, person_id: int, kind: str, turn: str, text: str) -> None:
    notifications.add(
        store, person_id, f"evaluation:{row['id']}:{kind}:{turn}", kind=kind, text=text,
        task_id=row["task_id"], evaluation_id=row["id"], at=stamp(now),
    )  # fmt: skip
