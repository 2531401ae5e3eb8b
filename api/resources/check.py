"""POST /api/v1/check."""

from flask import Blueprint, Response

from api.actions.documents import checked
from api.answers import results
from api.intake import batch, library, query
from api.views.findings import check_json

blueprint = Blueprint("check", __name__, url_prefix="/api/v1")


@blueprint.post("/check")
def check() -> Response:
    """检查：表格自身、各表之间、与办法是否相符。"""
    query("rulebook")
    asked = batch()
    found = checked(library(), asked.documents, asked.rulebook)
    return results(asked, [check_json(each, *told) for each, told in zip(asked.documents, found, strict=True)])
