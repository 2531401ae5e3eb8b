"""佐证材料 of a line: attached and removed while the report is open; its content stays where it is."""

from datetime import datetime

from api.actions.evaluations.conditions import take
from api.actions.evaluations.current import Evaluation, check_version, visible
from api.actions.evaluations.saving import refreshed, written
from api.auth import Actor
from api.blobs import Inspected, Received
from api.instants import stamp
from api.problems.faults import FieldError, InvalidDocument
from api.problems.service import EvidenceQuota, NotFound
from api.store import Row, Store, evaluations, evidence
from indicators.workflow import Action

FORM = ("", "funding")  # evidence of the whole form, of the funds


def may_attach(store: Store, actor: Actor, now: datetime, id: int, version: int, where: str) -> None:
    """The refusal that attaching would meet, before a file is received."""
    current = take(store, actor, now, id, Action.SAVE)
    check_version(current, version)
    if where not in FORM and where not in dict(current.document.lines()):
        raise InvalidDocument([FieldError("where", f"没有“{where}”这一行", "no_line")])


def attach(
    store: Store, actor: Actor, now: datetime, id: int, version: int, *, where: str, file: Received, kind: Inspected,
    limit: int,
) -> tuple[Row, Evaluation]:  # fmt: skip
    """The file, kept already, as evidence of a line; EvidenceQuota where an evaluation would hold more bytes than
    ``limit``."""

    def work(store: Store) -> tuple[Row, Evaluation]:
        may_attach(store, actor, now, id, version, where)
        held = sum(row["size"] for row in evidence.of(store, id))
        if held + file.size > limit:
            raise EvidenceQuota(limit, held)
        told = {"place": where, "name": kind.name, "size": file.size, "sha256": file.sha256}
        made = {"media_type": kind.media_type, "person_id": actor.person_id, "at": stamp(now)}
        row = evidence.insert(store, id, told | made)
        evaluations.update(store, id, {"updated_at": stamp(now)})
        current = refreshed(store, id)
        written(store, actor, now, current.row, "attach", after=told)
        return row | {"person": actor.name}, current

    return store.write(work)


def detach(store: Store, actor: Actor, now: datetime, evidence_id: int, version: int) -> Evaluation:
    """The evidence taken off its line; ``version`` is the evaluation's."""

    def work(store: Store) -> Evaluation:
        row = seen(store, actor, evidence_id)
        current = take(store, actor, now, row["evaluation_id"], Action.SAVE)
        check_version(current, version)
        if row["removed_at"]:
            raise NotFound("佐证材料")
        evidence.remove(store, evidence_id, person_id=actor.person_id, at=stamp(now))
        evaluations.update(store, current.id, {"updated_at": stamp(now)})
        told = {name: row[name] for name in ("place", "name", "size", "sha256")}
        written(store, actor, now, current.row, "detach", before=told)
        return refreshed(store, current.id)

    return store.write(work)


def listed(store: Store, actor: Actor, id: int) -> list[Row]:
    """The evidence of an evaluation, line by line."""
    visible(store, actor, id)
    return evidence.of(store, id)


def seen(store: Store, actor: Actor, evidence_id: int) -> Row:
    """A piece of evidence, for whoever may see its evaluation."""
    row = evidence.get(store, evidence_id)
    if row is None:
        raise NotFound("佐证材料")
    visible(store, actor, row["evaluation_id"])
    return row
