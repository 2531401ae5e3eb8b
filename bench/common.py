"""What the benches of the service share: a world on a file, a server in a process of its own, and many clients."""

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.api.service.stories import approved_plan, filled_parts, form, task
from tests.api.service.world import World

FORM = "mohrss-2023-jinbao"  # twelve lines
ROOT = Path(__file__).parents[1]


def evaluations(world: World, count: int) -> list[int]:
    """Evaluations of a form of twelve lines, filled, one project each."""
    report = form(FORM)
    work, made = task(world, report), []
    for number in range(count):
        plan = approved_plan(world, report | {"project": {"name": f"项目{number}"}})
        row = world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan, "task_id": work})
        world.ok("填报人甲", "PATCH", f"evaluations/{row['id']}", filled_parts(report), version=row["version"])
        made.append(int(row["id"]))
    return made


@contextmanager
def serving(script: str, *arguments: str) -> Iterator[int]:
    """The port of a server that a script of this folder runs; it ends when its input does."""
    process = subprocess.Popen(
        [sys.executable, f"{ROOT}/bench/{script}", *arguments],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


class Client:
    """One program on one connection."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The JSON of a request that must succeed."""
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, data, self._headers | given)
        response = self._connection.getresponse()
        text = response.read()
        assert response.status < 300, text.decode()
        return json.loads(text)

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()


class Measured(NamedTuple):
    """What many clients found: requests a second, their milliseconds in order, server CPU milliseconds a request."""

    rate: float
    times: Sequence[float]
    cpu: float

    def at(self, share: float) -> float:
        """The milliseconds within which this share of the requests was answered."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


def together(port: int, work: Sequence[Callable[[float], list[float]]], seconds: float) -> Measured:
    """Every piece of work in a thread of its own until the time is up."""
    times: list[float] = []
    until, before, began = time.perf_counter() + seconds, cpu(port), time.perf_counter()
    threads = [threading.Thread(target=lambda one=one: times.extend(one(until))) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = cpu(port) - before
    return Measured(len(times) / (time.perf_counter() - began), sorted(times), spent * 1000 / len(times))


def cpu(port: int) -> float:
    """The seconds of CPU that a bench's server has used."""
    client = Client(port, "")
    found = client.call("GET", "/bench/cpu")
    client.close()
    return float(found["seconds"])


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def milliseconds(call: Callable[[], object], number: int) -> float:
    """Milliseconds of a call, the median."""
    return statistics.median(timed(call) for _ in range(number))
