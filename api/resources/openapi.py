"""GET /openapi.json."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app

from api.answers import answer
from api.door.operation import Operation
from api.intake import library, query
from api.openapi import description


def describing(operations: Sequence[Operation]) -> Blueprint:
    """The address where the interface tells about itself, these stored operations included."""
    blueprint = Blueprint("openapi", __name__)

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        """接口的机器可读说明（OpenAPI 3.1）。"""
        query()
        settings = current_app.extensions["jixiao.service"].settings
        samples = current_app.extensions["jixiao.samples"]
        return answer(description(library(), samples, operations, anonymous=settings.anonymous_scoring))

    return blueprint
