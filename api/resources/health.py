"""GET /healthz."""

from flask import Blueprint, Response

from api.answers import answer
from api.intake import library, query

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """服务是否可用。"""
    query()
    return answer({"status": "ok", "rulebooks": len(library().rulebooks)})
