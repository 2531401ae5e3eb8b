"""The database as a whole: what a backup says of it."""

from collections.abc import Iterator

from api.store.sqlite import Row, Store

COUNTED = ("agencies", "people", "tasks", "plans", "evaluations", "evidence", "snapshots", "audit", "seals")
_MANY = 1000


def counts(store: Store) -> dict[str, int]:
    """How many rows the main tables have."""
    found = (f"SELECT '{name}' AS name, COUNT(*) AS number FROM {name}" for name in COUNTED)  # noqa: S608
    return {row["name"]: row["number"] for row in store.rows(" UNION ALL ".join(found))}


def contents(store: Store) -> Iterator[Row]:
    """SHA-256 and size of every file that any evidence names, in the order of the hashes."""
    after = ""
    while rows := store.rows(
        "SELECT sha256, MAX(size) AS size FROM evidence WHERE sha256 > :after GROUP BY sha256 ORDER BY sha256"
        " LIMIT :many",
        after=after, many=_MANY,
    ):  # fmt: skip
        yield from rows
        after = rows[-1]["sha256"]
