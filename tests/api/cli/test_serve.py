"""jixiao serve: a real server in a process of its own, ended as a system ends it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
CODE = "from api.cli import main; main(prog_name='jixiao')"


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server, once it has printed its address; ended by its own process id."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", CODE, "serve", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert found, "the address is printed"
        yield process, int(found[1])
    finally:
        process.terminate()
        process.communicate(timeout=40)


def asked(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, dict[str, str], Any]:
    """One request over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), json.loads(response.read())
    finally:
        connection.close()


def test_the_server_answers_on_the_port_it_prints_and_does_not_name_itself() -> None:
    with served(JIXIAO_PORT="0") as (_, port):
        status, headers, told = asked(port, "GET", "/healthz")
        assert (status, told["status"]) == (200, "ok")
        assert "Server" not in headers
        body = (ROOT / "samples/mohrss-2023-jinbao.json").read_bytes()
        assert asked(port, "POST", "/api/v1/score", body)[2]["total"] == "97.0"


def test_a_body_over_the_limit_is_refused_by_the_application() -> None:
    with served("--port", "0", JIXIAO_BODY_LIMIT="1024") as (_, port):
        status, _, told = asked(port, "POST", "/api/v1/score", b" " * 1500)
        assert (status, told["code"]) == (413, "too_large")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_in_flight_is_finished_before_the_server_ends(number: signal.Signals) -> None:
    document = json.loads((ROOT / "samples/mohrss-2023-jinbao.json").read_text(encoding="utf-8"))
    body = json.dumps({"documents": [document] * 400}).encode()
    with served("--port", "0") as (process, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/api/v1/score?trace=1", body, {"Content-Type": "application/json"})
        time.sleep(0.3)
        process.send_signal(number)
        time.sleep(3)  # the answer is larger than what the system keeps for a slow reader
        assert process.poll() is None
        response = connection.getresponse()
        assert len(json.loads(response.read())["results"]) == 400
        connection.close()
        assert process.wait(40) == 0
        with pytest.raises(ConnectionRefusedError):
            asked(port, "GET", "/healthz")


def test_a_request_still_arriving_is_taken_to_its_end() -> None:
    body = (ROOT / "samples/mohrss-2023-jinbao.json").read_bytes()
    head = (
        f"POST /api/v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    with served("--port", "0") as (process, port), socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode() + b"Connection: close\r\n\r\n" + body[:1000])
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
        line.sendall(body[1000:])
        with line.makefile("rb") as answer:
            assert answer.readline().startswith(b"HTTP/1.1 200")
            assert b'"total":"97.0"' in answer.read()
        assert process.wait(40) == 0


def test_a_busy_port_is_a_sentence_and_exit_two() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", CODE, "serve", "--port", port],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert "端口已被占用" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_setting_is_a_sentence_and_exit_two() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "serve"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"JIXIAO_PORT": "x"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "JIXIAO_PORT=x" in done.stderr
