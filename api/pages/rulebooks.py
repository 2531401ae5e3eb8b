"""/rulebooks: the schemes, what each says, on which paper, and how well it is known; two of them side by side."""

from flask import render_template

from api.door.parameters import text
from api.intake import library, query, rulebook
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import asked
from api.problems.refusals import NoSuchRulebook
from scoring.compare import differing_sections
from scoring.describe import SECTION_TITLES, describe
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES

WITH = text("with", "另一套办法的编号")


@page("/rulebooks", public=True)
def rulebooks(visit: Visit) -> str:
    """All rulebooks."""
    query()
    books = library()
    return render_template("rulebooks.html", books=[books.get(id) for id in books.ids()])


@page("/rulebooks/<book>", public=True)
def rulebook_(visit: Visit, book: str) -> str:
    """One rulebook, section by section, with clauses and evidence; where it differs from another one."""
    found, wanted = rulebook(book), asked((WITH,), ("id",), "id")
    other = _other(wanted.values["with"])
    return render_template(
        "rulebook.html", book=found, sections=describe(found), evidence=EVIDENCE_NAMES, origins=_origins(found),
        others=[(id, library().get(id).title) for id in library().ids() if id != book], other=other,
        theirs={each.section: each for each in describe(other)} if other else {},
        differing=differing_sections(found, other) if other else (), titles=SECTION_TITLES,
        heirs=[each for id in library().ids() if (each := library().get(id)).extends == book],
    )  # fmt: skip


def _other(id: str | None) -> Rulebook | None:
    """The rulebook to compare with, when one is named."""
    if id and id not in library().ids():
        raise NoSuchRulebook(id, library().ids())
    return library().get(id) if id else None


def _origins(book: Rulebook) -> dict[str, Rulebook]:
    """For every section the rulebook that states it: this one, or the nearest above it that does."""
    found: dict[str, Rulebook] = {}
    above: Rulebook | None = book
    while above:
        for section in above.own:
            found.setdefault(section, above)
        above = library().get(above.extends) if above.extends else None
    return found
