"""A response packed: JSON as people can read it, problems as RFC 9457, pages under a strict policy."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from api import wire
from api.intake import Batch
from api.problems.table import MEDIA_TYPE, Problem

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The pages of people who are signed in send forms, and save by a script of our own as one types.
DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The offline interface page draws itself with a script of its own and sets styles as it goes.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def answer(value: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """A JSON response."""
    return Response(wire.render(value) + "\n", status, content_type=media_type)


def results(batch: Batch, values: Sequence[Any]) -> Response:
    """One document, one result; a list of documents, a list of results in the same order."""
    return answer({"results": list(values)} if batch.many else values[0])


def problem(told: Problem) -> Response:
    """A refusal as ``application/problem+json``."""
    response = answer(told.as_json(), told.kind.status, MEDIA_TYPE)
    if told.kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if told.wait:
        response.headers["Retry-After"] = str(told.wait)
    return response


def sealed(response: Response) -> Response:
    """The headers that every response carries."""
    desk = request.blueprint == "desk"
    policy = DOCS_POLICY if request.endpoint == "docs.page" else DESK_POLICY if desk else POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    # With no-referrer a browser names no Origin when it sends a form, and we could not tell our forms from others'.
    response.headers["Referrer-Policy"] = "same-origin" if desk else "no-referrer"
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
