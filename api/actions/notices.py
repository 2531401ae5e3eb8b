"""Notices (通知) of the workflow: whoever must act next, or whose work was decided on, is told in the same commit."""

from datetime import datetime

from api.instants import stamp
from api.store import Row, Store, notifications, plans, recipients
from indicators.workflow import Rank, Role, level_rank, stands_at

ASKING = ("to_review", "returned", "reopened", "plan_to_approve", "plan_returned")  # what asks somebody to do something


def settle(store: Store, now: datetime, *, evaluation_id: int = 0, plan_id: int = 0) -> None:
    """What was asked of anybody about this report or plan is done with the step just taken."""
    about, id = ("evaluation_id", evaluation_id) if evaluation_id else ("plan_id", plan_id)
    notifications.settle(store, about, id, ASKING, stamp(now))


def tell_reviewers(store: Store, now: datetime, row: Row, *, level: int, round: int) -> None:
    """The reviewers at a level; where it has none of its own, those above who may stand in."""
    settle(store, now, evaluation_id=row["id"])
    found = recipients.holding(store, Role.SUPERVISOR, row["agency_id"])
    own = {each["id"] for each in found if each["rank"] == level_rank(level)}
    standing_in = {each["id"] for each in found if stands_at(Rank(each["rank"]), level)}
    text = named(row, "自评已提交，待审核")
    for person_id in sorted(own or standing_in):
        _tell(store, now, row, person_id, "to_review", f"{level}:{round}", text)


def named(row: Row, what: str) -> str:
    """What happened to a report or a plan: 2024年“某项目”的自评已审定. Projects keep their name from year to year."""
    return f"{row['year']}年“{row['name']}”的{what}"


def tell_reporter(store: Store, now: datetime, row: Row, kind: str, text: str) -> None:
    """Whoever submitted it last."""
    settle(store, now, evaluation_id=row["id"])
    if row["submitted_by"]:
        _tell(store, now, row, row["submitted_by"], kind, f"{row['level']}:{row['round']}", text)


def tell_approvers(store: Store, now: datetime, plan: Row, version: Row) -> None:
    """Who approves plans of an agency: the reviewers of its department; where there are none, whoever else may."""
    found = recipients.holding(store, Role.SUPERVISOR, plan["agency_id"])
    own = {each["id"] for each in found if each["rank"] == Rank.DEPARTMENT}
    for person_id in sorted((own or {each["id"] for each in found}) - plans.submitters(store, plan["id"])):
        text = named(plan, "目标表已提交，待批复")
        _tell_of_plan(store, now, plan, version, person_id, "plan_to_approve", text)


def tell_planner(store: Store, now: datetime, plan: Row, version: Row, kind: str, text: str) -> None:
    """Whoever submitted this version of the plan."""
    if version["submitted_by"]:
        _tell_of_plan(store, now, plan, version, version["submitted_by"], kind, text)


def _tell_of_plan(store: Store, now: datetime, plan: Row, version: Row, person_id: int, kind: str, text: str) -> None:
    subject = f"plan:{plan['id']}:{kind}:{version['number']}:{plan['version']}"
    notifications.add(store, person_id, subject, kind=kind, text=text, plan_id=plan["id"], at=stamp(now))


def _tell(store: Store, now: datetime, row: Row, person_id: int, kind: str, turn: str, text: str) -> None:
    notifications.add(
        store, person_id, f"evaluation:{row['id']}:{kind}:{turn}", kind=kind, text=text,
        task_id=row["task_id"], evaluation_id=row["id"], at=stamp(now),
    )  # fmt: skip
