"""The verbs of the store: exact, durable, all or nothing."""

import sqlite3
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.problems.service import Busy
from api.store import Store, sqlite

TEXT = "SELECT text FROM notes ORDER BY id"


@pytest.fixture
def notes(store: Store) -> Store:
    """A store with one more table, of texts."""
    store.write(lambda store: store.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
    return store


def note(store: Store, text: str) -> int:
    """One text written down; inside a write only."""
    return store.run("INSERT INTO notes (text) VALUES (:text)", text=text)


def texts(store: Store) -> list[str]:
    """Every text."""
    return [row["text"] for row in store.rows(TEXT)]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=14, min_value=-(10**14), max_value=10**14))
def test_a_decimal_of_28_digits_comes_back_to_the_last_one(value: Decimal) -> None:
    store = Store(Path(":memory:"))
    store.write(lambda store: store.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
    store.write(lambda store: note(store, str(value)))
    assert texts(store) == [str(value)]
    store.close()


def test_the_zero_at_the_end_of_a_figure_stays(notes: Store) -> None:
    figures = ["9.30", "0.00", "12345678901234.56789012345678", "-0.10"]
    notes.write(lambda store: [note(store, figure) for figure in figures])
    assert texts(notes) == figures


def test_a_table_takes_no_number_for_a_text(notes: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        notes.write(lambda store: store.run("INSERT INTO notes (id, text) VALUES ('one', 'x')"))


def test_a_write_that_fails_leaves_nothing_behind(notes: Store) -> None:
    def work(store: Store) -> None:
        note(store, "一")
        note(store, "二")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        notes.write(work)
    assert texts(notes) == []
    notes.write(lambda store: note(store, "三"))
    assert texts(notes) == ["三"]


def test_a_write_inside_a_write_that_fails_undoes_only_its_own_part(notes: Store) -> None:
    def fails(store: Store) -> None:
        note(store, "内")
        raise ValueError("no")

    def work(store: Store) -> None:
        note(store, "前")
        with pytest.raises(ValueError, match="no"):
            store.write(fails)
        store.write(lambda store: note(store, "里"))
        note(store, "后")

    notes.write(work)
    assert texts(notes) == ["前", "里", "后"]


def test_a_write_inside_a_write_is_lost_with_the_outer_one(notes: Store) -> None:
    def work(store: Store) -> None:
        store.write(lambda store: note(store, "里"))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        notes.write(work)
    assert texts(notes) == []


def test_nothing_is_seen_by_others_before_the_commit(notes: Store) -> None:
    other = Store(notes.path)

    def work(store: Store) -> None:
        note(store, "一")
        assert texts(other) == []

    notes.write(work)
    assert texts(other) == ["一"]
    other.close()


def test_a_read_sees_one_commit_from_its_beginning_to_its_end(notes: Store) -> None:
    other = Store(notes.path)

    def work(store: Store) -> list[str]:
        before = texts(store)
        other.write(lambda store: note(store, "一"))
        assert texts(store) == before
        return before

    assert notes.read(work) == []
    assert texts(notes) == ["一"]
    other.close()


def test_run_outside_a_write_is_a_bug(notes: Store) -> None:
    with pytest.raises(AssertionError):
        note(notes, "一")
    with pytest.raises(AssertionError):
        notes.read(lambda store: note(store, "一"))
    assert texts(notes) == []


def test_a_misspelt_table_is_an_error_and_makes_no_table(notes: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        notes.write(lambda store: store.run("INSERT INTO ntoes (text) VALUES ('x')"))
    assert not notes.rows("SELECT 1 FROM sqlite_schema WHERE name = 'ntoes'")


def test_every_connection_is_as_safe_as_the_first(store: Store) -> None:
    safe = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1}
    others = [Store(store.path) for _ in range(3)]
    assert [each.settings() for each in (store, *others)] == [safe] * 4
    for each in others:
        each.close()


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.write(lambda store: store.run("INSERT INTO agency_ancestors VALUES (7, 7)"))


def test_whoever_waits_too_long_for_another_process_is_told(notes: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    waiting, other = Store(notes.path), sqlite3.connect(notes.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        waiting.write(lambda store: note(store, "一"))
    assert texts(waiting) == []
    other.execute("COMMIT")
    waiting.write(lambda store: note(store, "二"))
    assert texts(waiting) == ["二"]
    other.close()
    waiting.close()


def test_whoever_waits_too_long_in_the_queue_of_one_process_is_told(
    notes: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    refused: list[type[Exception]] = []

    def another() -> None:
        waiting = Store(notes.path)
        try:
            waiting.write(lambda store: note(store, "一"))
        except Busy as error:
            refused.append(type(error))
        waiting.close()

    def work(store: Store) -> None:
        thread = threading.Thread(target=another)
        thread.start()
        thread.join(10)
        assert refused == [Busy]
        note(store, "二")

    notes.write(work)
    assert texts(notes) == ["二"]


def test_the_seconds_of_each_commit_are_told(tmp_path: Path) -> None:
    told: list[float] = []
    store = Store(tmp_path / "x.db", told.append)
    store.migrate()
    before = len(told)
    store.write(lambda store: store.write(lambda store: store.run("DELETE FROM idempotency")))
    assert len(told) == before + 1
    assert all(seconds > 0 for seconds in told)
    store.close()
