"""States of plans and self-evaluations (流程), and the one table of who may take which step from where."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """状态: 草稿、已提交、已退回、已审定、已公开、已撤回公开."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """角色: 填报人、审核人、管理员、集成程序、审计人员."""

    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    INTEGRATOR = "integrator"
    AUDITOR = "auditor"


class Rank(StrEnum):
    """单位的层级: 基层单位、主管部门、财政部门; also the level at which a review is made."""

    AGENCY = "agency"
    DEPARTMENT = "department"
    FINANCE = "finance"


class Action(StrEnum):
    """What can be done with an evaluation (or a plan): 保存、提交、撤回、复核、退回、审定、公开、撤回公开、重开、抽查."""

    SAVE = "save"
    SUBMIT = "submit"
    RECALL = "recall"
    REVIEW = "review"
    RETURN = "return_"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    SPOT_CHECK = "spot_check"


class Condition(StrEnum):
    """What must hold besides the state, named by what is refused when it does not."""

    OPENED = "opened"  # the task has been opened
    BEFORE_DEADLINE = "before_deadline"  # the deadline, extensions included, has not passed
    COMPLETE = "complete"  # no open line without a stated kind of no number, no reason or evidence owed
    UNREVIEWED = "unreviewed"  # no level has approved yet
    LEVEL = "level"  # the reviewer stands at the level whose turn it is; of what is approved, at the last
    FOUR_EYES = "four_eyes"  # the reviewer submitted nothing of it, and approved no other level of it
    REMARKS = "remarks"  # a return says why
    LATEST = "latest"  # no later revision exists
    OPEN_TO_PUBLIC = "open_to_public"  # not 涉密
    REASON = "reason"  # why is said


class Step(NamedTuple):
    """One allowed step: from which states, by which roles, under which conditions, to which state (None: unchanged).

    An approval at a level that is not the task's last leaves the state as it is.
    """

    before: frozenset[State]
    roles: frozenset[Role]
    after: State | None
    conditions: tuple[Condition, ...] = ()


_REPORTERS = frozenset({Role.MANAGER, Role.INTEGRATOR})
_REVIEWERS = frozenset({Role.SUPERVISOR})
_PUBLISHERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_OPEN = frozenset({State.DRAFT, State.RETURNED})
_SUBMITTED = frozenset({State.SUBMITTED})
LOCKED = frozenset({State.APPROVED, State.PUBLISHED, State.WITHDRAWN})

EVALUATION: Mapping[Action, Step] = {
    Action.SAVE: Step(_OPEN, _REPORTERS, None, (Condition.OPENED,)),
    Action.SUBMIT: Step(
        _OPEN,
        _REPORTERS,
        State.SUBMITTED,
        (Condition.OPENED, Condition.BEFORE_DEADLINE, Condition.COMPLETE),
    ),
    Action.RECALL: Step(_SUBMITTED, _REPORTERS, State.DRAFT, (Condition.UNREVIEWED,)),
    Action.REVIEW: Step(_SUBMITTED, _REVIEWERS, None, (Condition.LEVEL, Condition.FOUR_EYES)),
    Action.RETURN: Step(
        _SUBMITTED, _REVIEWERS, State.RETURNED, (Condition.LEVEL, Condition.FOUR_EYES, Condition.REMARKS)
    ),
    Action.APPROVE: Step(
        _SUBMITTED, _REVIEWERS, State.APPROVED, (Condition.LEVEL, Condition.FOUR_EYES, Condition.COMPLETE)
    ),
    Action.PUBLISH: Step(
        frozenset({State.APPROVED, State.WITHDRAWN}),
        _PUBLISHERS,
        State.PUBLISHED,
        (Condition.LEVEL, Condition.LATEST, Condition.OPEN_TO_PUBLIC),
    ),
    Action.WITHDRAW: Step(
        frozenset({State.PUBLISHED}), _PUBLISHERS, State.WITHDRAWN, (Condition.LEVEL, Condition.REASON)
    ),
    Action.REOPEN: Step(LOCKED, _PUBLISHERS, None, (Condition.LEVEL, Condition.LATEST, Condition.REASON)),
    Action.SPOT_CHECK: Step(LOCKED, _REVIEWERS, None, (Condition.LEVEL,)),
}

PLAN: Mapping[Action, Step] = {
    Action.SAVE: Step(_OPEN, _REPORTERS, None),
    Action.SUBMIT: Step(_OPEN, _REPORTERS, State.SUBMITTED, (Condition.COMPLETE,)),
    Action.RECALL: Step(_SUBMITTED, _REPORTERS, State.DRAFT),
    Action.RETURN: Step(_SUBMITTED, _REVIEWERS, State.RETURNED, (Condition.FOUR_EYES, Condition.REMARKS)),
    Action.APPROVE: Step(_SUBMITTED, _REVIEWERS, State.APPROVED, (Condition.FOUR_EYES, Condition.COMPLETE)),
    Action.REOPEN: Step(frozenset({State.APPROVED}), _REPORTERS, None, (Condition.LATEST, Condition.REASON)),
}

LEVELS: tuple[Rank, ...] = (Rank.AGENCY, Rank.DEPARTMENT, Rank.FINANCE)


def level_rank(level: int) -> Rank:
    """Who reviews at level 1, 2 or 3: the agency itself, its department, the finance department."""
    return LEVELS[level - 1]


def stands_at(rank: Rank, level: int) -> bool:
    """May somebody of an agency of this rank review at the level? A higher rank may stand in for a lower one."""
    return LEVELS.index(rank) >= level - 1
