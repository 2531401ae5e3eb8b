"""POST /api/v1/rollup."""

from flask import Blueprint, Response

from api.actions.documents import all_issues, chosen, evaluations
from api.answers import answer
from api.intake import batch, flag, library, query
from api.views.texts import rollup_json
from scoring.rollup import rollup as roll_up

blueprint = Blueprint("rollup", __name__, url_prefix="/api/v1")


@blueprint.post("/rollup")
def rollup() -> Response:
    """汇总：几个单位的自评表合成一张。"""
    query("rulebook", "trace")
    trace, asked = flag("trace"), batch()
    forms = evaluations(asked.documents, asked.paths)
    rolled = roll_up(forms, chosen(library(), forms[0], asked.rulebook, asked.paths[0]))
    return answer(rollup_json(rolled, (*all_issues(rolled.sheet), *rolled.issues), trace=trace))
