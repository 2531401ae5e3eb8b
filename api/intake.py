"""A request unpacked: its query, its body, the documents in it. Strict from the start."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from flask import current_app, request

from api import wire
from api.problems.faults import FieldError, InvalidDocument
from api.problems.refusals import BadParameter, NoSuchRulebook, NotSaidAsJson, UnknownParameter
from api.problems.table import ERROR_LIMIT
from api.schemas import load_document
from api.schemas.requests import load_batch
from indicators.model import Document
from scoring.library import Library
from scoring.rulebook import Rulebook


class Batch(NamedTuple):
    """The documents of a request, each with its path; ``many`` when they came as a list."""

    documents: tuple[Document, ...]
    paths: tuple[str, ...]
    rulebooks: tuple[str, ...]
    many: bool

    @property
    def rulebook(self) -> str:
        """The one rulebook that the request names, or ""."""
        return self.rulebooks[0] if self.rulebooks else ""


def library() -> Library:
    """The rulebooks of this application."""
    return cast(Library, current_app.extensions["jixiao.library"])


def rulebook(id: str) -> Rulebook:
    """The rulebook that the address names."""
    books = library()
    if id not in books.ids():
        raise NoSuchRulebook(id, books.ids())
    return books.get(id)


def query(*known: str) -> None:
    """Refuses every query parameter that the address does not know, and every one given twice."""
    for name, values in request.args.lists():
        if name not in known:
            raise UnknownParameter(name, known)
        if len(values) > 1 and name != "rulebooks":
            raise BadParameter(name, "给一次", must="只能")


def flag(name: str) -> bool:
    """A query parameter that is 1 or 0, and 0 when it is not given."""
    value = request.args.get(name, "0")
    if value not in ("0", "1"):
        raise BadParameter(name, " 0 或 1")
    return value == "1"


def batch(*, compared: bool = False) -> Batch:
    """The documents of the body; where one of them is wrong, all are refused, with every place that is wrong."""
    value = json_body()
    if isinstance(value, dict) and "documents" in value and "document" not in value:
        values, named = load_batch(value, compared=compared)
        paths = tuple(f"documents[{i}]" for i in range(len(values)))
        return Batch(_loaded(values, paths), paths, named or _named(compared), many=True)
    return Batch((load_document(value),), ("",), _named(compared), many=False)


def json_body() -> object:
    """The JSON value of the body."""
    return wire.parse(_body(), current_app.config["MAX_CONTENT_LENGTH"])


def _named(compared: bool) -> tuple[str, ...]:
    """The rulebooks that the query names: ``rulebook=a``, or for a comparison ``rulebooks=a&rulebooks=b``."""
    if not compared:
        return tuple(name for name in (request.args.get("rulebook", ""),) if name)
    named = request.args.getlist("rulebooks")
    if len(named) != 2:
        raise BadParameter("rulebooks", "两套办法的编号，写成 rulebooks=…&rulebooks=…")
    return tuple(named)


def _body() -> bytes:
    said = request.content_type or ""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset not in ("utf-8", "utf8"):
        raise NotSaidAsJson(said)
    if request.content_encoding not in (None, "identity"):
        raise NotSaidAsJson(f"Content-Encoding: {request.content_encoding}")
    return request.get_data()


def _loaded(values: Sequence[object], paths: Sequence[str]) -> tuple[Document, ...]:
    found: list[Document] = []
    wrong: list[FieldError] = []
    for value, path in zip(values, paths, strict=True):
        try:
            found.append(load_document(value))
        except InvalidDocument as error:
            wrong.extend(error.under(path).errors)
        if len(wrong) >= ERROR_LIMIT:
            break
    if wrong:
        raise InvalidDocument(wrong)
    return tuple(found)
