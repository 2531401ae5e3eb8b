"""The JSON Schema says what the loader does."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from api import wire
from api.schemas import InvalidDocument, json_schema, load_document

SAMPLES = sorted((Path(__file__).parents[3] / "samples").rglob("*.json"))
KINDS = {"plan": "plan", "self_evaluation": "self-evaluation"}


def validator(kind: str) -> Any:
    """A validator of that kind of document."""
    return jsonschema.Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_schema_is_valid_against_the_metaschema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_fits_its_schema(path: Path) -> None:
    value = wire.parse(path.read_bytes())
    assert not list(validator(KINDS[value["document"]]).iter_errors(value))


@pytest.mark.parametrize(
    "change",
    [{"typo": 1}, {"budget_year": "2023"}, {"budget_year": 1900}, {"published_total": "1e5"}, {"published_total": "-1"},
     {"objectives": []}, {"place": ""}, {"agency": None}, {"narrative": {"score": "x"}}],
    ids=str,
)  # fmt: skip
def test_schema_and_loader_refuse_the_same(change: dict[str, Any]) -> None:
    path = next(path for path in SAMPLES if path.stem == "mohrss-2023-egov")
    value = wire.parse(path.read_bytes()) | change
    assert list(validator("self-evaluation").iter_errors(value))
    with pytest.raises(InvalidDocument):
        load_document(value)


def test_a_shorthand_is_offered_in_both_forms() -> None:
    line = json_schema("self-evaluation")["$defs"]["Indicator"]["properties"]
    assert [list(each) for each in line["target"]["anyOf"]] == [["type", "maxLength", "pattern", "examples"], ["$ref"]]
    assert {"$ref": "#/$defs/Weight"} in line["weight"]["anyOf"]
