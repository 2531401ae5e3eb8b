"""What a family prints of a document, its form gives back: for every sample, and for documents at random."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas import load_document
from indicators.forms.grid import Cell, Page, Source, laid
from indicators.forms.layout import LAYOUTS
from indicators.forms.places import Place
from indicators.forms.reading import forms
from indicators.forms.writing import pages
from indicators.issues import Severity
from tests.indicators.forms.random_documents import as_printed, documents
from tests.indicators.forms.test_published import FAMILIES, SAMPLES, expected, title


def seen(drawn: list[Page]) -> Source:
    """The file that drawn pages make: their tables, and their titles as paragraphs."""
    texts = [box.text for page in drawn for box in page.titles]
    return Source("docx", tuple(map(laid, drawn)), tuple(Cell(text, Place("正文")) for text in texts))


def without_shares(document: Any) -> Any:
    """The document without weights that no form prints: scores drawn at random may happen to bear them out."""
    for objective in document["objectives"]:
        for line in objective["indicators"]:
            if line.get("weight", {}).get("origin") == "inferred":
                del line["weight"]
    return document


@pytest.mark.parametrize("family", LAYOUTS)
@given(data=st.data())
def test_a_form_gives_back_what_its_family_prints(family: str, data: st.DataObject) -> None:
    value = data.draw(documents(family))
    drawn, _ = pages(load_document(value), family)
    (form,) = forms(seen(drawn))
    assert without_shares(form.document) == as_printed(value, LAYOUTS[family])
    assert (form.family, form.certainty >= 0.9) == (family, True)
    assert [issue.sentence for issue in form.issues if issue.severity is not Severity.NOTICE] == []


@pytest.mark.parametrize("family", sorted(set(FAMILIES.values())))
def test_the_samples_of_a_family_come_back_from_one_file(family: str) -> None:
    names = [name for name, of in FAMILIES.items() if of == family]
    values = [json.loads(path.read_text(encoding="utf-8")) for name in names for path in SAMPLES.glob(f"{name}*.json")]
    drawn, _ = pages([load_document(value) for value in values], family)
    found = forms(seen(drawn))
    beside = {"narrative", "yearly_summary"} | ({"published_total"} if family == "jilin" else set())
    wanted = {name: document for printed in names for name, document in expected(printed).items()}
    assert {title(form.document): form.document for form in found} == {
        name: {key: each for key, each in document.items() if key not in beside} for name, document in wanted.items()
    }
