"""What a page's form sends (表单): checked by the same schemas as JSON, and from our own pages only."""

import io
from collections.abc import Mapping
from typing import IO, Any

from flask import Request, request
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from api.problems.faults import InvalidDocument, flattened
from api.problems.service import NotAllowed
from api.schemas.fields import messages


class _Parser(FormDataParser):
    """Reads a form: what has no name is left out, and too many fields are refused before any of them is read."""

    def parse(self, stream: IO[bytes], mimetype: str, *more: Any, **options: Any) -> Any:
        """The rest of the stream, the texts, the files."""
        if mimetype == "application/x-www-form-urlencoded":
            stream = self._counted(stream)
        rest, texts, found = super().parse(stream, mimetype, *more, **options)
        files: MultiDict[Any, Any] = found
        for each in files.getlist(None):
            each.close()
        return rest, _named(texts), _named(files)

    def _counted(self, stream: IO[bytes]) -> IO[bytes]:
        sent = stream.read()
        if self.max_form_parts is not None and sent.count(b"&") >= self.max_form_parts:
            raise RequestEntityTooLarge
        return io.BytesIO(sent)


def _named(found: MultiDict[Any, Any]) -> MultiDict[Any, Any]:
    return ImmutableMultiDict((name, value) for name, value in found.items(multi=True) if name is not None)


class FormRequest(Request):
    """A request whose form is read so."""

    form_data_parser_class = _Parser


def checked(schema: type[Schema], value: Mapping[str, Any]) -> Any:
    """The value as the schema loads it; InvalidDocument with everything that is wrong."""
    try:
        return schema().load(value)
    except ValidationError as error:
        raise InvalidDocument(list(flattened(messages(error)))) from None


def check_origin() -> None:
    """NotAllowed for a form that was not sent from a page of ours, whether somebody is signed in or not."""
    if request.headers.get("Origin", "").partition("://")[2] != request.host:
        raise NotAllowed("请求来自别的网站（Origin 与本站不符）")
