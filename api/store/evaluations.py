"""自评: the evaluation as it stands, and lists of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.store.agencies import like
from api.store.paging import Page, Query, Slice, page, within
from api.store.scaled import LARGEST, NONE
from api.store.sqlite import Row, Store

SORTS = {
    "updated": "evaluations.updated_at",
    "total": "evaluations.total_scaled",
    "rate": "evaluations.rate_scaled",
    "name": "evaluations.name",
}
# What lies before the first row of a sort, and behind its last: a first page that names it is led by the same index as
# all others, also within a few agencies.
_TEXTS = (("", 0), ("\U0010ffff", LARGEST))
_NUMBERS = ((NONE, 0), (LARGEST, LARGEST))
ENDS = {"updated": _TEXTS, "total": _NUMBERS, "rate": _NUMBERS, "name": _TEXTS}
# What a list shows: everything but the document.
LISTED = (
    "id", "task_id", "plan_id", "plan_version_id", "agency_id", "year", "name", "confidential", "rulebook_digest",
    "levels", "state", "level", "round", "revision", "previous_id", "latest", "total", "total_scaled", "low", "high",
    "grade", "rate", "rate_scaled", "open_lines", "owed", "weak", "version", "created_by", "created_at", "updated_at",
    "submitted_by", "submitted_at", "approved_at", "published_at", "withdrawn_at",
)  # fmt: skip
_SELECT = ", ".join(f"evaluations.{name}" for name in LISTED) + ", agencies.name AS agency"
_SOURCE = "evaluations JOIN agencies ON agencies.id = evaluations.agency_id"


def get(store: Store, id: int) -> Row | None:
    """The evaluation with its document; None where there is none."""
    rows = store.rows(
        "SELECT evaluations.*, agencies.name AS agency FROM evaluations"
        " JOIN agencies ON agencies.id = evaluations.agency_id WHERE evaluations.id = :id",
        id=id,
    )
    return next(iter(rows), None)


def of_plan(store: Store, task_id: int, plan_id: int) -> Row | None:
    """The latest revision under a task of what a plan promised."""
    rows = store.rows(
        "SELECT * FROM evaluations WHERE plan_id = :plan_id AND task_id = :task_id AND latest = 1",
        plan_id=plan_id, task_id=task_id,
    )  # fmt: skip
    return next(iter(rows), None)


def named(store: Store, *, agency_id: int, year: int, name: str, task_id: int | None) -> list[Row]:
    """The latest evaluations of that agency, year and name, under one task or under any."""
    return store.rows(
        "SELECT * FROM evaluations WHERE agency_id = :agency_id AND year = :year AND name = :name AND latest = 1"
        " AND (:task_id IS NULL OR task_id = :task_id)",
        agency_id=agency_id, year=year, name=name, task_id=task_id,
    )  # fmt: skip


def listed(store: Store, roots: Iterable[int], asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the evaluations in these subtrees; each filter given must hold."""
    condition, values = within(store, "evaluations.agency_id", roots)
    where = [condition, *conditions(filters, "evaluations")]
    values |= bound(filters)
    after = asked.after or ENDS[asked.sort][asked.descending]
    query = Query(_SELECT, _SOURCE, tuple(where), values, SORTS, "evaluations.id")
    return page(store, query, asked._replace(after=after))


def published(store: Store, asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of what is published and not confidential, whoever asks."""
    where = ["evaluations.state = 'published'", "evaluations.confidential = 0", *conditions(filters, "evaluations")]
    return page(store, Query(_SELECT, _SOURCE, tuple(where), bound(filters), SORTS, "evaluations.id"), asked)


_CONDITIONS: Mapping[str, str] = {
    "task": "{0}.task_id = :task",
    "plan": "{0}.plan_id = :plan",
    "agency": "{0}.agency_id IN (SELECT agency_id FROM agency_ancestors WHERE ancestor_id = :agency)",
    "year": "{0}.year = :year",
    "state": "{0}.state = :state",
    "text": "{0}.name LIKE :text ESCAPE '!'",
    "agency_named": "agencies.name LIKE :agency_named ESCAPE '!'",
    "latest": "{0}.latest = :latest",
    "owing": "({0}.owed > 0) = :owing",
    "at": "{0}.agency_id = :at",
    "handed_in": "({0}.state NOT IN ('draft', 'returned')) = :handed_in",
    "settled": "({0}.state IN ('approved', 'published', 'withdrawn')) = :settled",
    "scored": "({0}.total_scaled >= 0) = :scored",
    "rated": "({0}.rate_scaled >= 0) = :rated",
    "graded": "({0}.grade <> '') = :graded",
    "grade": "{0}.grade = :grade",
    "backed": (
        "EXISTS (SELECT 1 FROM evidence WHERE evidence.evaluation_id = {0}.id AND removed_at IS NULL) = :backed"
    ),
    "least_total": "{0}.total_scaled >= :least_total",
    "below_total": "{0}.total_scaled >= 0 AND {0}.total_scaled < :below_total",
    "least_rate": "{0}.rate_scaled >= :least_rate",
    "below_rate": "{0}.rate_scaled >= 0 AND {0}.rate_scaled < :below_rate",
}


def conditions(filters: Mapping[str, Any], table: str) -> list[str]:
    """The conditions of the filters that were given."""
    return [_CONDITIONS[name].format(table) for name, value in filters.items() if value is not None]


def bound(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the filters."""
    return {
        name: like(value) if name in ("text", "agency_named") and value else value for name, value in filters.items()
    }


def insert(store: Store, values: Mapping[str, Any]) -> int:
    """A new evaluation; its id."""
    names = ", ".join(values)
    bound = ", ".join(f":{name}" for name in values)
    sql = f"INSERT INTO evaluations ({names}) VALUES ({bound}) RETURNING id"  # noqa: S608 - names of our own
    return int(store.rows(sql, **values)[0]["id"])


def update(store: Store, id: int, values: Mapping[str, Any]) -> None:
    """The evaluation with these values and its next version."""
    assigned = ", ".join(f"{name} = :{name}" for name in values)
    store.run(f"UPDATE evaluations SET {assigned}, version = version + 1 WHERE id = :id", id=id, **values)  # noqa: S608


def mark_confidential(store: Store, plan_id: int, confidential: bool, at: str) -> list[Row]:
    """Every evaluation of a plan is as confidential as the plan, those published, too; those that changed."""
    return store.rows(
        "UPDATE evaluations SET confidential = :confidential, updated_at = :at, version = version + 1"
        " WHERE plan_id = :plan_id AND confidential <> :confidential RETURNING *",
        plan_id=plan_id, confidential=int(confidential), at=at,
    )  # fmt: skip
