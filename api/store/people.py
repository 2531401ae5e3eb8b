"""人员、角色、登录和令牌."""

from api.store.sqlite import Row, Store


def get(store: Store, id: int) -> Row | None:
    """The person; None where there is none."""
    return next(iter(store.rows("SELECT * FROM people WHERE id = :id", id=id)), None)


def grants(store: Store, person_id: int) -> list[Row]:
    """The grants in force, each with the rank of its agency."""
    return store.rows(
        "SELECT grants.*, agencies.rank, agencies.name AS agency FROM grants JOIN agencies"
        " ON agencies.id = grants.agency_id WHERE person_id = :person_id AND ended_at IS NULL ORDER BY grants.id",
        person_id=person_id,
    )


def login(store: Store, digest: str) -> Row | None:
    """The login of that digest that was not ended, with its person."""
    rows = store.rows(
        "SELECT logins.*, people.name, people.disabled_at, people.must_change FROM logins"
        " JOIN people ON people.id = person_id WHERE digest = :digest AND ended_at IS NULL",
        digest=digest,
    )
    return next(iter(rows), None)


def token(store: Store, digest: str) -> Row | None:
    """The token of that digest that was not revoked, with its person."""
    rows = store.rows(
        "SELECT tokens.*, people.name AS person, people.disabled_at FROM tokens"
        " JOIN people ON people.id = person_id WHERE digest = :digest AND revoked_at IS NULL",
        digest=digest,
    )
    return next(iter(rows), None)
