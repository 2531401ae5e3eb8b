"""Logs (日志): one JSON object a line, one line a request and one an event.

Nothing of a body, a query, a header or a cookie is written: only the facts named here and those given to ``event``.
"""

import json
import logging
import re
import sys
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from flask import Response, g, has_request_context, request

REQUEST_ID = "X-Request-Id"
UNTOLD = frozenset({"authorization", "body", "cookie", "password", "query", "secret", "token"})
_GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_PATH = 500
# What a terminal or another reader of lines would act on, and JSON lets pass: control characters, line separators,
# marks that turn the direction of writing, and halves of characters.
_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

Fact = str | int | float | bool | None


class ToldSecret(Exception):
    """Somebody hands a secret to the log: a mistake in the code."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON, with the request that it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; empty facts are left out."""
        fixed = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "exception": self.formatException(record.exc_info) if record.exc_info else None,
            "stack": self.formatStack(record.stack_info) if record.stack_info else None,
        }
        told = fixed | _request_facts() | getattr(record, "facts", {}) | fixed  # no fact takes the place of these
        return _line({name: value for name, value in told.items() if value is not None})


class _Lines(logging.StreamHandler[TextIO]):
    """Our own handler, so that a second ``configure`` knows it again."""


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """All logs of this process, those of the libraries too, as JSON lines to the stream (standard error)."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Lines)]:
        root.removeHandler(handler)
    handler = _Lines(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(level)


def event(message: str, /, *, logger: str = "jixiao", level: int = logging.INFO, **facts: Fact) -> None:
    """One line about something that happened. ToldSecret when a fact bears the name of something never written."""
    if told := UNTOLD & facts.keys():
        raise ToldSecret(", ".join(sorted(told)))
    logging.getLogger(logger).log(level, "%s", message, extra={"facts": facts})


def begin() -> None:
    """``before_request``, the first of all: the request has a name and a beginning."""
    g.log_started = time.perf_counter()
    request_id()


def finish(response: Response) -> Response:
    """``after_request``, registered first so that it runs last: the line of this request; its name for the caller."""
    response.headers[REQUEST_ID] = request_id()
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    event("request", logger="jixiao.request", level=level, status=response.status_code, ms=round(elapsed() * 1000, 1))
    return response


def request_id() -> str:
    """The name of this request: the caller's own where it is a plain word, else a new one."""
    if "log_request_id" not in g:
        given = request.headers.get(REQUEST_ID, "")
        g.log_request_id = given if _GOOD_ID.fullmatch(given) else uuid.uuid4().hex
    return str(g.log_request_id)


def elapsed() -> float:
    """Seconds since this request began."""
    return time.perf_counter() - float(g.log_started)


def acting(actor: int | str) -> None:
    """From here on the lines of this request name the person or token that acts, by id."""
    g.log_actor = actor


def _request_facts() -> dict[str, Fact]:
    if not has_request_context():
        return {}
    return {
        "request_id": request_id(),
        "method": request.method[:20],
        "path": request.path[:_LONGEST_PATH],
        "actor": g.get("log_actor"),
        "address": request.remote_addr,
    }


def _line(told: Mapping[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
