"""Files by content hash: received beside their final place, kept by a rename, never under a user's name."""

import errno
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from api.problems.refusals_files import EvidenceEmpty, EvidenceTooLarge
from api.problems.service import StorageFull

CHUNK = 256 * 1024
HEAD = 4096  # bytes that are handed back for a first look
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_HASH = re.compile(r"[0-9a-f]{64}")
_PAIR, _REST = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{62}")


class Stream(Protocol):
    """Anything that one can read bytes from."""

    def read(self, size: int, /) -> bytes: ...


class Received(NamedTuple):
    """A file that lies in a temporary place: its hash (SHA-256, hex), its size, its first bytes, and where it lies."""

    sha256: str
    size: int
    head: bytes
    path: Path


class Blobs:
    """The files under one folder: ``ab/cdef…`` by hash, ``incoming/`` while they arrive.

    The folder belongs to the service alone. A file is durable when ``keep`` returns; a crash before leaves at most a
    temporary file (``sweep``) or a kept file that nobody knows (``orphans``).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"

    def receive(self, stream: Stream, limit: int) -> Received:
        """The stream as a durable temporary file, hashed on its way; nothing stays behind when it is refused.

        EvidenceTooLarge over ``limit`` bytes, EvidenceEmpty without any, StorageFull when the disk is full.
        """
        with _room():
            self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._incoming / secrets.token_hex(16)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(handle, "wb", buffering=0) as file:
                    return _received(stream, limit, file, path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise

    def keep(self, received: Received) -> None:
        """The file under its hash, durable. The same content twice is one file: the newer copy takes the place."""
        place = self.path(received.sha256)
        with _room(), self._locked(fcntl.LOCK_SH):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            received.path.replace(place)
            _sync(place.parent)
            _sync(self.folder)

    def discard(self, received: Received) -> None:
        """The temporary file is not wanted; one that was kept or is gone already is no mistake."""
        received.path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the content of that hash lies, or would lie; ValueError for what is no hash."""
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in hex: {sha256!r}")
        return self.folder / sha256[:2] / sha256[2:]

    def open(self, sha256: str) -> BufferedReader:
        """The content, to read; FileNotFoundError where it is not kept."""
        return self.path(sha256).open("rb")

    def check(self, sha256: str) -> bool:
        """Is the content kept, and still what its hash says? Reads all of it."""
        try:
            with self.open(sha256) as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def hashes(self) -> Iterator[str]:
        """The hash of everything kept, in alphabetical order."""
        for folder in sorted(self.folder.glob("??")):
            names = sorted(path.name for path in folder.iterdir()) if _PAIR.fullmatch(folder.name) else []
            yield from (folder.name + name for name in names if _REST.fullmatch(name))

    def orphans(self, known: Callable[[str], bool], older_than: datetime) -> Iterator[str]:
        """The hashes kept before ``older_than`` that nobody knows; to be removed with the same ``older_than``.

        ``older_than`` must lie well before now: content is kept first and then named in the database.
        """
        for sha256 in self.hashes():
            if _older(self.path(sha256), older_than) and not known(sha256):
                yield sha256

    def remove(self, sha256: str, older_than: datetime) -> bool:
        """Removes the content, unless it was kept (again) since; False where there was nothing to remove."""
        place = self.path(sha256)
        with self._locked(fcntl.LOCK_EX):
            if not _older(place, older_than):
                return False
            place.unlink()
            return True

    def sweep(self, older_than: datetime) -> int:
        """Removes temporary files that a crash left behind; says how many."""
        stale = [path for path in self._incoming.glob("*") if _older(path, older_than)]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    @contextmanager
    def _locked(self, kind: int) -> Iterator[None]:
        """Keeping excludes removing, in all processes: content just uploaded again must not be removed as old."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)


def _received(stream: Stream, limit: int, file: BinaryIO, path: Path) -> Received:
    digest, size, head = hashlib.sha256(), 0, b""
    while piece := stream.read(min(CHUNK, limit - size + 1)):
        size += len(piece)
        if size > limit:
            raise EvidenceTooLarge(limit)
        digest.update(piece)
        head += piece[: HEAD - len(head)]
        _write(file, piece)
    if not size:
        raise EvidenceEmpty
    os.fsync(file.fileno())
    return Received(digest.hexdigest(), size, head, path)


def _write(file: BinaryIO, piece: bytes) -> None:
    """All of it: an unbuffered write may take less than it is given, and says so only by its answer."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _older(path: Path, than: datetime) -> bool:
    """Was it last written before? A file that is gone was not."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < than
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    """The folder's entries are durable, too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _room() -> Iterator[None]:
    """A full disk or quota is a refusal; whatever else the system says is not."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise
