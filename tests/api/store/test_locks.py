"""What is approved, and what is written once, is refused by the database itself, whichever way one tries."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api.store import Row, Store
from tests.api.store.rows import columns, insert, sample, tables

# What belongs to an approved evaluation; and what is written once, whatever state anything is in.
PARTS = ("deviations", "explanation_history", "submissions", "reviews", "decisions", "evidence")
ONCE = ("snapshots", "audit", "seals", "spot_checks", "rulebooks")
LOCKED = ("evaluations", *PARTS, *ONCE, "plan_versions")
LATER = ("updated_at", "latest", "confidential", "version", "published_at", "withdrawn_at")  # may change once approved
STATES = ("approved", "published", "withdrawn")


@pytest.fixture(scope="module", params=STATES)
def locked(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Two rows in every locked table: the first locked, the second of a draft."""
    store = Store(tmp_path_factory.mktemp("locks") / "jixiao.db")
    store.migrate()
    store.write(lambda store: _settle(store, request.param))
    yield store
    store.close()


def _settle(store: Store, state: str) -> None:
    for table in tables(store):
        insert(store, table, sample(store, table))
    insert(store, "evaluations", sample(store, "evaluations", id=2, revision=2))
    insert(store, "plan_versions", sample(store, "plan_versions", id=2, number=2))
    for table in PARTS:
        insert(store, table, sample(store, table, **second(store, table)))
    store.run("UPDATE plan_versions SET state = 'approved' WHERE id = 1")
    store.run("UPDATE evaluations SET state = :state WHERE id = 1", state=state)


def second(store: Store, table: str) -> Row:
    """What makes a row one of the draft's."""
    return {"evaluation_id": 2} | ({"id": 2} if has_id(store, table) else {})


def has_id(store: Store, table: str) -> bool:
    """Has the table ids?"""
    return any(column["name"] == "id" for column in columns(store, table))


def whole(store: Store) -> dict[str, list[Row]]:
    """Every row of every locked table."""
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in LOCKED}


def first(store: Store, table: str) -> Row:
    """The locked row of a table."""
    return store.rows(f"SELECT * FROM {table} ORDER BY 1 LIMIT 1")[0]


def refused(store: Store, sql: str, **values: object) -> None:
    """The statement is refused as locked, and nothing has changed."""
    before = whole(store)
    with pytest.raises(sqlite3.IntegrityError, match="locked"):
        store.write(lambda store: store.run(sql, **values))
    assert whole(store) == before


def test_every_table_that_belongs_to_an_evaluation_is_locked_with_it(locked: Store) -> None:
    parts = [name for name in tables(locked) if any(each["name"] == "evaluation_id" for each in columns(locked, name))]
    assert set(parts) - {"notifications"} <= set(LOCKED)


@pytest.mark.parametrize("table", LOCKED)
def test_no_column_is_updated(locked: Store, table: str) -> None:
    for column in columns(locked, table):
        if table == "evaluations" and column["name"] in LATER:
            continue
        other = {"INTEGER": 77, "TEXT": "y"}[column["type"]]
        other = "draft" if column["name"] == "state" else other
        row = first(locked, table)
        where = " AND ".join(f"{name} IS :old_{name}" for name in row)
        old = {f"old_{name}": value for name, value in row.items()}
        refused(locked, f"UPDATE {table} SET {column['name']} = :other WHERE {where}", other=other, **old)
        refused(locked, f"UPDATE OR REPLACE {table} SET {column['name']} = :other WHERE {where}", other=other, **old)


def test_what_may_change_of_an_approved_evaluation_still_can(locked: Store) -> None:
    def work(store: Store) -> None:
        for name in LATER:
            value = 0 if name in ("latest", "confidential", "version") else "y"
            assert store.run(f"UPDATE evaluations SET {name} = :value WHERE id = 1", value=value) == 1
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        locked.write(work)


@pytest.mark.parametrize("table", LOCKED)
def test_no_row_is_deleted(locked: Store, table: str) -> None:
    before = whole(locked)
    with pytest.raises(sqlite3.IntegrityError, match="locked"):
        locked.write(lambda store: store.run(f"DELETE FROM {table}"))
    assert whole(locked) == before


@pytest.mark.parametrize("table", PARTS)
def test_nothing_is_added_to_an_approved_evaluation(locked: Store, table: str) -> None:
    names = {column["name"] for column in columns(locked, table)}
    new = {name: value for name, value in {"id": 9, "place": "z", "level": 3}.items() if name in names}
    row = sample(locked, table, **new)
    values = ", ".join(f":{name}" for name in row)
    refused(locked, f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", **row)
    refused(locked, f"UPDATE {table} SET evaluation_id = 1 WHERE evaluation_id = 2")


@pytest.mark.parametrize("ours", [True, False], ids=["our-connection", "a-foreign-connection"])
@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("table", LOCKED)
def test_no_row_is_replaced(locked: Store, table: str, how: str, ours: bool) -> None:
    row = first(locked, table) | ({"document": "y"} if table in ("evaluations", "plan_versions") else {})
    attempts = [row]
    if table in ("evaluations", "audit", "plan_versions"):
        attempts.append(row | {"id": 99})  # in the place of a locked row by its other key
    if table in PARTS and "id" in row:
        attempts.append(row | {"evaluation_id": 2, "place": "z"} if "place" in row else row | {"evaluation_id": 2})
    for attempt in attempts:
        values = ", ".join(f":{name}" for name in attempt)
        foul(locked, f"{how} INTO {table} ({', '.join(attempt)}) VALUES ({values})", attempt, ours=ours)


@pytest.mark.parametrize("ours", [True, False], ids=["our-connection", "a-foreign-connection"])
@pytest.mark.parametrize("table", ["evaluations", "plan_versions", *PARTS])
def test_no_row_is_pushed_out_by_another_that_takes_its_place(locked: Store, table: str, ours: bool) -> None:
    row = first(locked, table)
    where = "evaluation_id = 2" if table in PARTS else "id = 2"
    keys = [{"id": 1}] if "id" in row else []
    keys += {
        "evaluations": [{"revision": 1}], "plan_versions": [{"number": 1}], "deviations": [{"evaluation_id": 1}],
        "reviews": [{"evaluation_id": 1}],
    }.get(table, [])  # fmt: skip
    for key in keys:
        assigned = ", ".join(f"{name} = :{name}" for name in key)
        foul(locked, f"UPDATE OR REPLACE {table} SET {assigned} WHERE {where}", key, ours=ours)


def foul(store: Store, sql: str, values: Mapping[str, Any], *, ours: bool) -> None:
    """Leaves every locked row as it was, by our connection or by one that sets nothing."""
    before = whole(store)
    connection = store._db.conn if ours else _foreign(store.path)
    connection.execute("BEGIN")
    try:
        with pytest.raises(sqlite3.IntegrityError, match="locked"):
            connection.execute(sql, values)
    finally:
        connection.execute("ROLLBACK")
        if not ours:
            connection.close()
    assert whole(store) == before


def _foreign(path: Path) -> sqlite3.Connection:
    """A connection as any tool opens it: no foreign keys, no recursive triggers."""
    return sqlite3.connect(path, isolation_level=None)
