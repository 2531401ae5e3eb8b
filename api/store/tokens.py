"""令牌: what a program shows instead of a login."""

from api.store.paging import Page, Query, Slice, page
from api.store.sqlite import Row, Store

SORTS = {"id": "tokens.id"}


def find(store: Store, digest: str) -> Row | None:
    """The token of that digest that was not revoked, with its person."""
    rows = store.rows(
        "SELECT tokens.*, people.name AS person, people.disabled_at FROM tokens"
        " JOIN people ON people.id = person_id WHERE digest = :digest AND revoked_at IS NULL",
        digest=digest,
    )
    return next(iter(rows), None)


def get(store: Store, id: int, person_id: int) -> Row | None:
    """The person's token; None where there is none."""
    rows = store.rows("SELECT * FROM tokens WHERE id = :id AND person_id = :person_id", id=id, person_id=person_id)
    return next(iter(rows), None)


def listed(store: Store, person_id: int, asked: Page) -> Slice:
    """A page of the person's tokens, revoked ones too."""
    query = Query("tokens.*", "tokens", ("person_id = :person_id",), {"person_id": person_id}, SORTS, "tokens.id")
    return page(store, query, asked)


def insert(
    store: Store, *, person_id: int, name: str, digest: str, scopes: str, by: int | None, at: str, expires_at: str
) -> Row:
    """A new token; its scopes with spaces between."""
    return store.rows(
        "INSERT INTO tokens (person_id, name, digest, scopes, created_by, created_at, expires_at)"
        " VALUES (:person_id, :name, :digest, :scopes, :by, :at, :expires_at) RETURNING *",
        person_id=person_id, name=name, digest=digest, scopes=scopes, by=by, at=at, expires_at=expires_at,
    )[0]  # fmt: skip


def see(store: Store, id: int, at: str) -> None:
    """The token in use at that instant."""
    store.run("UPDATE tokens SET used_at = :at WHERE id = :id AND (used_at IS NULL OR used_at < :at)", id=id, at=at)


def revoke(store: Store, id: int, at: str) -> Row:
    """The token revoked."""
    return store.rows("UPDATE tokens SET revoked_at = :at WHERE id = :id RETURNING *", id=id, at=at)[0]


def revoke_all(store: Store, person_id: int, at: str) -> int:
    """Every token of the person revoked; how many."""
    return store.run(
        "UPDATE tokens SET revoked_at = :at WHERE person_id = :person_id AND revoked_at IS NULL",
        person_id=person_id, at=at,
    )  # fmt: skip
