"""单位: a tree, with every ancestor of each at hand."""

from collections.abc import Iterable

from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"name": "agencies.name", "id": "agencies.id"}


def get(store: Store, id: int) -> Row | None:
    """The agency; None where there is none."""
    return next(iter(store.rows("SELECT * FROM agencies WHERE id = :id", id=id)), None)


def ancestors(store: Store, id: int) -> frozenset[int]:
    """The agency itself and all above it; empty where there is none."""
    rows = store.rows("SELECT ancestor_id FROM agency_ancestors WHERE agency_id = :id", id=id)
    return frozenset(row["ancestor_id"] for row in rows)


def ranks_beneath(store: Store, id: int) -> frozenset[str]:
    """The ranks of the agencies right beneath one."""
    return frozenset(row["rank"] for row in store.rows("SELECT rank FROM agencies WHERE parent_id = :id", id=id))


def listed(store: Store, roots: Iterable[int], asked: Page, *, parent: int | None = None, text: str = "") -> Slice:
    """A page of the agencies beneath these roots; those of one parent, or whose name or code holds the text."""
    condition, values = within(store, "agencies.id", roots)
    where = [condition]
    if parent is not None:
        where.append("agencies.parent_id = :parent")
    if text:
        where.append("(agencies.name LIKE :text ESCAPE '!' OR agencies.code LIKE :text ESCAPE '!')")
    values |= {"parent": parent, "text": like(text)}
    return page(store, Query("agencies.*", "agencies", tuple(where), values, SORTS, "agencies.id"), asked)


def named(store: Store, roots: Iterable[int], name: str) -> list[Row]:
    """The open agencies of that name beneath these roots."""
    condition, values = within(store, "agencies.id", roots)
    return store.rows(
        f"SELECT * FROM agencies WHERE agencies.name = :name AND closed_at IS NULL AND {condition}",  # noqa: S608
        name=name, **values,
    )  # fmt: skip


def open_beneath(store: Store, roots: Iterable[int], limit: int = 1000, *, name: str = "") -> list[Row]:
    """The open agencies beneath these roots (of this name, where one is given), each with ``parent``, in order."""
    condition, values = within(store, "agencies.id", roots)
    return store.rows(
        "SELECT agencies.*, above.name AS parent FROM agencies LEFT JOIN agencies AS above"  # noqa: S608 - bound
        f" ON above.id = agencies.parent_id WHERE agencies.closed_at IS NULL AND {condition}"
        " AND (:name = '' OR agencies.name = :name) ORDER BY agencies.name, agencies.id LIMIT :limit",
        name=name, limit=limit, **values,
    )  # fmt: skip


def around(store: Store, ids: Iterable[int]) -> dict[int, Row]:
    """Of each agency: the name of the one above (``parent``), how many stand right beneath (``beneath``)."""
    values = {f"agency_{i}": id for i, id in enumerate(ids)}
    rows = store.rows(
        "SELECT agencies.id, above.name AS parent,"  # noqa: S608 - names of our own
        " (SELECT COUNT(*) FROM agencies AS below WHERE below.parent_id = agencies.id) AS beneath"
        " FROM agencies LEFT JOIN agencies AS above ON above.id = agencies.parent_id"
        f" WHERE agencies.id IN ({', '.join(f':{name}' for name in values) or 'NULL'})",
        **values,
    )
    return {row["id"]: row for row in rows}


def line(store: Store, id: int) -> list[Row]:
    """The agency and all above it, the highest first."""
    return store.rows(
        "SELECT agencies.* FROM agency_ancestors AS up JOIN agencies ON agencies.id = up.ancestor_id"
        " WHERE up.agency_id = :id"
        " ORDER BY (SELECT COUNT(*) FROM agency_ancestors AS depth WHERE depth.agency_id = agencies.id)",
        id=id,
    )


def like(text: str) -> str:
    """The pattern that finds the text anywhere, its own wildcards taken as they stand."""
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    return f"%{text}%"


def insert(store: Store, *, name: str, code: str, rank: str, parent_id: int | None, at: str) -> Row:
    """A new agency with its ancestors."""
    row = store.rows(
        "INSERT INTO agencies (name, code, rank, parent_id, version, created_at, updated_at)"
        " VALUES (:name, :code, :rank, :parent_id, 1, :at, :at) RETURNING *",
        name=name, code=code, rank=rank, parent_id=parent_id, at=at,
    )[0]  # fmt: skip
    store.run("INSERT INTO agency_ancestors VALUES (:id, :id)", id=row["id"])
    store.run(
        "INSERT INTO agency_ancestors SELECT :id, ancestor_id FROM agency_ancestors WHERE agency_id = :parent",
        id=row["id"], parent=parent_id,
    )  # fmt: skip
    return row


def update(store: Store, id: int, *, name: str, code: str, rank: str, closed_at: str | None, at: str) -> Row:
    """The agency with new name, code, rank and closing; its place in the tree stays."""
    return store.rows(
        "UPDATE agencies SET name = :name, code = :code, rank = :rank, closed_at = :closed_at, updated_at = :at,"
        " version = version + 1 WHERE id = :id RETURNING *",
        id=id, name=name, code=code, rank=rank, closed_at=closed_at, at=at,
    )[0]  # fmt: skip


def twin(store: Store, *, name: str, code: str, parent_id: int | None, but: int = 0) -> Row | None:
    """Another agency of the same code, or of the same name under the same parent."""
    return next(
        iter(
            store.rows(
                "SELECT * FROM agencies WHERE id <> :but AND ((code <> '' AND code = :code)"
                " OR (name = :name AND COALESCE(parent_id, 0) = COALESCE(:parent_id, 0))) LIMIT 1",
                name=name, code=code, parent_id=parent_id, but=but,
            )
        ),
        None,
    )  # fmt: skip
