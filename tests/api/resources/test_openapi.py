"""The interface is described truly: the description is valid, and the answers fit it."""

import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from api.door.operation import Access
from api.resources import OPERATIONS
from api.schemas.jsonschema import schema_name

WATCHED = {("/healthz", "get"), ("/readyz", "get"), ("/metrics", "get")}
Sample = Callable[[str], Any]


@pytest.fixture(scope="module")
def description(app: Flask) -> Any:
    """The description that the service gives of itself."""
    return app.test_client().get("/openapi.json").get_json()


def fits(description: Any, path: str, method: str, status: str, value: Any) -> None:
    """The value is what the description promises."""
    content = description["paths"][path][method]["responses"][status]["content"]
    (schema,) = (each["schema"] for each in content.values())
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": description["components"]}
    jsonschema.Draft202012Validator(root | schema).validate(value)


def test_the_description_is_valid_openapi(description: Any) -> None:
    assert description["openapi"] == "3.1.0"
    validate(description)


def test_every_address_of_the_interface_is_described(app: Flask, description: Any) -> None:
    found = {
        (rule.rule.replace("<id:", "<").replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {(path, method) for path, methods in description["paths"].items() for method in methods}
    assert {each for each in found if each[0].startswith("/api/")} | WATCHED == told


def test_every_operation_has_a_name_of_its_own_and_says_who_may(description: Any) -> None:
    operations = [each for methods in description["paths"].values() for each in methods.values()]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names)
    stored = [each for each in operations if each.get("description")]
    assert len(stored) >= len(OPERATIONS)
    for each in OPERATIONS:
        told = description["paths"][each.path][each.method.lower()]
        anybody = each.access in (Access.PUBLIC, Access.OPEN)  # scoring is open here
        assert ("权限" in told["description"]) == (not anybody)


def test_every_link_leads_to_an_operation_and_fills_its_address(description: Any) -> None:
    operations = {each["operationId"]: each for methods in description["paths"].values() for each in methods.values()}
    links = [
        link
        for each in operations.values()
        for answer in each["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len(links) > 20
    for link in links:
        target = operations[link["operationId"]]
        needed = {f"path.{each['name']}" for each in target["parameters"] if each["in"] == "path"}
        assert needed <= set(link["parameters"]), link["operationId"]


def test_every_field_of_the_service_has_a_chinese_title(description: Any) -> None:
    schemas = description["components"]["schemas"]
    used = {
        name for each in OPERATIONS for schema in (each.body, each.answer) if schema for name in [schema_name(schema)]
    }
    untitled = [
        f"{name}.{key}"
        for name in sorted(used & set(schemas))
        for key, field in schemas[name].get("properties", {}).items()
        if not field.keys() & {"$ref", "const"}
        and "allOf" not in field
        and not re.search("[一-鿿]", field.get("title", ""))
    ]
    assert not untitled, untitled


def test_no_text_to_write_is_left_to_be_invented_by_its_pattern(description: Any) -> None:
    schemas = description["components"]["schemas"]
    texts = [
        (f"{schema}.{key}", text)
        for schema in ("NewAgency", "NewPerson", "NewTask", "Plan", "Indicator", "ReviewLine", "NewToken", "FundingRow")
        for key, field in schemas[schema]["properties"].items()
        for text in field.get("anyOf", [field])
        if "pattern" in text
    ]
    assert len(texts) > 20
    for place, text in texts:
        assert text.get("examples"), place
        for example in text["examples"]:
            assert re.search(text["pattern"], example) and len(example) <= text.get("maxLength", 10), place


@pytest.mark.parametrize("name", ["score", "check", "verify", "compare", "narrative"])
def test_every_example_fits_what_is_promised(description: Any, name: str) -> None:
    operation = description["paths"][f"/api/v1/{name}"]["post"]
    content = operation["responses"]["200"]["content"]["application/json"]
    fits(description, f"/api/v1/{name}", "post", "200", content["examples"]["一份"]["value"])


def test_every_answer_fits_what_is_promised(client: FlaskClient, description: Any, sample: Sample) -> None:
    for name in ("jilin-2023-12333", "huangpi-2023-whole", "mohrss-2025-jinbao", "mohrss-2023-jinbao"):
        for path, query in [
            ("score", "?trace=1"),
            ("check", ""),
            ("compare", "?rulebooks=jilin-2023&rulebooks=platform-caps"),
        ]:
            response = client.post(f"/api/v1/{path}{query}", json=sample(name))
            fits(description, f"/api/v1/{path}", "post", "200", response.get_json())
    batch = client.post("/api/v1/score", json={"documents": [sample("jilin-2023-smart")]}).get_json()
    fits(description, "/api/v1/score", "post", "200", batch)
    for name in ("jilin-2023-12333", "mohrss-2023-jinbao"):
        response = client.post("/api/v1/verify", json=sample(name))
        fits(description, "/api/v1/verify", "post", "200", response.get_json())
    undecided = sample("mohrss-2023-egov") | {"budget_year": 2024, "rulebook": ""}
    fits(description, "/api/v1/check", "post", "200", client.post("/api/v1/check", json=undecided).get_json())
    refused = client.post("/api/v1/score", json={"documents": [{}]}).get_json()
    fits(description, "/api/v1/score", "post", "422", refused)


def test_the_rulebooks_fit_what_is_promised(client: FlaskClient, description: Any) -> None:
    fits(description, "/api/v1/rulebooks", "get", "200", client.get("/api/v1/rulebooks").get_json())
    fits(description, "/healthz", "get", "200", client.get("/healthz").get_json())
    told = client.get("/api/v1/rulebooks/platform-caps").get_json()
    fits(description, "/api/v1/rulebooks/{id}", "get", "200", told)


@pytest.mark.parametrize("name", ["score", "check", "verify", "compare", "narrative", "rollup"])
def test_a_batch_is_described_down_to_its_documents(description: Any, sample: Sample, name: str) -> None:
    schema = description["paths"][f"/api/v1/{name}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": description["components"]}
    validator = jsonschema.Draft202012Validator(root | schema)
    rulebooks = {"rulebooks": ["mohrss-2023", "central-2021"]} if name == "compare" else {}
    good = sample("mohrss-2023-jinbao")
    assert validator.is_valid({"documents": [good], **rulebooks})
    assert not validator.is_valid({"documents": [good, good | {"nothing": 1}], **rulebooks})
