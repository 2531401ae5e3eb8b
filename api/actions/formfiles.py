"""Forms as files (表样文件): a document drawn in a family's layout, as xlsx, docx, pdf or csv. No storing here."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from api.problems.service import NotPossible
from indicators.forms import pdffile, wordfile, workbook
from indicators.forms.grid import Page
from indicators.forms.layout import LAYOUTS
from indicators.forms.writing import pages
from indicators.model import Document, Plan, Scope

Writer = Callable[[Sequence[Page], str], bytes]

WRITERS: Mapping[str, Writer] = {
    "xlsx": workbook.write,
    "docx": wordfile.write,
    "pdf": pdffile.write,
    "csv": lambda drawn, _: workbook.write_csv(drawn),
}
MEDIA_TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}
# The layout that goes with a rulebook, by the beginning of its id; anything else is printed as the centre does.
_HABITS: tuple[tuple[str, str, str], ...] = (
    ("hubei", "hubei", "hubei_whole"),
    ("huangpi", "hubei", "hubei_whole"),
    ("jilin", "jilin", "jilin"),
)


class Drawn(NamedTuple):
    """A form as a file, and what its family cannot carry."""

    content: bytes
    left_out: tuple[str, ...]


def family_of(document: Document) -> str:
    """The family that such a document is usually printed in."""
    if isinstance(document, Plan):
        return "sichuan_plan" if document.rulebook.startswith("sichuan") else "central_plan"
    for prefix, project, whole in _HABITS:
        if document.rulebook.startswith(prefix):
            return whole if document.scope is Scope.WHOLE_AGENCY else project
    return "central"


def drawn(document: Document, kind: str, family: str = "", digest: str = "") -> Drawn:
    """The document as a file of that kind; a plan in a family of self-evaluations is the form to fill in.

    NotPossible for a report in a family of plans.
    """
    return drawn_all([document], kind, family, digest)


def drawn_all(documents: Sequence[Document], kind: str, family: str = "", digest: str = "") -> Drawn:
    """Several documents in one file, in their order, each in its usual family or all in the one given."""
    laid: list[Page] = []
    left_out: list[str] = []
    for chosen, group in groupby(documents, key=lambda each: family or family_of(each)):
        together = list(group)
        _check_family(chosen, together)
        drawn_pages, lost = pages(together, chosen)
        laid += drawn_pages
        left_out += lost
    return Drawn(WRITERS[kind](laid, digest), tuple(left_out))


def _check_family(family: str, documents: Sequence[Document]) -> None:
    if LAYOUTS[family].plan and not all(isinstance(each, Plan) for each in documents):
        raise NotPossible(f"“{LAYOUTS[family].name}”不是自评表的表样，请换一种")
