"""A file received (上传): inspected and kept by its content, before the row that names it is written."""

from typing import NamedTuple

from api.blobs import Blobs, Inspected, Received, inspect
from api.blobs.store import Stream


class Upload(NamedTuple):
    """A file received, inspected and kept, before its row is written."""

    file: Received
    kind: Inspected

    @property
    def sha256(self) -> str:
        """What it is, for the idempotency key."""
        return self.file.sha256


def take(blobs: Blobs, stream: Stream, name: str, limit: int) -> Upload:
    """The stream as a kept file; EvidenceTooLarge, EvidenceEmpty, NotAllowedEvidence."""
    received = blobs.receive(stream, limit)
    try:
        kind = inspect(received.path, name)
        blobs.keep(received)
    finally:
        blobs.discard(received)
    return Upload(received, kind)
