"""An operation served: signed in, unpacked, done as one unit with its idempotency key, and packed."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Response, current_app, request, send_file
from marshmallow import ValidationError

from api import wire
from api.auth import RIGHT_NAMES, Actor, Right, reach
from api.door.csvfile import csv_of
from api.door.operation import Access, Answer, Call, Operation
from api.door.parameters import LARGEST_ID
from api.door.service import Service
from api.door.signing import asking
from api.intake import json_body
from api.problems.faults import InvalidDocument, flattened
from api.problems.refusals import BadParameter, UnknownParameter
from api.problems.service import KeyRequired, KeyReused, NotAllowed, NotFound, VersionRequired
from api.schemas.fields import messages
from api.store import Store, idempotency

KEY_LIMIT = 200


def view(operation: Operation) -> Callable[..., Response]:
    """The Flask view of an operation."""

    def served(**ids: str) -> Response:
        service: Service = current_app.extensions["jixiao.service"]
        store, now = service.open(), service.clock()
        try:
            return _served(operation, service, store, now, ids)
        finally:
            store.close()

    served.__name__ = operation.name
    served.__doc__ = operation.summary
    return served


def _served(operation: Operation, service: Service, store: Store, now: datetime, ids: Mapping[str, str]) -> Response:
    actor = _actor(operation, service, store, now)
    found = {name: _id(name, value, operation.words.get(name)) for name, value in ids.items()}
    query = _query(operation)
    version = _version() if operation.versioned else 0
    key = _key() if operation.needs_key else ""
    body = _body(operation)
    repeated = operation.upload and idempotency.find(store, actor.key, key) is not None
    call = Call(service, store, actor, now, found, query, body, version, repeated=repeated)
    call = call._replace(ready=_ready(operation, call, key))
    if not operation.changes:
        return _packed(operation, store.read(lambda _: operation.handler(call)))
    if not key:
        return _packed(operation, operation.handler(call))
    return store.write(lambda _: _once(operation, call, key))


def _ready(operation: Operation, call: Call, key: str) -> Any:
    """What the operation wants done ahead of its write; nothing where the answer is kept already, unless it is a file:
    only its content says whether it is the same request.

    One view of the store: what another request of the same key has done is seen as a whole or not at all.
    """
    before = operation.before
    if before is None or operation.upload:
        return before and before(call)
    return call.store.read(lambda store: None if key and idempotency.find(store, call.actor.key, key) else before(call))


def _actor(operation: Operation, service: Service, store: Store, now: datetime) -> Actor:
    """Who asks; NotAllowed where the right is held nowhere."""
    open_to_all = operation.access is Access.OPEN and service.settings.anonymous_scoring
    public = open_to_all or operation.access is Access.PUBLIC
    actor = asking(service, store, now, public=public, initial=operation.initial)
    if isinstance(operation.access, Right) and not reach(actor, operation.access):
        raise NotAllowed(RIGHT_NAMES[operation.access])
    return actor


def _id(name: str, value: str, words: Collection[str] | None) -> Any:
    """Ids are whole numbers; what is none, or no word that is taken there, names nothing."""
    if words is not None and value not in words:
        raise NotFound("地址")
    if not name.endswith("id"):
        return value
    if not (value.isascii() and value.isdigit() and len(value) <= 19 and int(value) <= LARGEST_ID):
        raise NotFound("编号")
    return int(value)


def _query(operation: Operation) -> dict[str, Any]:
    known = {each.name: each for each in operation.query}
    found = {each.name: each.default for each in operation.query}
    for name, values in request.args.lists():
        if name not in known:
            raise UnknownParameter(name, tuple(known))
        if len(values) > 1:
            raise BadParameter(name, "给一次", must="只能")
        found[name] = known[name].read(name, values[0])
    for each in operation.query:
        if each.required and each.name not in request.args:
            raise BadParameter(each.name, "给出", must="须")
    return found


def _version() -> int:
    """The version that If-Match names; VersionRequired without one, and for what is no version of ours."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise VersionRequired
    return int(given)


def _key() -> str:
    given = request.headers.get("Idempotency-Key", "").strip()
    if not given:
        raise KeyRequired
    if len(given) > KEY_LIMIT or not given.isascii() or not given.isprintable():
        raise BadParameter("Idempotency-Key", f" 1 至 {KEY_LIMIT} 个可见的 ASCII 字符")
    return given


def _body(operation: Operation) -> Any:
    if operation.body is None:
        return None
    try:
        return operation.body().load(json_body())  # type: ignore[arg-type]  # anything else is refused by it
    except ValidationError as error:
        raise InvalidDocument(list(flattened(messages(error)))) from None


def _once(operation: Operation, call: Call, key: str) -> Response:
    """The answer, kept under its key in the same commit; the same request again gets the same answer, without secrets.

    The digest of the request is made with the service's secret: the body may hold a password.
    """
    content = call.ready.sha256.encode() if operation.upload else request.get_data()
    body = hashlib.sha256(b"\n".join((request.full_path.encode(), content))).hexdigest()
    asked = call.service.digest(body)
    kept = idempotency.find(call.store, call.actor.key, key)
    if kept is None:
        answer = operation.handler(call)
        response = _packed(operation, answer)
        told = _packed(operation, answer._replace(value=_unsaid(answer.value, operation.once)))
        headers = {name: value for name, value in response.headers.items() if name in ("ETag", "Location")}
        idempotency.keep(
            call.store, call.actor.key, key, call.now, digest=asked, status=response.status_code,
            headers=json.dumps(headers), body=told.get_data(as_text=True),
        )  # fmt: skip
        return response
    if kept["digest"] != asked:
        raise KeyReused
    again = Response(kept["body"], kept["status"], json.loads(kept["headers"]), content_type="application/json")
    again.headers["Idempotent-Replayed"] = "true"
    return again


def _unsaid(value: Any, names: frozenset[str]) -> Any:
    """The value with null for every member of these names."""
    if isinstance(value, Mapping):
        return {key: None if key in names else _unsaid(inner, names) for key, inner in value.items()}
    return [_unsaid(inner, names) for inner in value] if isinstance(value, list) else value


def _packed(operation: Operation, given: Answer) -> Response:
    if isinstance(given.file, Path):
        response = send_file(given.file, operation.media_type, etag=False, max_age=0)
    elif given.file is not None:
        response = Response(given.file, given.status, content_type=operation.media_type)
    elif operation.listed and request.args.get("format") == "csv":
        response = csv_of(operation.name, given.value["items"])
    elif given.status == 204:
        response = Response(status=204)
    else:
        response = Response(wire.render(given.value) + "\n", given.status, content_type="application/json")
    response.headers.update(given.headers)
    if given.version is not None:
        response.headers["ETag"] = f'"{given.version}"'
    if operation.listed and given.value["next"]:
        response.headers["Link"] = f'<{given.value["next"]}>; rel="next"'
    return response
