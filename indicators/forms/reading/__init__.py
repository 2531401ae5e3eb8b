"""From a file's tables to documents: every form with its family, its values' places and what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.forms.findings import Finding
from indicators.forms.grid import Cell, Source
from indicators.forms.layout import LAYOUTS
from indicators.forms.places import Place
from indicators.forms.reading.draft import Draft
from indicators.forms.reading.families import OTHER, family_of
from indicators.forms.reading.indicator import REPORTS
from indicators.forms.reading.listing import Listing, listing_heading
from indicators.forms.reading.segments import Segment, segments
from indicators.forms.reading.settling import settle
from indicators.forms.reading.texts import claim_narratives, paragraphs, summarize
from indicators.forms.reading.walk import Walk


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form as read: ``document`` is document JSON, ``places`` says by document path where a value stands.

    ``certainty`` goes from 0 to 1. What the form does not print is not in the document: place and rulebook are given.
    """

    family: str
    certainty: Decimal
    document: Mapping[str, Any]
    issues: tuple[Finding, ...]
    places: Mapping[str, Place]


def forms(source: Source, place: str = "", rulebook: str = "") -> list[ReadForm]:
    """Every form of a file in order; one printed twice is given once. ``place`` and ``rulebook`` are set on each."""
    read = [(family_of(segment), draft) for segment in segments(source) for draft in _drafts(segment)]
    drafts = [draft for _, draft in read]
    beside = paragraphs(source.texts, source.kind == "pdf")
    claim_narratives(drafts, beside)
    summarize(drafts, beside)
    result: list[ReadForm] = []
    for (family, certainty), draft in read:
        settle(draft, source, family == OTHER)
        document = draft.document() | {name: text for name, text in _given(place, rulebook) if text}
        if all(document != form.document for form in result):
            result.append(ReadForm(family, certainty, document, tuple(draft.findings), draft.places))
    return result


def _given(place: str, rulebook: str) -> tuple[tuple[str, str], ...]:
    return ("place", place), ("rulebook", rulebook)


def _drafts(segment: Segment) -> list[Draft]:
    """One draft of a form, several of a sheet of several projects."""
    drafts = _listed(segment) if segment.listing else [_walked(segment)]
    for row in segment.joined if drafts else ():
        drafts[-1].say("pages_joined", row.at(0))
    return drafts


def _walked(segment: Segment) -> Draft:
    family, _ = family_of(segment)
    draft = Draft(sheet=segment.grids[0])
    meant = "budgeted" if REPORTS & segment.fields.keys() else "initial"
    Walk(draft, LAYOUTS[family].money if family in LAYOUTS else meant).read(segment.rows)
    return draft


def _listed(segment: Segment) -> list[Draft]:
    """The projects of a sheet, each with the titles above its table."""
    titles: list[Cell] = []
    listing: Listing | None = None
    skip = 0
    for number, row in enumerate(segment.rows):
        if skip:
            skip -= 1
        elif heading := listing_heading(segment.rows[number : number + 2]):
            skip = heading.height - 1
            titles += [run.cell for run in row.runs()]
            listing = listing or Listing(heading, titles, segment.grids[0])
            listing.take(heading)
        elif listing:
            listing.read(row)
        else:
            titles += [run.cell for run in row.runs()]
    assert listing
    listing.close()
    return listing.drafts
