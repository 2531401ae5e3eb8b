"""The store on a SQLite file (嵌入式数据库): six verbs, each write durable before it is acknowledged."""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from api.problems.service import Busy, StorageFull
from api.store.migrations import differing, migrate

T = TypeVar("T")
Row = dict[str, Any]

BUSY_SECONDS = 20
PAUSE = 0.02  # seconds before another try
# What a full disk (or a quota, or a limit on files) gives: outright, and where the log or its index cannot grow.
_FULL = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
)
_LOCKS: dict[Path, threading.Lock] = {}  # writers of one process queue here, in order, instead of polling the file
_LOCKS_GUARD = threading.Lock()


class Store:
    """One connection, for one thread. Outside ``read`` and ``write`` each ``rows`` sees the newest commit.

    ``committed`` is told how many seconds each commit took to reach the disk.
    """

    def __init__(self, path: Path, committed: Callable[[float], None] = lambda _: None) -> None:
        self.path, self._committed, self._writing = path, committed, False
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        with _full_disk_told():
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        self._db = Database(connection)  # switches recursive_triggers on
        self._db.conn.row_factory = sqlite3.Row

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """The rows that a query gives, each as a dictionary."""
        return [dict(row) for row in self._db.conn.execute(sql, values)]

    def run(self, sql: str, **values: Any) -> int:
        """Executes one statement inside a write; the number of rows that it changed."""
        assert self._writing, "run() outside write()"
        return self._db.conn.execute(sql, values).rowcount

    def read(self, work: Callable[["Store"], T]) -> T:
        """What ``work`` gives when all its queries see the same commit."""
        if self._db.conn.in_transaction:
            return work(self)
        self._db.conn.execute("BEGIN")
        try:
            return work(self)
        finally:
            self._db.conn.execute("ROLLBACK")

    def write(self, work: Callable[["Store"], T]) -> T:
        """What ``work`` gives, once all that it ran is on the disk; all of it or nothing.

        ``work`` has no effect outside the store and may be run again. A write inside a write is part of it; when
        it raises, only its own part is undone. Busy where other writers are at it too long, StorageFull where the disk
        is full.
        """
        if self._writing:
            return self._inner(work)
        with _full_disk_told(), _turn(self.path), self._transaction():
            self._writing = True
            try:
                result = work(self)
            finally:
                self._writing = False
            began = time.perf_counter()
            self._db.conn.execute("COMMIT")
            self._committed(time.perf_counter() - began)
        return result

    def _inner(self, work: Callable[["Store"], T]) -> T:
        connection = self._db.conn
        connection.execute("SAVEPOINT inner_write")
        try:
            result = work(self)
        except BaseException:
            if connection.in_transaction:  # a failed statement may have ended it all
                connection.execute("ROLLBACK TO inner_write")
                connection.execute("RELEASE inner_write")
            raise
        connection.execute("RELEASE inner_write")
        return result

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE: a deferred one fails at its first write when others write, too."""
        connection = self._db.conn
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if _locked(error):
                raise Busy from None
            raise
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def migrate(self) -> None:
        """Brings the schema up to date; safe when several processes start at once."""
        self._log_ahead()
        self.write(lambda _: migrate(self._db))

    def _log_ahead(self) -> None:
        """Switches the file to WAL; SQLite does not wait here for others who are switching it at the same time."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._db.conn.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not _locked(error):
                    raise
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(PAUSE)
            else:
                return

    def settings(self) -> Mapping[str, Any]:
        """How this connection runs: synchronous (2 is FULL), journal_mode, foreign_keys, recursive_triggers."""
        names = ("synchronous", "journal_mode", "foreign_keys", "recursive_triggers")
        return {name: self._db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the whole database in one new file, whoever writes meanwhile."""
        with _full_disk_told():
            self._db.conn.execute("VACUUM INTO ?", (str(path),))

    def damage(self) -> list[str]:
        """What the database says is wrong with itself; nothing when it is whole."""
        told = [str(row[0]) for row in self._db.conn.execute("PRAGMA integrity_check")]
        orphans = [f"{row[0]} {row[1]}: foreign key" for row in self._db.conn.execute("PRAGMA foreign_key_check")]
        return [each for each in told if each != "ok"] + orphans

    def pending(self) -> list[str]:
        """The migrations that only the program or only the database knows."""
        return differing(self._db)

    def shape(self) -> Mapping[str, str]:
        """Every table, index and trigger by name, with the statement that made it."""
        rows = self.rows(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '$_%' ESCAPE '$'"
        )
        return {f"{row['type']} {row['name']}": row["sql"] for row in rows}

    def close(self) -> None:
        """Gives the connection back."""
        self._db.close()


def hold(path: Path) -> Callable[[], None]:
    """Holds the database open until the function that it gives is called.

    The last connection to close empties the log and removes its files; the next one must make them anew, which takes
    time and, where the disk is full, cannot be done even for reading.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
    return connection.close


def _locked(error: sqlite3.OperationalError) -> bool:
    """Is it that others hold the file?"""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def unreadable(path: Path) -> str:
    """Why nothing can be read from the file (Chinese); empty where reading works."""
    try:
        store = Store(path)
        try:
            store.rows("SELECT COUNT(*) FROM sqlite_master")
        finally:
            store.close()
    except sqlite3.DatabaseError as error:
        return f"数据库读不出来（{error}）"
    return ""


@contextlib.contextmanager
def _full_disk_told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in _FULL:
            raise StorageFull from None
        raise


@contextlib.contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One's turn among the writers of this process; Busy where it does not come."""
    with _LOCKS_GUARD:
        lock = _LOCKS.setdefault(path.absolute(), threading.Lock())
    if not lock.acquire(timeout=BUSY_SECONDS):
        raise Busy
    try:
        yield
    finally:
        lock.release()
