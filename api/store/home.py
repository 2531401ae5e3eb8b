"""What lies on somebody's desk (工作台): reports to make under tasks that run."""

from collections.abc import Iterable

from api.store.paging import within
from api.store.sqlite import Row, Store

MANY = 200  # rows of a kind on one desk
# An agency's deadline under a task, extensions included; for queries that name both.
DEADLINE = (
    "COALESCE((SELECT MAX(deadline) FROM extensions WHERE task_id = tasks.id AND (extensions.agency_id IS NULL"
    " OR extensions.agency_id = agencies.id) AND deadline > tasks.deadline), tasks.deadline) AS deadline"
)
_TASK = (
    "tasks.id AS task_id, tasks.name AS task, tasks.year, tasks.place, tasks.opens_at, agencies.name AS agency,"
    f" {DEADLINE}"
)
_UNBACKED = (
    "(SELECT COUNT(*) FROM json_each(evaluations.claimed) AS line WHERE evaluations.state IN ('draft', 'returned')"
    " AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.evaluation_id = evaluations.id"
    " AND evidence.place = line.value AND evidence.removed_at IS NULL)) AS unbacked"
)
_ADDRESSED = (
    "tasks JOIN task_agencies ON task_agencies.task_id = tasks.id"
    " JOIN agencies ON agencies.id = task_agencies.agency_id"
)


def reports(store: Store, roots: Iterable[int], since: str) -> list[Row]:
    """The latest reports beneath these roots: every one that is open, and those of tasks that end after ``since``.

    ``lacking`` is None for one last saved before it was counted; ``unbacked``: how many lines still want evidence.
    """
    scope, values = within(store, "evaluations.agency_id", roots)
    return store.rows(
        f"SELECT * FROM (SELECT {_TASK}, evaluations.id, evaluations.name, evaluations.state,"  # noqa: S608
        " evaluations.open_lines, evaluations.owed, evaluations.total, evaluations.low, evaluations.high,"
        f" evaluations.grade, evaluations.revision, evaluations.lacking, {_UNBACKED}"
        " FROM evaluations JOIN tasks ON tasks.id = evaluations.task_id"
        " JOIN agencies ON agencies.id = evaluations.agency_id"
        f" WHERE evaluations.latest = 1 AND {scope}) AS found"
        " WHERE state IN ('draft', 'returned') OR deadline > :since ORDER BY deadline, task_id, agency, id LIMIT :many",
        since=since, many=MANY, **values,
    )  # fmt: skip


def promised(store: Store, roots: Iterable[int], since: str) -> list[Row]:
    """Plans beneath these roots that a task asks a report of and that have none: ``approved_id`` None until approved.

    ``elsewhere``: how many reports it has under other tasks. Tasks that ended before ``since`` are left alone.
    """
    scope, values = within(store, "plans.agency_id", roots)
    return store.rows(
        f"SELECT * FROM (SELECT {_TASK}, plans.id AS plan_id, plans.name, plans.approved_id,"  # noqa: S608
        " (SELECT COUNT(*) FROM evaluations WHERE evaluations.plan_id = plans.id) AS elsewhere"
        f" FROM {_ADDRESSED} JOIN plans ON plans.agency_id = agencies.id AND plans.year = tasks.year"
        " WHERE agencies.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM evaluations"
        f" WHERE evaluations.task_id = tasks.id AND evaluations.plan_id = plans.id) AND {scope}) AS found"
        " WHERE deadline > :since ORDER BY deadline, task_id, agency, plan_id LIMIT :many",
        since=since, many=MANY, **values,
    )  # fmt: skip


def unplanned(store: Store, roots: Iterable[int], since: str) -> list[Row]:
    """Agencies beneath these roots that a task asks, and that have no plan of its year at all."""
    scope, values = within(store, "task_agencies.agency_id", roots)
    return store.rows(
        f"SELECT * FROM (SELECT {_TASK} FROM {_ADDRESSED} WHERE agencies.closed_at IS NULL"  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM plans WHERE plans.agency_id = agencies.id AND plans.year = tasks.year)"
        f" AND {scope}) AS found WHERE deadline > :since ORDER BY deadline, task_id, agency LIMIT :many",
        since=since, many=MANY, **values,
    )  # fmt: skip


def begun(store: Store, roots: Iterable[int]) -> Row:
    """What the first self-evaluation beneath these roots takes, counted: ``agencies``, people by role, approved
    ``plans``, and ``tasks`` that reach there. Whoever holds a role above reaches down, too.
    """
    scopes = {name: within(store, column, roots) for name, column in _BEGUN.items()}
    values = scopes["agencies"][1]
    above = ", ".join(f":{name}" for name in values) or "NULL"
    holding = (
        "SELECT COUNT(DISTINCT person_id) FROM grants JOIN people ON people.id = person_id"  # noqa: S608
        " WHERE ended_at IS NULL AND disabled_at IS NULL"
        f" AND ({scopes['people'][0]} OR grants.agency_id IN (SELECT ancestor_id FROM agency_ancestors"
        f" WHERE agency_id IN ({above})))"
    )
    return store.rows(
        "SELECT (SELECT COUNT(*) FROM agencies"  # noqa: S608
        f" WHERE closed_at IS NULL AND {scopes['agencies'][0]}) AS agencies,"
        f" ({holding} AND role = 'manager') AS managers, ({holding} AND role = 'supervisor') AS supervisors,"
        f" (SELECT COUNT(*) FROM plans WHERE approved_id IS NOT NULL AND {scopes['plans'][0]}) AS plans,"
        f" (SELECT COUNT(DISTINCT task_id) FROM task_agencies WHERE {scopes['tasks'][0]}) AS tasks",
        **values,
    )[0]


_BEGUN = {
    "agencies": "agencies.id", "people": "grants.agency_id", "plans": "plans.agency_id",
    "tasks": "task_agencies.agency_id",
}  # fmt: skip
