"""What must hold of the database after every step, and more slowly now and then."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from api.actions.evaluations import looking
from api.actions.evaluations.current import read
from api.actions.evaluations.figures import deviation_rows, figures
from api.actions.recomputing import recompute
from api.auth import Actor
from api.chain import first_break
from api.store import Store, audit
from api.store.paging import Page
from api.version import engine_version
from tests.api.service.workflow.forms import PLACES
from tests.api.service.workflow.oracle import Case, Model

_COLUMNS = "id, state, level, levels, round, revision, previous_id, latest, confidential, total, version"
_COMPUTED = (
    "place", "position", "cause", "causes", "direction", "amount", "share", "share_scaled", "lost", "lost_scaled",
    "explanation", "fault", "reason", "remedy",
)  # fmt: skip
Rows = dict[int, dict[str, Any]]


def agree(what: str, found: object, expected: object) -> None:
    """Fails with both where they differ."""
    assert found == expected, f"{what}: found {found}, expected {expected}"


def rows_of(store: Store) -> Rows:
    """Every evaluation as the store has it."""
    return {row["id"]: row for row in store.rows(f"SELECT {_COLUMNS} FROM evaluations")}


def check_rows(found: Rows, model: Model) -> None:
    """Each evaluation stands as the model says, version aside."""
    told = {id: {**row, "total": _number(row["total"])} for id, row in found.items()}
    for row in told.values():
        row.pop("version")
    for id, case in model.cases.items():
        agree("evaluation", told.pop(id), _row(case))
    agree("evaluations that are in no model", told, {})


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.id, "state": case.state, "level": case.level, "levels": case.levels, "round": case.round,
        "revision": case.revision, "previous_id": case.previous, "latest": int(case.latest),
        "confidential": int(case.confidential), "total": case.total(),
    }  # fmt: skip


def check_audit(store: Store, model: Model) -> None:
    """As many rows of audit as there were effective changes, in each evaluation's chain and nowhere else."""
    rows = store.rows("SELECT chain, COUNT(*) AS number FROM audit WHERE noun = 'evaluation' GROUP BY chain")
    expected = {f"evaluation:{case.id}": case.events for case in model.cases.values()}
    agree("rows of audit", {row["chain"]: row["number"] for row in rows}, expected)


def check_versions(before: Rows, after: Rows, changed: set[int]) -> None:
    """The version grows with every change, and only then."""
    grown = {id for id, row in after.items() if id in before and row["version"] > before[id]["version"]}
    agree("versions grown", grown, changed & before.keys())
    agree("versions fallen", [id for id in before if after[id]["version"] < before[id]["version"]], [])


def evidence_of(store: Store, id: int, place: str) -> int:
    """The number of the newest evidence that backs a line; 0 where none does."""
    rows = store.rows(
        "SELECT MAX(id) AS id FROM evidence WHERE evaluation_id = :id AND place = :place AND removed_at IS NULL",
        id=id, place=place,
    )  # fmt: skip
    return int(rows[0]["id"] or 0)


def check_case(store: Store, case: Case) -> None:
    """What belongs to one evaluation: explanations, reviews, spot checks, evidence."""
    rows = store.rows("SELECT place, explanation FROM deviations WHERE evaluation_id = :id", id=case.id)
    agree(f"explanations of {case.id}", {row["place"]: row["explanation"] for row in rows}, case.standings())
    said = store.rows(
        "SELECT level, place, score, opinion, name FROM reviews JOIN people ON people.id = reviewed_by"
        " WHERE evaluation_id = :id", id=case.id,
    )  # fmt: skip
    expected = {(level, PLACES[line]): tuple(each) for (level, line), each in case.reviews.items()}
    found = {(row["level"], row["place"]): (_number(row["score"]), row["opinion"], row["name"]) for row in said}
    agree(f"reviews of {case.id}", found, expected)
    held = store.rows(
        "SELECT place, COUNT(*) AS number FROM evidence WHERE evaluation_id = :id AND removed_at IS NULL"
        " GROUP BY place",
        id=case.id,
    )
    backed = {PLACES[line]: number for line, number in enumerate(case.evidence) if number}
    agree(f"evidence of {case.id}", {row["place"]: row["number"] for row in held}, backed)
    (spots,) = store.rows("SELECT COUNT(*) AS number FROM spot_checks WHERE evaluation_id = :id", id=case.id)
    agree(f"spot checks of {case.id}", spots["number"], case.spot_checks)


def check_deeply(store: Store, model: Model, reader: Actor, now: datetime, digests: dict[int, str]) -> None:
    """What takes longer: approved results computed again and unchanged, chains whole, figures as the sheet gives."""
    found = recompute(store, engine_version())
    frozen = {case.id for case in model.cases.values() if case.state in ("approved", "published", "withdrawn")}
    agree("results computed again", found[:2], (len(frozen), 0))
    kept = {row["evaluation_id"]: row["digest"] for row in store.rows("SELECT evaluation_id, digest FROM snapshots")}
    agree("snapshots", kept.keys(), frozen)
    agree("digests of old", {id: kept.get(id) for id in digests}, digests)
    digests.update(kept)
    _check_latest(store, model)
    listed = {row["id"]: row for row in looking.listed(store, reader, Page("updated", limit=200), {}).rows}
    for case in model.cases.values():
        agree(f"break in chain {case.id}", first_break(audit.of_chain(store, f"evaluation:{case.id}")), None)
        _check_figures(store, reader, now, case, listed[case.id])


def _check_latest(store: Store, model: Model) -> None:
    """Each plan has one latest revision under its task."""
    rows = store.rows("SELECT SUM(latest) AS number FROM evaluations GROUP BY task_id, plan_id")
    agree(
        "latest revisions", [row["number"] for row in rows], [1] * len({case.task.id for case in model.cases.values()})
    )


def _check_figures(store: Store, reader: Actor, now: datetime, case: Case, listed: dict[str, Any]) -> None:
    """The stored columns and deviations are those of the sheet, computed again; the list shows the same total."""
    current = read(store, reader, case.id)
    computed = figures(current.sheet)
    agree(f"figures of {case.id}", {name: current.row[name] for name in computed}, computed)
    agree(f"total of {case.id} in the list", listed["total"], computed["total"])
    rows = deviation_rows(current.sheet, current.row, {}, reader, now)
    pick: Callable[[dict[str, Any]], tuple[Any, ...]] = lambda row: tuple(row[name] for name in _COMPUTED)  # noqa: E731
    stored = store.rows("SELECT * FROM deviations WHERE evaluation_id = :id ORDER BY position", id=case.id)
    agree(f"deviations of {case.id}", [pick(row) for row in stored], [pick(row) for row in rows])
