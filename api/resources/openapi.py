"""GET /openapi.json."""

from flask import Blueprint, Response, current_app

from api.answers import answer
from api.intake import library, query
from api.openapi import description

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """接口的机器可读说明（OpenAPI 3.1）。"""
    query()
    return answer(description(library(), current_app.extensions["jixiao.samples"]))
