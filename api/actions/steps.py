"""The workflow's tables driven (流程): the right that a step needs, the state it starts from, its conditions."""

from collections.abc import Callable, Iterable, Mapping

from api.auth import RIGHTS, Right
from api.problems.service import WrongState
from indicators.workflow import Action, Condition, State, Step

STATE_NAMES: Mapping[State, str] = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "已提交",
    State.RETURNED: "已退回",
    State.APPROVED: "已审定",
    State.PUBLISHED: "已公开",
    State.WITHDRAWN: "已撤回公开",
}
ACTION_NAMES: Mapping[Action, str] = {
    Action.SAVE: "保存",
    Action.SUBMIT: "提交",
    Action.RECALL: "撤回提交",
    Action.REVIEW: "复核",
    Action.RETURN: "退回",
    Action.APPROVE: "审定",
    Action.PUBLISH: "公开",
    Action.WITHDRAW: "撤回公开",
    Action.REOPEN: "重开",
    Action.SPOT_CHECK: "抽查",
}
PLAN_NAMES: Mapping[Action, str] = {**ACTION_NAMES, Action.APPROVE: "批复", Action.REOPEN: "调整"}
PLAN_STATES: Mapping[State, str] = {**STATE_NAMES, State.APPROVED: "已批复"}

Table = Mapping[Action, Step]
Tests = Mapping[Condition, Callable[[], None]]


def right_for(step: Step, among: Iterable[Right]) -> Right:
    """The right among these that exactly the step's roles hold."""
    return next(right for right in among if RIGHTS[right] == step.roles)


def check(
    table: Table, action: Action, state: State, names: Mapping[Action, str] = ACTION_NAMES,
    states: Mapping[State, str] = STATE_NAMES,
) -> Step:  # fmt: skip
    """The step that the action is; WrongState where it cannot be taken from this state."""
    step = table[action]
    if state not in step.before:
        before = [states[each] for each in State if each in step.before]
        raise WrongState(names[action], states[state], before)
    return step


def meet(step: Step, tests: Tests) -> None:
    """Runs the test of every condition of the step, in order; each raises its own refusal. A missing one is a bug."""
    for condition in step.conditions:
        tests[condition]()
