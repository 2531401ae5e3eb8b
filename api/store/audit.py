"""审计: every effective change as a row in the same commit, chained; and the seals over all chains."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from api.auth import Actor
from api.chain import START, canonical, link, sha256
from api.instants import stamp
from api.store.sqlite import Row, Store

CONTENT = (
    "chain", "number", "at", "person_id", "person", "token_id", "address", "request_id", "action", "noun", "noun_id",
    "agency_id", "before", "after", "why",
)  # fmt: skip


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


def seal_hash(prev: str, at: str, upto: int, count: int, hashes: Iterable[str]) -> str:
    """The hash of a seal: over the seal before it, and over every row hash since, in the order of the rows."""
    return sha256("\n".join((prev, at, str(upto), str(count), *hashes)))


def seal(store: Store, now: datetime) -> Row | None:
    """Seals what was written since the last seal; None where nothing was."""
    last = next(iter(store.rows("SELECT * FROM seals ORDER BY id DESC LIMIT 1")), None)
    since = last["upto"] if last else 0
    rows = store.rows("SELECT id, hash FROM audit WHERE id > :since ORDER BY id", since=since)
    if not rows:
        return None
    upto, count = rows[-1]["id"], (last["count"] if last else 0) + len(rows)
    prev, at = last["hash"] if last else START, stamp(now)
    made = seal_hash(prev, at, upto, count, (row["hash"] for row in rows))
    return store.rows(
        "INSERT INTO seals (at, upto, count, prev, hash) VALUES (:at, :upto, :count, :prev, :hash) RETURNING *",
        at=at, upto=upto, count=count, prev=prev, hash=made,
    )[0]  # fmt: skip
