"""POST /api/v1/score."""

from flask import Blueprint, Response

from api.actions.documents import all_issues, scored
from api.answers import results
from api.intake import batch, flag, library, query
from api.views.sheet import sheet_json

blueprint = Blueprint("score", __name__, url_prefix="/api/v1")


@blueprint.post("/score")
def score() -> Response:
    """计分：每张表一份评分表。"""
    query("rulebook", "trace")
    trace, asked = flag("trace"), batch()
    sheets = [
        scored(library(), document, asked.rulebook, path)
        for document, path in zip(asked.documents, asked.paths, strict=True)
    ]
    return results(asked, [sheet_json(sheet, all_issues(sheet), trace=trace) for sheet in sheets])
