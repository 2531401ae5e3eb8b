"""运行状况: what the operator of the service and its auditors look at first; nothing here takes long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from api import backup
from api.actions import jobruns
from api.actions.auditing import Extent, extent
from api.actions.diagnosis import Trouble, at_a_glance
from api.actions.jobruns import Planned, Standing
from api.actions.mailing import RECENT
from api.actions.roots import require_top
from api.auth import Actor, Right
from api.backup.manifest import read
from api.backup.refusals import NoBackup
from api.instants import stamp
from api.metrics import database_bytes, disk_free
from api.settings import Settings
from api.store import Store, notifications
from api.version import engine_version


class Backup(NamedTuple):
    """The newest backup: its folder, its manifest (None: it cannot be read), its age, and how many there are."""

    path: Path
    manifest: backup.Manifest | None
    age: timedelta
    kept: int


class Space(NamedTuple):
    """What lies in a folder, and the free bytes of its disk."""

    what: str
    folder: Path
    free: int


class Operating(NamedTuple):
    """The state of the service: everything but what only reading it through would show."""

    version: str
    database: Path
    bytes: int
    spaces: tuple[Space, ...]
    backup: Backup | None
    audit: Extent
    jobs: tuple[Standing, ...]
    mailed: bool
    waiting: int
    troubles: tuple[Trouble, ...]


def operating(store: Store, actor: Actor, now: datetime, settings: Settings, planned: Iterable[Planned]) -> Operating:
    """How the service fares; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    return Operating(
        version=engine_version(),
        database=settings.database,
        bytes=database_bytes(settings.database),
        spaces=tuple(Space(what, folder, disk_free(folder)) for what, folder in _folders(settings)),
        backup=_backup(settings.backup_folder, now),
        audit=extent(store, actor),
        jobs=tuple(jobruns.standing(store, actor, now, planned)),
        mailed=bool(settings.smtp_host),
        waiting=notifications.waiting(store, stamp(now - RECENT)),
        troubles=tuple(at_a_glance(store, settings, now)),
    )


def _folders(settings: Settings) -> tuple[tuple[str, Path], ...]:
    return ("数据库", settings.database.parent), ("佐证材料", settings.evidence), ("备份", settings.backup_folder)


def _backup(folder: Path, now: datetime) -> Backup | None:
    found, age = backup.listed(folder), backup.age(folder, now)
    if age is None:
        return None
    try:
        manifest = read(found[-1])
    except NoBackup:
        manifest = None
    return Backup(found[-1], manifest, age, len(found))
