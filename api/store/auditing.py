"""审计记录 read: in the order of its chains, in that of its seals, and as a list for those who may."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.store.audit import CONTENT, MANY
from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"id": "audit.id"}
FILTERS = {
    "noun": "audit.noun = :noun",
    "noun_id": "audit.noun_id = :noun_id",
    "person_id": "audit.person_id = :person_id",
    "person_named": "audit.person_id IN (SELECT id FROM people WHERE name = :person_named OR login = :person_named)",
    "action": "audit.action = :action",
    "chain": "audit.chain = :chain",
    "request_id": "audit.request_id = :request_id",
    "since": "audit.at >= :since",
    "until": "audit.at <= :until",
}


def in_chains(store: Store) -> Iterator[Row]:
    """Every row, chain after chain, each in order; never more than a bounded number in memory."""
    columns, chain, number = ", ".join(CONTENT), "", -1
    while True:
        rows = store.rows(
            f"SELECT id, {columns}, prev, hash FROM audit"  # noqa: S608 - names of our own
            " WHERE (chain, number) > (:chain, :number) ORDER BY chain, number LIMIT :many",
            chain=chain, number=number, many=MANY,
        )  # fmt: skip
        yield from rows
        if len(rows) < MANY:
            return
        chain, number = rows[-1]["chain"], rows[-1]["number"]


def seals(store: Store) -> Iterator[Row]:
    """Every seal, oldest first."""
    after = -(2**63)
    while rows := store.rows("SELECT * FROM seals WHERE id > :after ORDER BY id LIMIT :many", after=after, many=MANY):
        yield from rows
        after = rows[-1]["id"]


def extent(store: Store) -> int:
    """How many rows there are, about: they are never deleted."""
    (row,) = store.rows("SELECT COALESCE(MAX(id), 0) AS number FROM audit")
    return int(row["number"])


def unsealed(store: Store, after: int) -> int:
    """How many rows lie behind this one."""
    (row,) = store.rows("SELECT COUNT(*) AS number FROM audit WHERE id > :after", after=after)
    return int(row["number"])


def tops(store: Store) -> frozenset[int]:
    """The agencies that have none above them."""
    return frozenset(row["id"] for row in store.rows("SELECT id FROM agencies WHERE parent_id IS NULL"))


def listed(store: Store, roots: frozenset[int], asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the rows about agencies beneath these roots; those about no agency only for whoever holds a top."""
    given = {name: value for name, value in filters.items() if value is not None}
    condition, values = _scope(store, roots)
    where = [*condition, *(FILTERS[name] for name in given)]
    return page(store, Query("audit.*", "audit", tuple(where), {**values, **given}, SORTS, "audit.id"), asked)


def _scope(store: Store, roots: Iterable[int]) -> tuple[list[str], Mapping[str, Any]]:
    held, top = frozenset(roots), tops(store)
    if top and top <= held:
        return [], {}
    condition, values = within(store, "audit.agency_id", held)
    return [f"({condition} OR audit.agency_id IS NULL)" if top & held else condition], values
