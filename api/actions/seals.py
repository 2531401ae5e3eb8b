"""封存: the head over all audit chains written down, in the database and outside it."""

import logging
from datetime import datetime

from api import logs
from api.store import Row, Store, audit

SEALED = "audit.sealed"  # the message of the log's line, which proves later that the seal was not rewritten


def seal(store: Store, now: datetime) -> Row | None:
    """Seals what was written since the last seal, and tells the log of it; None where nothing was written."""
    made = store.write(lambda store: audit.seal(store, now))
    if made is not None:
        logs.event(
            SEALED, logger="jixiao.audit", level=logging.INFO, seal=made["id"], sealed_at=made["at"],
            upto=made["upto"], count=made["count"], prev=made["prev"], hash=made["hash"],
        )  # fmt: skip
    return made
