"""单位: looked at, added, changed, closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.auth import Actor, Right, allowed, reach, require
from api.changes import changes, halves
from api.instants import stamp
from api.problems.faults import FieldError
from api.problems.service import NotFound, NotPossible, Taken, VersionConflict
from api.store import Row, Store, agencies, audit
from api.store.paging import Page, Slice
from indicators.workflow import LEVELS, Rank

NOUN = "单位"
TOO_HIGH = "单位的层级不能高于其上级单位"
DEEPEST = 20  # levels of the tree; real ones have six or seven
SHOWN = ("name", "code", "rank", "parent_id", "closed_at")


def get(store: Store, actor: Actor, id: int) -> Row:
    """The agency; NotFound where there is none or it is out of reach."""
    row = agencies.get(store, id)
    if row is None:
        raise NotFound(NOUN)
    require(actor, Right.READ, agencies.ancestors(store, id), NOUN)
    return row


def listed(store: Store, actor: Actor, asked: Page, *, parent: int | None = None, text: str = "") -> Slice:
    """A page of the agencies that the actor may see."""
    return agencies.listed(store, reach(actor, Right.READ), asked, parent=parent, text=text)


def around(store: Store, rows: Iterable[Row]) -> list[Row]:
    """Agencies with the name of the one above (``parent``) and how many stand right beneath (``beneath``)."""
    kept = list(rows)
    found = agencies.around(store, [row["id"] for row in kept])
    return [row | {"parent": found[row["id"]]["parent"], "beneath": found[row["id"]]["beneath"]} for row in kept]


def line(store: Store, actor: Actor, id: int) -> list[Row]:
    """The agency and those above it that the actor may see, the highest first; NotFound."""
    get(store, actor, id)
    return [row for row in agencies.line(store, id) if _seen(store, actor, row["id"])]


def tops(store: Store, actor: Actor) -> list[Row]:
    """The highest agencies that the actor may see."""
    roots = reach(actor, Right.READ)
    rows = [agencies.line(store, id) for id in sorted(roots)]
    return [each[-1] for each in rows if not roots & {row["id"] for row in each[:-1]}]


def manages(store: Store, actor: Actor, id: int) -> bool:
    """May the actor change the agency, and add others beneath it?"""
    return allowed(actor, Right.MANAGE_AGENCIES, agencies.ancestors(store, id))


def _seen(store: Store, actor: Actor, id: int) -> bool:
    return allowed(actor, Right.READ, agencies.ancestors(store, id))


def add(store: Store, actor: Actor, now: datetime, *, name: str, code: str, rank: Rank, parent_id: int) -> Row:
    """A new agency beneath one that the actor manages; Taken where name or code is."""

    def work(store: Store) -> Row:
        parent = get(store, actor, parent_id)
        require(actor, Right.MANAGE_AGENCIES, agencies.ancestors(store, parent_id), NOUN)
        if parent["closed_at"]:
            raise NotPossible("上级单位已停用，不能再增加下级单位")
        _check_rank(rank, parent)
        if agencies.twin(store, name=name, code=code, parent_id=parent_id):
            raise Taken("同名或同代码的单位")
        return insert(store, actor, now, name=name, code=code, rank=rank, parent_id=parent_id)

    return store.write(work)


def insert(store: Store, actor: Actor, now: datetime, **told: Any) -> Row:
    """The agency stored and written down, everything else having been checked; NotPossible where it stands too low."""
    if len(agencies.ancestors(store, told["parent_id"])) >= DEEPEST:
        raise NotPossible(f"“{told['name']}”太低了：单位从上到下至多 {DEEPEST} 级，请改写上级单位")
    row = agencies.insert(store, at=stamp(now), **told)
    audit.record(store, actor, now, "add", "agency", id=row["id"], agency_id=row["id"], after=_shown(row))
    return row


def change(
    store: Store, actor: Actor, now: datetime, id: int, version: int, *, name: str, code: str, rank: Rank, closed: bool
) -> Row:
    """The agency renamed, re-ranked, closed or opened again; VersionConflict where the version is stale."""

    def work(store: Store) -> Row:
        old = get(store, actor, id)
        require(actor, Right.MANAGE_AGENCIES, agencies.ancestors(store, id), NOUN)
        wanted = {"name": name, "code": code, "rank": rank, "closed": closed}
        if old["version"] != version:
            current = {key: old[key] for key in ("name", "code", "rank")} | {"closed": bool(old["closed_at"])}
            raise VersionConflict(old["version"], current, wanted, [each.where for each in changes(current, wanted)])
        parent = agencies.get(store, old["parent_id"]) if old["parent_id"] else None
        _check_rank(rank, parent)
        _check_beneath(rank, agencies.ranks_beneath(store, id))
        if agencies.twin(store, name=name, code=code, parent_id=old["parent_id"], but=id):
            raise Taken("同名或同代码的单位")
        closed_at = (old["closed_at"] or stamp(now)) if closed else None
        row = agencies.update(store, id, name=name, code=code, rank=rank, closed_at=closed_at, at=stamp(now))
        before, after = halves(changes(_shown(old), _shown(row)))
        audit.record(store, actor, now, "change", "agency", id=id, agency_id=id, before=before, after=after)
        return row

    return store.write(work)


def _check_rank(rank: Rank, parent: Row | None) -> None:
    """No agency ranks above the one it belongs to."""
    if parent and LEVELS.index(rank) > LEVELS.index(Rank(parent["rank"])):
        raise NotPossible(TOO_HIGH, [FieldError("rank", TOO_HIGH, "too_high")])


def _check_beneath(rank: Rank, ranks: Iterable[str]) -> None:
    """Nor below one that belongs to it."""
    if any(LEVELS.index(Rank(each)) > LEVELS.index(rank) for each in ranks):
        why = "单位的层级不能低于其下级单位；请先更改下级单位的层级"
        raise NotPossible(why, [FieldError("rank", why, "too_low")])


def _shown(row: Row) -> dict[str, object]:
    return {key: row[key] for key in SHOWN}
