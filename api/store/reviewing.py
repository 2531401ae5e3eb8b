"""提交、复核、退回与审定、抽查、审定快照."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from api.store.sqlite import Row, Store


def submit(store: Store, id: int, *, round: int, document: str, person_id: int, at: str) -> None:
    """Keeps the document as it was submitted."""
    store.run(
        "INSERT INTO submissions (evaluation_id, round, document, submitted_by, submitted_at)"
        " VALUES (:id, :round, :document, :person_id, :at)",
        id=id, round=round, document=document, person_id=person_id, at=at,
    )  # fmt: skip


def submissions(store: Store, id: int) -> list[Row]:
    """Every submission of an evaluation, oldest first."""
    return store.rows(
        "SELECT submissions.*, people.name AS person FROM submissions JOIN people ON people.id = submitted_by"
        " WHERE evaluation_id = :id ORDER BY submissions.id",
        id=id,
    )


def review(store: Store, id: int, level: int, place: str, values: Mapping[str, Any]) -> None:
    """A level's review of a line, in place of what that level said of it before."""
    store.run(
        "INSERT INTO reviews (evaluation_id, level, place, value, score, opinion, ground, clause, reviewed_by,"
        " reviewed_at) VALUES (:id, :level, :place, :value, :score, :opinion, :ground, :clause, :person_id, :at)"
        " ON CONFLICT (evaluation_id, level, place) DO UPDATE SET value = excluded.value, score = excluded.score,"
        " opinion = excluded.opinion, ground = excluded.ground, clause = excluded.clause,"
        " reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at",
        id=id, level=level, place=place, **values,
    )  # fmt: skip


def drop_review(store: Store, id: int, level: int, place: str) -> int:
    """Takes a level's review of a line back; how many there were."""
    return store.run(
        "DELETE FROM reviews WHERE evaluation_id = :id AND level = :level AND place = :place",
        id=id, level=level, place=place,
    )  # fmt: skip


def reviews(store: Store, id: int) -> list[Row]:
    """Every review of an evaluation's lines, lowest level first."""
    return store.rows(
        "SELECT reviews.*, people.name AS person FROM reviews JOIN people ON people.id = reviewed_by"
        " WHERE evaluation_id = :id ORDER BY level, place",
        id=id,
    )


def decide(store: Store, id: int, action: str, values: Mapping[str, Any], remarks: Sequence[Mapping[str, str]]) -> None:
    """Keeps a return or an approval."""
    store.run(
        "INSERT INTO decisions (evaluation_id, round, level, action, opinion, remarks, decided_by, decided_at)"
        " VALUES (:id, :round, :level, :action, :opinion, :remarks, :person_id, :at)",
        id=id, action=action, remarks=json.dumps(list(remarks), ensure_ascii=False), **values,
    )  # fmt: skip


def decisions(store: Store, id: int) -> list[Row]:
    """Every return and approval, oldest first, with its remarks as values."""
    rows = store.rows(
        "SELECT decisions.*, people.name AS person FROM decisions JOIN people ON people.id = decided_by"
        " WHERE evaluation_id = :id ORDER BY decisions.id",
        id=id,
    )
    return [row | {"remarks": json.loads(row["remarks"])} for row in rows]


def spot_check(store: Store, id: int, values: Mapping[str, Any]) -> Row:
    """A finance spot check, beside what was approved."""
    return store.rows(
        "INSERT INTO spot_checks (evaluation_id, place, score, opinion, checked_by, checked_at)"
        " VALUES (:id, :place, :score, :opinion, :person_id, :at) RETURNING *",
        id=id, **values,
    )[0]  # fmt: skip


def spot_checks(store: Store, id: int) -> list[Row]:
    """Every spot check, oldest first."""
    return store.rows(
        "SELECT spot_checks.*, people.name AS person FROM spot_checks JOIN people ON people.id = checked_by"
        " WHERE evaluation_id = :id ORDER BY spot_checks.id",
        id=id,
    )


def freeze(store: Store, id: int, *, text: str, digest: str, person_id: int, at: str) -> None:
    """Keeps the snapshot of what was approved."""
    store.run(
        "INSERT INTO snapshots (evaluation_id, text, digest, approved_by, approved_at)"
        " VALUES (:id, :text, :digest, :person_id, :at)",
        id=id, text=text, digest=digest, person_id=person_id, at=at,
    )  # fmt: skip


def snapshot(store: Store, id: int) -> Row | None:
    """The snapshot; None before approval."""
    return next(iter(store.rows("SELECT * FROM snapshots WHERE evaluation_id = :id", id=id)), None)
