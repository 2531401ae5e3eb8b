"""What waits for a reviewer (待审核): submitted reports, with what of each calls for judgement, in figures."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.store.agencies import like
from api.store.home import DEADLINE
from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {
    "urgency": "found.urgency",
    "submitted": "found.submitted_at",
    "deadline": "found.deadline",
    "total": "found.total_scaled",
}
MANY = 200  # tasks and agencies to choose from
_COLUMNS = (
    "id", "name", "task_id", "agency_id", "year", "state", "level", "levels", "round", "revision", "total",
    "total_scaled", "low", "high", "grade", "rate", "open_lines", "owed", "weak", "version", "submitted_at",
)  # fmt: skip
_WAITING = "evaluations.state = 'submitted' AND evaluations.latest = 1"
_SOURCE = (
    "evaluations JOIN agencies ON agencies.id = evaluations.agency_id JOIN tasks ON tasks.id = evaluations.task_id"
)
# Whoever submitted it, or approved another level in this round, is no second pair of eyes.
_OWN = (
    "(EXISTS (SELECT 1 FROM submissions WHERE submissions.evaluation_id = evaluations.id AND submitted_by = :me)"
    " OR EXISTS (SELECT 1 FROM decisions WHERE decisions.evaluation_id = evaluations.id AND action = 'approve'"
    " AND decisions.round = evaluations.round AND decided_by = :me))"
)
# Misses, over-achievement and points lost; the execution of the funds stands in a column of its own.
_URGENT = (
    "(SELECT COUNT(*) FROM deviations WHERE deviations.evaluation_id = evaluations.id AND cause <> ''"
    " AND deviations.place <> 'funding') + evaluations.owed + evaluations.weak"
)
_MINE_FIRST = 1_000_000
_FILTERS: Mapping[str, str] = {
    "task": "evaluations.task_id = :task",
    "agency": "evaluations.agency_id IN (SELECT agency_id FROM agency_ancestors WHERE ancestor_id = :agency)",
    "year": "evaluations.year = :year",
    "text": "(evaluations.name LIKE :text ESCAPE '!' OR agencies.name LIKE :text ESCAPE '!')",
    "id": "evaluations.id = :id",
}


class Reviewer(NamedTuple):
    """Who asks: the person, the roots within which they review, and the roots at each level (1, 2, 3) they stand at."""

    person_id: int | None
    reach: frozenset[int]
    levels: Mapping[int, tuple[int, ...]]


def _at(who: Reviewer) -> tuple[str, dict[str, Any]]:
    """The condition that a report waits at a level at which somebody stands, and its values."""
    parts, values = [], dict[str, Any]()
    for level, roots in who.levels.items():
        named = {f"level_{level}_{i}": root for i, root in enumerate(roots)}
        listed = ", ".join(f":{name}" for name in named)
        inside = f"SELECT agency_id FROM agency_ancestors WHERE ancestor_id IN ({listed})"  # noqa: S608
        parts.append(f"(evaluations.level = {level - 1} AND evaluations.agency_id IN ({inside}))")
        values |= named
    return f"({' OR '.join(parts) or '1 = 0'})", values


def waiting(store: Store, who: Reviewer) -> int:
    """How many reports wait for this reviewer."""
    mine, values = _at(who)
    sql = f"SELECT COUNT(*) AS number FROM evaluations WHERE {_WAITING} AND {mine} AND NOT {_OWN}"  # noqa: S608
    return int(store.rows(sql, me=who.person_id, **values)[0]["number"])


def listed(store: Store, who: Reviewer, asked: Page, filters: Mapping[str, Any], *, mine: bool) -> Slice:
    """A page of what waits for this reviewer, or of all that waits within their reach, theirs first.

    ``mine`` of a row: waits for them; ``own``: it does not, for they submitted it or approved another level.
    """
    given = {name: value for name, value in filters.items() if value is not None}
    (at, values), (scope, roots) = _at(who), within(store, "evaluations.agency_id", who.reach)
    where = [_WAITING, scope, *(_FILTERS[name] for name in given), *([at, f"NOT {_OWN}"] if mine else [])]
    columns = ", ".join(f"evaluations.{name}" for name in _COLUMNS)
    inner = (
        f"SELECT {columns}, agencies.name AS agency, tasks.name AS task, {DEADLINE},"  # noqa: S608 - parts of our own
        f" CASE WHEN {_OWN} THEN 1 ELSE 0 END AS own, CASE WHEN {at} AND NOT {_OWN} THEN 1 ELSE 0 END AS mine,"
        f" {_URGENT} + CASE WHEN {at} AND NOT {_OWN} THEN {_MINE_FIRST} ELSE 0 END AS urgency"
        f" FROM {_SOURCE} WHERE {' AND '.join(where)}"
    )
    values |= roots | given | {"me": who.person_id}
    if "text" in given:
        values["text"] = like(given["text"])
    return page(store, Query("*", f"({inner}) AS found", (), values, SORTS, "found.id"), asked)


def choices(store: Store, who: Reviewer) -> tuple[list[Row], list[Row]]:
    """The tasks under which, and the agencies beneath which, anything waits within reach."""
    scope, values = within(store, "evaluations.agency_id", who.reach)
    beneath = f"SELECT DISTINCT evaluations.agency_id FROM evaluations WHERE {_WAITING} AND {scope}"  # noqa: S608
    return store.rows(
        "SELECT id, name FROM tasks WHERE id IN (SELECT evaluations.task_id FROM evaluations"  # noqa: S608
        f" WHERE {_WAITING} AND {scope}) ORDER BY deadline, id LIMIT :many", many=MANY, **values,
    ), store.rows(
        "SELECT DISTINCT agencies.id, agencies.name FROM agencies JOIN agency_ancestors"  # noqa: S608
        f" ON ancestor_id = agencies.id WHERE agency_id IN ({beneath}) AND agencies.id IN"
        f" (SELECT agency_id FROM agency_ancestors WHERE {_among(who)}) ORDER BY agencies.name LIMIT :many",
        many=MANY, **values,
    )  # fmt: skip


def _among(who: Reviewer) -> str:
    """Beneath the roots; the names are those that ``within`` binds."""
    return f"ancestor_id IN ({', '.join(f':root_{i}' for i in range(len(who.reach))) or 'NULL'})"


def deviating(store: Store, ids: Iterable[int]) -> list[Row]:
    """Of each of these reports: how many lines missed, over-achieved, and lost points without a word of reason."""
    named, values = _ids(ids)
    return store.rows(
        "SELECT evaluation_id, SUM(CASE WHEN cause = 'missed' THEN 1 ELSE 0 END) AS missed,"  # noqa: S608
        " SUM(CASE WHEN cause = 'over_achieved' THEN 1 ELSE 0 END) AS over_achieved,"
        " SUM(CASE WHEN lost_scaled > 0 AND explanation = 'not_owed' AND reason = '' AND remedy = '' THEN 1 ELSE 0 END)"
        f" AS silent FROM deviations WHERE place <> 'funding' AND evaluation_id IN ({named}) GROUP BY evaluation_id",
        **values,
    )


def reported(store: Store, ids: Iterable[int]) -> list[Row]:
    """The documents of these reports, and how much the checks found in each."""
    named, values = _ids(ids)
    return store.rows(f"SELECT id, document, findings FROM evaluations WHERE id IN ({named})", **values)  # noqa: S608


def backed(store: Store, ids: Iterable[int]) -> list[Row]:
    """The places of these reports that have evidence, each once."""
    named, values = _ids(ids)
    return store.rows(
        "SELECT DISTINCT evaluation_id, place FROM evidence"  # noqa: S608
        f" WHERE removed_at IS NULL AND evaluation_id IN ({named})",
        **values,
    )


def _ids(ids: Iterable[int]) -> tuple[str, dict[str, int]]:
    values = {f"id_{i}": id for i, id in enumerate(ids)}
    return ", ".join(f":{name}" for name in values) or "NULL", values
