"""Keyset paging (翻页): a page costs the same wherever it lies, and rows never move between pages."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.store.sqlite import Row, Store

LARGEST_PAGE = 200
MANY = 16  # a scope of more than one in sixteen agencies is walked in the order of the sort


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

    A small scope goes by the column's index; the plus sign keeps a large one from it, so that the sort's index leads.
    """
    values = {f"root_{i}": root for i, root in enumerate(sorted(roots))}
    named = ", ".join(f":{name}" for name in values) or "NULL"
    inside = f"SELECT agency_id FROM agency_ancestors WHERE ancestor_id IN ({named})"  # noqa: S608
    everything = "(SELECT COUNT(*) FROM agencies) AS everything"
    (sizes,) = store.rows(f"SELECT (SELECT COUNT(*) FROM ({inside})) AS inside, {everything}", **values)  # noqa: S608
    large = sizes["inside"] * MANY > sizes["everything"]
    return f"{'+' if large else ''}{column} IN ({inside})", values
