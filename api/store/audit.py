"""审计: every effective change as a row in the same commit, chained; and the seals over all chains."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from api.auth import Actor
from api.chain import START, canonical, link
from api.instants import stamp
from api.store.sqlite import Row, Store

CONTENT = (
    "chain", "number", "at", "person_id", "person", "token_id", "address", "request_id", "action", "noun", "noun_id",
    "agency_id", "before", "after", "why",
)  # fmt: skip
MANY = 5000  # rows in memory at a time


def record(
    store: Store,
    actor: Actor,
    now: datetime,
    action: str,
    noun: str,
    *,
    id: int,
    agency_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
    chain: str = "",
) -> None:
    """Writes one row at the end of its chain (``evaluation:7``; the noun's own chain where none is given).

    Inside a write only: the row belongs to the commit of the change that it tells of.
    """
    chain = chain or noun
    last = store.rows("SELECT number, hash FROM audit WHERE chain = :chain ORDER BY number DESC LIMIT 1", chain=chain)
    number, prev = (last[0]["number"] + 1, last[0]["hash"]) if last else (1, START)
    content = {
        "chain": chain, "number": number, "at": stamp(now), "person_id": actor.person_id, "person": actor.name,
        "token_id": actor.token_id, "address": actor.address, "request_id": actor.request_id, "action": action,
        "noun": noun, "noun_id": id, "agency_id": agency_id, "before": canonical(before or {}),
        "after": canonical(after or {}), "why": why,
    }  # fmt: skip
    store.run(
        f"INSERT INTO audit ({', '.join(CONTENT)}, prev, hash) "  # noqa: S608 - names of our own
        f"VALUES ({', '.join(f':{name}' for name in CONTENT)}, :prev, :hash)",
        **content,
        prev=prev,
        hash=link(prev, content),
    )


def told(row: Row) -> dict[str, Any]:
    """A row as people and programs read it: before and after as values."""
    return row | {"before": json.loads(row["before"]), "after": json.loads(row["after"])}


def of_chain(store: Store, chain: str) -> list[Row]:
    """Every row of a chain, content and links only: what a package carries and anybody can check."""
    return store.rows(
        f"SELECT {', '.join(CONTENT)}, prev, hash FROM audit WHERE chain = :chain ORDER BY number",  # noqa: S608
        chain=chain,
    )


def seal(store: Store, now: datetime) -> Row | None:
    """Seals what was written since the last seal; None where nothing was. Inside a write only."""
    last = last_seal(store)
    since, before = (last["upto"], last["count"]) if last else (0, 0)
    (fresh,) = store.rows("SELECT MAX(id) AS upto, COUNT(*) AS number FROM audit WHERE id > :since", since=since)
    if not fresh["number"]:
        return None
    prev, at, upto, count = last["hash"] if last else START, stamp(now), fresh["upto"], before + fresh["number"]
    made = seal_hash(prev, at, upto, count, hashes(store, since, upto))
    return store.rows(
        "INSERT INTO seals (at, upto, count, prev, hash) VALUES (:at, :upto, :count, :prev, :hash) RETURNING *",
        at=at, upto=upto, count=count, prev=prev, hash=made,
    )[0]  # fmt: skip


def last_seal(store: Store) -> Row | None:
    """The newest seal; None before the first."""
    return next(iter(store.rows("SELECT * FROM seals ORDER BY id DESC LIMIT 1")), None)


def newest(store: Store) -> Row | None:
    """The row written last; None before the first."""
    return next(iter(store.rows("SELECT * FROM audit ORDER BY id DESC LIMIT 1")), None)


def seal_hash(prev: str, at: str, upto: int, count: int, rows: Iterable[tuple[int, str]]) -> str:
    """The hash of a seal: over the seal before it, and over id and hash of every row since, in the order of the ids."""
    digest = hashlib.sha256(f"{prev}\n{at}\n{upto}\n{count}".encode())
    for id, made in rows:
        digest.update(f"\n{id} {made}".encode())
    return digest.hexdigest()


def hashes(store: Store, after: int, upto: int) -> Iterator[tuple[int, str]]:
    """Id and hash of every row behind ``after`` up to ``upto``, never more than a bounded number in memory."""
    while True:
        rows = store.rows(
            "SELECT id, hash FROM audit WHERE id > :after AND id <= :upto ORDER BY id LIMIT :many",
            after=after, upto=upto, many=MANY,
        )  # fmt: skip
        yield from ((row["id"], row["hash"]) for row in rows)
        if len(rows) < MANY:
            return
        after = rows[-1]["id"]
