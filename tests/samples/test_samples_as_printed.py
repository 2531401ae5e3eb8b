"""The samples say what the published forms print, in canonical JSON."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api.schemas import dump_document, load_document

SAMPLES = Path(__file__).parents[2] / "samples"
PRINTED: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "as_printed.toml").read_text(encoding="utf-8")
)
NAMES = sorted(PRINTED)
SCORED = [name for name in NAMES if "self_scores" in PRINTED[name]]


def sample(name: str) -> dict[str, Any]:
    """The sample of that name as JSON."""
    value: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return value


def lines(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every indicator line in the form's order."""
    return [line for objective in document["objectives"] for line in objective["indicators"]]


def total_funds(document: dict[str, Any]) -> dict[str, str]:
    """The row 年度资金总额."""
    row: dict[str, str] = next(row for row in document["funding"]["rows"] if row["source"] == "total")
    return row


def target_as_printed(target: str | dict[str, Any]) -> str:
    """The cell, or the four cells of a target in columns."""
    return target if isinstance(target, str) else " ".join(target["columns"].values())


def weight_as_printed(weight: dict[str, str] | None) -> str:
    """The weight, in brackets when nobody printed it."""
    if weight is None:
        return "-"
    return weight["value"] if weight["origin"] == "printed" else f"({weight['value']})"


def cells(line: dict[str, Any]) -> str:
    """指标值 | 实际完成值 | 分值 | 得分."""
    target, weight = target_as_printed(line["target"]), weight_as_printed(line.get("weight"))
    return " | ".join((target, line.get("actual", "-"), weight, line.get("self_score", "-")))


def total(values: list[str]) -> Decimal:
    """The exact sum."""
    return sum(map(Decimal, values), Decimal(0))


def of_document(prefix: str) -> list[dict[str, Any]]:
    """All forms that stand in one published document."""
    return [sample(name) for name in NAMES if name.startswith(prefix)]


def test_there_is_one_sample_for_every_published_form_and_no_other() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == NAMES
    assert len(NAMES) == 15


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_canonical_json(name: str) -> None:
    text = (SAMPLES / f"{name}.json").read_text(encoding="utf-8")
    dumped = dump_document(load_document(json.loads(text)))
    assert json.dumps(dumped, ensure_ascii=False, indent=2) + "\n" == text


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_every_line_is_the_printed_one(name: str) -> None:
    assert [cells(line) for line in lines(sample(name))] == PRINTED[name]["cells"]


@pytest.mark.parametrize("name", NAMES)
def test_the_total_funds_are_the_printed_ones(name: str) -> None:
    row = total_funds(sample(name))
    assert [row.get(key, "-") for key in ("initial", "budgeted", "spent")] == PRINTED[name]["funds"]


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_add_up_as_worked_out_beside_the_form(name: str) -> None:
    weights = [line["weight"]["value"] for line in lines(sample(name)) if "weight" in line]
    assert total(weights) == Decimal(PRINTED[name].get("weights", "0"))


@pytest.mark.parametrize("name", SCORED)
def test_line_scores_and_execution_add_up_to_the_published_total(name: str) -> None:
    document, printed = sample(name), PRINTED[name]
    scores = total([line["self_score"] for line in lines(document)])
    assert scores == Decimal(printed["self_scores"])
    assert total_funds(document)["self_score"] == printed["execution"]
    assert document["published_total"] == printed["published"]
    assert scores + Decimal(printed["execution"]) == Decimal(printed["published"])


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("jilin")])
def test_a_form_of_jilin_prints_no_points_and_its_total_stands_in_the_text(name: str) -> None:
    document = sample(name)
    assert not [line for line in lines(document) if {"weight", "self_score"} & line.keys()]
    assert document["published_total"] == document["narrative"]["score"] == PRINTED[name]["published"]
    assert f"自评得分为{document['narrative']['score']}分" in document["narrative"]["text"]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_of_the_funds_add_up_where_a_form_prints_parts(name: str) -> None:
    document = sample(name)
    parts = [row for row in document["funding"]["rows"] if row["source"] != "total"]
    for key in ("initial", "budgeted", "spent") if parts else ():
        assert total([row[key] for row in parts if key in row]) == Decimal(total_funds(document).get(key, "0"))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_inferred_is_marked_on_the_line_and_noted_with_the_source(name: str) -> None:
    document = sample(name)
    marks = {mark for line in lines(document) for mark in line.get("inferred", ())}
    notes = "".join(document["publication"]["notes"])
    said = {"weight": "分值", "pairing": "的对应", "name": "名称"}
    assert not [mark for mark in marks if said[mark] not in notes]
    assert not marks or "标 *" in notes
    for line in lines(document):
        assert (line.get("weight", {}).get("origin") == "inferred") is ("weight" in line.get("inferred", ()))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_names_its_source_its_rulebook_and_stands_in_the_readme(name: str) -> None:
    document = sample(name)
    assert document["publication"]["title"]
    assert document["publication"]["place"]
    assert document["rulebook"]
    assert f"| `{name}` |" in (SAMPLES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("prefix", "projects", "funds"), [("mohrss-2023", 2, "1949.43"), ("jilin", 5, "3570")])
def test_every_form_of_a_document_carries_its_yearly_summary(prefix: str, projects: int, funds: str) -> None:
    summaries = [document["yearly_summary"] for document in of_document(prefix)]
    assert len(summaries) == projects
    assert all((each["projects"], each["funds"]) == (projects, funds) for each in summaries)


@pytest.mark.parametrize(
    ("prefix", "key", "funds"),
    [
        ("mohrss-2023", "budgeted", "1949.44"),  # the text says 1,949.43
        ("sichuan", "initial", "942.64"),  # the table's first row
        ("jilin", "budgeted", "3570"),
    ],
)
def test_the_forms_of_a_document_add_up(prefix: str, key: str, funds: str) -> None:
    assert total([total_funds(document)[key] for document in of_document(prefix)]) == Decimal(funds)


def test_the_projects_of_huangpi_are_the_agencys_project_spending_and_not_what_its_text_says() -> None:
    projects = [document for document in of_document("huangpi") if document["scope"] == "project"]
    whole = sample("huangpi-2023-whole")
    spending = whole["spending"]
    assert total([total_funds(document)["budgeted"] for document in projects]) == Decimal(spending["project_spending"])
    assert total(list(spending.values())) == Decimal(total_funds(whole)["budgeted"])
    assert {document["yearly_summary"]["funds"] for document in projects} == {"233.37"}


@pytest.mark.parametrize(
    ("name", "index", "printed"),
    [
        ("sichuan-2023-cloud", 4, {"category": "service_satisfaction", "category_text": "满意度指标"}),
        ("sichuan-2023-crypto", 2, {"category": "lasting_impact", "category_text": "可持续发展指标"}),
        ("jilin-2023-cloud", 1, {"category": "quantity", "category_text": "质量指标 数量指标"}),
        ("jilin-2023-subsidy", 1, {"dimension": "benefit", "dimension_text": "效果指标"}),
    ],
)
def test_an_unofficial_or_shifted_level_is_kept_as_printed(name: str, index: int, printed: dict[str, str]) -> None:
    assert printed.items() <= lines(sample(name))[index].items()
