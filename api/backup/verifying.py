"""A backup verified: the database by its hash, its own checks and its audit; every file by its content."""

from collections.abc import Iterator
from pathlib import Path

from api.actions.auditing import Anchor
from api.actions.auditing import verify as verify_audit
from api.backup.files import sha256_of
from api.backup.manifest import DATABASE, EVIDENCE, Manifest, read
from api.blobs import Blobs
from api.store import Store, whole

SHOWN = 20


def verify(folder: Path) -> tuple[Manifest, list[str]]:
    """The manifest and what is wrong (Chinese; nothing when all is right); NoBackup where there is no manifest."""
    manifest = read(folder)
    return manifest, [*_database(folder / DATABASE, manifest), *_evidence(folder / EVIDENCE, manifest)]


def _database(path: Path, manifest: Manifest) -> Iterator[str]:
    if not path.is_file():
        yield f"没有 {DATABASE}"
        return
    if sha256_of(path) != manifest.database["sha256"]:
        yield f"{DATABASE} 的内容与清单所载的校验值不符"
        return
    store = Store(path)
    try:
        yield from store.damage()[:SHOWN]
        anchors = [Anchor(manifest.seal["id"], manifest.seal["hash"])] if manifest.seal else []
        yield from (f"审计：{each.where}：{each.why}" for each in verify_audit(store, anchors).faults[:SHOWN])
        if whole.counts(store) != manifest.counts:
            yield "数据库的行数与清单所载的不同"
        if {row["sha256"]: row["size"] for row in whole.contents(store)} != manifest.evidence:
            yield "数据库所指的佐证材料与清单所载的不同"
    finally:
        store.close()


def _evidence(folder: Path, manifest: Manifest) -> Iterator[str]:
    blobs = Blobs(folder)
    wrong = [sha256 for sha256 in manifest.evidence if not blobs.check(sha256)]
    if wrong:
        yield f"佐证材料缺少或损坏 {len(wrong)} 件：{'、'.join(wrong[:3])}{'等' if len(wrong) > 3 else ''}"
