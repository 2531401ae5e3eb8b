"""Files by content hash: whole or not at all, once per content, and never removed while somebody needs them."""

import errno
import hashlib
import io
import os
import resource
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.blobs import Blobs, Received
from api.problems.refusals_files import EvidenceEmpty, EvidenceTooLarge
from api.problems.service import StorageFull

CONTENT = "佐证材料".encode() * 100_000
HASH = hashlib.sha256(CONTENT).hexdigest()
LIMIT = len(CONTENT)
HOUR = timedelta(hours=1)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """An empty store whose folder nobody made yet."""
    return Blobs(tmp_path / "evidence")


def received(blobs: Blobs, content: bytes = CONTENT) -> Received:
    """The content in its temporary place."""
    return blobs.receive(io.BytesIO(content), LIMIT)


def kept(blobs: Blobs, content: bytes = CONTENT) -> str:
    """The content kept."""
    file = received(blobs, content)
    blobs.keep(file)
    return file.sha256


def everything(blobs: Blobs) -> set[str]:
    """All files below the folder, the lock apart."""
    found = {str(path.relative_to(blobs.folder)) for path in blobs.folder.rglob("*") if path.is_file()}
    return found - {"lock"}


def aged(path: Path, age: timedelta) -> None:
    """The file as if it had been written that long ago."""
    then = (datetime.now(UTC) - age).timestamp()
    os.utime(path, (then, then))


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def test_what_is_received_is_hashed_measured_and_lies_under_a_random_name(blobs: Blobs) -> None:
    one, other = received(blobs), received(blobs)
    assert (one.sha256, one.size, one.head) == (HASH, len(CONTENT), CONTENT[:4096])
    assert one.path.read_bytes() == CONTENT
    assert one.path != other.path
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700


def test_what_is_kept_lies_under_its_hash_and_nowhere_else(blobs: Blobs) -> None:
    assert kept(blobs) == HASH
    assert everything(blobs) == {f"{HASH[:2]}/{HASH[2:]}"}
    with blobs.open(HASH) as file:
        assert file.read() == CONTENT
    assert blobs.check(HASH)


def test_exactly_the_limit_is_taken_and_one_byte_more_is_not(blobs: Blobs) -> None:
    assert blobs.receive(io.BytesIO(CONTENT), LIMIT).size == LIMIT
    with pytest.raises(EvidenceTooLarge, match="拆成几个文件"):
        blobs.receive(io.BytesIO(CONTENT + b"x"), LIMIT)
    assert len(everything(blobs)) == 1


def test_a_stream_without_end_is_read_one_byte_over_the_limit(blobs: Blobs) -> None:
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(EvidenceTooLarge):
        blobs.receive(stream, 1_000_000)
    assert stream.given == 1_000_001
    assert everything(blobs) == set()


def test_nothing_is_refused_and_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(EvidenceEmpty):
        blobs.receive(io.BytesIO(b""), LIMIT)
    assert everything(blobs) == set()


def test_a_client_that_goes_away_leaves_nothing(blobs: Blobs) -> None:
    class Broken:
        def read(self, _: int, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blobs.receive(Broken(), LIMIT)
    assert everything(blobs) == set()


def test_what_is_discarded_is_gone_and_discarding_twice_is_no_mistake(blobs: Blobs) -> None:
    file = received(blobs)
    blobs.discard(file)
    blobs.discard(file)
    assert everything(blobs) == set()


def test_discarding_what_was_kept_leaves_it_kept(blobs: Blobs) -> None:
    file = received(blobs)
    blobs.keep(file)
    blobs.discard(file)
    assert blobs.check(HASH)


def test_the_same_content_twice_is_one_file(blobs: Blobs) -> None:
    kept(blobs)
    kept(blobs)
    assert everything(blobs) == {f"{HASH[:2]}/{HASH[2:]}"}


def test_the_same_content_kept_by_many_at_once_is_one_whole_file(blobs: Blobs) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: kept(blobs), range(40))) == {HASH}
    assert everything(blobs) == {f"{HASH[:2]}/{HASH[2:]}"}
    assert blobs.check(HASH)


def test_a_changed_a_cut_and_a_missing_file_do_not_check_and_a_new_copy_heals(blobs: Blobs) -> None:
    kept(blobs)
    for damage in (CONTENT[:-1], b"x" + CONTENT[1:], b""):
        blobs.path(HASH).write_bytes(damage)
        assert not blobs.check(HASH)
    kept(blobs)
    assert blobs.check(HASH)
    blobs.path(HASH).unlink()
    assert not blobs.check(HASH)
    with pytest.raises(FileNotFoundError):
        blobs.open(HASH)


@pytest.mark.parametrize("name", ["", "ab", "../" * 22, HASH.upper(), HASH + "\n", "/" + HASH[1:]])
def test_what_is_no_hash_has_no_place(blobs: Blobs, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        blobs.path(name)


def test_orphans_are_old_and_unknown(blobs: Blobs) -> None:
    known, old, young = kept(blobs, b"known"), kept(blobs, b"old"), kept(blobs, b"young")
    aged(blobs.path(known), 2 * HOUR)
    aged(blobs.path(old), 2 * HOUR)
    (blobs.folder / "zz").mkdir()
    (blobs.folder / old[:2] / "notes.txt").write_text("no content of ours", encoding="utf-8")
    since = now() - HOUR
    assert set(blobs.hashes()) == {known, old, young}
    assert list(blobs.orphans(lambda each: each == known, since)) == [old]
    assert blobs.remove(old, since)
    assert not blobs.remove(old, since)
    assert set(blobs.hashes()) == {known, young}


def test_an_orphan_uploaded_again_is_not_removed(blobs: Blobs) -> None:
    sha256 = kept(blobs)
    aged(blobs.path(sha256), 2 * HOUR)
    since = now() - HOUR
    assert list(blobs.orphans(lambda _: False, since)) == [sha256]
    kept(blobs)  # between finding and removing
    assert not blobs.remove(sha256, since)
    assert blobs.check(sha256)


def test_removing_and_keeping_at_once_never_loses_what_was_kept_last(blobs: Blobs) -> None:
    since = now() - HOUR

    def again(_: int) -> bool:
        sha256 = kept(blobs)
        blobs.remove(sha256, since)
        return blobs.check(sha256)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(again, range(40)))


def test_what_a_crash_left_behind_is_swept_and_an_upload_under_way_is_not(blobs: Blobs) -> None:
    assert blobs.sweep(now()) == 0
    left, under_way = received(blobs), received(blobs)
    aged(left.path, 2 * HOUR)
    assert blobs.sweep(now() - HOUR) == 1
    assert not left.path.exists()
    blobs.keep(under_way)
    assert blobs.check(HASH)


@contextmanager
def only(size: int) -> Iterator[None]:
    """No file may grow beyond that many bytes: the system itself refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_a_refusal_leaves_nothing_and_reading_goes_on(blobs: Blobs) -> None:
    kept(blobs, b"earlier")
    with only(100_000), pytest.raises(StorageFull):
        received(blobs)
    assert len(everything(blobs)) == 1
    with only(100_000):
        assert blobs.check(hashlib.sha256(b"earlier").hexdigest())
    assert kept(blobs) == HASH


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_is_full_only_at_the_end_is_a_refusal_too(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Space is often found missing only when the data reach the disk."""

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    file = received(blobs)
    monkeypatch.setattr("api.blobs.store.os.fsync", full)
    with pytest.raises(StorageFull):
        received(blobs)
    with pytest.raises(StorageFull):
        blobs.keep(file)


def test_any_other_trouble_of_the_disk_is_not_called_a_full_one(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        received(Blobs(tmp_path / "evidence"))
