"""快照: everything a locked result rests on as one canonical text, with its digest. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from api.actions.documents import all_issues
from api.chain import canonical, sha256
from api.instants import stamp
from api.schemas import dump_document
from api.views.sheet import sheet_json
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet

FORMAT = 1


class EvidenceFile(NamedTuple):
    """One file of evidence: the line that it backs (``objectives[0].indicators[2]``), its name, and its content."""

    where: str
    name: str
    sha256: str
    size: int
    media_type: str


class Approval(NamedTuple):
    """Who approved, and when."""

    by: str
    at: datetime


class Frozen(NamedTuple):
    """The snapshot's text and its digest (SHA-256, hex, of the text's UTF-8 bytes)."""

    text: str
    digest: str


def freeze(sheet: ScoreSheet, evidence: Sequence[EvidenceFile], approval: Approval, engine_version: str) -> Frozen:
    """The snapshot of a result; the approved reviews stand in the sheet's document. Same facts, same text."""
    told = sheet_json(sheet, all_issues(sheet), trace=True)
    text = canonical(
        {
            "format": FORMAT,
            "document": dump_document(sheet.document),
            "rulebook": rulebook_facts(sheet.rulebook),
            "evidence": [each._asdict() for each in evidence],
            "sheet": told,
            "total": told["total"],
            "engine_version": engine_version,
            "approved": {"by": approval.by, "at": stamp(approval.at)},
        }
    )
    return Frozen(text, sha256(text))


def rulebook_facts(book: Rulebook) -> dict[str, object]:
    """What a snapshot says of its rulebook; the digest stands for all the rest."""
    return {"id": book.id, "digest": book.digest, "own": sorted(book.own)}
