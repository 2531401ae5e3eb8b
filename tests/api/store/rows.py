"""A row in every table of a database, whatever its schema: made from the columns that the database itself tells of."""

from typing import Any

from api.store import Row, Store

# What the CHECKs of the schema ask for; every other number is 1 and every other text "x", so that references hold.
WORDS = {
    "rank": "agency", "role": "manager", "state": "draft", "explanation": "given", "action": "approve",
    "outcome": "done", "goal": "none", "imports.state": "preview", "import_forms.outcome": "waiting",
}  # fmt: skip


def tables(store: Store) -> list[str]:
    """Our own tables, in the order in which they were made: a reference names an earlier one."""
    rows = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid")
    return [row["name"] for row in rows if not row["name"].startswith("_")]


def columns(store: Store, table: str) -> list[Row]:
    """The columns of a table: name, type, notnull and pk."""
    return store.rows(f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')")


def sample(store: Store, table: str, **given: Any) -> Row:
    """A row for a table: what must be there, and what is given."""
    made = {
        column["name"]: 1 if column["type"] == "INTEGER" else _word(table, column["name"])
        for column in columns(store, table)
        if column["notnull"] or column["pk"]
    }
    return made | given


def _word(table: str, column: str) -> str:
    return WORDS.get(f"{table}.{column}", WORDS.get(column, "x"))


def insert(store: Store, table: str, row: Row, how: str = "INSERT") -> None:
    """The row put into the table; inside a write only."""
    values = ", ".join(f":{name}" for name in row)
    store.run(f"{how} INTO {table} ({', '.join(row)}) VALUES ({values})", **row)
