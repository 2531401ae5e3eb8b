"""A package made from a sample, and ways to tamper with it: clumsily (one file) or well (every digest made to fit)."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from api import wire
from api.actions.documents import scored
from api.chain import canonical, linked, sha256
from api.package import Approval, EvidenceFile, Frozen, PackageReport, freeze, pack, verify_package
from api.package.packing import zipped
from api.package.parts import DIGEST, SNAPSHOT, digests, parts, readable
from api.schemas import load_document
from scoring.library import load_library
from scoring.portable import rulebook_text
from scoring.sheet import ScoreSheet

SAMPLES = Path(__file__).parents[3] / "samples"
ENGINE = "0.1.0"
CONTENT = b"%PDF-1.7 a report"
EVIDENCE = (
    EvidenceFile("objectives[0].indicators[2]", "验收报告.pdf", sha256(CONTENT.decode()), 17, "application/pdf"),
)
APPROVAL = Approval("审核人甲", datetime(2026, 11, 25, 8, tzinfo=UTC))


@cache
def sheet(name: str) -> ScoreSheet:
    """The score sheet of a sample."""
    return scored(load_library(), load_document(wire.parse((SAMPLES / f"{name}.json").read_bytes())), "mohrss-2023")


@cache
def frozen(name: str = "mohrss-2023-egov") -> Frozen:
    """Its snapshot."""
    return freeze(sheet(name), EVIDENCE, APPROVAL, ENGINE)


def audit(*contents: dict[str, Any]) -> list[dict[str, Any]]:
    """A chain of rows."""
    rows: list[dict[str, Any]] = []
    for number, content in enumerate(contents, 1):
        rows.append(linked(rows[-1]["hash"] if rows else "", content | {"number": number}))
    return rows


def approved(digest: str) -> list[dict[str, Any]]:
    """The chain of an evaluation that was filled in, submitted and approved."""
    return audit(
        {"action": "save", "person": "填报人甲", "after": "{}"},
        {"action": "submit", "person": "填报人甲", "after": "{}"},
        {"action": "approve", "person": "审核人甲", "after": canonical({"digest": digest})},
    )


@cache
def package(name: str = "mohrss-2023-egov") -> bytes:
    """Its package."""
    text, digest = frozen(name)
    return pack(text, digest, rulebook_text(sheet(name).rulebook), approved(digest), {"表": name})


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(files: dict[str, bytes]) -> bytes:
    """The files as a package whose digest.txt fits them."""
    return zipped(files | {DIGEST: digests(files, sha256(files[SNAPSHOT].decode()))})


def forged(change: Callable[[dict[str, Any]], None], *, audited: bool = True) -> bytes:
    """A package forged well: the snapshot changed, and every copy, digest and the audit chain made to fit."""
    snapshot = json.loads(frozen().text)
    change(snapshot)
    text = canonical(snapshot)
    files = unzipped(package()) | {SNAPSHOT: text.encode()}
    files |= {name: readable(value) for name, value in parts(snapshot).items()}
    if audited:
        files["audit.jsonl"] = lines(approved(sha256(text)))
    return sealed(files)


def lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """audit.jsonl."""
    return "".join(f"{canonical(row)}\n" for row in rows).encode()


def report(data: bytes) -> PackageReport:
    """What verifying finds, by the version that packed."""
    return verify_package(data, ENGINE)


def wrong(data: bytes) -> dict[str, str]:
    """The checks that do not agree, by name, with why."""
    return {check.name: check.why for check in report(data).checks if not check.ok}
