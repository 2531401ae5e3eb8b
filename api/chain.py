"""The audit chain (审计链): canonical JSON text and the hash that links a row to the one before it. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

START = ""  # the ``prev`` of a chain's first row
LINKS = ("prev", "hash")  # the members of a row that are no content


class Break(NamedTuple):
    """The first row (counted from 1) that does not follow from the one before it, and why (Chinese)."""

    row: int
    reason: str


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, Chinese as it is, Decimals as strings.

    TypeError for what JSON cannot carry exactly: floats, instants, bytes, keys that are no text.
    """
    return json.dumps(
        _exact(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    )


def sha256(text: str) -> str:
    """SHA-256 (hex) of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(prev: str, content: Mapping[str, Any]) -> str:
    """The hash (hex) of a row: SHA-256 over the previous row's hash, a line feed and the content's canonical JSON."""
    return sha256(f"{prev}\n{canonical(content)}")


def linked(prev: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with its two links, ``prev`` and ``hash``; ValueError where the content has one of its own."""
    if taken := [name for name in LINKS if name in content]:
        raise ValueError(f"a row's content must not have {taken[0]!r}")
    return {**content, "prev": prev, "hash": link(prev, content)}


def content_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without its links."""
    return {name: value for name, value in row.items() if name not in LINKS}


def withheld(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row's links alone: it holds its place in the chain without telling what it says."""
    return {name: row[name] for name in LINKS}


def first_break(rows: Iterable[Mapping[str, Any]], start: str = START) -> Break | None:
    """The first row that breaks the chain, None where it is whole; it cannot see a tail that was cut off.

    A withheld row must follow the one before it and be followed; what it says, nobody can check.
    """
    prev = start
    for number, row in enumerate(rows, 1):
        if row.get("prev") != prev:
            return Break(number, "与上一行不相接：中间有删去、插入或调换的行")
        content = content_of(row)
        if content and row.get("hash") != link(prev, content):
            return Break(number, "内容与其校验值不符：这一行被改动过")
        prev = str(row["hash"])
    return None


def _exact(value: object) -> object:
    """Refuses what would be written in more than one way; Mappings become dicts, tuples lists."""
    if isinstance(value, float):
        raise TypeError("a float has no canonical text: use Decimal or text")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the keys of canonical JSON are text")
        return {key: _exact(item) for key, item in value.items()}
    return [_exact(item) for item in value] if isinstance(value, list | tuple) else value


def _plain(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    raise TypeError(f"{value!r} has no canonical text")
