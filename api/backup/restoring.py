"""A backup put back: verified first, into places that are empty, and the database last of all."""

import secrets
from pathlib import Path

from api.backup.files import copied, room, sync, sync_tree
from api.backup.manifest import DATABASE, EVIDENCE, Manifest
from api.backup.refusals import BadBackup, InTheWay
from api.backup.verifying import verify
from api.blobs import Blobs


def restore(backup: Path, database: Path, evidence: Path) -> Manifest:
    """Database and evidence of the backup in these places; NoBackup, BadBackup, InTheWay, StorageFull."""
    beside = (database, *(database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal")))
    for path in (*beside, evidence):
        if path.exists() and not (path is evidence and path.is_dir() and not any(path.iterdir())):
            raise InTheWay(path)
    manifest, wrong = verify(backup)
    if wrong:
        raise BadBackup(backup, wrong)
    with room():
        _put_back(backup, manifest, database, evidence)
    return manifest


def _put_back(backup: Path, manifest: Manifest, database: Path, evidence: Path) -> None:
    source, target = Blobs(backup / EVIDENCE), Blobs(evidence)
    evidence.mkdir(mode=0o700, parents=True, exist_ok=True)
    for sha256 in manifest.evidence:
        copied(source.path(sha256), target.path(sha256))
    sync_tree(evidence)
    database.parent.mkdir(parents=True, exist_ok=True)
    place = database.with_name(f".{database.name}-{secrets.token_hex(4)}")
    copied(backup / DATABASE, place)
    place.chmod(0o600)
    place.rename(database)
    sync(database.parent)
