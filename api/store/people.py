"""人员和角色: people, and the roles they hold for agencies."""

from collections.abc import Iterable

from api.store.agencies import like
from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"name": "people.name", "login": "people.login", "id": "people.id"}


def get(store: Store, id: int) -> Row | None:
    """The person; None where there is none."""
    return next(iter(store.rows("SELECT * FROM people WHERE id = :id", id=id)), None)


def by_login(store: Store, login: str) -> Row | None:
    """The person of that account; None where there is none."""
    return next(iter(store.rows("SELECT * FROM people WHERE login = :login", login=login)), None)


def named(store: Store, name: str) -> list[Row]:
    """Everybody of that name, at most some twenty."""
    return store.rows("SELECT * FROM people WHERE name = :name ORDER BY id LIMIT 20", name=name)


def listed(
    store: Store, roots: Iterable[int], asked: Page, *, agency: int | None = None, role: str | None = None,
    text: str = "", disabled: bool | None = None,
) -> Slice:  # fmt: skip
    """A page of the people who hold or held a role beneath these roots: of one agency, one role, some text, closed."""
    condition, values = within(store, "grants.agency_id", roots)
    held = [condition]
    if agency is not None:
        held.append("grants.agency_id = :agency AND ended_at IS NULL")
    if role is not None:
        held.append("grants.role = :role AND ended_at IS NULL")
    where = [f"EXISTS (SELECT 1 FROM grants WHERE person_id = people.id AND {' AND '.join(held)})"]  # noqa: S608
    if text:
        where.append("(people.name LIKE :text ESCAPE '!' OR people.login LIKE :text ESCAPE '!')")
    if disabled is not None:
        where.append(f"people.disabled_at IS {'NOT NULL' if disabled else 'NULL'}")
    values |= {"agency": agency, "role": role, "text": like(text)}
    return page(store, Query("people.*", "people", tuple(where), values, SORTS, "people.id"), asked)


def insert(store: Store, *, login: str, name: str, email: str, password: str, must_change: bool, at: str) -> Row:
    """A new person; ``password`` is its hash ("" for none)."""
    return store.rows(
        "INSERT INTO people (login, name, email, password, must_change, version, created_at, updated_at)"
        " VALUES (:login, :name, :email, :password, :must_change, 1, :at, :at) RETURNING *",
        login=login, name=name, email=email, password=password, must_change=int(must_change), at=at,
    )[0]  # fmt: skip


def update(store: Store, id: int, *, name: str, email: str, disabled_at: str | None, at: str) -> Row:
    """The person with new name, email and whether they may still sign in."""
    return store.rows(
        "UPDATE people SET name = :name, email = :email, disabled_at = :disabled_at, updated_at = :at,"
        " version = version + 1 WHERE id = :id RETURNING *",
        id=id, name=name, email=email, disabled_at=disabled_at, at=at,
    )[0]  # fmt: skip


def touch(store: Store, id: int, at: str) -> Row:
    """The person in a new version, because roles changed."""
    return store.rows(
        "UPDATE people SET updated_at = :at, version = version + 1 WHERE id = :id RETURNING *", id=id, at=at
    )[0]


def set_password(store: Store, id: int, *, password: str, must_change: bool, at: str) -> Row:
    """The person with another password (its hash)."""
    return store.rows(
        "UPDATE people SET password = :password, must_change = :must_change, updated_at = :at, version = version + 1"
        " WHERE id = :id RETURNING *",
        id=id, password=password, must_change=int(must_change), at=at,
    )[0]  # fmt: skip


def grants(store: Store, person_id: int) -> list[Row]:
    """The grants in force, each with the rank of its agency."""
    return [row for row in grants_of(store, [person_id]) if row["ended_at"] is None]


def grants_of(store: Store, ids: Iterable[int]) -> list[Row]:
    """Every grant of these people, ended ones too, with name and rank of the agency."""
    values = {f"person_{i}": id for i, id in enumerate(ids)}
    named = ", ".join(f":{name}" for name in values) or "NULL"
    return store.rows(
        "SELECT grants.*, agencies.rank, agencies.name AS agency FROM grants JOIN agencies"  # noqa: S608 - bound
        f" ON agencies.id = grants.agency_id WHERE person_id IN ({named}) ORDER BY grants.id",
        **values,
    )


def grant(store: Store, *, person_id: int, role: str, agency_id: int, by: int | None, at: str) -> Row:
    """A new grant."""
    return store.rows(
        "INSERT INTO grants (person_id, role, agency_id, granted_by, granted_at)"
        " VALUES (:person_id, :role, :agency_id, :by, :at) RETURNING *",
        person_id=person_id, role=role, agency_id=agency_id, by=by, at=at,
    )[0]  # fmt: skip


def end_grant(store: Store, id: int, *, by: int | None, at: str) -> None:
    """The grant ended."""
    store.run("UPDATE grants SET ended_by = :by, ended_at = :at WHERE id = :id", id=id, by=by, at=at)


def roots(store: Store) -> list[Row]:
    """The agencies with none above them."""
    return store.rows("SELECT * FROM agencies WHERE parent_id IS NULL ORDER BY id")


def roots_without_admin(store: Store) -> list[Row]:
    """The agencies with none above them that nobody administers who may still sign in."""
    return store.rows(
        "SELECT * FROM agencies WHERE parent_id IS NULL AND NOT EXISTS (SELECT 1 FROM grants JOIN people"
        " ON people.id = person_id WHERE agency_id = agencies.id AND role = 'admin' AND ended_at IS NULL"
        " AND disabled_at IS NULL)"
    )


def agencies_called(store: Store, roots: Iterable[int], text: str) -> list[Row]:
    """The open agencies beneath these roots that have this name or code."""
    condition, values = within(store, "agencies.id", roots)
    return store.rows(
        "SELECT * FROM agencies WHERE (name = :text OR (code <> '' AND code = :text))"  # noqa: S608 - values are bound
        f" AND closed_at IS NULL AND {condition}",
        text=text,
        **values,
    )


def anybody(store: Store) -> bool:
    """Is there anybody, or any agency?"""
    return bool(store.rows("SELECT 1 FROM people UNION ALL SELECT 1 FROM agencies LIMIT 1"))


def move_unread(store: Store, from_id: int, to_id: int) -> int:
    """Unread notifications of one person handed to another who has not the same already; how many."""
    return store.run(
        "UPDATE notifications SET person_id = :to_id WHERE person_id = :from_id AND read_at IS NULL"
        " AND subject NOT IN (SELECT subject FROM notifications WHERE person_id = :to_id)",
        from_id=from_id, to_id=to_id,
    )  # fmt: skip
