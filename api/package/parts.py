"""The files of a package: what each is made of, and the list of their digests."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api import wire
from api.chain import canonical

README, SNAPSHOT, DOCUMENT, RULEBOOK = "README.txt", "snapshot.json", "document.json", "rulebook.json"
SHEET, TRACE, EVIDENCE, AUDIT, DIGEST = "sheet.json", "trace.json", "evidence.json", "audit.jsonl", "digest.txt"
NAMES = (README, SNAPSHOT, DOCUMENT, RULEBOOK, SHEET, TRACE, EVIDENCE, AUDIT, DIGEST)


def parts(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The files that repeat the snapshot for readers, each with its JSON value."""
    return {
        DOCUMENT: snapshot.get("document"),
        SHEET: without_trace(snapshot.get("sheet")),
        TRACE: traces(snapshot.get("sheet")),
        EVIDENCE: snapshot.get("evidence"),
    }


def without_trace(value: Any) -> Any:
    """The sheet without its working."""
    if isinstance(value, Mapping):
        return {key: without_trace(inner) for key, inner in value.items() if key != "trace"}
    return [without_trace(inner) for inner in value] if isinstance(value, list) else value


def traces(sheet: Any) -> dict[str, Any]:
    """The working alone: of the total, of the execution, of every line."""
    told = _mapping(sheet)
    lines = [_mapping(line) for line in _list(told.get("lines"))]
    return {
        "total": told.get("trace"),
        "execution": _mapping(told.get("execution")).get("trace"),
        "lines": [{key: line.get(key) for key in ("where", "name", "trace")} for line in lines],
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def readable(value: Any) -> bytes:
    """JSON as people read it."""
    return (wire.render(value, indent=2) + "\n").encode()


def audit_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One row a line, each as canonical JSON."""
    return "".join(f"{canonical(row)}\n" for row in rows).encode()


def digests(files: Mapping[str, bytes], snapshot_digest: str) -> bytes:
    """digest.txt, as ``sha256sum -c`` reads it: the snapshot's digest in a comment, then one file a line."""
    lines = [f"# 快照校验值 {snapshot_digest}", *(digest_line(name, files[name]) for name in NAMES if name != DIGEST)]
    return ("\n".join(lines) + "\n").encode()


def digest_line(name: str, content: bytes) -> str:
    """SHA-256 (hex) and name."""
    return f"{hashlib.sha256(content).hexdigest()}  {name}"


def missing_and_strange(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The files that a package lacks, and those that do not belong in one."""
    return [name for name in NAMES if name not in names], [name for name in names if name not in NAMES]
