"""jixiao verify of the written samples: the totals of xlsx, docx and pdf are those of the documents in JSON."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import Run
from tests.indicators.forms.independent.contents import sample

FORMS = Path("samples/forms")
# Reports by rulebook; Jilin prints no points, and its totals in the text only.
REPORTS = {
    "mohrss-2023": ("mohrss-2023-egov", "mohrss-2023-jinbao"),
    "huangpi-2023": ("huangpi-2023-whole", "huangpi-2023-archives", "huangpi-2023-card", "huangpi-2023-jinbao"),
    "jilin-2023": (
        "jilin-2023-12333",
        "jilin-2023-cloud",
        "jilin-2023-network",
        "jilin-2023-smart",
        "jilin-2023-subsidy",
    ),
}
CASES = [
    (rulebook, path) for rulebook in REPORTS for kind in ("xlsx", "docx", "pdf") for path in (f"{rulebook}*.{kind}",)
]


def totals(run: Run, rulebook: str, *files: str) -> list[Any]:
    """What verify says of the totals, file by file."""
    result = run("verify", *files, "--rulebook", rulebook, "--json")
    told = json.loads(result.stdout)
    return [each["total"] for each in (told if isinstance(told, list) else [told])]


def as_json(name: str, folder: Path) -> str:
    """The document of a sample as its form prints it, in a file."""
    document = sample(name, *(["published_total"] if name.startswith("jilin") else []))
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document | {"place": "（未注明）"}, ensure_ascii=False), encoding="utf-8")
    return str(path)


def by_content(total: Any) -> str:
    """Totals are compared as a set: files hold their forms in an order of their own."""
    return json.dumps(total, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(("rulebook", "pattern"), CASES)
def test_the_totals_of_a_form_are_those_of_its_document(run: Run, tmp_path: Path, rulebook: str, pattern: str) -> None:
    wanted = totals(run, rulebook, *(as_json(name, tmp_path) for name in REPORTS[rulebook]))
    files = sorted(str(path) for path in FORMS.glob(pattern))
    got = totals(run, rulebook, *files)
    assert len(got) == len(REPORTS[rulebook])
    assert sorted(map(by_content, got)) == sorted(map(by_content, wanted))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize(
    ("rulebook", "published"), [("mohrss-2023", ["96.3", "97.0"]), ("huangpi-2023", ["98", "99", "100", "100"])]
)
def test_the_published_totals_come_out_of_the_files(run: Run, kind: str, rulebook: str, published: list[str]) -> None:
    files = [str(path) for path in FORMS.glob(f"{rulebook}*.{kind}")]
    found = totals(run, rulebook, *files)
    assert sorted((each["printed"] for each in found), key=float) == published
    assert {each["outcome"] for each in found} == {"agrees"}
    assert {Decimal(each["difference"]) for each in found} == {0}
