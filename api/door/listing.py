"""A page of a list packed: its items and the address of the next."""

from collections.abc import Callable
from typing import Any

from flask import request

from api.door.operation import Answer, Call
from api.door.parameters import next_link
from api.store import Row
from api.store.paging import Slice


def listing(call: Call, found: Slice, shown: Callable[[Row], dict[str, Any]]) -> Answer:
    """The answer of a list operation."""
    following = next_link(request.path, request.args, str(call.query["sort"]), found.after)
    return Answer({"items": [shown(row) for row in found.rows], "next": following})
