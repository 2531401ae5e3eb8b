"""The service (服务) behind the doors: settings, rulebooks, where data lie, how secrets are digested."""

import hashlib
import hmac
import os
import secrets
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from api.blobs import Blobs
from api.metrics import Metrics
from api.package import PackageReport
from api.package.child import PACKAGES
from api.parsing import Pool
from api.parsing.pool import Children
from api.settings import DECLARED, BrokenSetting, Settings
from api.store import Store
from api.store.sqlite import hold, unreadable
from scoring.library import Library


def _verifiers() -> Children[PackageReport]:
    """One child: whoever is not signed in takes no more of the machine, and is told at once that it is busy."""
    return Children(PACKAGES, 1, wait=2)


@dataclass(frozen=True)
class Service:
    """What every operation may need besides its own request."""

    settings: Settings
    library: Library
    metrics: Metrics
    pool: Pool = field(default_factory=Pool)  # where files of strangers are read
    verifiers: Children[PackageReport] = field(default_factory=_verifiers)  # where packages of strangers are verified
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # what time it is, for every request

    @property
    def blobs(self) -> Blobs:
        """Where the files of the evidence lie."""
        return Blobs(self.settings.evidence)

    def prepare(self) -> None:
        """Makes the database, or brings it up to date, and holds it open as long as there is this service.

        A new one is for its owner alone. BrokenSetting where it cannot be made or written.
        """
        _make_room(self.settings.database)
        store = self.open()
        try:
            store.migrate()
            weakref.finalize(self, hold(self.settings.database))
        finally:
            store.close()

    def open(self) -> Store:
        """A connection of one's own, to be closed by whoever opened it."""
        return Store(self.settings.database, self.metrics.committed)

    def close(self) -> None:
        """Ends the children that read for it."""
        self.pool.close()
        self.verifiers.close()

    def digest(self, secret: str) -> str:
        """What the store keeps of a token or login; without the service's secret nobody can make one."""
        return hmac.new(self.settings.secret.encode(), secret.encode(), hashlib.sha256).hexdigest()

    def new_secret(self) -> tuple[str, str]:
        """A new secret to be shown once, and its digest."""
        made = f"jx_{secrets.token_urlsafe(32)}"
        return made, self.digest(made)


def _make_room(path: Path) -> None:
    """A file that can be written, and its folder; an existing one is never opened: closing it would drop its locks."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        writable = path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise _broken(path, "运行本程序的用户能读写的文件，它所在的文件夹也要能写")
    if damaged := unreadable(path):
        raise _broken(path, f"本程序的数据库；{damaged}，要恢复备份用 jixiao restore")


def _broken(path: Path, expected: str) -> BrokenSetting:
    return BrokenSetting(f"database（{DECLARED['database'].variable}）", str(path), expected)
