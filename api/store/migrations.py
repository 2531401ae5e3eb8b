"""Named migrations (数据库版本): one file of SQL each, applied in the order of their names, each once."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

SET = "jixiao"


def names() -> list[str]:
    """Every migration, oldest first."""
    return sorted(f.name.removesuffix(".sql") for f in (files("api.store") / "schema").iterdir() if f.name[0] == "0")


def migrate(db: Database, *, stop_before: str | None = None) -> None:
    """Applies what is pending, inside the caller's transaction, so that processes starting at once do not race."""
    migrations = Migrations(SET)
    for name in names():
        migrations(name=name)(_from_file(name))
    migrations.apply(db, stop_before=stop_before)


def differing(db: Database) -> list[str]:
    """The migrations that only one side knows: still to be applied, or applied by a newer program."""
    applied = {each.name for each in Migrations(SET).applied(db)}
    return sorted(applied.symmetric_difference(names()))


class _from_file:  # noqa: N801 - a function with a name of its own, as sqlite-utils wants it
    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __call__(self, db: Database, /) -> None:
        text = (files("api.store") / "schema" / f"{self.__name__}.sql").read_text("utf-8")
        for statement in statements(text):
            db.conn.execute(statement)


def statements(text: str) -> Iterator[str]:
    """The statements of a file one by one; a script run as a whole would commit what came before it."""
    found = ""
    for line in text.splitlines(keepends=True):
        found += line
        if sqlite3.complete_statement(found):
            yield found
            found = ""
    assert not found.strip(), f"unfinished statement: {found[:80]}"
