"""A document in the clothes of a family: the pages that the writers of files draw, and what the family cannot carry."""

from collections.abc import Sequence

from indicators.forms.grid import Box, Page, Style
from indicators.forms.layout import LAYOUTS
from indicators.forms.layout.parts import Layout, Listing
from indicators.forms.writing.blocks import rows_of
from indicators.forms.writing.listing import listed
from indicators.forms.writing.losses import losses
from indicators.forms.writing.values import Values, filled
from indicators.model import Document


def pages(documents: Document | Sequence[Document], family: str) -> tuple[list[Page], list[str]]:
    """The forms, and sentences about what is in the documents but not on the forms.

    A family whose form lists several projects gives one page for all documents, the others one page each. A Plan in a
    family of self-evaluations gives the form to fill in. KeyError where no family has that name.
    """
    layout = LAYOUTS[family]
    many = [documents] if isinstance(documents, Document) else list(documents)
    lost = [sentence for document in many for sentence in _named(document, losses(document, layout), len(many))]
    first = next((block for block in layout.blocks if isinstance(block, Listing)), None)
    if first and many:
        return [_page(layout, many[0], listed(first, [Values(each, layout) for each in many]), repeated=1)], lost
    return [_page(layout, each, rows_of(layout, Values(each, layout))) for each in many], lost


def _named(document: Document, sentences: Sequence[str], count: int) -> list[str]:
    return [f"{document.name}：{sentence}" if count > 1 else sentence for sentence in sentences]


def _page(layout: Layout, document: Document, rows: Sequence[Sequence[Box]], repeated: int = 0) -> Page:
    facts = Values(document, layout).names()
    titles = [Box(filled(layout.title, facts), 1, len(layout.widths), Style.TITLE)]
    titles += [Box(filled(text, facts), 1, len(layout.widths), Style.SUBTITLE) for text in layout.subtitles]
    notes = [Box(filled(text, facts), 1, len(layout.widths), Style.SIGNATURE) for text in layout.notes]
    drawn = tuple(tuple(row) for row in rows)
    return Page(document.name, layout.widths, drawn, layout.landscape, tuple(titles), tuple(notes), repeated)
