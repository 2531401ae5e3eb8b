"""清理: logins that cannot be used any more, answers kept for repeated requests, old previews, unnamed files."""

from datetime import datetime, timedelta
from typing import NamedTuple

from api.blobs import Blobs
from api.instants import stamp
from api.settings import Settings
from api.store import Store, evidence, expired, idempotency, jobs, logins

KEYS = timedelta(days=7)
ORPHANS = timedelta(hours=24)  # a file is kept first and named in the database then
RUNS = timedelta(days=90)
PREVIEWS = timedelta(days=30)  # imports looked at and never confirmed


class Cleaned(NamedTuple):
    """How many of each were dropped."""

    logins: int
    keys: int
    runs: int
    previews: int
    files: int


def clean(store: Store, settings: Settings, now: datetime) -> Cleaned:
    """Drops what expired. Every audited fact stays: who logged in and when is told by the audit."""
    idle = stamp(now - timedelta(minutes=settings.login_idle_minutes))
    created = stamp(now - timedelta(hours=settings.login_absolute_hours))
    ended = store.write(lambda store: expired.forget_logins(store, idle=idle, created=created))
    store.write(lambda store: logins.forget_attempts(store, stamp(now - KEYS)))
    keys = store.write(lambda store: idempotency.forget(store, now - KEYS))
    runs = store.write(lambda store: jobs.forget(store, stamp(now - RUNS)))
    previews = store.write(lambda store: expired.forget_previews(store, stamp(now - PREVIEWS)))
    return Cleaned(ended, keys, runs, previews, _files(store, Blobs(settings.evidence), now - ORPHANS))


def _files(store: Store, blobs: Blobs, older_than: datetime) -> int:
    """Files that no row names. The row is looked for again just before: it may have come meanwhile."""
    swept = blobs.sweep(older_than)
    orphans = blobs.orphans(lambda sha256: evidence.known(store, sha256), older_than)
    return swept + sum(blobs.remove(sha256, older_than) for sha256 in orphans)
