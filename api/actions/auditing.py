"""审计: looked through by those who may, and verified: every chain and every seal computed again."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from api.actions.roots import require_top
from api.auth import Actor, Right, reach
from api.chain import START, link
from api.problems.service import NotPossible
from api.store import Row, Store, agencies, audit, auditing
from api.store.paging import Page, Slice

SHOWN = 100  # faults told; more change nothing
MOST_AT_ONCE = 500_000  # rows verified while somebody waits for the page; more are verified on the server
_LARGEST = 2**63 - 1
_VERIFYING = threading.Lock()  # of those who wait for it one at a time, in one process


class Anchor(NamedTuple):
    """A seal as somebody kept it outside the database: its number and its hash."""

    seal: int
    hash: str


class Fault(NamedTuple):
    """One place where the audit is not what was written, and why (Chinese)."""

    where: str
    why: str


class Verified(NamedTuple):
    """What was looked at, and what is wrong; ``unsealed`` rows are chained, but a cut behind the last is not seen."""

    rows: int
    chains: int
    seals: int
    unsealed: int
    anchors: int
    faults: tuple[Fault, ...]


class Extent(NamedTuple):
    """How long the audit is, about; its last seal (None before the first), and how many rows came since."""

    rows: int
    seal: Row | None
    unsealed: int


def listed(store: Store, actor: Actor, asked: Page, filters: Mapping[str, Any]) -> Slice:
    """A page of the audit within the actor's reach."""
    return auditing.listed(store, reach(actor, Right.AUDIT), asked, filters)


def verified(store: Store, actor: Actor) -> Verified:
    """The whole audit verified; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    return verify(store)


def verified_waiting(store: Store, actor: Actor) -> Verified:
    """The same while somebody waits for the answer: NotPossible where it would take too long, or is being done."""
    require_top(store, actor, Right.AUDIT)
    if (rows := auditing.extent(store)) > MOST_AT_ONCE:
        raise NotPossible(
            f"审计记录有 {rows:,} 行，在网页上核对要等太久；请在服务器上运行 jixiao audit verify（每夜备份时也核对）"
        )
    if not _VERIFYING.acquire(blocking=False):
        raise NotPossible("另一个人正在核对，请等他核对完再试")
    try:
        return verify(store)
    finally:
        _VERIFYING.release()


def extent(store: Store, actor: Actor) -> Extent:
    """How long the audit is and how far it is sealed; NotAllowed for who holds no top agency."""
    require_top(store, actor, Right.AUDIT)
    seal = audit.last_seal(store)
    return Extent(auditing.extent(store), seal, auditing.unsealed(store, seal["upto"] if seal else 0))


def agency_name(store: Store, id: int) -> str:
    """The name of an agency that a row of the audit tells of."""
    row = agencies.get(store, id)
    return str(row["name"]) if row else f"单位 {id}"


def verify(store: Store, anchors: Iterable[Anchor] = ()) -> Verified:
    """Every chain and every seal computed again, on one commit, in bounded memory.

    Finds every change at or before the last seal, a cut tail included; with anchors rewritten seals, too.
    """
    return store.read(lambda store: _verify(store, tuple(anchors)))


def _verify(store: Store, anchors: tuple[Anchor, ...]) -> Verified:
    chains, seals = _Chains(), _Seals(anchors)
    faults = [*_first(chains.faults(store)), *_first(seals.faults(store))]
    if chains.rows != seals.rows:
        faults.append(Fault("审计表", f"按链有 {chains.rows} 行，按编号有 {seals.rows} 行：索引与表不符"))
    return Verified(chains.rows, chains.chains, seals.seals, seals.unsealed, len(anchors), tuple(faults[:SHOWN]))


def _first(faults: Iterator[Fault]) -> list[Fault]:
    """The first faults; the rest is walked, too, since it is counted."""
    kept: list[Fault] = []
    for fault in faults:
        if len(kept) < SHOWN:
            kept.append(fault)
    return kept


class _Chains:
    """The walk along every chain."""

    def __init__(self) -> None:
        self.rows = self.chains = 0

    def faults(self, store: Store) -> Iterator[Fault]:
        chain, number, prev = "", 0, START
        for row in auditing.in_chains(store):
            self.rows += 1
            if row["chain"] != chain or self.rows == 1:
                self.chains += 1
                chain, number, prev = row["chain"], 0, START
            where = f"链 {chain} 第 {row['number']} 行（编号 {row['id']}）"
            if row["number"] != number + 1 or row["prev"] != prev:
                yield Fault(where, "与上一行不相接：其间有删去、插入或调换的行")
            if row["hash"] != link(row["prev"], {name: row[name] for name in audit.CONTENT}):
                yield Fault(where, "内容与其校验值不符：这一行被改动过")
            number, prev = row["number"], row["hash"]


class _Seals:
    """The walk along the seals, and along the rows that each covers; what is behind the last is counted."""

    def __init__(self, anchors: tuple[Anchor, ...]) -> None:
        self.rows = self.seals = self.unsealed = self._last = 0
        self._anchors = anchors

    def faults(self, store: Store) -> Iterator[Fault]:
        prev, kept = START, dict[int, str]()
        upto, wanted = 0, {anchor.seal for anchor in self._anchors}
        for seal in auditing.seals(store):
            self.seals += 1
            where = f"封存 {seal['id']}（{seal['at']}）"
            if seal["id"] != self.seals or seal["prev"] != prev:
                yield Fault(where, "与上一次封存不相接：其间的封存被删去、插入或调换")
            yield from (Fault(where, why) for why in self._covered(store, seal, upto))
            upto, prev = seal["upto"], seal["hash"]
            if seal["id"] in wanted:
                kept[seal["id"]] = seal["hash"]
        self.unsealed = sum(1 for _ in audit.hashes(store, upto, _LARGEST))
        self.rows += self.unsealed
        yield from self._anchored(kept)

    def _covered(self, store: Store, seal: Row, after: int) -> Iterator[str]:
        made = audit.seal_hash(
            seal["prev"], seal["at"], seal["upto"], seal["count"],
            self._counted(audit.hashes(store, after, seal["upto"])),
        )  # fmt: skip
        if self.rows != seal["count"] or self._last != seal["upto"]:
            yield f"封存时有 {seal['count']} 行，到编号 {seal['upto']} 为止，现在有 {self.rows} 行：有行被删去或插入"
        if made != seal["hash"]:
            yield f"编号 {after + 1} 至 {seal['upto']} 的行与封存时不同，或封存本身被改动过"

    def _counted(self, rows: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        for id, made in rows:
            self.rows, self._last = self.rows + 1, id
            yield id, made

    def _anchored(self, kept: Mapping[int, str]) -> Iterator[Fault]:
        for anchor in self._anchors:
            if anchor.seal not in kept:
                yield Fault(f"封存 {anchor.seal}", "库外留有它的记录，库里却没有：封存被删去")
            elif kept[anchor.seal] != anchor.hash:
                yield Fault(f"封存 {anchor.seal}", "与库外留存的不同：封存连同所封的行被改写过")
