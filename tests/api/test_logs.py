"""One line of JSON a request and an event, with its name, and with nothing that is nobody's business."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask, Response

from api import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the logs of a test go; afterwards all is as it was."""
    root, before = logging.getLogger(), logging.getLogger().level
    handlers, written = list(root.handlers), io.StringIO()
    logs.configure(written)
    yield written
    root.setLevel(before)
    root.handlers[:] = handlers


@pytest.fixture
def app() -> Flask:
    """The smallest application that logs."""
    app = Flask("logged")
    app.before_request(logs.begin)
    app.after_request(logs.finish)

    @app.route("/things/<path:name>", methods=["GET", "POST"])
    def thing(name: str) -> Response:
        logs.acting(7)
        logs.event("thing.seen", size=len(name))
        return Response(name)

    @app.get("/broken")
    def broken() -> Response:
        raise ZeroDivisionError("意外")

    return app


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """What was logged."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_all_that_one_asks_for_later(app: Flask, stream: io.StringIO) -> None:
    answer = app.test_client().get("/things/甲", headers={"X-Request-Id": "req-1.a_B"})
    seen, line = lines(stream)
    assert answer.headers["X-Request-Id"] == "req-1.a_B"
    assert (seen["message"], seen["size"], seen["request_id"], seen["actor"]) == ("thing.seen", 1, "req-1.a_B", 7)
    assert datetime.fromisoformat(line.pop("time")).utcoffset() is not None
    assert 0 <= line.pop("ms") < 60_000
    assert line == {
        "level": "INFO",
        "logger": "jixiao.request",
        "message": "request",
        "request_id": "req-1.a_B",
        "method": "GET",
        "path": "/things/甲",
        "actor": 7,
        "address": "127.0.0.1",
        "status": 200,
    }


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "甲".encode().decode("latin-1"), 'a"', "a,b"])
def test_a_request_id_that_is_no_plain_word_is_replaced(app: Flask, stream: io.StringIO, given: str) -> None:
    answers = [app.test_client().get("/nowhere", headers={"X-Request-Id": given}) for _ in range(2)]
    names = [answer.headers["X-Request-Id"] for answer in answers]
    assert [line["request_id"] for line in lines(stream)] == names
    assert len(set(names)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


def test_nothing_of_body_query_cookie_or_header_is_written(app: Flask, stream: io.StringIO) -> None:
    client = app.test_client()
    client.set_cookie("login", "hidden-cookie")
    client.post(
        "/things/a?token=hidden-query",
        data={"password": "hidden-body"},
        headers={"Authorization": "Bearer hidden-header", "Referer": "http://localhost/?hidden-referer"},
    )
    assert len(lines(stream)) == 2
    assert "hidden" not in stream.getvalue()


@pytest.mark.parametrize("name", sorted(logs.UNTOLD))
def test_handing_a_secret_to_the_log_is_a_mistake(stream: io.StringIO, name: str) -> None:
    with pytest.raises(logs.ToldSecret, match=name):
        logs.event("login", **{name: "hidden"})  # type: ignore[arg-type]
    assert stream.getvalue() == ""


def test_nobody_can_write_a_line_of_his_own_or_steer_a_terminal(app: Flask, stream: io.StringIO) -> None:
    evil = '/things/a%0A{"level":"INFO"}%0D%1B[2J%C2%9B%E2%80%A8%E2%80%AE%7F%ED%A0%80'
    app.test_client().get(evil)
    # Handed to our own handler alone: pytest would capture it, and cannot send half a character to another process.
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, logs._Lines)]
    handler.handle(logging.makeLogRecord({"msg": "a\nb\udc80", "facts": {"other": "\u2028\x85"}}))
    written = stream.getvalue()
    assert written.count("\n") == len(lines(stream)) == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", written)
    assert lines(stream)[0]["path"].startswith('/things/a\n{"level":"INFO"}\r\x1b[2J\x9b\u2028\u202e\x7f')
    assert (lines(stream)[1]["message"], lines(stream)[1]["other"]) == ("a\nb\udc80", "\u2028\x85")


def test_a_long_path_is_cut(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/" + "a" * 5000)
    assert len(lines(stream)[0]["path"]) == 500


def test_a_crash_is_told_with_its_traceback_under_the_name_of_its_request(app: Flask, stream: io.StringIO) -> None:
    answer = app.test_client().get("/broken")
    crash, line = lines(stream)
    assert answer.status_code == 500
    assert (crash["level"], crash["request_id"]) == ("ERROR", answer.headers["X-Request-Id"])
    assert "ZeroDivisionError: 意外" in crash["exception"]
    assert (line["status"], line["level"]) == (500, "ERROR")


def test_an_event_outside_a_request_has_no_request_and_no_fact_replaces_what_is_fixed(stream: io.StringIO) -> None:
    logs.event("job.done", logger="jixiao.jobs", level=logging.WARNING, job="backup", message="x", rows=None)
    logging.getLogger("waitress").warning("full %s", "queue", stack_info=True)
    event, library = lines(stream)
    del event["time"]
    assert event == {"level": "WARNING", "logger": "jixiao.jobs", "message": "job.done", "job": "backup"}
    assert (library["message"], library["logger"]) == ("full queue", "waitress")
    assert "test_logs.py" in library["stack"]


def test_configuring_twice_writes_each_line_once(stream: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logs.event("once")
    assert stream.getvalue() == ""
    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == ["once"]
