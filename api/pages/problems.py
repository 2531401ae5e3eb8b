"""What went wrong, as a page; and a page for every kind of problem, for its ``type`` is an address."""

from flask import Blueprint, Response, abort, render_template

from api.problems.table import KINDS, Problem

blueprint = Blueprint("problems", __name__)


@blueprint.get("/problems/<code>")
def kind(code: str) -> str:
    """What a problem code means."""
    if code not in KINDS:
        abort(404)
    return render_template("kind.html", kind=KINDS[code])


def problem_page(told: Problem) -> Response:
    """A refusal for a person who came with a browser."""
    return Response(render_template("problem.html", problem=told), told.kind.status)
