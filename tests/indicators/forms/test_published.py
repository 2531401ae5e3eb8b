"""The published forms, drawn as text: each gives the document of its sample as far as the form prints it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indicators.forms.identify import identify
from indicators.forms.reading import ReadForm, forms
from indicators.issues import Severity
from tests.indicators.forms.tables import PRINTED, printed

SAMPLES = Path(__file__).parents[3] / "samples"
NAMES = sorted(path.stem for path in PRINTED.glob("*.txt"))
FAMILIES = {
    "huangpi-2023-archives": "hubei",
    "huangpi-2023-card": "hubei",
    "huangpi-2023-jinbao": "hubei",
    "huangpi-2023-whole": "hubei_whole",
    "jilin-2023-12333": "jilin",
    "jilin-2023-cloud": "jilin",
    "jilin-2023-network": "jilin",
    "jilin-2023-smart": "jilin",
    "jilin-2023-subsidy": "jilin",
    "mohrss-2023-egov": "central",
    "mohrss-2023-jinbao": "central",
    "mohrss-2025-jinbao": "central_plan",
    "sichuan-2023": "sichuan_plan",
}


def as_printed(document: dict[str, Any]) -> dict[str, Any]:
    """A sample without what its form does not print: place, rulebook, provenance, what the transcriber added."""
    kept = {key: value for key, value in document.items() if key not in ("place", "rulebook", "publication")}
    for objective in kept["objectives"]:
        for line in objective["indicators"]:
            line.pop("inferred", None)
            line.pop("notes", None)
    return kept


def expected(name: str) -> dict[str, dict[str, Any]]:
    """The documents of a printed file by the name of their project or agency."""
    found = [as_printed(json.loads(path.read_text(encoding="utf-8"))) for path in SAMPLES.glob(f"{name}*.json")]
    return {title(document): document for document in found}


def title(document: Any) -> str:
    """The project's name, or the agency's."""
    return str(document.get("project", document["agency"])["name"])


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a document with its path."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, f"{path}[{number}]")
    else:
        yield path, value


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_gives_its_sample_as_far_as_it_prints_it(name: str) -> None:
    found = {title(form.document): form.document for form in forms(printed(name))}
    assert found == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_of_its_family_and_surely(name: str) -> None:
    assert {(form.family, form.certainty >= 0.9) for form in identify(printed(name))} == {(FAMILIES[name], True)}


def doubted(form: ReadForm) -> int:
    """How many values a person is asked about."""
    return sum(issue.severity is not Severity.NOTICE for issue in form.issues)


def test_nothing_is_read_wrong_and_at_most_one_value_in_twenty_is_asked_about() -> None:
    right = wrong = asked = 0
    for name in NAMES:
        for form in forms(printed(name)):
            want, got = dict(leaves(expected(name)[title(form.document)])), dict(leaves(form.document))
            wrong += sum(want.get(path) != got.get(path) for path in want.keys() | got.keys())
            right += sum(want.get(path) == value for path, value in got.items())
            asked += doubted(form)
    assert (wrong, right > 1200) == (0, True)
    assert asked * 20 <= right


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_a_line_has_its_place(name: str) -> None:
    for form in forms(printed(name)):
        for number, objective in enumerate(form.document["objectives"]):
            for index, line in enumerate(objective["indicators"]):
                path = f"objectives[{number}].indicators[{index}]"
                keys = {key for key in line if not key.endswith("_text")}
                assert {f"{path}.{key}" for key in keys} <= form.places.keys() | {f"{path}.explanation"}


def test_a_value_stands_where_a_person_finds_it() -> None:
    (form,) = forms(printed("mohrss-2023-egov"))
    assert str(form.places["objectives[0].indicators[0].target"]) == "工作表“自评表”F13"
    assert str(form.places["published_total"]) == "工作表“自评表”I21"
    assert str(form.places["narrative"]) == "正文 第2段"


def test_place_and_rulebook_are_set_when_they_are_given() -> None:
    (form,) = forms(printed("mohrss-2023-egov"), place="中央", rulebook="mohrss-2023")
    assert (form.document["place"], form.document["rulebook"]) == ("中央", "mohrss-2023")


def test_the_shifted_row_of_jilin_is_asked_about_with_both_levels() -> None:
    (form,) = forms(printed("jilin-2023-cloud"))
    (shifted,) = [issue for issue in form.issues if issue.code == "row_shifted"]
    assert shifted.alternatives == ("数量指标", "质量指标")
    assert "“数量指标”按二级指标读取" in shifted.sentence
