"""重新计算: approved results scored again from their snapshots, so that nobody finds a difference before we do."""

from collections.abc import Iterator
from typing import NamedTuple

from api import wire
from api.chain import sha256
from api.package import recomputed
from api.schemas import load_document
from api.store import Row, Store, rulebooks, snapshots
from scoring.tables import RulebookError

SHOWN = 20  # differing results told by name


class Recomputed(NamedTuple):
    """How many results were scored again, how many differ, and the first of these (Chinese)."""

    results: int
    differing: int
    wrong: tuple[str, ...]


def recompute(store: Store, engine_version: str) -> Recomputed:
    """Every approved result against its snapshot: digest, total, each line and step."""
    results, wrong = 0, list[str]()
    for row in snapshots.every(store):
        results += 1
        wrong += _told(store, row, engine_version)
    return Recomputed(results, len(wrong), tuple(wrong[:SHOWN]))


def _told(store: Store, row: Row, engine_version: str) -> list[str]:
    """The result with what differs, in a line; nothing where all agrees."""
    found = list(_differences(store, row, engine_version))
    more = f"等 {len(found)} 处" if len(found) > 3 else ""
    return [f"自评 {row['evaluation_id']}：{'；'.join(found[:3])}{more}"] if found else []


def _differences(store: Store, row: Row, engine_version: str) -> Iterator[str]:
    if sha256(row["text"]) != row["digest"]:
        yield "快照与其校验值不符，被改动过"
        return
    snapshot = wire.kept(row["text"])
    if snapshot["total"] != row["total"]:
        yield f"总分：快照 {snapshot['total']}，自评 {row['total']}"
    try:
        book = rulebooks.get(store, snapshot["rulebook"]["digest"])
    except (KeyError, RulebookError):
        yield f"没有校验值为 {snapshot['rulebook']['digest']} 的办法，或它被改动过"
        return
    document = load_document(snapshot["document"])
    yield from (str(each) for each in recomputed(snapshot, document, book, engine_version).wrong)
