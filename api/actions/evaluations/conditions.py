"""The conditions of the workflow's steps for an evaluation, and the one door through which every step goes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from api.actions.evaluations.current import NOUN, Evaluation, visible, whole
from api.actions.evaluations.missing import missing
from api.actions.steps import ACTION_NAMES, check, meet, right_for
from api.auth import Actor, Right, allowed, require
from api.instants import day_of, instant, stamp
from api.problems.service import ConditionFailed, NotComplete
from api.store import Row, Store, agencies, evidence, reviewing, tasks
from indicators.workflow import EVALUATION, Action, Condition, Rank, State, level_rank, stands_at

RIGHTS = (Right.REPORT, Right.REVIEW, Right.PUBLISH)
RANK_NAMES: Mapping[Rank, str] = {Rank.AGENCY: "本单位", Rank.DEPARTMENT: "主管部门", Rank.FINANCE: "财政部门"}
FINANCE_LEVEL = 3

Test = Callable[[], None]


def take(
    store: Store, actor: Actor, now: datetime, id: int, action: Action, *, why: str = "", remarks: Sequence[Any] = ()
) -> Evaluation:
    """The evaluation on which the actor may take this step now; the refusal of whatever stands against it."""
    row = visible(store, actor, id)
    above = agencies.ancestors(store, row["agency_id"])
    right = right_for(EVALUATION[action], RIGHTS)
    require(actor, right, above, NOUN)
    step = check(EVALUATION, action, State(row["state"]))
    current = whole(store, row)
    tests: dict[Condition, Test] = {
        Condition.OPENED: partial(_opened, store, current, now),
        Condition.BEFORE_DEADLINE: partial(_before_deadline, store, current, now),
        Condition.COMPLETE: partial(_complete, store, current),
        Condition.UNREVIEWED: partial(_unreviewed, current),
        Condition.LEVEL: partial(_level, current, action, actor.ranks(right, above)),
        Condition.FOUR_EYES: partial(_four_eyes, store, current, actor),
        Condition.REMARKS: partial(_said, Condition.REMARKS, [*remarks, *why.split()], "退回时请写明理由"),
        Condition.REASON: partial(_said, Condition.REASON, why.split(), f"{ACTION_NAMES[action]}请写明理由"),
        Condition.LATEST: partial(_latest, current),
        Condition.OPEN_TO_PUBLIC: partial(_open_to_public, current),
    }
    meet(step, tests)
    return current


def _refuse(condition: Condition, why: str) -> None:
    raise ConditionFailed(condition.value, why)


def _task(store: Store, current: Evaluation) -> Row:
    task = tasks.get(store, current.row["task_id"])
    assert task is not None
    return task


def _opened(store: Store, current: Evaluation, now: datetime) -> None:
    opens = _task(store, current)["opens_at"]
    if stamp(now) < opens:
        _refuse(Condition.OPENED, f"自评任务 {day_of(instant(opens))} 才开始填报")


def _before_deadline(store: Store, current: Evaluation, now: datetime) -> None:
    until = tasks.deadline(store, _task(store, current), current.row["agency_id"])
    if stamp(now) > until:
        _refuse(
            Condition.BEFORE_DEADLINE,
            f"已过截止日期 {day_of(instant(until))}，不能提交；草稿仍可保存，请联系主管部门延期",
        )


def _complete(store: Store, current: Evaluation) -> None:
    if found := missing(current.reported, evidence.backed(store, current.id)):
        raise NotComplete(found)


def _unreviewed(current: Evaluation) -> None:
    if current.row["level"]:
        _refuse(Condition.UNREVIEWED, "已有一级审定，不能撤回；请联系审核人退回")


def level_of(row: Row, action: Action) -> int:
    """The level at which somebody must stand for a step: the next to review, finance for spot checks, else the last."""
    if action is Action.SPOT_CHECK:
        return FINANCE_LEVEL
    if action in (Action.REVIEW, Action.RETURN, Action.APPROVE):
        return int(row["level"]) + 1
    return int(row["levels"])


def _level(current: Evaluation, action: Action, ranks: Sequence[str]) -> None:
    level = level_of(current.row, action)
    if not any(stands_at(Rank(rank), level) for rank in ranks):
        _refuse(Condition.LEVEL, f"这一步由{RANK_NAMES[level_rank(level)]}的审核人办理")


def _four_eyes(store: Store, current: Evaluation, actor: Actor) -> None:
    """Whoever submitted it in any round, or approved another level in this one, is not a second pair of eyes."""
    if actor.person_id in {row["submitted_by"] for row in reviewing.submissions(store, current.id)}:
        _refuse(Condition.FOUR_EYES, "这份自评由您提交，须由他人审核")
    decided = reviewing.decisions(store, current.id)
    approved = [row for row in decided if row["round"] == current.row["round"] and row["action"] == "approve"]
    if actor.person_id in {row["decided_by"] for row in approved}:
        _refuse(Condition.FOUR_EYES, "您已在另一级审定过这份自评，须由他人审核")


def _said(condition: Condition, texts: Sequence[Any], why: str) -> None:
    if not texts:
        _refuse(condition, why)


def _latest(current: Evaluation) -> None:
    if not current.row["latest"]:
        _refuse(Condition.LATEST, "已有更新的修订，请在最新一份上办理")


def _open_to_public(current: Evaluation) -> None:
    if current.row["confidential"]:
        _refuse(Condition.OPEN_TO_PUBLIC, "这份自评标为涉密，不能公开")


def possible(store: Store, actor: Actor, row: Row) -> frozenset[Action]:
    """The steps that right and state leave to the actor: what to offer; whether a condition holds, taking it tells."""
    above = agencies.ancestors(store, row["agency_id"])
    return frozenset(
        action
        for action, step in EVALUATION.items()
        if State(row["state"]) in step.before and allowed(actor, right_for(step, RIGHTS), above)
    )
