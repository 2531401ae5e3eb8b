"""Who may do what (权限): actors, rights by role, and the one authorisation function. Default is no."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from api.problems.service import NotAllowed, NotFound
from indicators.workflow import EVALUATION, PLAN, Action, Rank, Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.MANAGER: "填报人",
    Role.SUPERVISOR: "审核人",
    Role.ADMIN: "管理员",
    Role.INTEGRATOR: "集成程序",
    Role.AUDITOR: "审计人员",
}

RANK_TITLES: Mapping[Rank, str] = {Rank.AGENCY: "基层单位", Rank.DEPARTMENT: "主管部门", Rank.FINANCE: "财政部门"}


class Right(StrEnum):
    """What can be permitted: each operation names one."""

    READ = "read"  # 查看
    REPORT = "report"  # 填报、提交
    REVIEW = "review"  # 复核、退回、审定、抽查
    PUBLISH = "publish"  # 公开、撤回公开、重开
    PLAN = "plan"  # 编制、提交目标表
    APPROVE_PLAN = "approve_plan"  # 批复目标表
    MANAGE_TASKS = "manage_tasks"  # 布置自评任务、延期
    MANAGE_AGENCIES = "manage_agencies"  # 单位
    MANAGE_PEOPLE = "manage_people"  # 人员、角色、令牌
    AUDIT = "audit"  # 查看审计记录
    SCORE = "score"  # 无状态的计分、检查


RIGHT_NAMES: Mapping[Right, str] = {
    Right.READ: "查看",
    Right.REPORT: "填报和提交",
    Right.REVIEW: "复核和审定",
    Right.PUBLISH: "公开结果",
    Right.PLAN: "编制目标表",
    Right.APPROVE_PLAN: "批复目标表",
    Right.MANAGE_TASKS: "布置自评任务",
    Right.MANAGE_AGENCIES: "管理单位",
    Right.MANAGE_PEOPLE: "管理人员",
    Right.AUDIT: "查看审计记录",
    Right.SCORE: "计分和检查",
}

RIGHTS: Mapping[Right, frozenset[Role]] = {
    Right.READ: frozenset(Role),
    Right.SCORE: frozenset(Role),
    Right.REPORT: EVALUATION[Action.SUBMIT].roles,
    Right.REVIEW: EVALUATION[Action.APPROVE].roles,
    Right.PUBLISH: EVALUATION[Action.PUBLISH].roles,
    Right.PLAN: PLAN[Action.SUBMIT].roles,
    Right.APPROVE_PLAN: PLAN[Action.APPROVE].roles,
    Right.MANAGE_TASKS: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Right.MANAGE_AGENCIES: frozenset({Role.ADMIN}),
    Right.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Right.AUDIT: frozenset({Role.ADMIN, Role.AUDITOR}),
}


class Grant(NamedTuple):
    """A role held for an agency and all beneath it; ``rank`` is the agency's."""

    role: Role
    agency_id: int
    rank: str = "agency"


class Actor(NamedTuple):
    """Whoever asks: a person by login or token, the system itself (a job, the command line), or nobody known.

    ``scopes`` are what a token is limited to (None: everything that the person may). ``address`` and ``request_id``
    go into the audit. ``must_change``: signed in with an initial password. ``unnoted``: it is time to note the use.
    """

    person_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    scopes: frozenset[Right] | None = None
    token_id: int | None = None
    login_id: int | None = None
    address: str = ""
    request_id: str = ""
    must_change: bool = False
    unnoted: bool = False

    @property
    def key(self) -> str:
        """Whose idempotency keys these are."""
        return f"token:{self.token_id}" if self.token_id else f"person:{self.person_id or 0}"

    def ranks(self, right: Right, ancestors: Iterable[int]) -> tuple[str, ...]:
        """The ranks of the agencies through which the right reaches an agency with these ancestors."""
        above = frozenset(ancestors)
        return tuple(grant.rank for grant in _granting(self, right) if grant.agency_id in above)


ANONYMOUS = Actor(None, "匿名")
SYSTEM = Actor(None, "系统")


def _granting(actor: Actor, right: Right) -> Iterable[Grant]:
    if actor.scopes is not None and right not in actor.scopes:
        return ()
    return (grant for grant in actor.grants if grant.role in RIGHTS[right])


def reach(actor: Actor, right: Right) -> frozenset[int]:
    """The agencies at whose subtrees the actor holds the right: the scope of a query. Empty is nothing at all."""
    return frozenset(grant.agency_id for grant in _granting(actor, right))


def allowed(actor: Actor, right: Right, ancestors: Iterable[int]) -> bool:
    """The one authorisation function: does the right reach an agency with these ancestors (itself among them)?"""
    return not reach(actor, right).isdisjoint(ancestors)


def require(actor: Actor, right: Right, ancestors: Iterable[int], noun: str) -> None:
    """NotFound where the actor may not even see it, NotAllowed where seeing is all."""
    above = frozenset(ancestors)
    if not allowed(actor, Right.READ, above) and not allowed(actor, right, above):
        raise NotFound(noun)
    if not allowed(actor, right, above):
        raise NotAllowed(RIGHT_NAMES[right])
