"""偏差与说明: the computed facts of a line beside its explanation, kept up with every save; and every text it had."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"id": "deviations.id", "share": "deviations.share_scaled", "lost": "deviations.lost_scaled"}
COLUMNS = (
    "evaluation_id", "place", "position", "agency_id", "year", "name", "dimension", "category", "target", "actual",
    "cause", "causes", "direction", "amount", "unit", "share", "share_scaled", "lost", "lost_scaled", "draft", "reason",
    "remedy", "explanation", "fault", "author_id", "authored_at",
)  # fmt: skip
_SELECT = (
    "deviations.*, evaluations.name AS evaluation, evaluations.state, agencies.name AS agency, people.name AS author"
)
_SOURCE = (
    "deviations JOIN evaluations ON evaluations.id = deviations.evaluation_id"
    " JOIN agencies ON agencies.id = deviations.agency_id LEFT JOIN people ON people.id = deviations.author_id"
)


def of(store: Store, evaluation_id: int) -> list[Row]:
    """The deviations of one evaluation, in the order of the form."""
    return store.rows(
        f"SELECT {_SELECT} FROM {_SOURCE} WHERE deviations.evaluation_id = :id"  # noqa: S608 - names of our own
        " ORDER BY deviations.position",
        id=evaluation_id,
    )


# Is there a file of evidence for the very line?
BACKED = (
    "EXISTS (SELECT 1 FROM evidence WHERE evidence.evaluation_id = deviations.evaluation_id"
    " AND evidence.place = deviations.place AND evidence.removed_at IS NULL)"
)
_CONDITIONS: Mapping[str, str] = {
    "task": "evaluations.task_id = :task",
    "agency": "deviations.agency_id IN (SELECT agency_id FROM agency_ancestors WHERE ancestor_id = :agency)",
    "year": "deviations.year = :year",
    "dimension": "deviations.dimension = :dimension",
    "category": "deviations.category = :category",
    "cause": "deviations.cause = :cause",
    "direction": "deviations.direction = :direction",
    "explanation": "deviations.explanation = :explanation",
    "state": "evaluations.state = :state",
    "least_share": "deviations.share_scaled >= :least_share",
    "least_lost": "deviations.lost_scaled >= :least_lost",
    "at": "deviations.agency_id = :at",
    "about": "(CASE deviations.place WHEN 'funding' THEN 'funding' ELSE 'lines' END) = :about",
    "handed_in": "(evaluations.state NOT IN ('draft', 'returned')) = :handed_in",
    "deviating": "(deviations.cause <> '') = :deviating",
    "outstanding": "(deviations.explanation IN ('owed', 'insufficient')) = :outstanding",
    "losing": "(deviations.lost_scaled > 0) = :losing",
    "backed": f"{BACKED} = :backed",
}


def listed(store: Store, roots: Iterable[int], asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the deviations of the latest revisions in these subtrees; each filter given must hold."""
    condition, values = within(store, "deviations.agency_id", roots)
    given = {name: value for name, value in filters.items() if value is not None}
    where = (condition, "evaluations.latest = 1", *(_CONDITIONS[name] for name in given))
    return page(store, Query(_SELECT, _SOURCE, where, values | given, SORTS, "deviations.id"), asked)


def replace(store: Store, evaluation_id: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Brings the deviations of an evaluation to these rows, touching only what differs."""
    before = {row["place"]: row for row in _bare(store, evaluation_id)}
    wanted = {row["place"]: row for row in rows}
    for place in before.keys() - wanted.keys():
        store.run("DELETE FROM deviations WHERE evaluation_id = :id AND place = :place", id=evaluation_id, place=place)
    for place, row in wanted.items():
        if place not in before:
            _insert(store, row)
        elif any(before[place][name] != row[name] for name in COLUMNS):
            _update(store, row)


def authors(store: Store, evaluation_id: int) -> dict[str, Row]:
    """Who wrote each explanation of an evaluation, and when, by place."""
    return {row["place"]: row for row in _bare(store, evaluation_id)}


def _bare(store: Store, evaluation_id: int) -> list[Row]:
    return store.rows("SELECT * FROM deviations WHERE evaluation_id = :id", id=evaluation_id)


def _insert(store: Store, row: Mapping[str, Any]) -> None:
    names, values = ", ".join(COLUMNS), ", ".join(f":{name}" for name in COLUMNS)
    store.run(f"INSERT INTO deviations ({names}) VALUES ({values})", **row)  # noqa: S608 - names of our own


def _update(store: Store, row: Mapping[str, Any]) -> None:
    assigned = ", ".join(f"{name} = :{name}" for name in COLUMNS)
    store.run(
        f"UPDATE deviations SET {assigned} WHERE evaluation_id = :evaluation_id AND place = :place",  # noqa: S608
        **row,
    )


def remember(store: Store, row: Mapping[str, Any]) -> None:
    """One text more in the history of an explanation."""
    store.run(
        "INSERT INTO explanation_history (evaluation_id, place, reason, remedy, explanation, author_id, authored_at)"
        " VALUES (:evaluation_id, :place, :reason, :remedy, :explanation, :author_id, :authored_at)",
        **row,
    )


def history(store: Store, evaluation_id: int) -> list[Row]:
    """Every text that the explanations of an evaluation had, oldest first."""
    return store.rows(
        "SELECT explanation_history.*, people.name AS author FROM explanation_history"
        " JOIN people ON people.id = author_id WHERE evaluation_id = :id ORDER BY explanation_history.id",
        id=evaluation_id,
    )


def keep_authors(store: Store, *, from_id: int, to_id: int) -> None:
    """In a new revision, an explanation taken over from the one before keeps its author."""
    store.run(
        "UPDATE deviations SET author_id = (SELECT old.author_id FROM deviations AS old"
        " WHERE old.evaluation_id = :from_id AND old.place = deviations.place), authored_at = (SELECT old.authored_at"
        " FROM deviations AS old WHERE old.evaluation_id = :from_id AND old.place = deviations.place)"
        " WHERE evaluation_id = :to_id AND author_id IS NOT NULL",
        from_id=from_id, to_id=to_id,
    )  # fmt: skip
