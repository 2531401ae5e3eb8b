"""What chance never finds: requests that fit what is stored, in place of every other one that was drawn to be valid."""

import itertools
import json
from collections.abc import Callable, Mapping
from typing import Any

from api.store import Store
from tests.api.contract.people import ANYBODY
from tests.api.service.stories import FORM, form

Fit = Callable[[Store, Any], None]
OPEN = "evaluations.state IN ('draft', 'returned')"
REPORT = form()
_numbers = itertools.count(1)


def _rollup(_: Store, case: Any) -> None:
    case.query = {"rulebook": "hubei-2020"}
    case.body = {"documents": [REPORT, REPORT | {"agency": {"name": "图书馆"}}]}


def _save(store: Store, case: Any) -> None:
    """The report as it stands, saved again."""
    for row in store.rows(f"SELECT id, version, document FROM evaluations WHERE {OPEN} ORDER BY id LIMIT 1"):
        case.path_parameters["id"], case.headers["If-Match"] = row["id"], f'"{row["version"]}"'
        case.body = json.loads(row["document"])


def _patch(store: Store, case: Any) -> None:
    """A remark on a report that is still open."""
    _save(store, case)
    case.body = {"notes": ["改动一处"]}


def _open(store: Store, case: Any) -> None:
    """A plan in force that has no evaluation under its agency's task."""
    sql = (
        "SELECT plans.id AS plan_id, tasks.id AS task_id FROM plans JOIN task_agencies ON"
        " task_agencies.agency_id = plans.agency_id JOIN tasks ON tasks.id = task_agencies.task_id"
        " AND tasks.year = plans.year WHERE plans.approved_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM evaluations WHERE evaluations.plan_id = plans.id AND evaluations.task_id = tasks.id) LIMIT 1"
    )
    for row in store.rows(sql):
        case.body = row


def _detach(store: Store, case: Any) -> None:
    """A file at a report that is still open; the version is the report's."""
    sql = (
        "SELECT evidence.id, evaluations.version FROM evidence JOIN evaluations ON evaluations.id ="
        f" evidence.evaluation_id WHERE evidence.removed_at IS NULL AND {OPEN} LIMIT 1"
    )
    for row in store.rows(sql):
        case.path_parameters["id"], case.headers["If-Match"] = row["id"], f'"{row["version"]}"'


def _form(_: Store, case: Any) -> None:
    """A printed report."""
    case.query, case.body = {"name": "自评表.csv"}, FORM


def _import(store: Store, case: Any) -> None:
    """An import of whoever asks, the newest."""
    sql = (
        "SELECT imports.id FROM imports JOIN people ON people.id = person_id WHERE login = :who ORDER BY 1 DESC LIMIT 1"
    )
    for row in store.rows(sql, who=ANYBODY):
        case.path_parameters["id"] = row["id"]


def _confirm(store: Store, case: Any) -> None:
    """All of it."""
    _import(store, case)
    case.body = {}


def _agencies(_: Store, case: Any) -> None:
    """A sheet of one beneath the one above all."""
    case.body = {"rows": [{"name": f"成批{next(_numbers)}", "parent": "某市财政局"}], "dry_run": False}


GOOD: Mapping[str, Fit] = {
    "POST /api/v1/rollup": _rollup,
    "POST /api/v1/agencies/bulk": _agencies,
    "PUT /api/v1/evaluations/{id}": _save,
    "PATCH /api/v1/evaluations/{id}": _patch,
    "POST /api/v1/evaluations": _open,
    "DELETE /api/v1/evidence/{id}": _detach,
    "POST /api/v1/forms/read": _form,
    "POST /api/v1/imports": _form,
    "GET /api/v1/imports/{id}": _import,
    "POST /api/v1/imports/{id}/confirm": _confirm,
}
