"""清单: what a backup holds, and by which hashes that can be proved."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from api.backup.refusals import NoBackup
from api.instants import stamp
from api.store import Row, Store, audit, migrations, whole
from api.version import engine_version

MANIFEST, DATABASE, EVIDENCE = "manifest.json", "database.db", "evidence"
FORMAT = 1


class Manifest(NamedTuple):
    """What ``manifest.json`` says; ``evidence`` is the size of every file by its SHA-256, ``seal`` the last one."""

    made_at: str
    version: str
    schema: list[str]
    database: Mapping[str, Any]
    counts: Mapping[str, int]
    seal: Row | None
    evidence: Mapping[str, int]

    def text(self) -> str:
        """As it is written."""
        return json.dumps({"format": FORMAT, **self._asdict()}, ensure_ascii=False, indent=1) + "\n"


def described(store: Store, database: Mapping[str, Any], now: datetime) -> Manifest:
    """The manifest of a copied database."""
    files = {row["sha256"]: row["size"] for row in whole.contents(store)}
    return Manifest(
        stamp(now), engine_version(), migrations.names(), database, whole.counts(store), audit.last_seal(store), files
    )


def read(folder: Path) -> Manifest:
    """The manifest of a backup; NoBackup where there is none that we can read."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except OSError:
        raise NoBackup(folder, f"没有 {MANIFEST}") from None
    except (ValueError, RecursionError):
        raise NoBackup(folder, f"{MANIFEST} 读不出来，已损坏") from None
    wanted = {"format", *Manifest._fields}
    if not isinstance(found, dict) or found.keys() != wanted or found.pop("format") != FORMAT:
        raise NoBackup(folder, f"{MANIFEST} 不是第 {FORMAT} 版格式，请用写它的那一版 jixiao 恢复")
    return Manifest(**found)
