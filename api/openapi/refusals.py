"""Which refusals an operation can give, derived from how it is declared; and how they are described."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema

from api.auth import Right
from api.door.operation import Operation
from api.problems.table import MEDIA_TYPE, REFUSALS

PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
CONFLICT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Conflict"}}}
SIGN_IN = {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True, "description": "如何证明身份"}}
WAIT = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "required": True, "description": "多少秒后再试"}}
HEADERS = {401: SIGN_IN, 429: WAIT, 503: WAIT}


def statuses(each: Operation) -> tuple[int, ...]:
    """The statuses of its refusals, in order.

    Anybody may come with a secret that is no longer valid (401) or a parameter that does not exist (422). A change can
    come with a login from another site (403), meet a state that forbids it (409), a busy store or a full disk.
    """
    bodied = each.body is not None
    rules: dict[int, bool] = {
        400: bodied or each.needs_key,
        401: True,
        403: each.changes or isinstance(each.access, Right),
        404: "{" in each.path or _refers(each.body),
        409: each.changes,
        412: each.versioned,
        413: bodied or each.upload,
        415: bodied or each.upload,
        422: True,
        428: each.versioned,
        503: each.changes,
        507: each.changes,
    }
    return tuple(sorted({status for status, holds in rules.items() if holds} | set(each.refusals)))


def _refers(body: type[Schema] | None) -> bool:
    """Does the body name other things by their ids?"""
    return body is not None and any(name.endswith(("_id", "_ids")) for name in body().fields)


def problems(given: Iterable[int]) -> dict[str, Any]:
    """Their descriptions."""
    return {str(status): problem(status) for status in given}


def problem(status: int) -> dict[str, Any]:
    """What one status can mean."""
    titles = dict.fromkeys(kind.title for kind in REFUSALS.values() if kind.status == status)
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    return {"description": "；".join(titles), "content": CONFLICT if status == 412 else PROBLEM, **headers}
