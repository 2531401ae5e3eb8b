"""Forms that nobody drew with our writer, and those of samples/forms: each gives its documents, whole and right."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indicators.forms import opening
from indicators.forms.reading import ReadForm, forms
from tests.indicators.forms.independent.build import FILES, FORMS, TORN
from tests.indicators.forms.independent.contents import sample
from tests.indicators.forms.test_published import SAMPLES, doubted, leaves, title

NAMES = [name for name, _, _ in FORMS]
WRITTEN = sorted(path.name for path in (SAMPLES / "forms").iterdir() if path.suffix != ".md")


@dataclass
class Tally:
    """Values of documents read right, asked about, read wrong."""

    right: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, wanted: Sequence[Any], got: Sequence[ReadForm]) -> None:
        """Count the forms of a file; a form that is missing or too many is wrong in all its values."""
        found = {title(form.document): form for form in got}
        for document in wanted:
            want = dict(leaves(document))
            form = found.pop(title(document), None)
            have = dict(leaves(form.document)) if form else {}
            self.right += sum(want.get(path) == value for path, value in have.items())
            paths = want.keys() | have.keys()
            self.wrong += [f"{name} {path}" for path in sorted(paths) if want.get(path) != have.get(path)]
            self.asked += doubted(form) if form else 0
        self.wrong += [f"{name} {each}" for each in found]


@cache
def read(path: Path) -> list[ReadForm]:
    """The forms of a file."""
    return forms(opening.read(path.read_bytes(), path.name))


def expected(name: str) -> list[Any]:
    """The documents that stand beside an independent form."""
    return list(json.loads((FILES / f"{name}.json").read_text(encoding="utf-8")))


def printed(name: str) -> Iterator[Any]:
    """The samples of a file of samples/forms, without what its family does not print."""
    stem = Path(name).stem
    for path in sorted(SAMPLES.glob(f"{stem}*.json")):
        yield sample(path.stem, *(["published_total"] if stem.startswith("jilin") else []))


@pytest.mark.parametrize("name", NAMES)
def test_a_form_laid_out_by_another_hand_gives_its_documents(name: str) -> None:
    got = {title(form.document): form.document for form in read(FILES / name)}
    assert got == {title(document): document for document in expected(name)}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_written_sample_gives_the_sample_back(name: str) -> None:
    got = {title(form.document): form.document for form in read(SAMPLES / "forms" / name)}
    assert got == {title(document): document for document in printed(name)}


def test_every_kind_of_file_and_at_least_twenty_forms_of_other_hands_are_there() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 20
    assert {name.rpartition(".")[2] for name in NAMES} == {"xlsx", "xls", "csv", "docx", "pdf"}
    kept = [*NAMES, *(name for name, _, _ in TORN)]
    assert {path.name for path in FILES.iterdir()} == {each for name in kept for each in (name, f"{name}.json")}


def test_what_runs_over_other_text_is_asked_about() -> None:
    (form,) = read(FILES / "overflowing.pdf")
    asked = {issue.where for issue in form.issues if issue.code == "text_torn"}
    (want,) = (dict(leaves(document)) for document in expected("overflowing.pdf"))
    got = dict(leaves(form.document))
    wrong = [path for path, value in got.items() if path.endswith((".name", ".target")) and want.get(path) != value]
    assert len(wrong) > 5
    assert set(wrong) <= asked


def test_no_cell_is_read_wrong_and_at_most_one_in_twenty_is_asked_about() -> None:
    written, others = Tally(), Tally()
    for name in WRITTEN:
        written.add(name, list(printed(name)), read(SAMPLES / "forms" / name))
    for name in NAMES:
        others.add(name, expected(name), read(FILES / name))
    for what, tally in (("samples/forms", written), ("另行排版的表", others)):
        print(f"{what}：{tally.right} 格读对，{tally.asked} 格询问，{len(tally.wrong)} 格读错")  # noqa: T201
        assert tally.right > 2500
        assert tally.wrong == []
        assert tally.asked * 20 <= tally.right
