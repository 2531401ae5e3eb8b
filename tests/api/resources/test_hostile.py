"""No content of a request gives a 5xx; every refusal is a problem with a code."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings

POSTS = ("score", "check", "verify", "compare?rulebooks=mohrss-2023&rulebooks=hubei-2020", "narrative", "rollup")
LINE = {"name": "x", "target": "1"}


def wrapped(line: str) -> bytes:
    """A document whose one line holds raw JSON."""
    head = '{"document":"self_evaluation","budget_year":2023,"place":"a","agency":{"name":"b"},'
    return f'{head}"objectives":[{{"indicators":[{line}]}}]}}'.encode()


BODIES = {
    "empty": (b"", "not_json"),
    "half": (b'{"document":', "not_json"),
    "deep": (b'{"a":' * 990 + b"1" + b"}" * 990, "too_deep"),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
    "duplicate key": (wrapped('{"name":"x","name":"y","target":"1"}'), "duplicate_key"),
    "nan": (wrapped('{"name":"x","target":"1","self_score":NaN}'), "unsupported_number"),
    "exponent": (wrapped('{"name":"x","target":"1","self_score":1e999999}'), "unsupported_number"),
    "digits": (wrapped('{"name":"x","target":"1","self_score":' + "1" * 5000 + "}"), "unsupported_number"),
    "digits as text": (wrapped('{"name":"x","target":"1","self_score":"' + "1" * 5000 + '"}'), "invalid_document"),
    "exponent as text": (wrapped('{"name":"x","target":"1","self_score":"1e999999"}'), "invalid_document"),
    "arabic digit": (wrapped('{"name":"x","target":"1","self_score":"٣"}'), "invalid_document"),
    "underscore": (wrapped('{"name":"x","target":"1","self_score":"1_000"}'), "invalid_document"),
    "boolean": (wrapped('{"name":"x","target":"1","self_score":true}'), "invalid_document"),
    "surrogate": (wrapped('{"name":"\\ud800","target":"1"}'), "forbidden_character"),
    "nul": (wrapped('{"name":"\\u0000","target":"1"}'), "forbidden_character"),
    "unknown field": (wrapped('{"name":"x","target":"1","__class__":"y"}'), "invalid_document"),
    "no utf-8": (b"\xff\xfe{}", "not_utf8"),
    "list": (b"[]", "invalid_document"),
    "text": (b'"x"', "invalid_document"),
    "null": (b"null", "invalid_document"),
    "no documents": (b'{"documents":[]}', "invalid_document"),
    "documents that are none": (b'{"documents":5}', "invalid_document"),
    "huge array": (b'{"documents":[' + b"1," * 200_000 + b"1]}", "invalid_document"),
    "long text": (wrapped(json.dumps({"name": "x" * 100_000, "target": "1"})), "invalid_document"),
    "too many lines": (wrapped(",".join([json.dumps(LINE)] * 1001)), "invalid_document"),
}


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_with_its_code(client: FlaskClient, path: str, name: str) -> None:
    body, code = BODIES[name]
    response = client.post(f"/api/v1/{path}", data=body, content_type="application/json")
    assert 400 <= response.status_code < 500
    assert response.content_type == "application/problem+json"
    told = response.get_json()
    assert (told["code"], told["status"]) == (code, response.status_code)
    assert told["title"] and told["detail"]


CELLS = ["", "≥", "%", "9" * 4000, "≥" * 4000, "1-" * 2000, "∞", "٣", "١٢", "½", "10²", "1e999999", "NaN", "-0", "=1+1",
         "2021年13月45日", "≥95%≥95%", "(" * 4000, "7*24*60*60小时", "0次", "1/0", "5至3", "\u202e95",
         "≥-5", "一百二十三亿", "≤0"]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=range(len(CELLS)))
def test_whatever_stands_in_a_cell_is_answered(client: FlaskClient, cell: str) -> None:
    line = {"name": "x", "target": cell, "actual": cell, "weight": "10", "self_score": "5", "dimension": "output"}
    body = wrapped(json.dumps(line))
    for path in ("score?rulebook=platform-default&trace=1", "check?rulebook=hubei-2020", "verify?rulebook=jilin-2023",
                 "compare?rulebooks=mohrss-2023&rulebooks=platform-default",
                 "narrative?rulebook=central-2021"):  # fmt: skip
        response = client.post(f"/api/v1/{path}", data=body, content_type="application/json")
        assert response.status_code == 200, response.get_json()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=st.text(max_size=40), actual=st.text(max_size=40), name=st.text(max_size=20))
def test_no_text_in_any_cell_is_our_fault(client: FlaskClient, target: str, actual: str, name: str) -> None:
    line = {"name": name, "target": target, "actual": actual, "weight": "10", "explanation": {"reason": actual}}
    for path in ("score?rulebook=mohrss-2023&trace=1", "check?rulebook=platform-caps", "narrative?rulebook=hubei-2020"):
        response = client.post(f"/api/v1/{path}", data=wrapped(json.dumps(line)), content_type="application/json")
        assert response.status_code in (200, 400, 422)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/json; charset=gbk",
        "x" * 500,
    ],
)
def test_other_media_types_are_refused(client: FlaskClient, content_type: str) -> None:
    response = client.post("/api/v1/score", data=b"{}", content_type=content_type)
    assert (response.status_code, response.get_json()["code"]) == (415, "unsupported_media_type")


def test_a_compressed_body_is_refused(client: FlaskClient) -> None:
    response = client.post(
        "/api/v1/score",
        data=gzip.compress(b"{}"),
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )
    assert response.status_code == 415


def test_a_body_over_the_limit_is_refused(tmp_path: Path) -> None:
    settings = Settings(body_limit=1000, anonymous_scoring=True, database=tmp_path / "jixiao.db")
    small = create_app(settings).test_client()
    response = small.post("/api/v1/score", data=b" " * 1001, content_type="application/json")
    assert (response.status_code, response.get_json()["code"]) == (413, "too_large")


QUERIES = [
    "x=1",
    "trace=yes",
    "trace=1&trace=1",
    "rulebook=a&rulebook=b",
    "trace=",
    "%ff=1",
    "rulebook=%00",
    "rulebook=" + "x" * 5000,
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_bad_query_is_refused(client: FlaskClient, sample: Callable[[str], Any], query: str) -> None:
    response = client.post(f"/api/v1/score?{query}", json=sample("mohrss-2023-egov"))
    assert response.status_code == 422
    assert response.get_json()["code"] in ("unknown_parameter", "bad_parameter", "unknown_rulebook")


@pytest.mark.parametrize(("path", "told"), [
    ("/api/v1/published?limit=1&limit=2", "参数“limit”只能给一次"),
    ("/api/v1/published?limit=x", "参数“limit”应为 1 至 "),
])  # fmt: skip
def test_what_is_wrong_with_a_parameter_is_a_sentence(client: FlaskClient, path: str, told: str) -> None:
    assert client.get(path).get_json()["detail"].startswith(told)


@pytest.mark.parametrize("path", ["/api/v1/rulebooks", "/api/v1/rulebooks/hubei-2020", "/healthz", "/openapi.json"])
def test_an_unknown_parameter_of_a_get_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(f"{path}?x=1").status_code == 422


WRONG = [
    ("GET", "/api/v1/score", 405),
    ("DELETE", "/api/v1/rulebooks", 405),
    ("GET", "/api/v1/x", 404),
    ("POST", "/api/", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), WRONG, ids=range(len(WRONG)))
def test_what_does_not_exist_is_a_problem(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    if status == 405:
        assert response.headers["Allow"]


def test_a_bug_is_a_problem_too_and_says_nothing_about_its_inside(tmp_path: Path) -> None:
    app = create_app(Settings(database=tmp_path / "jixiao.db"))

    @app.get("/api/v1/bug")
    def bug() -> str:
        raise ZeroDivisionError("secret")

    response = app.test_client().get("/api/v1/bug")
    assert response.status_code == 500
    assert response.get_json()["code"] == "internal_error"
    assert b"secret" not in response.data


@pytest.mark.parametrize("path", ["/samples", "/api/v1/rulebooks", "/forms/x", "/static/jixiao.css", "/docs"])
def test_every_answer_is_sealed(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("script-src" in policy) is (path == "/docs")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
