"""The service (服务) behind the doors: settings, rulebooks, where data lie, how secrets are digested."""

import hashlib
import hmac
import secrets
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from api.blobs import Blobs
from api.metrics import Metrics
from api.parsing import Pool
from api.settings import Settings
from api.store import Store
from api.store.sqlite import hold
from scoring.library import Library


@dataclass(frozen=True)
class Service:
    """What every operation may need besides its own request."""

    settings: Settings
    library: Library
    metrics: Metrics
    pool: Pool = field(default_factory=Pool)  # where files of strangers are read
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # what time it is, for every request

    @property
    def blobs(self) -> Blobs:
        """Where the files of the evidence lie."""
        return Blobs(self.settings.evidence)

    def prepare(self) -> None:
        """Makes the database, or brings it up to date, and holds it open as long as there is this service."""
        self.settings.database.parent.mkdir(parents=True, exist_ok=True)
        store = self.open()
        try:
            store.migrate()
            weakref.finalize(self, hold(self.settings.database))
        finally:
            store.close()

    def open(self) -> Store:
        """A connection of one's own, to be closed by whoever opened it."""
        return Store(self.settings.database, self.metrics.committed)

    def digest(self, secret: str) -> str:
        """What the store keeps of a token or login; without the service's secret nobody can make one."""
        return hmac.new(self.settings.secret.encode(), secret.encode(), hashlib.sha256).hexdigest()

    def new_secret(self) -> tuple[str, str]:
        """A new secret to be shown once, and its digest."""
        made = f"jx_{secrets.token_urlsafe(32)}"
        return made, self.digest(made)
