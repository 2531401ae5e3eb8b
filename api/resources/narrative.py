"""POST /api/v1/narrative."""

from flask import Blueprint, Response

from api.actions.documents import evaluations, scored
from api.answers import answer
from api.intake import batch, library, query
from api.views.texts import narratives_json

blueprint = Blueprint("narrative", __name__, url_prefix="/api/v1")


@blueprint.post("/narrative")
def narrative() -> Response:
    """自评综述：每张表一段，另有年度自评情况一句。"""
    query("rulebook")
    asked = batch()
    forms = evaluations(asked.documents, asked.paths)
    sheets = [scored(library(), form, asked.rulebook, path) for form, path in zip(forms, asked.paths, strict=True)]
    return answer(narratives_json(sheets))
