"""审计: /api/v1/audit."""

from typing import Any

from api.actions import auditing
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Answer, Call, Operations
from api.door.parameters import asked_page, day, paging, text, whole
from api.instants import end_of_day, stamp, start_of_day
from api.schemas.service.audit import AuditRowSchema, AuditVerificationSchema
from api.schemas.service.parts import page_of
from api.store import Row, audit

operations = Operations("审计")
FILTERS = (
    text("noun", "对什么，如 agency、evaluation"), whole("noun_id", "它的编号", 1), whole("person", "人员编号", 1),
    text("action", "做了什么"), day("since", "从这一天起"), day("until", "到这一天止"),
)  # fmt: skip


def shown(row: Row) -> dict[str, Any]:
    """A row as the interface answers it."""
    return audit.told(row)


@operations("GET", "/audit", "审计记录", Right.AUDIT, query=(*FILTERS, *paging(("id",), "-id")),
            answer=page_of(AuditRowSchema), listed=True)  # fmt: skip
def list_audit(call: Call) -> Answer:
    """The audit of the agencies within reach, newest first; what concerns no agency only for the top of the tree."""
    q = call.query
    filters = {name: q[name] for name in ("noun", "noun_id", "action")} | {
        "person_id": q["person"],
        "since": stamp(start_of_day(q["since"])) if q["since"] else None,
        "until": stamp(end_of_day(q["until"])) if q["until"] else None,
    }
    return listing(call, auditing.listed(call.store, call.actor, asked_page(q), filters), shown)


@operations("GET", "/audit/verification", "核对审计记录", Right.AUDIT, answer=AuditVerificationSchema)
def verify_audit(call: Call) -> Answer:
    """Every chain and every seal computed again."""
    found = auditing.verified(call.store, call.actor)
    told = {name: getattr(found, name) for name in ("rows", "chains", "seals", "unsealed")}
    faults = [fault._asdict() for fault in found.faults]
    return Answer({"intact": not faults, **told, "faults": faults})
