"""导入: what a file held, where each of its forms would go, and what became of it."""

from collections.abc import Mapping
from typing import Any

from api.store.paging import Page, Query, Slice, page
from api.store.sqlite import Row, Store

SORTS = {"id": "imports.id"}
FORM = (
    "import_id", "position", "name", "family", "certainty", "document", "findings", "goal", "goal_id", "goal_version",
    "why", "file", "places",
)  # fmt: skip


def get(store: Store, id: int) -> Row | None:
    """The import; None where there is none."""
    return next(iter(store.rows("SELECT * FROM imports WHERE id = :id", id=id)), None)


def listed(store: Store, person_id: int, asked: Page) -> Slice:
    """A page of a person's imports."""
    where, values = ("imports.person_id = :person_id",), {"person_id": person_id}
    return page(store, Query("imports.*", "imports", where, values, SORTS, "imports.id"), asked)


def forms(store: Store, import_id: int) -> list[Row]:
    """The forms of an import, in the order of the file."""
    return store.rows("SELECT * FROM import_forms WHERE import_id = :id ORDER BY position", id=import_id)


def insert(
    store: Store, *, person_id: int | None, name: str, sha256: str, task_id: int | None, at: str,
    meant_for: int | None = None,
) -> Row:  # fmt: skip
    """A new import, to be looked at."""
    return store.rows(
        "INSERT INTO imports (person_id, name, sha256, task_id, meant_for, state, created_at)"
        " VALUES (:person_id, :name, :sha256, :task_id, :meant_for, 'preview', :at) RETURNING *",
        person_id=person_id, name=name, sha256=sha256, task_id=task_id, meant_for=meant_for, at=at,
    )[0]  # fmt: skip


def add_form(store: Store, values: Mapping[str, Any]) -> None:
    """One form of an import; it waits, unless what became of it is given."""
    names = (*FORM, "outcome", "refusal")
    store.run(
        f"INSERT INTO import_forms ({', '.join(names)})"  # noqa: S608 - names of our own
        f" VALUES ({', '.join(f':{name}' for name in names)})",
        **{"outcome": "waiting", "refusal": "", **values},
    )


def rewrite(store: Store, id: int, values: Mapping[str, Any]) -> None:
    """A form read anew: its document, what is still doubtful, where it would go."""
    assigned = ", ".join(f"{name} = :{name}" for name in values)
    store.run(f"UPDATE import_forms SET {assigned} WHERE id = :id", id=id, **values)  # noqa: S608 - names of our own


def settle(store: Store, id: int, *, outcome: str, refusal: str) -> None:
    """What became of a form."""
    store.run(
        "UPDATE import_forms SET outcome = :outcome, refusal = :refusal WHERE id = :id",
        id=id, outcome=outcome, refusal=refusal,
    )  # fmt: skip


def confirm(store: Store, id: int, at: str) -> Row:
    """The import, confirmed."""
    return store.rows(
        "UPDATE imports SET state = 'confirmed', confirmed_at = :at WHERE id = :id RETURNING *", id=id, at=at
    )[0]


def reopen(store: Store, id: int) -> None:
    """The import to be looked at once more: what of it is not stored waits again."""
    store.run("UPDATE imports SET state = 'preview', confirmed_at = NULL WHERE id = :id", id=id)


def forget(store: Store, id: int) -> None:
    """The import and its forms, gone; the audit keeps that it was begun."""
    store.run("DELETE FROM import_forms WHERE import_id = :id", id=id)
    store.run("DELETE FROM imports WHERE id = :id", id=id)
