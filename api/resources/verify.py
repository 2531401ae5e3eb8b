"""POST /api/v1/verify."""

from flask import Blueprint, Response

from api.actions.documents import evaluations, scored
from api.answers import results
from api.intake import batch, library, query
from api.views.findings import verification_json
from scoring.verify import verify as verified

blueprint = Blueprint("verify", __name__, url_prefix="/api/v1")


@blueprint.post("/verify")
def verify() -> Response:
    """核对：表上印的每个得分与计算结果是否相符。"""
    query("rulebook")
    asked = batch()
    forms = evaluations(asked.documents, asked.paths)
    sheets = [scored(library(), form, asked.rulebook, path) for form, path in zip(forms, asked.paths, strict=True)]
    return results(asked, [verification_json(sheet, verified(sheet)) for sheet in sheets])
