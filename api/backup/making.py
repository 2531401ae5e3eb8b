"""A backup made while the service works: a consistent copy of the database, then every file that the copy names."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from api.backup.files import copied, linked_or_copied, room, sha256_of, sync, sync_tree
from api.backup.manifest import DATABASE, EVIDENCE, MANIFEST, Manifest, described
from api.backup.refusals import BadBackup
from api.backup.verifying import verify
from api.blobs import Blobs
from api.instants import instant
from api.store import Store

PREFIX, UNFINISHED, REMOVED = "jixiao-", ".unfinished-", ".removed-"
STALE = timedelta(days=2)  # no backup takes longer; what is older was left by a crash


class Made(NamedTuple):
    """A verified backup: where it lies, and its manifest."""

    path: Path
    manifest: Manifest


def make(store: Store, evidence: Path, folder: Path, now: datetime) -> Made:
    """A new backup in the folder, verified and durable; nothing of it stays when it cannot be finished.

    BadBackup where the copy is not whole (a file of evidence is missing or damaged, say), StorageFull.
    """
    with room(), _unfinished(folder) as place:
        manifest = _filled(store, evidence, folder, place, now)
        _, wrong = verify(place)
        if wrong:
            raise BadBackup(place, wrong)
        sync_tree(place)
        final = folder / f"{PREFIX}{now:%Y%m%dT%H%M%S.%f}Z"
        place.rename(final)
        sync(folder)
    return Made(final, manifest)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A new folder for what is not finished, gone afterwards unless it got a name of its own."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{UNFINISHED}{secrets.token_hex(8)}"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        if place.exists():
            shutil.rmtree(place)


def _filled(store: Store, evidence: Path, folder: Path, place: Path, now: datetime) -> Manifest:
    database = place / DATABASE
    store.copy_to(database)
    sync(database)
    copy = Store(database)
    try:
        facts = {"sha256": sha256_of(database), "bytes": database.stat().st_size}
        manifest = described(copy, facts, now)
    finally:
        copy.close()
    _gather(
        manifest, Blobs(evidence), [Blobs(each / EVIDENCE) for each in listed(folder)[-1:]], Blobs(place / EVIDENCE)
    )
    path = place / MANIFEST
    path.write_text(manifest.text(), "utf-8")
    sync(path)
    return manifest


def _gather(manifest: Manifest, live: Blobs, before: list[Blobs], kept: Blobs) -> None:
    """Every file: from the newest backup by a second name, which costs nothing; else copied, so that damage to the one
    in use does not reach it. What is nowhere is left to the verification to tell."""
    for sha256 in manifest.evidence:
        earlier = next((each.path(sha256) for each in before if each.check(sha256)), None)
        if earlier:
            linked_or_copied(earlier, kept.path(sha256))
        elif live.path(sha256).is_file():
            copied(live.path(sha256), kept.path(sha256))


def listed(folder: Path) -> list[Path]:
    """The finished backups of a folder, oldest first; the name is given last of all, so half a backup has none."""
    return sorted(each for each in folder.glob(f"{PREFIX}*Z") if (each / MANIFEST).is_file())


def keep_newest(folder: Path, number: int, now: datetime) -> list[Path]:
    """Drops all but so many of the newest backups, and what crashes left behind; the backups dropped."""
    old = listed(folder)[:-number]
    for path in old:
        path.rename(path.with_name(f"{REMOVED}{path.name}"))  # half of it must not pass for a backup
    for path in folder.glob(f"{REMOVED}*"):
        shutil.rmtree(path)
    for path in folder.glob(f"{UNFINISHED}*"):
        if datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo) < now - STALE:
            shutil.rmtree(path)
    return old


def age(folder: Path, now: datetime) -> timedelta | None:
    """How old the newest backup is; None where there is none."""
    found = listed(folder)
    if not found:
        return None
    made = found[-1].name.removeprefix(PREFIX)
    return now - instant(f"{made[:4]}-{made[4:6]}-{made[6:11]}:{made[11:13]}:{made[13:]}")
