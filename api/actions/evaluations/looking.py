"""Looking (查看): lists, one evaluation whole, its deviations, its history, its package."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api import wire
from api.actions.evaluations.current import NOUN, Evaluation, document_of, read, visible
from api.actions.evaluations.missing import missing
from api.auth import Actor, Right, reach
from api.chain import withheld
from api.changes import Change, changes
from api.package import pack
from api.problems.faults import FieldError
from api.problems.service import NotFound, NotPossible
from api.store import Row, Store, audit, deviations, evaluations, evidence, reviewing, rulebooks
from api.store.paging import LARGEST_PAGE, Page, Slice
from indicators.model import SelfEvaluation
from indicators.workflow import State


def every(store: Store, actor: Actor, filters: Mapping[str, Any]) -> list[Row]:
    """All the evaluations of a list, page after page, in the order of their names."""
    found: list[Row] = []
    asked = Page("name", limit=LARGEST_PAGE)
    while True:
        part = listed(store, actor, asked, filters)
        found += part.rows
        if part.after is None:
            return found
        asked = asked._replace(after=part.after)


class Whole(NamedTuple):
    """An evaluation with everything that belongs to it."""

    evaluation: Evaluation
    missing: list[FieldError]
    evidence: list[Row]
    decisions: list[Row]
    spot_checks: list[Row]
    digest: str | None


def listed(store: Store, actor: Actor, asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the evaluations that the actor may see."""
    return evaluations.listed(store, reach(actor, Right.READ), asked, filters)


def get(store: Store, actor: Actor, id: int) -> Whole:
    """One evaluation with all that belongs to it."""
    return _whole(store, read(store, actor, id))


def _whole(store: Store, current: Evaluation) -> Whole:
    snapshot = reviewing.snapshot(store, current.id)
    return Whole(
        current, owing(store, current), evidence.of(store, current.id), reviewing.decisions(store, current.id),
        reviewing.spot_checks(store, current.id), snapshot["digest"] if snapshot else None,
    )  # fmt: skip


def owing(store: Store, current: Evaluation) -> list[FieldError]:
    """What is missing before it can be submitted."""
    return missing(current.reported, evidence.backed(store, current.id))


def since_submission(store: Store, current: Evaluation) -> list[Change]:
    """What the last submission changed against the one before; for a report being filled, against the last one."""
    sent = reviewing.submissions(store, current.id)
    waiting = current.state in (State.DRAFT, State.RETURNED)
    base = sent[-1:] if waiting else sent[-2:-1]
    if not base:
        return []
    return changes(wire.kept(base[0]["document"]), current.stored)


def deviations_of(store: Store, actor: Actor, id: int) -> list[Row]:
    """The deviations of one evaluation with their explanations, in the order of the form."""
    visible(store, actor, id)
    return deviations.of(store, id)


def deviations_listed(store: Store, actor: Actor, asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the deviations that the actor may see, across evaluations."""
    return deviations.listed(store, reach(actor, Right.READ), asked, filters)


class History(NamedTuple):
    """What happened to an evaluation, every text its explanations had, and its document."""

    events: list[Row]
    explanations: list[Row]
    document: SelfEvaluation


def history(store: Store, actor: Actor, id: int) -> History:
    """The whole history, oldest first."""
    document = document_of(visible(store, actor, id)["document"])
    return History(audit.of_chain(store, f"evaluation:{id}"), deviations.history(store, id), document)


def package(store: Store, actor: Actor, id: int) -> bytes:
    """The result as a zip that anybody can compute again; NotPossible before approval."""
    return _packed(store, visible(store, actor, id))


def _packed(store: Store, row: Row, *, public: bool = False) -> bytes:
    snapshot = reviewing.snapshot(store, row["id"])
    if snapshot is None:
        raise NotPossible("审定之后才有结果包")
    facts = {"单位": row["agency"], "名称": row["name"], "预算年度": f"{row['year']}", "审定时间": row["approved_at"]}
    book = rulebooks.text(store, row["rulebook_digest"])
    chain = audit.of_chain(store, f"evaluation:{row['id']}")
    rows = _open_to_all(chain, snapshot["digest"]) if public else chain
    return pack(snapshot["text"], snapshot["digest"], book, rows, facts)


def _open_to_all(chain: list[Row], digest: str) -> list[Row]:
    """The chain up to the row that names the digest, which alone is told: who did what is not the public's."""
    frozen = next(number for number, each in enumerate(chain) if digest in each["after"])
    return [*map(withheld, chain[:frozen]), chain[frozen]]


def public_listed(store: Store, asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of what is published."""
    return evaluations.published(store, asked, filters)


class Published(NamedTuple):
    """A published result: its row, and the snapshot that was approved."""

    row: Row
    snapshot: Mapping[str, Any]
    digest: str


def public(store: Store, id: int) -> Published:
    """A published result; NotFound for what is not published, was withdrawn or is confidential."""
    row = _public_row(store, id)
    snapshot = reviewing.snapshot(store, id)
    assert snapshot is not None
    return Published(row, wire.kept(snapshot["text"]), snapshot["digest"])


def public_digest(store: Store, id: int) -> tuple[Row, str]:
    """A published result's row and the digest of what was approved; NotFound as above."""
    row = _public_row(store, id)
    snapshot = reviewing.snapshot(store, id)
    assert snapshot is not None
    return row, str(snapshot["digest"])


def public_package(store: Store, id: int) -> bytes:
    """The package of a published result; of its audit it tells the row that locked it, of those before the links."""
    return _packed(store, _public_row(store, id), public=True)


def _public_row(store: Store, id: int) -> Row:
    row = evaluations.get(store, id)
    if row is None or row["state"] != State.PUBLISHED or row["confidential"]:
        raise NotFound(NOUN)
    return row
