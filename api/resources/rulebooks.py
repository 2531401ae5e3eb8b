"""GET /api/v1/rulebooks[/{id}]."""

from flask import Blueprint, Response

from api.answers import answer
from api.intake import library, query, rulebook
from api.views.rulebooks import rulebook_json, summary_json

blueprint = Blueprint("rulebooks", __name__, url_prefix="/api/v1")


@blueprint.get("/rulebooks")
def listed() -> Response:
    """全部评分办法。"""
    query()
    books = library()
    return answer({"rulebooks": [summary_json(books.get(id)) for id in books.ids()]})


@blueprint.get("/rulebooks/<id>")
def one(id: str) -> Response:
    """一套评分办法的各项规定和出处。"""
    query()
    return answer(rulebook_json(rulebook(id)))
