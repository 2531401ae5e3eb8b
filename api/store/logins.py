"""登录: what the server keeps of those signed in, and the guesses at passwords."""

from collections.abc import Iterable

from api.store.sqlite import Row, Store


def find(store: Store, digest: str) -> Row | None:
    """The login of that digest that was not ended, with its person."""
    rows = store.rows(
        "SELECT logins.*, people.name, people.disabled_at, people.must_change FROM logins"
        " JOIN people ON people.id = person_id WHERE digest = :digest AND ended_at IS NULL",
        digest=digest,
    )
    return next(iter(rows), None)


def get(store: Store, id: int) -> Row:
    """The login."""
    return store.rows("SELECT * FROM logins WHERE id = :id", id=id)[0]


def insert(store: Store, *, person_id: int, digest: str, address: str, at: str) -> Row:
    """A new login."""
    return store.rows(
        "INSERT INTO logins (person_id, digest, address, created_at, seen_at)"
        " VALUES (:person_id, :digest, :address, :at, :at) RETURNING *",
        person_id=person_id, digest=digest, address=address, at=at,
    )[0]  # fmt: skip


def see(store: Store, id: int, at: str) -> None:
    """The login in use at that instant."""
    store.run("UPDATE logins SET seen_at = :at WHERE id = :id AND seen_at < :at AND ended_at IS NULL", id=id, at=at)


def end(store: Store, id: int, at: str) -> None:
    """The login ended."""
    store.run("UPDATE logins SET ended_at = :at WHERE id = :id AND ended_at IS NULL", id=id, at=at)


def end_all(store: Store, person_id: int, at: str, *, but: int = 0) -> int:
    """Every login of the person ended, except one; how many."""
    return store.run(
        "UPDATE logins SET ended_at = :at WHERE person_id = :person_id AND id <> :but AND ended_at IS NULL",
        person_id=person_id, at=at, but=but,
    )  # fmt: skip


def attempts(store: Store, subject: str) -> Row | None:
    """The guesses counted for an account or address."""
    return next(iter(store.rows("SELECT * FROM attempts WHERE subject = :subject", subject=subject)), None)


def count(store: Store, subject: str, *, failures: int, since: str, locked_until: str | None) -> None:
    """The guesses of an account or address as they now stand."""
    store.run(
        "INSERT INTO attempts (subject, failures, since, locked_until) VALUES (:subject, :failures, :since, :until)"
        " ON CONFLICT (subject) DO UPDATE SET failures = :failures, since = :since, locked_until = :until",
        subject=subject, failures=failures, since=since, until=locked_until,
    )  # fmt: skip


def clear(store: Store, subjects: Iterable[str]) -> None:
    """No guesses counted for these any more."""
    for subject in subjects:
        store.run("DELETE FROM attempts WHERE subject = :subject", subject=subject)


def forget_attempts(store: Store, before: str) -> int:
    """Drops what was counted since before an instant and locks nothing any more; how many."""
    return store.run(
        "DELETE FROM attempts WHERE since < :before AND (locked_until IS NULL OR locked_until < :before)", before=before
    )
