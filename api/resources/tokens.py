"""令牌: /api/v1/people/{id}/tokens."""

from datetime import date
from typing import Any

from api.actions import tokens
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, paging
from api.schemas.service.parts import page_of
from api.schemas.service.tokens import NewTokenAnswerSchema, TokenAnswerSchema, new_token
from api.store import Row

operations = Operations("令牌")
FIELDS = ("id", "person_id", "name", "created_by", "created_at", "expires_at", "revoked_at", "used_at")


def shown(row: Row) -> dict[str, Any]:
    """A token as the interface answers it: never its secret or digest."""
    return {name: row[name] for name in FIELDS} | {"scopes": row["scopes"].split()}


@operations("GET", "/people/{id}/tokens", "某人的令牌", Access.SIGNED_IN, query=paging(("id",), "id"),
            answer=page_of(TokenAnswerSchema), listed=True)  # fmt: skip
def list_tokens(call: Call) -> Answer:
    """The tokens of a person."""
    return listing(call, tokens.listed(call.store, call.actor, call.id, asked_page(call.query)), shown)


@operations("POST", "/people/{id}/tokens", "发放令牌", Access.SIGNED_IN, body=new_token(Right),
            answer=NewTokenAnswerSchema, status=201, once=frozenset({"secret"}))  # fmt: skip
def add_token(call: Call) -> Answer:
    """A new token; its secret is shown once."""
    made, digest = call.service.new_secret()
    body = call.body
    row = tokens.add(
        call.store, call.actor, call.now, call.id, name=body["name"], scopes=body["scopes"],
        expires_on=date.fromisoformat(body["expires_on"]), digest=digest,
    )  # fmt: skip
    return Answer(shown(row) | {"secret": made}, status=201)


@operations("DELETE", "/people/{id}/tokens/{token_id}", "吊销令牌", Access.SIGNED_IN, answer=TokenAnswerSchema)
def revoke_token(call: Call) -> Answer:
    """A token revoked."""
    return Answer(shown(tokens.revoke(call.store, call.actor, call.now, call.id, call.ids["token_id"])))
