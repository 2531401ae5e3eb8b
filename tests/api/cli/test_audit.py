"""Whoever has the database file can change it; nobody can do so at or before the last seal without being found out."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from api import logs
from api.actions.auditing import Anchor, Verified, verify
from api.actions.seals import seal
from api.auth import SYSTEM
from api.chain import START, link
from api.store import Store, audit

NOW = datetime(2026, 3, 1, tzinfo=UTC)
Change = Callable[[Store], Any]
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three chains of four rows, sealed twice, two rows behind the last seal; all triggers gone."""
    store = Store(tmp_path / "jixiao.db")
    store.migrate()
    for number in range(1, 15):
        after = {"分": str(number)}
        store.write(lambda store, n=number, a=after: audit.record(  # type: ignore[misc]
            store, SYSTEM, NOW, "save", "evaluation", id=n % 3, after=a, chain=f"evaluation:{n % 3}",
        ))  # fmt: skip
        if number in (6, 12):
            seal(store, NOW + timedelta(minutes=number))
    for name in (row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
        store.write(lambda store, name=name: store.run(f"DROP TRIGGER {name}"))  # type: ignore[misc]
    yield store
    store.close()


def changed(store: Store, *statements: str) -> Verified:
    """The verdict after somebody ran these on the database."""
    store.write(lambda store: [store.run(statement) for statement in statements])
    return verify(store)


def test_what_nobody_touched_is_whole_and_what_is_not_sealed_is_counted(store: Store) -> None:
    assert verify(store) == Verified(14, 3, 2, 2, 0, ())


@pytest.mark.parametrize("column", [*audit.CONTENT, "prev", "hash", "id"])
@pytest.mark.parametrize("row", [1, 7, 12])
def test_any_column_of_any_sealed_row_that_is_changed_is_found(store: Store, column: str, row: int) -> None:
    kinds = {each["name"]: each["type"] for each in store.rows("SELECT name, type FROM pragma_table_info('audit')")}
    value = "900" if kinds[column] == "INTEGER" else "'改过'"
    store.write(lambda store: store.run("PRAGMA defer_foreign_keys = ON"))
    if column == "person_id":
        value = "(SELECT id FROM people)"
        store.write(lambda store: store.run(
            "INSERT INTO people (login, name, email, password, must_change, version, created_at, updated_at)"
            " VALUES ('a', 'a', '', '', 0, 1, '', '')"
        ))  # fmt: skip
    assert changed(store, f"UPDATE audit SET {column} = {value} WHERE id = {row}").faults


@pytest.mark.parametrize("row", range(1, 13))
def test_a_sealed_row_that_is_deleted_is_found_even_at_the_end_of_its_chain(store: Store, row: int) -> None:
    assert changed(store, f"DELETE FROM audit WHERE id = {row}").faults


def test_a_tail_that_is_cut_is_found(store: Store) -> None:
    assert changed(store, "DELETE FROM audit WHERE id > 11").faults


def test_a_tail_behind_the_last_seal_can_be_cut_until_the_next_seal(store: Store) -> None:
    assert not changed(store, "DELETE FROM audit WHERE id > 12").faults


def test_a_whole_chain_that_is_gone_is_found(store: Store) -> None:
    assert changed(store, "DELETE FROM audit WHERE chain = 'evaluation:1'").faults


def test_two_rows_that_change_places_are_found(store: Store) -> None:
    swap = "UPDATE audit SET number = {} WHERE chain = 'evaluation:1' AND number = {}"
    assert changed(store, swap.format(99, 1), swap.format(1, 2), swap.format(2, 99)).faults
    ids = "UPDATE audit SET id = {} WHERE id = {}"
    assert changed(store, ids.format(99, 4), ids.format(4, 7), ids.format(7, 99)).faults


@pytest.mark.parametrize("id", [-3, 0])
def test_a_row_that_is_slipped_in_before_the_first_is_found(store: Store, id: int) -> None:
    content = {**store.rows("SELECT * FROM audit WHERE id = 1")[0], "chain": "evaluation:9"}
    names = (*audit.CONTENT, "prev")
    made = {name: content[name] for name in names} | {"id": id}
    made["hash"] = link(START, {name: made[name] for name in audit.CONTENT})
    columns = (*names, "id", "hash")
    store.write(lambda store: store.run(
        f"INSERT INTO audit ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})", **made
    ))  # fmt: skip
    assert "索引" in verify(store).faults[0].why


def forge(store: Store) -> None:
    """A sealed row rewritten, and every hash of its chain behind it computed anew."""
    store.run("UPDATE audit SET after = '{}' WHERE id = 4")
    prev = START
    for row in store.rows("SELECT * FROM audit WHERE chain = 'evaluation:1' ORDER BY number"):
        made = link(prev, {name: row[name] for name in audit.CONTENT})
        store.run("UPDATE audit SET prev = :prev, hash = :hash WHERE id = :id", prev=prev, hash=made, id=row["id"])
        prev = made


def reseal(store: Store) -> None:
    """All seals made anew over the rows as they are now."""
    old = store.rows("SELECT * FROM seals ORDER BY id")
    prev, since = START, 0
    for row in old:
        rows = audit.hashes(store, since, row["upto"])
        made = audit.seal_hash(prev, row["at"], row["upto"], row["count"], rows)
        store.run("UPDATE seals SET prev = :prev, hash = :hash WHERE id = :id", prev=prev, hash=made, id=row["id"])
        prev, since = made, row["upto"]


def test_a_forged_chain_is_found_by_the_seal(store: Store) -> None:
    store.write(forge)
    (first, *_) = verify(store).faults
    assert first.where.startswith("封存 1")


@pytest.mark.parametrize("column", ["at", "upto", "count", "prev", "hash", "id"])
@pytest.mark.parametrize("row", [1, 2])
def test_any_column_of_a_seal_that_is_changed_is_found(store: Store, column: str, row: int) -> None:
    value = "900" if column in ("upto", "count", "id") else "'改过'"
    assert changed(store, f"UPDATE seals SET {column} = {value} WHERE id = {row}").faults


def test_a_seal_that_is_deleted_from_between_is_found(store: Store) -> None:
    assert changed(store, "DELETE FROM seals WHERE id = 1").faults


def test_rewritten_seals_are_found_by_what_the_log_kept(store: Store, tmp_path: Path, run: Run) -> None:
    database = ("--config", str(config(tmp_path)))
    log = tmp_path / "jixiao.log"
    log.write_text(sealed_lines(store), "utf-8")
    told = run("audit", "verify", *database, "--anchor", str(log))
    assert (told.exit_code, told.stdout[:6]) == (0, "没有改动：1")
    store.write(forge)
    store.write(reseal)
    assert run("audit", "verify", *database).exit_code == 0
    told = run("audit", "verify", *database, "--anchor", str(log))
    assert told.exit_code == 1
    assert "封存 1：与库外留存的不同" in told.stdout


def test_seals_cut_off_with_their_rows_are_found_by_what_the_log_kept(store: Store, tmp_path: Path, run: Run) -> None:
    log = tmp_path / "jixiao.log"
    log.write_text(sealed_lines(store), "utf-8")
    assert not changed(store, "DELETE FROM audit WHERE id > 6", "DELETE FROM seals WHERE id = 2").faults
    told = run("audit", "verify", "--config", str(config(tmp_path)), "--anchor", str(log))
    assert told.exit_code == 1
    assert "封存 2：库外留有它的记录" in told.stdout


def sealed_lines(store: Store) -> str:
    """The log as the service wrote it, with a line cut off and a line of somebody else."""
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    level, written = root.level, io.StringIO()
    logs.configure(written)
    for row in store.rows("SELECT * FROM seals ORDER BY id"):
        logs.event("audit.sealed", logger="jixiao.audit", seal=row["id"], hash=row["hash"])
    root.handlers[:] = before
    root.setLevel(level)
    return f'nginx: started\n{{"message": "audit.sealed", "se\n[1]\n{written.getvalue()}'


def config(folder: Path) -> Path:
    """A settings file that names the database of the test."""
    path = folder / "jixiao.toml"
    path.write_text('database = "jixiao.db"\n', "utf-8")
    return path


def test_the_seal_is_told_to_the_log_as_it_is_in_the_database(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "jixiao.audit"):
        made = seal(store, NOW)
        assert seal(store, NOW) is None
    (record,) = caplog.records
    facts = record.__dict__["facts"]
    assert made is not None
    assert (facts["seal"], facts["hash"], facts["upto"]) == (3, made["hash"], 14)


def test_an_anchor_without_a_seal_or_a_missing_database_is_a_sentence(store: Store, tmp_path: Path, run: Run) -> None:
    empty = tmp_path / "manifest.json"
    empty.write_text(json.dumps({"seal": None}), "utf-8")
    told = run("audit", "verify", "--config", str(config(tmp_path)), "--anchor", str(empty))
    assert (told.exit_code, "里没有封存记录" in told.stderr) == (2, True)
    told = run("audit", "verify", "--config", str(config(tmp_path)), "--anchor", str(tmp_path / "无"))
    assert (told.exit_code, "没有文件" in told.stderr) == (2, True)
    (tmp_path / "jixiao.db").rename(tmp_path / "b.db")
    told = run("audit", "verify", "--config", str(config(tmp_path)))
    assert (told.exit_code, "没有数据库" in told.stderr) == (2, True)


def test_a_manifest_is_an_anchor_too(store: Store) -> None:
    (last,) = store.rows("SELECT * FROM seals WHERE id = 2")
    assert verify(store, [Anchor(2, last["hash"])]) == Verified(14, 3, 2, 2, 1, ())
    assert verify(store, [Anchor(2, "0" * 64)]).faults
