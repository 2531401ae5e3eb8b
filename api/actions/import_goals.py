"""Where a form of an import would go (存到哪里): a report, a plan, a new plan, or nowhere, and why."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.actions.evaluations.current import visible
from api.auth import Actor, Right, reach
from api.problems.faults import InvalidDocument
from api.schemas import load_document
from api.store import Row, Store, agencies, evaluations, plans
from indicators.workflow import State

Json = Mapping[str, Any]
_OPEN = (State.DRAFT, State.RETURNED)
_CLOSED = "这份自评已提交或已审定，不能再导入"


class Goal(NamedTuple):
    """Where a form would go: an evaluation or a plan by number and version, a new plan (no number), or nowhere."""

    kind: str
    id: int | None = None
    version: int | None = None
    why: str = ""


class Meant(NamedTuple):
    """What an import is meant for: a task, or one very report; ``alone``: it holds a single form."""

    task: Row | None
    evaluation_id: int | None
    alone: bool


def name_of(document: Json) -> str:
    """What the form is about, as far as it says."""
    named = document.get("project") or document.get("agency") or {}
    return str(named.get("name", ""))


def goal_of(store: Store, actor: Actor, document: Json, meant: Meant) -> Goal:
    """Where the form belongs: to the report that it is meant for, or by agency, year and name among what the actor may
    change."""
    if meant.evaluation_id is not None:
        return _meant_goal(visible(store, actor, meant.evaluation_id, Right.REPORT), document, meant.alone)
    agency, year, name = (document.get("agency") or {}).get("name"), document.get("budget_year"), name_of(document)
    if not agency or not year:
        return Goal("none", why="表上没有写明单位或预算年度，认不出是哪一份")
    found = agencies.named(store, reach(actor, Right.REPORT), agency)
    if len(found) != 1:
        return Goal("none", why=f"“{agency}”不在您填报的单位之中" if not found else "有重名的单位，认不出是哪一个")
    if document["document"] == "plan":
        return _plan_goal(store, document, found[0]["id"], year, name)
    return _evaluation_goal(store, found[0]["id"], year, name, meant.task)


def _meant_goal(row: Row, document: Json, alone: bool) -> Goal:
    """The very report; a form of another name only where it is the only one, and then that is said."""
    name, year = name_of(document), document.get("budget_year")
    if document["document"] == "plan":
        return Goal("none", why="这是绩效目标表，没有实际完成值；这里要的是自评表")
    same = "".join(name.split()) == "".join(row["name"].split())
    if not same and not alone:
        return Goal("none", why=f"这是“{name}”的表，不是“{row['name']}”的；要导入它，请从“导入”上传")
    if State(row["state"]) not in _OPEN:
        return Goal("none", why=_CLOSED)
    printed = [f"“{name}”"] if name and not same else []
    printed += [f"{year}年度"] if year and year != row["year"] else []
    why = f"表上印的是{'、'.join(printed)}，请核对是不是这份自评的表" if printed else ""
    return Goal("evaluation", row["id"], row["version"], why)


def _plan_goal(store: Store, document: Json, agency_id: int, year: int, name: str) -> Goal:
    try:
        load_document(dict(document))
    except InvalidDocument as error:
        return Goal("none", why=f"读得不完整：{error}")
    old = plans.named(store, agency_id=agency_id, year=year, name=name)
    if old is None:
        return Goal("plan", why="新的目标表")
    if State(old["state"]) in _OPEN:
        return Goal("plan", old["id"], old["version"])
    return Goal("none", why="目标表已提交或已批复；要调整，请先办理调整")


def _evaluation_goal(store: Store, agency_id: int, year: int, name: str, task: Row | None) -> Goal:
    task_id = task["id"] if task else None
    found = evaluations.named(store, agency_id=agency_id, year=year, name=name, task_id=task_id)
    if not found:
        return Goal("none", why=f"{year}年度没有名为“{name}”的自评；请先从批复的目标表开始一份")
    if len(found) > 1:
        return Goal("none", why="有几项任务都有这份自评，请指明任务")
    (row,) = found
    if State(row["state"]) not in _OPEN:
        return Goal("none", why=_CLOSED)
    return Goal("evaluation", row["id"], row["version"])
