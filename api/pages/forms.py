"""/samples and /forms/<name>: the published forms, scored."""

from flask import Blueprint, Response, abort, render_template

from api.actions.documents import all_issues, scored
from api.answers import answer
from api.intake import library
from api.pages.layout import Form, form, funding_rows, row
from api.samples import samples
from api.schemas import dump_document
from api.views.sheet import sheet_json
from indicators.model import Document
from scoring.sheet import ScoreSheet, score

blueprint = Blueprint("forms", __name__)


@blueprint.get("/samples")
def listed() -> str:
    """The list of samples."""
    rows = [row(name, document, _sheet(document)) for name, document in samples().items()]
    return render_template("index.html", rows=rows)


@blueprint.get("/forms/<name>")
def shown(name: str) -> str:
    """One form, laid out like the paper, with the working beside each point."""
    told: Form = form(scored(library(), _sample(name)))
    document = told.sheet.document
    funds = funding_rows(document)
    return render_template("form.html", name=name, form=told, sheet=told.sheet, document=document, funds=funds)


@blueprint.get("/forms/<name>.json")
def result(name: str) -> Response:
    """The same as JSON, with the working."""
    sheet = scored(library(), _sample(name))
    return answer(sheet_json(sheet, all_issues(sheet), trace=True))


@blueprint.get("/forms/<name>/document.json")
def document(name: str) -> Response:
    """The form itself as document JSON."""
    return answer(dump_document(_sample(name)))


def _sheet(document: Document) -> ScoreSheet | None:
    book = library().choose(document).rulebook
    return score(document, book) if book else None


def _sample(name: str) -> Document:
    found = samples().get(name)
    if found is None:
        abort(404)
    return found
