"""绩效目标表: /api/v1/plans."""

import json
from typing import Any

from api.actions import plan_steps, plans
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging, text, whole
from api.problems.service import NotFound
from api.schemas import dump_document
from api.schemas.service.parts import page_of
from api.schemas.service.plans import (
    ChangePlanSchema,
    ChangesAnswerSchema,
    ConfidentialSchema,
    NewPlanSchema,
    PlanAnswerSchema,
    PlanRowSchema,
    PlanSaveSchema,
    ReturnPlanSchema,
    VersionAnswerSchema,
    VersionRowSchema,
)
from api.store import Row
from api.views.issues import issue_json
from indicators.workflow import Action

operations = Operations("绩效目标表")
ROW, VERSION = tuple(PlanRowSchema().fields), tuple(VersionRowSchema().fields)
STATES = ("draft", "submitted", "returned", "approved")
FILTERS = (
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号", 1),
    choice("state", "最新一版的状态", STATES),
    text("text", "名称中的文字"),
)
COMPARED = (whole("before", "前一版的版次", 1), whole("after", "后一版的版次", 1))


def shown(row: Row) -> dict[str, Any]:
    """A plan as a list answers it."""
    return {name: row[name] for name in ROW} | {"confidential": bool(row["confidential"])}


def version_row(row: Row) -> dict[str, Any]:
    """A version as a list answers it."""
    return {name: row[name] for name in VERSION} | {"remarks": json.loads(row["remarks"])}


def version_json(found: plans.Version) -> dict[str, Any]:
    """A version with its document, checked."""
    issues = [issue_json(each, found.document) for each in found.issues]
    document = dump_document(found.document)
    return version_row(found.row) | {"document": document, "rulebook": found.rulebook, "issues": issues}


def whole_plan(found: plans.Version, status: int = 200) -> Answer:
    """A plan with its newest version."""
    headers = {"Location": f"/api/v1/plans/{found.plan['id']}"} if status == 201 else {}
    value = shown(found.plan) | {"newest": version_json(found)}
    return Answer(value, found.plan["version"], status, headers)


def step(call: Call, action: Action, **given: Any) -> Answer:
    """A step of the workflow taken."""
    library = call.service.library
    return whole_plan(
        plan_steps.take(
            call.store, call.actor, call.now, call.id, action, version=call.version, library=library, **given
        )
    )


@operations("GET", "/plans", "目标表一览", Access.SIGNED_IN, query=(*FILTERS, *paging(("updated", "name"), "-updated")),
            answer=page_of(PlanRowSchema), listed=True)  # fmt: skip
def list_plans(call: Call) -> Answer:
    """The plans that the caller may see."""
    q = call.query
    filters = {"year": q["year"], "agency": q["agency"], "state": q["state"], "text": q["text"] or ""}
    return listing(call, plans.listed(call.store, call.actor, asked_page(q), **filters), shown)


@operations("GET", "/plans/{id}", "一张目标表", Access.SIGNED_IN, answer=PlanAnswerSchema)
def get_plan(call: Call) -> Answer:
    """One plan with its newest version, checked."""
    return whole_plan(plans.version(call.store, call.actor, call.service.library, call.id))


@operations("POST", "/plans", "编制目标表", Right.PLAN, body=NewPlanSchema, answer=PlanAnswerSchema, status=201)
def add_plan(call: Call) -> Answer:
    """A new plan, a draft."""
    return whole_plan(plans.add(call.store, call.actor, call.now, library=call.service.library, **call.body), 201)


@operations("PUT", "/plans/{id}", "保存目标表", Right.PLAN, body=PlanSaveSchema, answer=PlanAnswerSchema,
            versioned=True)  # fmt: skip
def save_plan(call: Call) -> Answer:
    """The draft replaced."""
    document, library = call.body["document"], call.service.library
    return whole_plan(
        plans.save(call.store, call.actor, call.now, call.id, document, version=call.version, library=library)
    )


@operations("PUT", "/plans/{id}/confidential", "标注涉密", Access.SIGNED_IN, body=ConfidentialSchema,
            answer=PlanAnswerSchema, versioned=True)  # fmt: skip
def mark_plan(call: Call) -> Answer:
    """The plan marked as 涉密, or no longer so."""
    plans.mark(call.store, call.actor, call.now, call.id, version=call.version, **call.body)
    return get_plan(call)


@operations("POST", "/plans/{id}/submit", "提交目标表", Right.PLAN, answer=PlanAnswerSchema, versioned=True)
def submit_plan(call: Call) -> Answer:
    """The draft handed in."""
    return step(call, Action.SUBMIT)


@operations("POST", "/plans/{id}/recall", "撤回提交", Right.PLAN, answer=PlanAnswerSchema, versioned=True)
def recall_plan(call: Call) -> Answer:
    """What was handed in taken back."""
    return step(call, Action.RECALL)


@operations("POST", "/plans/{id}/return", "退回目标表", Right.APPROVE_PLAN, body=ReturnPlanSchema, answer=PlanAnswerSchema,
            versioned=True)  # fmt: skip
def return_plan(call: Call) -> Answer:
    """The plan returned with remarks."""
    return step(call, Action.RETURN, remarks=call.body["remarks"])


@operations("POST", "/plans/{id}/approve", "批复目标表", Right.APPROVE_PLAN, answer=PlanAnswerSchema, versioned=True)
def approve_plan(call: Call) -> Answer:
    """The version put in force."""
    return step(call, Action.APPROVE)


@operations("POST", "/plans/{id}/change", "调整已批复的目标表", Right.PLAN, body=ChangePlanSchema, answer=PlanAnswerSchema,
            versioned=True)  # fmt: skip
def change_plan(call: Call) -> Answer:
    """A further version opened."""
    version, library = call.version, call.service.library
    return whole_plan(
        plan_steps.change(call.store, call.actor, call.now, call.id, version=version, library=library, **call.body)
    )


@operations("GET", "/plans/{id}/versions", "目标表的各版", Access.SIGNED_IN, query=paging(("number",), "number"),
            answer=page_of(VersionRowSchema), listed=True)  # fmt: skip
def list_plan_versions(call: Call) -> Answer:
    """The plan's versions."""
    return listing(call, plans.versions(call.store, call.actor, call.id, asked_page(call.query)), version_row)


@operations("GET", "/plans/{id}/versions/{number}", "目标表的一版", Access.SIGNED_IN, answer=VersionAnswerSchema)
def get_plan_version(call: Call) -> Answer:
    """One version."""
    number = call.ids["number"]
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise NotFound("版本")
    return Answer(version_json(plans.version(call.store, call.actor, call.service.library, call.id, int(number))))


@operations("GET", "/plans/{id}/changes", "两版的不同", Access.SIGNED_IN, query=COMPARED, answer=ChangesAnswerSchema)
def list_plan_changes(call: Call) -> Answer:
    """What differs between two versions: the newest and the one before it, unless others are asked for."""
    late, found = plans.differences(call.store, call.actor, call.id, call.query["before"], call.query["after"])
    told = {name: late[name] for name in ("number", "state", "reason")}
    return Answer(told | {"changes": [each._asdict() for each in found]})
