"""The queue (待审核): what waits for a reviewer, what of each report calls for judgement, and approval of many."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from api import wire
from api.actions.evaluations import reviewing
from api.actions.evaluations.current import visible
from api.actions.many import each
from api.auth import RIGHTS, Actor, Right, reach
from api.problems.service import NotFound
from api.store import Row, Store, idempotency, queue
from api.store.paging import Page, Slice
from indicators.workflow import LEVELS

DEFAULT = "-urgency"
_KEPT = "approved:"


class Signs(NamedTuple):
    """What of a report calls for judgement: how many lines of each kind, and how far the self score is off."""

    missed: int  # 未达到
    over_achieved: int  # 超额完成
    silent: int  # 失分而没有写原因
    owed: int  # 欠说明
    weak: int  # 说明不足
    open: int  # 待定
    unbacked: int  # 缺佐证
    of_lines: int
    gap: Decimal | None  # 自评减计入
    findings: int | None  # 检查发现的错误和警告


class Waiting(NamedTuple):
    """A report that waits, with its signs."""

    row: Row
    signs: Signs


class Queue(NamedTuple):
    """A page of the queue, and where it ends."""

    rows: list[Waiting]
    end: Slice


def reviewer(actor: Actor) -> queue.Reviewer:
    """Where the actor reviews; what one may do for a lower level is within reach, but waits for that level."""
    roots, held = reach(actor, Right.REVIEW), RIGHTS[Right.REVIEW]
    at = {
        level: tuple(g.agency_id for g in actor.grants if g.role in held and g.rank == rank and g.agency_id in roots)
        for level, rank in enumerate(LEVELS, start=1)
    }
    return queue.Reviewer(actor.person_id, roots, {level: ids for level, ids in at.items() if ids})


def waiting(store: Store, actor: Actor) -> int | None:
    """How many reports wait for the actor; None for whoever reviews nothing."""
    return queue.waiting(store, reviewer(actor)) if reach(actor, Right.REVIEW) else None


def listed(store: Store, actor: Actor, asked: Page, filters: Mapping[str, Any], *, mine: bool) -> Queue:
    """A page of what waits for the actor, or of all that waits where the actor reviews."""
    found = queue.listed(store, reviewer(actor), asked, filters, mine=mine)
    signs = _signs(store, found.rows)
    return Queue([Waiting(row, signs[row["id"]]) for row in found.rows], found)


def choices(store: Store, actor: Actor) -> tuple[list[Row], list[Row]]:
    """The tasks and agencies to filter by."""
    return queue.choices(store, reviewer(actor))


def _signs(store: Store, rows: Sequence[Row]) -> dict[int, Signs]:
    """From the figures that the store keeps: nothing is scored."""
    ids = [row["id"] for row in rows]
    deviating = {each["evaluation_id"]: each for each in queue.deviating(store, ids)}
    documents = {each["id"]: each for each in queue.reported(store, ids)}
    places = {(each["evaluation_id"], each["place"]) for each in queue.backed(store, ids)}
    return {row["id"]: _of(row, deviating.get(row["id"], {}), documents[row["id"]], places) for row in rows}


def _of(row: Row, deviating: Row, told: Row, places: set[tuple[int, str]]) -> Signs:
    document = wire.kept(told["document"])
    bare = [where for where, line in _lines(document) if not line.get("evidence") and (row["id"], where) not in places]
    said, counted = claimed(document), row["total"]
    gap = None if said is None or counted is None else said - Decimal(counted)
    still_open = max(0, row["open_lines"] - _unprinted(document))
    return Signs(
        deviating.get("missed", 0), deviating.get("over_achieved", 0), deviating.get("silent", 0), row["owed"],
        row["weak"], still_open, len(bare), sum(1 for _ in _lines(document)), gap or None, told["findings"],
    )  # fmt: skip


def _lines(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, objective in enumerate(document["objectives"]):
        for j, line in enumerate(objective["indicators"]):
            yield f"objectives[{i}].indicators[{j}]", line


def _unprinted(document: Mapping[str, Any]) -> int:
    """Lines whose weight the form does not print: they are open, and nobody's to settle."""
    return sum("value" not in line.get("weight", {}) for _, line in _lines(document))


def claimed(document: Mapping[str, Any]) -> Decimal | None:
    """The total that a report gives itself: as printed, else the sum of its self scores where none is missing."""
    if printed := document.get("published_total"):
        return Decimal(printed)
    rows = [row["self_score"] for row in document.get("funding", {}).get("rows", ()) if row.get("self_score")]
    scores = [line.get("self_score") for _, line in _lines(document)]
    whole = rows and all(scores)
    return sum(map(Decimal, [*scores, *rows]), Decimal(0)) if whole else None


class Neighbours(NamedTuple):
    """The reports before and after one in the queue, in its order; None at its ends."""

    before: int | None
    after: int | None


def neighbours(
    store: Store, actor: Actor, id: int, asked: Page, filters: Mapping[str, Any], *, mine: bool
) -> Neighbours:
    """What lies around a report in the queue as it is asked for; of one that is not in it, its first."""
    who, one = reviewer(actor), asked._replace(limit=1, after=None)
    here = queue.listed(store, who, one, {"id": id}, mine=False).rows
    if not here or (mine and not here[0]["mine"]):
        first = queue.listed(store, who, one, filters, mine=mine).rows
        return Neighbours(None, first[0]["id"] if first else None)
    at = one._replace(after=(here[0][_SORTED[asked.sort]], id))
    turned = at._replace(descending=not at.descending)
    found = [queue.listed(store, who, side, filters, mine=mine).rows for side in (turned, at)]
    return Neighbours(*(rows[0]["id"] if rows else None for rows in found))


_SORTED = {name: column.rpartition(".")[2] for name, column in queue.SORTS.items()}


def approve_many(
    store: Store, actor: Actor, now: datetime, items: Iterable[Mapping[str, Any]], *, opinion: str
) -> list[dict[str, Any]]:
    """Many approved, each by the same checks; what became of every one."""

    def approve_one(item: Row) -> int:
        made = reviewing.approve(store, actor, now, item["id"], item["version"], opinion=opinion)
        return int(made.row["version"])

    return each(store, items, approve_one)


def keep_outcomes(store: Store, actor: Actor, now: datetime, results: Sequence[Mapping[str, Any]]) -> str:
    """Keeps what became of many for a page to show; under which token."""
    token, body = secrets.token_urlsafe(12), json.dumps(list(results), ensure_ascii=False)
    idempotency.keep(store, actor.key, f"{_KEPT}{token}", now, digest="", status=200, headers="{}", body=body)
    return token


def outcomes(store: Store, actor: Actor, token: str) -> list[tuple[Row, Row]]:
    """What became of many, each beside its report's row (empty where it cannot be seen); NotFound once forgotten."""
    kept = idempotency.find(store, actor.key, f"{_KEPT}{token}")
    if kept is None or kept["digest"]:  # a request of a program under such a key is another thing
        raise NotFound("办理结果（只保留几天）")
    return [(each, seen(store, actor, each["id"])) for each in json.loads(kept["body"])]


def seen(store: Store, actor: Actor, id: int) -> Row:
    """A report's row; empty where it cannot be seen."""
    try:
        return visible(store, actor, id)
    except NotFound:
        return {}
