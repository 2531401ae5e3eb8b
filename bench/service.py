"""Saving a form of 12 lines over HTTP, durably, with 16 clients: what scoring, audit and idempotency add to it."""

import contextlib
import logging
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from io import FileIO
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from waitress.server import create_server

from api.actions.evaluations import current, saving
from api.answers import answer
from api.app import create_app
from api.door import serving as door
from api.door.operation import Call, Operation
from api.settings import from_environment
from api.store import audit
from bench.common import Client, Measured, cpu, evaluations, milliseconds, serving, together
from scoring.sheet import ScoreSheet, score
from tests.api.service.world import SECRET, World, make_world

CLIENTS, SECONDS, ROUNDS, MANY = 16, 2.0, 2, 10_000
_keys = count(1)


def without_scoring(_: Flask) -> None:
    """Every document gets the sheet of the first, and no answer shows it."""
    kept: list[ScoreSheet] = []

    def same(document: Any, book: Any) -> ScoreSheet:
        kept[:] = kept or [score(document, book)]
        return kept[0]

    vars(current)["score"] = vars(saving)["score"] = same
    resource = import_module("api.resources.evaluations")
    vars(resource).update(sheet_json=lambda *_, **__: {}, all_issues=lambda _: [])


def without_audit(_: Flask) -> None:
    """Nothing is recorded."""
    vars(audit)["record"] = lambda *_, **__: None


def without_idempotency(_: Flask) -> None:
    """A POST is done as often as it comes, and its answer is not kept."""

    def once(operation: Operation, call: Call, _: str) -> Any:
        return door._packed(operation, operation.handler(call))  # noqa: SLF001 - the bench takes the door apart

    vars(door)["_once"] = once


VARIANTS: dict[str, Callable[[Flask], None]] = {
    "full": lambda _: None, "scoring": without_scoring, "audit": without_audit, "idempotency": without_idempotency,
}  # fmt: skip

RUNS = [("full", False), ("scoring", False), ("audit", False), ("full", True), ("idempotency", True)]


def serve(database: str, variant: str) -> None:
    """Serves a variant of the application until the input ends."""
    app = create_app(from_environment({"JIXIAO_DATABASE": database, "JIXIAO_SECRET": SECRET}))
    app.add_url_rule("/bench/cpu", "cpu", lambda: answer({"seconds": f"{time.process_time()}"}))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what is wanted here
    VARIANTS[variant](app)
    server = create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(server.effective_port, flush=True)
    server.run()


def saver(port: int, token: str, id: int, *, keyed: bool) -> Callable[[float], list[float]]:
    """Saves its own evaluation, a line each time, until then; how many milliseconds each save took."""

    def work(until: float) -> list[float]:
        client, times = Client(port, token), list[float]()
        version = client.call("GET", f"/api/v1/evaluations/{id}")["evaluation"]["version"]
        while time.perf_counter() < until:
            began = time.perf_counter()
            version = save(client, id, version, keyed=keyed)
            times.append((time.perf_counter() - began) * 1000)
        client.close()
        return times

    return work


def save(client: Client, id: int, version: int, *, keyed: bool) -> int:
    """One line saved; the evaluation's new version."""
    number = next(_keys)
    parts = {"lines": [{"where": f"objectives[0].indicators[{number % 12}]", "actual": f"{number}次"}]}
    if keyed:
        body = {"items": [{"id": id, "version": version, "parts": parts}]}
        told = client.call(
            "POST", "/api/v1/evaluations/batch", body, Idempotency_Key=f"bench-{number}-{time.time_ns()}"
        )
        return int(told["results"][0]["version"])
    return int(
        client.call("PATCH", f"/api/v1/evaluations/{id}", parts, If_Match=f'"{version}"')["evaluation"]["version"]
    )


def measured(world: World, ids: list[int]) -> dict[tuple[str, bool], Measured]:
    """Every variant in turn, some rounds; of each the best by CPU, since the machine may have other things to do."""
    found: dict[tuple[str, bool], Measured] = {}
    for variant, keyed in RUNS * ROUNDS:
        with serving("service.py", str(world.service.settings.database), variant) as port:
            work = [saver(port, world.tokens["填报人甲"], id, keyed=keyed) for id in ids]
            made = together(port, work, SECONDS)
        found[variant, keyed] = min(made, found.get((variant, keyed), made), key=lambda each: each.cpu)
    return found


def told(name: str, found: Measured) -> str:
    """A variant in words."""
    return (
        f"{name}：每秒 {found.rate:.0f} 次，p50 {found.at(0.5):.0f} 毫秒，p99 {found.at(0.99):.0f} 毫秒，"
        f"处理器 {found.cpu:.1f} 毫秒/次"
    )


def saves(world: World) -> None:
    """Prints what a save costs, and what each part of it adds."""
    found = measured(world, evaluations(world, CLIENTS))
    full, keyed = found["full", False], found["full", True]
    print(told(f"保存 12 行的表（HTTP，FULL，{CLIENTS} 个客户）", full))
    for name, variant in (("计分", "scoring"), ("审计", "audit")):
        bare = found[variant, False]
        print(f"{told(f'　不{name}', bare)}；{name}使一次保存成为 {full.cpu / bare.cpu:.2f} 倍")
    bare = found["idempotency", True]
    print(told("　以批量接口带幂等键保存一份", keyed))
    print(f"{told('　同上而不留幂等键', bare)}；幂等键使一次保存成为 {keyed.cpu / bare.cpu:.2f} 倍")


def commits(folder: Path) -> None:
    """Prints what a bare commit costs with FULL and without waiting for the disk."""
    for words, mode in (("FULL", "FULL"), ("不等磁盘", "OFF")):
        connection = sqlite3.connect(folder / f"{mode}.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {mode}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        took = milliseconds(partial(_commit, connection), 400)
        print(f"单独一次提交（8 KB，{words}）：{took:.2f} 毫秒，每秒 {1000 / took:,.0f} 次")
        connection.close()
    with (folder / "plain").open("wb", buffering=0) as file:
        took = milliseconds(partial(_synced, file), 400)
    print(f"单独一次写 8 KB 并 fsync：{took:.2f} 毫秒")


def _synced(file: FileIO) -> None:
    file.write(b"x" * 8192)
    os.fsync(file.fileno())


def _commit(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (text) VALUES (?)", ("x" * 8000,))
    connection.execute("COMMIT")


READS = (
    ("一份自评（整张）", "evaluations/1"),
    ("一页 50 份", "evaluations"),
    ("一页 50 份，按总分", "evaluations?sort=-total"),
)


def reads(world: World) -> None:
    """Prints what reading costs among ten thousand evaluations."""
    copies(world, MANY)
    with serving("service.py", str(world.service.settings.database), "full") as port:
        client = Client(port, world.tokens["管理员甲"])
        for name, path in READS:
            before = cpu(port)
            took = milliseconds(partial(client.call, "GET", f"/api/v1/{path}"), 100)
            print(f"读{name}，共 {MANY:,} 份：{took:.1f} 毫秒，处理器 {(cpu(port) - before) * 10:.1f} 毫秒")
        client.close()


def copies(world: World, number: int) -> None:
    """So many evaluations in all, copied from the first one row by row."""
    store = world.open()
    names = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info('evaluations')")]
    given = {"id": "NULL", "revision": "revision + value", "total_scaled": "(value * 7919) % 100000001"}
    select = ", ".join(given.get(name, name) for name in names)
    store.write(
        lambda store: store.run(
            "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < :number)"
            f" INSERT INTO evaluations SELECT {select} FROM evaluations, numbers WHERE evaluations.id = 1",
            number=number - CLIENTS,
        )
    )
    store.close()


def main() -> None:
    """Print all of it."""
    with tempfile.TemporaryDirectory() as folder:
        world = make_world(Path(folder))
        saves(world)
        commits(Path(folder))
        reads(world)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        with contextlib.suppress(KeyboardInterrupt):
            serve(*sys.argv[1:])
    else:
        main()
