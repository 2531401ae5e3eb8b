"""The schema is brought up to date from every earlier one, by however many processes start at once."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from api.problems.service import Busy
from api.store import Row, Store, sqlite
from api.store.migrations import migrate, names, statements
from tests.api.store.rows import insert, sample, tables
from tests.api.store.starting import together

EARLIER = [None, *names()[1:]]  # what each earlier schema stopped before; None: a file with nothing in it


def schema(store: Store) -> list[tuple[str, str]]:
    """Everything that the schema consists of."""
    rows = store.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return [(row["name"], row["sql"]) for row in rows if not row["name"].startswith("_")]


def at(path: Path, stop_before: str | None) -> Store:
    """A store whose schema is an earlier one, with a row in every table of it."""
    store = Store(path)
    if stop_before:
        store.write(lambda store: migrate(store._db, stop_before=stop_before))
        store.write(fill)
    return store


def fill(store: Store) -> None:
    """A row in every table there is."""
    for table in tables(store):
        insert(store, table, sample(store, table))


def kept(store: Store, names: list[str]) -> dict[str, list[Row]]:
    """The rows of these tables."""
    return {name: store.rows(f"SELECT * FROM {name}") for name in names}


@pytest.mark.parametrize("stop_before", EARLIER)
def test_every_earlier_schema_comes_up_to_date_and_keeps_its_rows(
    store: Store, tmp_path: Path, stop_before: str | None
) -> None:
    old = at(tmp_path / "old.db", stop_before)
    there = tables(old)
    before = kept(old, there)
    old.migrate()
    assert schema(old) == schema(store)
    after = kept(old, there)
    for table in there:
        assert [{name: row[name] for name in before[table][0]} for row in after[table]] == before[table]
    assert old.damage() == []
    old.close()


def test_a_schema_up_to_date_is_left_as_it_is(store: Store) -> None:
    before = schema(store)
    store.migrate()
    assert schema(store) == before


def test_eight_processes_that_start_at_once_all_find_the_schema_up_to_date(store: Store, tmp_path: Path) -> None:
    setup = "import sys; from pathlib import Path; from api.store import Store; store = Store(Path(sys.argv[1]))"
    work = "store.migrate(); store.rows('SELECT * FROM job_runs')"
    together(8, setup, work, [str(tmp_path / "new.db")])
    made = Store(tmp_path / "new.db")
    assert schema(made) == schema(store)
    assert [row["name"] for row in made.rows("SELECT name FROM _sqlite_migrations ORDER BY id")] == names()
    made.close()


def test_whoever_waits_too_long_to_begin_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    store, other = Store(tmp_path / "x.db"), sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        store.migrate()
    other.execute("ROLLBACK")
    store.migrate()
    assert store.settings()["journal_mode"] == "wal"
    store.close()
    other.close()


def test_a_migration_that_fails_leaves_the_schema_as_it_was(tmp_path: Path) -> None:
    store = at(tmp_path / "old.db", names()[2])
    store.write(lambda store: store.run("CREATE VIEW job_runs AS SELECT 1"))  # in the way of a later migration
    before = schema(store)
    with pytest.raises(sqlite3.OperationalError):
        store.migrate()
    assert schema(store) == before
    store.close()


def test_every_table_is_strict(store: Store) -> None:
    loose = store.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    assert {row["name"] for row in loose} == {"sqlite_schema", "_sqlite_migrations"}


def test_a_file_of_sql_comes_apart_at_its_statements() -> None:
    text = "-- first\nCREATE TABLE a (x);\n\nCREATE TRIGGER b BEFORE DELETE ON a\nBEGIN\n    SELECT 1;\nEND;\n"
    assert [part.strip() for part in statements(text)] == [
        "-- first\nCREATE TABLE a (x);",
        "CREATE TRIGGER b BEFORE DELETE ON a\nBEGIN\n    SELECT 1;\nEND;",
    ]
    assert list(statements(text)) == list(statements(text + "\n"))


def test_an_unfinished_statement_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="unfinished"):
        list(statements("CREATE TABLE a (x)"))


def test_a_library_that_is_not_ours_opens_the_file(store: Store) -> None:
    other = Database(store.path)
    assert "evaluations" in other.table_names()
    other.close()
