"""/rulebooks: the schemes, what each says, and how well it is known."""

from flask import Blueprint, render_template

from api.intake import library, rulebook
from scoring.describe import describe
from scoring.rules import EVIDENCE_NAMES

blueprint = Blueprint("rulebook_pages", __name__)


@blueprint.get("/rulebooks")
def listed() -> str:
    """All rulebooks."""
    books = library()
    return render_template("rulebooks.html", books=[books.get(id) for id in books.ids()])


@blueprint.get("/rulebooks/<id>")
def one(id: str) -> str:
    """One rulebook, section by section, with clauses and evidence."""
    book = rulebook(id)
    return render_template("rulebook.html", book=book, sections=describe(book), evidence=EVIDENCE_NAMES)
