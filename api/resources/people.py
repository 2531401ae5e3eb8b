"""人员: /api/v1/people."""

from typing import Any

from api.actions import bulk, grants, handover, people
from api.actions.bulk import SheetRow
from api.actions.people import Initial, Wanted, account_of, initial
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging, text, whole
from api.schemas.service.parts import page_of
from api.schemas.service.people import (
    HandedOverSchema,
    HandOverSchema,
    NewPersonAnswerSchema,
    NewPersonSchema,
    PasswordResetSchema,
    PeopleSheetAnswerSchema,
    PeopleSheetSchema,
    PersonAnswerSchema,
    PersonChangeSchema,
    WantedSchema,
)
from api.store import Row
from indicators.workflow import Role

operations = Operations("人员")
FIELDS = ("id", "login", "name", "email", "version", "created_at", "updated_at", "disabled_at")
GRANT_FIELDS = ("id", "role", "agency_id", "agency", "rank", "granted_at")
FILTERS = (
    whole("agency", "在此单位有角色", 1),
    choice("role", "有此角色", tuple(Role)),
    text("text", "姓名或账号中的文字"),
)
ONCE = frozenset({"password"})


def shown(row: Row) -> dict[str, Any]:
    """A person as the interface answers it: never the hash of a password."""
    held = [{name: each[name] for name in GRANT_FIELDS} for each in row["grants"]]
    flags = {"has_password": bool(row["password"]), "must_change": bool(row["must_change"]), "grants": held}
    return {name: row[name] for name in FIELDS} | flags


@operations("GET", "/people", "人员一览", Access.SIGNED_IN, query=(*FILTERS, *paging(("name", "login", "id"), "name")),
            answer=page_of(PersonAnswerSchema), listed=True, refusals=(403,))  # fmt: skip
def list_people(call: Call) -> Answer:
    """The people within the caller's reach."""
    q = call.query
    found = people.listed(
        call.store, call.actor, asked_page(q), agency=q["agency"], role=q["role"], text=q["text"] or ""
    )
    return listing(call, found, shown)


@operations("GET", "/people/{id}", "一个人员", Access.SIGNED_IN, answer=PersonAnswerSchema)
def get_person(call: Call) -> Answer:
    """One person."""
    row = people.get(call.store, call.actor, call.id)
    return Answer(shown(row), row["version"])


def _initial(call: Call) -> Initial:
    """The initial password, hashed ahead of the write."""
    body = call.body
    if body.get("no_password") and body["password"] is None:
        return Initial(None, "")
    return initial(body["password"], *(body[name] for name in ("login", "name", "email") if name in body))


@operations("POST", "/people", "增加人员", Right.MANAGE_PEOPLE, body=NewPersonSchema, answer=NewPersonAnswerSchema,
            status=201, before=_initial, once=ONCE, refusals=(404,))  # fmt: skip
def add_person(call: Call) -> Answer:
    """A new person, whose generated password is shown once."""
    body = call.body
    wanted = [Wanted(**each) for each in body["grants"]]
    row = people.add(
        call.store, call.actor, call.now, login=body["login"], name=body["name"], email=body["email"], grants=wanted,
        kept=call.ready.kept,
    )  # fmt: skip
    headers = {"Location": f"/api/v1/people/{row['id']}"}
    return Answer(shown(row) | {"password": call.ready.shown}, row["version"], 201, headers)


@operations("PUT", "/people/{id}", "更改、停用人员", Right.MANAGE_PEOPLE, body=PersonChangeSchema,
            answer=PersonAnswerSchema, versioned=True)  # fmt: skip
def change_person(call: Call) -> Answer:
    """A person changed."""
    row = people.change(call.store, call.actor, call.now, call.id, call.version, **call.body)
    return Answer(shown(row), row["version"])


def _reset(call: Call) -> Initial:
    """The new password, held against the person's names, hashed ahead of the write."""
    row = people.managed(call.store, call.actor, call.id)
    return initial(call.body["password"], row["login"], row["name"], row["email"])


@operations("POST", "/people/{id}/password", "重设密码", Right.MANAGE_PEOPLE, body=PasswordResetSchema,
            answer=NewPersonAnswerSchema, before=_reset, once=ONCE)  # fmt: skip
def reset_password(call: Call) -> Answer:
    """A person with another initial password; their logins end, and the lock of their account."""
    row = people.reset_password(call.store, call.actor, call.now, call.id, kept=call.ready.kept)
    return Answer(shown(row) | {"password": call.ready.shown}, row["version"])


@operations("POST", "/people/{id}/grants", "授予角色", Right.MANAGE_PEOPLE, body=WantedSchema,
            answer=PersonAnswerSchema, status=201)  # fmt: skip
def add_grant(call: Call) -> Answer:
    """A person with one more role."""
    row = grants.add(call.store, call.actor, call.now, call.id, Wanted(**call.body))
    return Answer(shown(row), row["version"], 201)


@operations("DELETE", "/people/{id}/grants/{grant_id}", "收回角色", Right.MANAGE_PEOPLE,
            answer=PersonAnswerSchema)  # fmt: skip
def end_grant(call: Call) -> Answer:
    """A person without a role."""
    row = grants.end(call.store, call.actor, call.now, call.id, call.ids["grant_id"])
    return Answer(shown(row), row["version"])


@operations("POST", "/people/{id}/handover", "交接", Right.MANAGE_PEOPLE, body=HandOverSchema,
            answer=HandedOverSchema)  # fmt: skip
def hand_over(call: Call) -> Answer:
    """Every role of one person given to another."""
    return Answer(handover.hand_over(call.store, call.actor, call.now, call.id, **call.body))


def _rows(call: Call) -> list[SheetRow]:
    return [SheetRow(**each) for each in call.body["rows"]]


def _initials(call: Call) -> list[Initial]:
    """A password for each row, once the rows are known to be good."""
    call.store.read(lambda store: bulk.checked(store, call.actor, _rows(call)))
    return [] if call.body["dry_run"] else [initial(None) for _ in call.body["rows"]]


@operations("POST", "/people/bulk", "成批增加人员", Right.MANAGE_PEOPLE, body=PeopleSheetSchema,
            answer=PeopleSheetAnswerSchema,
            before=_initials, once=ONCE)  # fmt: skip
def add_people(call: Call) -> Answer:
    """All rows new people, or none; their passwords are shown once."""
    dry, rows = call.body["dry_run"], _rows(call)
    made = [] if dry else bulk.add(call.store, call.actor, call.now, rows, [each.kept for each in call.ready])
    ids, secrets = [row["id"] for row in made], [each.shown for each in call.ready]
    blank = [None] * len(rows)
    told = [
        {"row": i, "id": id, "login": account_of(row.login), "name": row.name, "password": secret}
        for i, (row, id, secret) in enumerate(zip(rows, ids or blank, secrets or blank, strict=True), start=1)
    ]
    return Answer({"dry_run": dry, "people": told})
