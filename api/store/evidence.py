"""佐证材料: which files back which lines; the files themselves lie outside the database, by their content."""

from typing import Any

from api.store.sqlite import Row, Store

_SELECT = "SELECT evidence.*, people.name AS person FROM evidence JOIN people ON people.id = added_by"


def of(store: Store, evaluation_id: int) -> list[Row]:
    """The evidence of an evaluation that was not removed, line by line, oldest first."""
    return store.rows(
        f"{_SELECT} WHERE evaluation_id = :id AND removed_at IS NULL ORDER BY place, evidence.id", id=evaluation_id
    )


def get(store: Store, id: int) -> Row | None:
    """One piece of evidence, removed or not."""
    return next(iter(store.rows(f"{_SELECT} WHERE evidence.id = :id", id=id)), None)


def backed(store: Store, evaluation_id: int) -> frozenset[str]:
    """The places of an evaluation that have evidence."""
    return frozenset(row["place"] for row in of(store, evaluation_id))


def insert(store: Store, evaluation_id: int, values: dict[str, Any]) -> Row:
    """A new piece of evidence."""
    return store.rows(
        "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
        " VALUES (:id, :place, :name, :media_type, :size, :sha256, :person_id, :at) RETURNING *",
        id=evaluation_id, **values,
    )[0]  # fmt: skip


def remove(store: Store, id: int, *, person_id: int | None, at: str) -> None:
    """Marks evidence as removed; its row and its content stay."""
    store.run(
        "UPDATE evidence SET removed_by = :person_id, removed_at = :at WHERE id = :id",
        id=id,
        person_id=person_id,
        at=at,
    )


def move(store: Store, id: int, place: str) -> None:
    """Evidence of another place from now on."""
    store.run("UPDATE evidence SET place = :place WHERE id = :id", id=id, place=place)


def copy(store: Store, from_id: int, to_id: int) -> None:
    """Gives a new revision the evidence of the one before."""
    store.run(
        "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
        " SELECT :to_id, place, name, media_type, size, sha256, added_by, added_at FROM evidence"
        " WHERE evaluation_id = :from_id AND removed_at IS NULL ORDER BY id",
        from_id=from_id, to_id=to_id,
    )  # fmt: skip


def known(store: Store, sha256: str) -> bool:
    """Does any row, removed or not, name this content?"""
    return bool(store.rows("SELECT 1 FROM evidence WHERE sha256 = :sha256 LIMIT 1", sha256=sha256))
