"""Keyset paging (翻页): a page costs the same wherever it lies, and rows never move between pages."""

from collections.abc import Iterable, Mapping
from math import isqrt
from typing import Any, NamedTuple

from api.store.sqlite import Row, Store

LARGEST_PAGE = 200
FEW = 16  # among so few agencies every scope is a small one


class Page(NamedTuple):
    """What part of a list is asked for: its sort, the row it follows (sort value and id), and how many rows."""

    sort: str
    descending: bool = False
    after: tuple[Any, int] | None = None
    limit: int = 50


class Slice(NamedTuple):
    """The rows of a page, and the row that the next one follows (None on the last page)."""

    rows: list[Row]
    after: tuple[Any, int] | None


class Query(NamedTuple):
    """A list: what it selects, from where, under which conditions; ``sorts`` maps each sort offered to its column.

    ``id`` is the column that breaks ties; columns of the sort must be selected under their plain names.
    """

    select: str
    source: str
    where: tuple[str, ...]
    values: Mapping[str, Any]
    sorts: Mapping[str, str]
    id: str


def page(store: Store, query: Query, asked: Page) -> Slice:
    """One page of the list."""
    column = query.sorts[asked.sort]
    where, values = list(query.where), dict(query.values)
    if asked.after is not None:
        where.append(f"({column}, {query.id}) {'<' if asked.descending else '>'} (:after_value, :after_id)")
        values |= {"after_value": asked.after[0], "after_id": asked.after[1]}
    turned = " DESC" if asked.descending else ""
    rows = store.rows(
        f"SELECT {query.select} FROM {query.source}"  # noqa: S608 - parts of our own, values are bound
        f"{' WHERE ' + ' AND '.join(where) if where else ''}"
        f" ORDER BY {column}{turned}, {query.id}{turned} LIMIT :page_limit",
        **values,
        page_limit=asked.limit + 1,
    )
    kept = rows[: asked.limit]
    last = kept[-1] if len(rows) > asked.limit else None
    return Slice(kept, (last[_plain(column)], last[_plain(query.id)]) if last else None)


def _plain(column: str) -> str:
    return column.rpartition(".")[2]


def within(store: Store, column: str, roots: Iterable[int]) -> tuple[str, dict[str, Any]]:
    """The condition that an agency column lies in the subtrees of these roots, and its values.

    A small scope is looked up by the column's index and sorted; a large one is asked of row after row in the order of
    the sort. Small is up to the square root of all agencies: there both look at as many rows, and neither at many.
    """
    values = {f"root_{i}": root for i, root in enumerate(sorted(roots))}
    named = ", ".join(f":{name}" for name in values) or "NULL"
    beneath = f"FROM agency_ancestors WHERE ancestor_id IN ({named})"
    if _large(store, beneath, values):
        return f"EXISTS (SELECT 1 {beneath} AND agency_id = {column})", values
    return f"{column} IN (SELECT agency_id {beneath})", values


def _large(store: Store, beneath: str, values: Mapping[str, Any]) -> bool:
    """Counts no further than it must, so that a list costs the same however many agencies there are."""
    (row,) = store.rows("SELECT COALESCE(MAX(id), 0) AS number FROM agencies")  # they are never deleted
    most = isqrt(row["number"])
    found = store.rows(f"SELECT 1 {beneath} LIMIT :most", **values, most=most + 1)
    return row["number"] > FEW and len(found) > most
