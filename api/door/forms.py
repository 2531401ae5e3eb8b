"""What a page's form sends (表单): checked by the same schemas as JSON, and from our own pages only."""

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from api.problems.faults import InvalidDocument, flattened
from api.problems.service import NotAllowed
from api.schemas.fields import messages


def checked(schema: type[Schema], value: Mapping[str, Any]) -> Any:
    """The value as the schema loads it; InvalidDocument with everything that is wrong."""
    try:
        return schema().load(value)
    except ValidationError as error:
        raise InvalidDocument(list(flattened(messages(error)))) from None


def check_origin() -> None:
    """NotAllowed for a form that was not sent from a page of ours, whether somebody is signed in or not."""
    if request.headers.get("Origin", "").partition("://")[2] != request.host:
        raise NotAllowed("请求来自别的网站（Origin 与本站不符）")
