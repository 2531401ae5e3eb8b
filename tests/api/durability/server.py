"""The service in a process of its own, on a world's database; and programs that speak HTTP with it."""

import http.client
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import uuid4

from tests.api.service.world import SECRET, World

ROOT = Path(__file__).parents[3]
CODE = "from api.cli import main; main(prog_name='jixiao')"


class Server(NamedTuple):
    """A process that listens on a port of the loopback."""

    process: subprocess.Popen[str]
    port: int

    def kill(self) -> None:
        """Ends it as a power cut would: at once, whatever it is doing."""
        self.process.kill()
        self.process.wait(30)


@contextmanager
def serving(world: World) -> Iterator[Server]:
    """The world's service, listening; ended by its own process id where it has not ended already."""
    environment = os.environ | {
        "JIXIAO_DATABASE": str(world.service.settings.database), "JIXIAO_SECRET": SECRET, "JIXIAO_JOBS": "false",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", CODE, "serve", "--port", "0"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield Server(process, _port(process.stdout))
    finally:
        process.terminate()
        process.wait(40)
        process.stdout.close()


def _port(lines: Iterator[str]) -> int:
    for line in lines:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return int(found[1])
    raise AssertionError("the server ended before it told its address")


class Told(NamedTuple):
    """What a request was answered."""

    status: int
    value: Any
    tag: str


class Client:
    """One program with one person's token, on one connection after another."""

    def __init__(self, world: World, who: str, port: int) -> None:
        self._token, self._connection = world.tokens[who], http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method: str, path: str, body: Any = None, *, version: int | None = None, key: str = "") -> Told:
        """A request; OSError or HTTPException where the server is gone before it has answered."""
        headers = {"Authorization": f"Bearer {self._token}"}
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid4())
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        self._connection.request(method, f"/api/v1/{path}", data, headers)
        response = self._connection.getresponse()
        return Told(response.status, json.loads(response.read()), response.getheader("ETag", ""))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


GONE = (OSError, http.client.HTTPException)
numbers = itertools.count(1)  # values that no test writes twice
