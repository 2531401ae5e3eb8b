"""Document JSON: the one definition used by command line, HTTP, OpenAPI and ``jixiao schema``."""

from api.problems.faults import FieldError, InvalidDocument
from api.schemas.document import dump_document, load_document
from api.schemas.jsonschema import json_schema

__all__ = ["FieldError", "InvalidDocument", "dump_document", "json_schema", "load_document"]
