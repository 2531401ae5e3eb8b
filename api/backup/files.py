"""Files that survive a power cut: copied, hashed and flushed; folders flushed with them."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.problems.service import StorageFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def room() -> Iterator[None]:
    """A full disk is a refusal; whatever else the system says is not."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise


def sha256_of(path: Path) -> str:
    """SHA-256 (hex) of a file; OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> None:
    """A durable copy; the folder's entry is flushed by whoever made the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    sync(target)


def linked_or_copied(source: Path, target: Path) -> None:
    """The same file under a second name where the file system can do that, else a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno in _FULL:
            raise
        copied(source, target)


def sync(path: Path) -> None:
    """File or folder flushed to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """The folder and all folders beneath, so that every name in them is durable."""
    for path in (folder, *(each for each in folder.rglob("*") if each.is_dir())):
        sync(path)
