"""The published forms raise exactly what a careful auditor would name; the faulty ones every code there is."""

import json
import tomllib
from pathlib import Path

import pytest

from api.schemas import load_document
from indicators.catalogue import CATALOGUE, sentence
from indicators.checks import check, check_together
from indicators.model import Document

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).parent / "cases"


def expected(name: str) -> dict[str, list[str]]:
    """The companion list: by sample, every ``code where`` in order."""
    with (CASES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def samples(folder: str) -> dict[str, Document]:
    """The documents of a folder by name."""
    paths = sorted((ROOT / folder).glob("*.json"))
    return {path.stem: load_document(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


PUBLISHED, FAULTY = samples("samples"), samples("samples/faulty")
EACH = [(name, "published", document) for name, document in PUBLISHED.items()]
EACH += [(name, "faulty", document) for name, document in FAULTY.items()]


@pytest.mark.parametrize(("name", "case", "document"), EACH, ids=[f"{case} {name}" for name, case, _ in EACH])
def test_a_sample_raises_exactly_what_its_list_says(name: str, case: str, document: Document) -> None:
    assert [f"{issue.code} {issue.where}" for issue in check(document)] == expected(case)[name]


@pytest.mark.parametrize(("case", "documents"), [("published", PUBLISHED), ("faulty", FAULTY)])
def test_the_samples_together_raise_exactly_what_their_list_says(case: str, documents: dict[str, Document]) -> None:
    found = check_together(list(documents.values()))
    assert [f"{issue.code} {issue.where}" for issue in found] == expected(case)["together"]


@pytest.mark.parametrize(("case", "documents"), [("published", PUBLISHED), ("faulty", FAULTY)])
def test_the_list_names_no_sample_that_does_not_exist(case: str, documents: dict[str, Document]) -> None:
    assert expected(case).keys() == documents.keys() | {"together"}


def test_every_code_of_the_catalogue_is_raised_by_a_faulty_sample() -> None:
    raised = {issue.code for document in FAULTY.values() for issue in check(document)}
    raised |= {issue.code for issue in check_together(list(FAULTY.values()))}
    assert raised == set(CATALOGUE)


@pytest.mark.parametrize(("name", "case", "document"), EACH, ids=[f"{case} {name}" for name, case, _ in EACH])
def test_every_issue_reads_as_a_chinese_sentence(name: str, case: str, document: Document) -> None:
    for issue in check(document):
        said = sentence(issue, document)
        assert said.endswith("。"), (name, case)
        assert "：" in said
        assert issue.where not in said
