"""JSON Schema (draft 2020-12) of the marshmallow schemas, by apispec; OpenAPI 3.1 uses the same generator."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import fields

from api.schemas.document import PlanSchema, SelfEvaluationSchema
from api.schemas.fields import Part, Shorthand, Strict

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS = {"plan": ("Plan", PlanSchema), "self-evaluation": ("SelfEvaluation", SelfEvaluationSchema)}


def _own_words(_converter: Any, field: fields.Field[Any], ret: dict[str, Any]) -> dict[str, Any]:
    """What our own fields accept; defaults are not repeated, for they are the absence of the field."""
    ret.pop("default", None)
    if isinstance(field, Shorthand):
        bare = field.schema.fields[field.key]
        return {"anyOf": [*_alternatives(bare), {"$ref": ret.pop("$ref")}]}
    return field.accepts() if isinstance(field, Strict) else {}


def _alternatives(bare: fields.Field[Any]) -> list[dict[str, Any]]:
    accepted = bare.accepts() if isinstance(bare, Strict) else {}
    return list(accepted.get("anyOf", [accepted]))


def schema_name(schema: Any) -> str:
    """The name under which a schema is described."""
    cls = schema if isinstance(schema, type) else type(schema)
    return cls.__name__.removesuffix("Schema")


def new_spec(**options: Any) -> tuple[APISpec, MarshmallowPlugin]:
    """An empty OpenAPI 3.1 description that understands our fields."""
    plugin = MarshmallowPlugin(schema_name_resolver=schema_name)
    spec = APISpec(openapi_version="3.1.0", plugins=[plugin], **options)
    converter = plugin.converter
    assert converter is not None
    converter.field_mapping = {**converter.field_mapping, Part: (None, None)}
    converter.add_attribute_function(_own_words)  # type: ignore[no-untyped-call]
    return spec, plugin


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of ``plan`` or ``self-evaluation`` documents."""
    name, schema = DOCUMENTS[kind]
    spec, _plugin = new_spec(title="", version="")
    spec.components.schema(name, schema=schema)
    definitions = _moved(spec.to_dict()["components"]["schemas"])
    return {"$schema": DIALECT, "$ref": f"#/$defs/{name}", "$defs": definitions}


def _moved(value: Any) -> Any:
    """References from OpenAPI's place to JSON Schema's."""
    if isinstance(value, dict):
        return {key: _moved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner) for inner in value]
    return value.replace("#/components/schemas/", "#/$defs/") if isinstance(value, str) else value
