"""A full disk: writing is refused and told, reading goes on, and it heals by itself."""

from pathlib import Path

import pytest

from api.problems.service import StorageFull
from api.store import Store

LARGE = 4 * 1024 * 1024


def fill(store: Store) -> int:
    """A large row; inside a write only."""
    return store.run(
        "INSERT INTO idempotency (actor, key, digest, status, headers, body, at)"
        " VALUES ('a', 'k', '', 200, '', :body, '')",
        body="x" * LARGE,
    )


def small(store: Store) -> int:
    """A small change; inside a write only."""
    return store.run("INSERT INTO attempts (subject, failures, since) VALUES ('account:甲', 1, '')")


def limit(store: Store, pages: int) -> None:
    """No more than that many pages for this connection."""
    store.rows(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_and_nothing_of_the_write_is_left(store: Store) -> None:
    limit(store, 1)  # as small as what is there already
    with pytest.raises(StorageFull):
        store.write(lambda store: (small(store), fill(store)))
    assert store.rows("SELECT * FROM attempts") == []
    assert store.rows("SELECT * FROM idempotency") == []


def test_reading_goes_on_and_writing_too_once_there_is_room(store: Store) -> None:
    store.write(small)
    limit(store, 1)
    for _ in range(3):
        with pytest.raises(StorageFull):
            store.write(fill)
        assert len(store.rows("SELECT * FROM attempts")) == 1
    limit(store, 1_000_000)
    store.write(fill)
    (row,) = store.rows("SELECT length(body) AS size FROM idempotency")
    assert row["size"] == LARGE
    assert store.damage() == []


def test_a_part_that_finds_the_disk_full_ends_the_whole_write(store: Store) -> None:
    def work(store: Store) -> None:
        small(store)
        store.write(fill)

    limit(store, 1)
    with pytest.raises(StorageFull):
        store.write(work)
    assert store.rows("SELECT * FROM attempts") == []


def test_a_copy_that_finds_no_room_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageFull):
        store.copy_to(Path("/dev/full"))
    store.copy_to(tmp_path / "copy.db")
    copy = Store(tmp_path / "copy.db")
    assert copy.damage() == []
    copy.close()
