"""The things of the matrix: one of each noun, in each of its states, at each agency; made over HTTP by named people."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.api.service.stories import filled_parts, plan_of
from tests.api.service.world import World, _add

Told = dict[str, Any]
Place = tuple[str, str, str]  # noun, relation of its agency to the askers, state

AGENCIES: Mapping[str, str] = {"own": "信息中心", "child": "信息中心分站", "other": "图书馆"}
REPORTERS: Mapping[str, str] = {"own": "填报人甲", "child": "填报人甲", "other": "外单位填报人"}
APPROVERS: Mapping[str, str] = {"own": "主管审核人甲", "child": "主管审核人甲", "other": "外单位审核人"}

# Who asks, by the names of the table of rows; all but the last two belong to 信息中心.
ASKERS: Mapping[str, tuple[str, str, str]] = {
    "manager": ("矩阵填报人", "manager", "信息中心"),
    "supervisor": ("矩阵审核人", "supervisor", "信息中心"),
    "admin": ("矩阵管理员", "admin", "信息中心"),
    "integrator": ("矩阵集成程序", "integrator", "信息中心"),
    "auditor": ("矩阵审计员", "auditor", "信息中心"),
    "finance": ("矩阵财政审核人", "supervisor", "某市财政局"),
    "chief": ("矩阵总管理员", "admin", "某市财政局"),
}
PASSWORD = "只在测试里用的密码8"
_numbers = itertools.count(1)


class Thing(NamedTuple):
    """Something to ask about: its number, the number of its agency, and what else its requests name."""

    id: int
    agency_id: int
    more: Mapping[str, Any] = {}


def people(world: World) -> None:
    """Everybody who asks, and somebody without any role."""
    store = world.open()
    now = datetime.now(UTC)

    def work(_: Any) -> None:
        for name, role, agency in ASKERS.values():
            _add(store, world, name=name, role=role, agency_id=world.agencies[agency], now=now)

    store.write(work)
    store.close()


@dataclass(frozen=True)
class Making:
    """Makes the things of one relation."""

    world: World
    relation: str
    report: Told
    task_id: int

    @property
    def agency(self) -> str:
        """The agency's name."""
        return AGENCIES[self.relation]

    @property
    def reporter(self) -> str:
        """Who reports for it."""
        return REPORTERS[self.relation]

    @property
    def approver(self) -> str:
        """Who reviews it."""
        return APPROVERS[self.relation]

    def thing(self, id: int, **more: Any) -> Thing:
        """A thing of this relation's agency."""
        return Thing(id, self.world.agencies[self.agency], {"agency": self.agency, **more})

    def post(self, who: str, path: str, body: Any = None, **options: Any) -> Told:
        """A POST that must succeed."""
        told: Told = self.world.ok(who, "POST", path, body, **options)
        return told

    def step(self, who: str, noun: str, made: Told, name: str, body: Any = None) -> Told:
        """A step that must succeed, on the version in hand."""
        return self.post(who, f"{noun}/{made['id']}/{name}", body, version=made["version"])

    def document(self) -> Told:
        """A plan of a name of its own."""
        plan: Told = plan_of(self.report, self.agency)
        return plan | {"project": plan["project"] | {"name": f"{self.agency}项目{next(_numbers)}"}}

    def plan(self, state: str = "approved") -> Told:
        """A plan in a state."""
        body = {"agency_id": self.world.agencies[self.agency], "document": self.document(), "confidential": False}
        made = self.post(self.reporter, "plans", body)
        for who, name, given in PLAN_STEPS[state](self):
            made = self.step(who, "plans", made, name, given)
        return made

    def evaluation(self, state: str = "draft") -> Told:
        """An evaluation, filled, in a state."""
        made = self.post(self.reporter, "evaluations", {"plan_id": self.plan()["id"], "task_id": self.task_id})
        path, parts = f"evaluations/{made['id']}", filled_parts(self.report)
        made = self.world.ok(self.reporter, "PATCH", path, parts, version=made["version"])["evaluation"]
        for who, name, given in EVALUATION_STEPS[state](self):
            made = self.step(who, "evaluations", made, name, given)
        return made


Way = Callable[[Making], list[tuple[str, str, Any]]]
REMARKS = {"remarks": [{"text": "请核实"}]}


def _sent(making: Making) -> list[tuple[str, str, Any]]:
    return [(making.reporter, "submit", None)]


def _done(making: Making) -> list[tuple[str, str, Any]]:
    return [*_sent(making), (making.approver, "approve", {})]


def _shown(making: Making) -> list[tuple[str, str, Any]]:
    return [*_done(making), (making.approver, "publish", None)]


PLAN_STEPS: Mapping[str, Way] = {
    "draft": lambda _: [],
    "submitted": _sent,
    "returned": lambda making: [*_sent(making), (making.approver, "return", REMARKS)],
    "approved": lambda making: [*_sent(making), (making.approver, "approve", None)],
}
EVALUATION_STEPS: Mapping[str, Way] = {
    "draft": lambda _: [],
    "submitted": _sent,
    "returned": lambda making: [*_sent(making), (making.approver, "return", {"opinion": "请补充"})],
    "approved": _done,
    "published": _shown,
    "withdrawn": lambda making: [*_shown(making), (making.approver, "withdraw", {"reason": "更正"})],
}
