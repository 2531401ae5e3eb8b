"""POST /api/v1/compare."""

from flask import Blueprint, Response

from api.answers import results
from api.intake import batch, library, query
from api.views.findings import comparison_json
from scoring.compare import compare as compared
from scoring.sheet import score

blueprint = Blueprint("compare", __name__, url_prefix="/api/v1")


@blueprint.post("/compare")
def compare() -> Response:
    """对比：同一张表按两套办法计分。"""
    query("rulebooks")
    asked = batch(compared=True)
    first, second = (library().get(name) for name in asked.rulebooks)
    comparisons = [compared(score(document, first), score(document, second)) for document in asked.documents]
    return results(asked, [comparison_json(comparison) for comparison in comparisons])
