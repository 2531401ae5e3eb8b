"""Pieces that the service's schemas are made of."""

from typing import Any

from marshmallow import Schema, fields

INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"


def text(title: str, *, null: bool = False) -> Any:
    """A text of an answer."""
    return fields.String(required=True, allow_none=null, metadata={"title": title})


def whole(title: str, *, null: bool = False) -> Any:
    """A whole number of an answer."""
    return fields.Integer(required=True, allow_none=null, metadata={"title": title})


def flag(title: str) -> Any:
    """True or false in an answer."""
    return fields.Boolean(required=True, metadata={"title": title})


def moment(title: str, *, null: bool = False) -> Any:
    """An instant of an answer, UTC."""
    return fields.String(required=True, allow_none=null, metadata={"title": title, "pattern": INSTANT})


def one(inner: type[Schema], title: str, *, null: bool = False) -> Any:
    """A record of an answer."""
    return fields.Nested(inner, required=True, allow_none=null, metadata={"title": title})


def several(inner: type[Schema], title: str) -> Any:
    """A list of records of an answer."""
    return fields.List(fields.Nested(inner), required=True, metadata={"title": title})


def page_of(inner: type[Schema]) -> type[Schema]:
    """A page of a list: its items, and where the next page lies."""
    name = f"{inner.__name__.removesuffix('Schema')}PageSchema"
    found: type[Schema] = Schema.from_dict(
        {"items": several(inner, "本页各项"), "next": text("下一页的地址", null=True)}, name=name
    )
    return found


def records_of(inner: type[Schema]) -> type[Schema]:
    """A whole list, without pages."""
    name = f"{inner.__name__.removesuffix('Schema')}ListSchema"
    return Schema.from_dict({"items": several(inner, "各项")}, name=name)
