"""jixiao serve: a real server in a process of its own, ended as a system ends it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SECRET = "long-enough-for-a-test-and-for-nothing-else"
CODE = "from api.cli import main; main(prog_name='jixiao')"


@contextmanager
def served(*arguments: str, log: str = os.devnull, **environment: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The demonstration on a database of its own, once it has printed its address; ended by its own process id."""
    with tempfile.TemporaryDirectory() as folder, Path(log).open("w") as lines:
        place = {"JIXIAO_DATABASE": f"{folder}/jixiao.db", "JIXIAO_DEMO": "1", "JIXIAO_JOBS": "0"}
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", CODE, "serve", *arguments],
            cwd=ROOT, env=os.environ | place | environment, stdout=subprocess.PIPE, stderr=lines, text=True,
        )  # fmt: skip
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
        line.sendall(head.encode() + b"Expect: 100-continue\r\nConnection: close\r\n\r\n")
        with line.makefile("rb") as answer:
            assert answer.readline().startswith(b"HTTP/1.1 100"), "the server has the head and waits for the body"
            assert answer.readline() == b"\r\n"
            line.sendall(body[:1000])
            process.send_signal(signal.SIGTERM)
            time.sleep(1)
            line.sendall(body[1000:])
            assert answer.readline().startswith(b"HTTP/1.1 200")
            assert b'"total":"97.0"' in answer.read()
        assert process.wait(40) == 0


def test_a_busy_port_is_a_sentence_and_exit_two(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", CODE, "serve", "--demo", "--port", port],
            cwd=ROOT, env=os.environ | {"JIXIAO_DATABASE": str(tmp_path / "a.db")}, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "端口已被占用" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("host", "why"), [("没有这台", "请核对监听地址"), ("203.0.113.5", "本机没有这个地址")])
def test_an_address_that_is_not_here_is_a_sentence_and_exit_two(tmp_path: Path, host: str, why: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "serve", "--demo", "--host", host, "--port", "0"],
        cwd=ROOT, env=os.environ | {"JIXIAO_DATABASE": str(tmp_path / "a.db")}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_setting_is_a_sentence_and_exit_two() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "serve"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"JIXIAO_PORT": "x"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "JIXIAO_PORT=x" in done.stderr


def test_without_a_secret_it_does_not_start_and_says_how_to_make_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "serve"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"JIXIAO_DATABASE": str(tmp_path / "a.db"), "JIXIAO_SECRET": ""},
    )  # fmt: skip
    assert done.returncode == 2
    assert "secrets.token_urlsafe" in done.stderr
    assert not (tmp_path / "a.db").exists()


def test_the_settings_come_from_a_file_and_scoring_is_closed_outside_the_demo(tmp_path: Path) -> None:
    config = tmp_path / "jixiao.toml"
    config.write_text(f'database = "data/a.db"\nsecret = "{SECRET}"\nport = 0\n', "utf-8")
    unset = {"JIXIAO_DATABASE": "", "JIXIAO_DEMO": ""}
    with served("--config", str(config), **unset) as (_, port):
        assert asked(port, "GET", "/readyz")[2]["status"] == "ready"
        assert asked(port, "POST", "/api/v1/score", b"{}")[0] == 401
    assert (tmp_path / "data" / "a.db").exists()


def test_the_demo_shows_its_accounts_once(tmp_path: Path) -> None:
    database = str(tmp_path / "demo.db")
    with served("--port", "0", JIXIAO_DATABASE=database) as (process, port):
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(4)]
        assert "演示" in told[0]
        assert "guanli" in "".join(told)
    with served("--port", "0", JIXIAO_DATABASE=database) as (process, port):
        assert asked(port, "GET", "/healthz")[0] == 200
        process.terminate()
        assert process.stdout is not None
        again = process.stdout.read()
        assert again.startswith(f"沿用 {database}，") and again.count("\n") == 1


def test_the_jobs_run_inside_and_are_stopped_with_the_server(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served("--port", "0", log=str(log), JIXIAO_DATABASE=str(tmp_path / "a.db"), JIXIAO_JOBS="1") as (process, _):
        for _ in range(300):
            done = [each for each in lines(log) if each["message"] == "job.done"]
            if len(done) == 5:
                break
            time.sleep(0.1)
        process.terminate()
        assert process.wait(30) == 0
    assert {each["job"] for each in done} == {"seal", "reminders", "backup", "recompute", "cleanup"}
    assert len(list((tmp_path / "a-backups").glob("jixiao-*"))) == 1


def lines(log: Path) -> list[dict[str, Any]]:
    """The log, as far as its lines are whole."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize(("trusted", "address"), [("1", "192.0.2.7"), ("0", "127.0.0.1")])
def test_the_callers_address_is_what_the_proxy_says_only_where_there_is_one(
    tmp_path: Path, trusted: str, address: str
) -> None:
    log = tmp_path / "log"
    with served("--port", "0", log=str(log), JIXIAO_TRUSTED_PROXY=trusted) as (_, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        forwarded = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7", "X-Forwarded-Host": "evil.example"}
        connection.request("GET", "/metrics", headers=forwarded)
        response = connection.getresponse()
        response.read()
        connection.close()
        assert response.status == (403 if trusted == "1" else 200)
    assert [each["address"] for each in lines(log) if each.get("path") == "/metrics"] == [address]
