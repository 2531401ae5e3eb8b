"""Operations (接口操作) as data: what the router serves, the description tells and the matrix of rights tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from marshmallow import Schema

from api.auth import Actor, Right
from api.door.parameters import Parameter
from api.door.service import Service
from api.store import Store

PREFIX = "/api/v1"


class Access(StrEnum):
    """Who may knock: anybody; anybody where a setting opens scoring to all; anybody signed in."""

    PUBLIC = "public"
    OPEN = "open"
    SIGNED_IN = "signed_in"


class Answer(NamedTuple):
    """What an operation answers: a JSON value, its version (the ETag), a status, headers.

    ``file`` is content to be sent as it is, or the file that holds it, instead of JSON.
    """

    value: Any = None
    version: int | None = None
    status: int = 200
    headers: Mapping[str, str] = {}
    file: bytes | Path | None = None


class Call(NamedTuple):
    """One request, unpacked: who asks, when, for which ids, with what."""

    service: Service
    store: Store
    actor: Actor
    now: datetime
    ids: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    version: int
    repeated: bool = False  # an upload whose idempotency key was used before
    ready: Any = None  # what the operation's ``before`` made

    @property
    def id(self) -> int:
        """The id that the address names."""
        return int(self.ids["id"])


@dataclass(frozen=True)
class Operation:
    """One method of one address.

    ``right`` is what the caller must hold somewhere; the action itself checks where. ``body`` describes the JSON that
    is read (None: none), ``answer`` the JSON that is given, ``listed`` a list that can be had as CSV. A method that
    changes needs an idempotency key when it is a POST and ``If-Match`` when ``versioned``.
    ``before`` does what takes long (hashing) and runs ahead of the write. ``once`` names the members of the answer that
    are secrets: shown once, null when the answer is repeated. ``upload``: the body is a
    file, which ``before`` receives. ``initial``: open to whoever has yet to change an initial
    password. ``media_types`` are those of a file that comes as one of several kinds, ``words`` what the address takes
    in place of a name that is no id.
    """

    method: str
    path: str
    name: str
    summary: str
    handler: Callable[[Call], Answer]
    access: Access | Right
    tag: str
    query: tuple[Parameter, ...] = ()
    body: type[Schema] | None = None
    answer: type[Schema] | None = None
    status: int = 200
    versioned: bool = False
    keyed: bool = True
    listed: bool = False
    upload: bool = False
    media_type: str = "application/json"
    media_types: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refusals: tuple[int, ...] = field(default=())
    before: Callable[[Call], Any] | None = None
    once: frozenset[str] = frozenset()
    initial: bool = False

    @property
    def changes(self) -> bool:
        """Does it write?"""
        return self.method != "GET"

    @property
    def needs_key(self) -> bool:
        """Must the caller give an idempotency key?"""
        return self.method == "POST" and self.keyed


class Operations:
    """A noun's operations, gathered by decorators."""

    def __init__(self, tag: str) -> None:
        self.tag, self.all = tag, list[Operation]()

    def __call__(
        self, method: str, path: str, summary: str, access: Access | Right, **options: Any
    ) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
        """Declares the function beneath as an operation; its name is the operation's."""

        def declare(handler: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
            name = handler.__name__.rstrip("_")
            self.all.append(Operation(method, PREFIX + path, name, summary, handler, access, self.tag, **options))
            return handler

        return declare
