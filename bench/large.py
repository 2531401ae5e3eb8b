"""Reading and lists among ten thousand and among a million evaluations: the same page must cost the same."""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from api.actions.auditing import verify
from api.auth import SYSTEM
from api.door.parameters import cursor_of
from api.store import Store, audit
from bench.common import Client, evaluations, serving, timed
from tests.api.service.world import World, make_world

SIZES = (10_000, 1_000_000)
EACH = 50  # evaluations of an agency
WITHIN = 100  # agencies of the department that looks at its own
CALLS = 40
SEARCH = "text="  # a text anywhere in a name has no index
BOUND = 1.3
PRIME = 1_000_003  # larger than any number of rows: steps of it visit every value in an order of chance

# What is different in each copy of the evaluation, by its number; the first 5,000 belong to the department.
COPIED = {
    "id": "NULL",
    "agency_id": f":first + (value - 1) / {EACH}",
    "revision": "revision + value",
    "year": "2019 + value % 5",
    "state": "CASE value % 4 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' ELSE 'published' END",
    "updated_at": f"printf('2024-01-01T%09d', value * 7919 % {PRIME})",
    "total_scaled": f"value * 104729 % {PRIME}",
    "rate_scaled": f"value * 15485863 % {PRIME}",
    "name": f"printf('项目%09d', value * 49979687 % {PRIME})",
}
MIDDLE = {
    "updated": f"2024-01-01T{PRIME // 2:09}", "total": PRIME // 2, "rate": PRIME // 2, "name": f"项目{PRIME // 2:09}",
}  # fmt: skip
NUMBERS = "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < :count)"


def grown(folder: Path, count: int) -> World:
    """A world with that many evaluations: fifty of each agency, a hundred agencies beneath one department."""
    world = make_world(folder)
    (model,) = evaluations(world, 1)
    connection = sqlite3.connect(world.service.settings.database, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -1000000", "wal_autocheckpoint = 20000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    first = _agencies(connection, world, -(-count // EACH))
    columns = [row[1] for row in connection.execute("PRAGMA table_info (evaluations)")]
    copied = ", ".join(COPIED.get(name, name) for name in columns)
    connection.execute(
        f"{NUMBERS} INSERT INTO evaluations SELECT {copied} FROM evaluations, numbers WHERE evaluations.id = :model",
        {"count": count - 1, "first": first, "model": model},
    )
    connection.execute("COMMIT")
    connection.close()
    _moved(world, first)
    return world


def _agencies(connection: sqlite3.Connection, world: World, count: int) -> int:
    """So many agencies, the first hundred beneath one department, the others beneath another; the first one's id."""
    ((first,),) = connection.execute("SELECT MAX(id) + 1 FROM agencies")
    root, ours, others = (world.agencies[name] for name in ("某市财政局", "某市人社局", "某市文旅局"))
    values = {"count": count, "first": first, "root": root, "ours": ours, "others": others, "within": WITHIN}
    above = "CASE WHEN value <= :within THEN :ours ELSE :others END"
    connection.execute(
        f"{NUMBERS} INSERT INTO agencies SELECT :first + value - 1, printf('单位%d', value), '', 'agency', {above},"
        " 1, '', '', NULL FROM numbers",
        values,
    )
    for ancestor in (":first + value - 1", above, ":root"):
        connection.execute(
            f"{NUMBERS} INSERT INTO agency_ancestors SELECT :first + value - 1, {ancestor} FROM numbers", values
        )
    return int(first)


def _moved(world: World, agency: int) -> None:
    """The manager now reports for the first of the new agencies."""
    store = world.open()
    store.write(
        lambda store: store.run(
            "UPDATE grants SET agency_id = :agency WHERE person_id = :person",
            agency=agency, person=world.people["填报人乙"],
        )
    )  # fmt: skip
    store.close()


WHO = {"管理员甲": "管理员", "主管审核人甲": f"主管部门（{WITHIN} 个单位）", "填报人乙": "一个单位的填报人"}


def requests() -> Iterator[tuple[str, str, str]]:
    """Name, person and address of everything that is read."""
    yield "一份自评（整张）", "管理员甲", "evaluations/1"
    for who, words in WHO.items():
        for sort, middle in MIDDLE.items():
            yield f"{words}，按 {sort}，第一页", who, f"evaluations?sort={sort}"
            if who != "填报人乙":  # one agency's fifty are one page
                after = cursor_of(f"-{sort}", (middle, 1))
                yield f"{words}，按 -{sort}，中间一页", who, f"evaluations?sort=-{sort}&after={after}"
    for given in ("year=2021", "state=published", f"{SEARCH}{quote('项目00000')}"):
        for sort in ("-updated", "total"):
            yield f"管理员，{given}，按 {sort}", "管理员甲", f"evaluations?{given}&sort={sort}"
    yield "公开的结果，按总分", "管理员甲", "published?sort=-total"


def measured(worlds: Sequence[World]) -> Iterator[tuple[str, list[float]]]:
    """Every request with its milliseconds in each world, asked in turn; the best, for the machine has other things to
    do."""
    with ExitStack() as stack:
        clients = []
        for world in worlds:
            port = stack.enter_context(serving("service.py", str(world.service.settings.database), "full"))
            clients.append({who: stack.enter_context(closing(Client(port, world.tokens[who]))) for who in WHO})
        for name, who, path in requests():
            calls = [partial(each[who].call, "GET", f"/api/v1/{path}") for each in clients]
            yield (
                name,
                [min(found) for found in zip(*[[timed(call) for call in calls] for _ in range(CALLS)], strict=True)],
            )


def _verified(world: World) -> None:
    """Prints how fast the audit is verified, the chain of the first evaluation made long."""
    store = world.open()
    store.write(_chained)
    began = time.perf_counter()
    found = verify(store)
    seconds = time.perf_counter() - began
    store.close()
    assert not found.faults, found.faults
    print(f"审计核对：{found.rows:,} 行，每秒 {found.rows / seconds:,.0f} 行")


def _chained(store: Store) -> None:
    """Fifty thousand rows more in the audit."""
    now = datetime.now(UTC)
    for number in range(50_000):
        after = {"objectives[0].indicators[0].actual": f"{number}次"}
        audit.record(store, SYSTEM, now, "save", "evaluation", id=1, after=after, chain=f"bench:{number % 100}")


def main(sizes: Sequence[int]) -> None:
    """Print every request at both sizes, and the ratio."""
    with ExitStack() as stack:
        worlds = []
        for size in sizes:
            began = time.perf_counter()
            world = grown(Path(stack.enter_context(tempfile.TemporaryDirectory())), size)
            large = world.service.settings.database.stat().st_size / 1e9
            print(f"{size:,} 份自评，{large:.2f} GB，备好用 {time.perf_counter() - began:.0f} 秒", flush=True)
            worlds.append(world)
        for name, (small, many) in measured(worlds):
            told = "" if many / small <= BOUND else "　逐行查找，不在此限" if SEARCH in name else f"　超过 {BOUND}"
            print(f"{name}：{small:.1f} 毫秒，{many:.1f} 毫秒，比值 {many / small:.2f}{told}", flush=True)
        _verified(worlds[0])


if __name__ == "__main__":
    main(list(map(int, sys.argv[1:])) or SIZES)
