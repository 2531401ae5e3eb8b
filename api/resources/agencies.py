"""单位: /api/v1/agencies."""

from typing import Any

from api.actions import agencies, bulk_agencies
from api.actions.bulk_agencies import AgencyRow
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, paging, text, whole
from api.schemas.service.agencies import (
    AgenciesSheetAnswerSchema,
    AgenciesSheetSchema,
    AgencyAnswerSchema,
    AgencyChangeSchema,
    NewAgencySchema,
)
from api.schemas.service.parts import page_of
from api.store import Row

operations = Operations("单位")
FIELDS = ("id", "name", "code", "rank", "parent_id", "version", "created_at", "updated_at", "closed_at")
FILTERS = (whole("parent", "上级单位编号", 1), text("text", "名称或代码中的文字"))


def shown(row: Row) -> dict[str, Any]:
    """An agency as the interface answers it."""
    return {name: row[name] for name in FIELDS}


@operations("GET", "/agencies", "单位一览", Access.SIGNED_IN, query=(*FILTERS, *paging(("name", "id"), "name")),
            answer=page_of(AgencyAnswerSchema), listed=True)  # fmt: skip
def list_agencies(call: Call) -> Answer:
    """The agencies that the caller may see."""
    q = call.query
    found = agencies.listed(call.store, call.actor, asked_page(q), parent=q["parent"], text=q["text"] or "")
    return listing(call, found, shown)


@operations("GET", "/agencies/{id}", "一个单位", Access.SIGNED_IN, answer=AgencyAnswerSchema)
def get_agency(call: Call) -> Answer:
    """One agency."""
    row = agencies.get(call.store, call.actor, call.id)
    return Answer(shown(row), row["version"])


@operations("POST", "/agencies", "增加单位", Right.MANAGE_AGENCIES, body=NewAgencySchema, answer=AgencyAnswerSchema,
            status=201)  # fmt: skip
def add_agency(call: Call) -> Answer:
    """A new agency."""
    row = agencies.add(call.store, call.actor, call.now, **call.body)
    return Answer(shown(row), row["version"], 201, {"Location": f"/api/v1/agencies/{row['id']}"})


@operations("PUT", "/agencies/{id}", "更改、停用单位", Right.MANAGE_AGENCIES, body=AgencyChangeSchema,
            answer=AgencyAnswerSchema, versioned=True)  # fmt: skip
def change_agency(call: Call) -> Answer:
    """An agency changed."""
    row = agencies.change(call.store, call.actor, call.now, call.id, call.version, **call.body)
    return Answer(shown(row), row["version"])


@operations("POST", "/agencies/bulk", "成批增加单位", Right.MANAGE_AGENCIES, body=AgenciesSheetSchema,
            answer=AgenciesSheetAnswerSchema)  # fmt: skip
def add_agencies(call: Call) -> Answer:
    """All rows new agencies, or none."""
    dry, rows = call.body["dry_run"], [AgencyRow(**each) for each in call.body["rows"]]
    told = _looked_at(call, rows) if dry else bulk_agencies.add(call.store, call.actor, call.now, rows)
    names = ("id", "name", "code", "rank", "parent_id")
    shown_ = [{"row": i} | {name: row[name] for name in names} for i, row in enumerate(told, start=1)]
    return Answer({"dry_run": dry, "agencies": shown_})


def _looked_at(call: Call, rows: list[AgencyRow]) -> list[Row]:
    found = bulk_agencies.checked(call.store, call.actor, rows)
    return [each.row._asdict() | {"id": None, "rank": each.rank, "parent_id": each.above.id} for each in found]
