"""The figures that Prometheus reads: each application its own, and none that a caller can multiply."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, Response
from prometheus_client.parser import text_string_to_metric_families

from api import logs, metrics
from api.metrics import Metrics
from api.settings import Settings

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A database that is not there yet, in a folder that is."""
    return Settings(database=tmp_path / "a.db")


def figures(told: Metrics) -> Figures:
    """What Prometheus would read."""
    body, content_type = metrics.render(told.registry)
    assert content_type.startswith("text/plain; version=")
    families = text_string_to_metric_families(body.decode("utf-8"))
    return {(each.name, frozenset(each.labels.items())): each.value for one in families for each in one.samples}


def value(told: Metrics, name: str, **labels: str) -> float | None:
    """One figure, None when there is none."""
    return figures(told).get((f"jixiao_{name}", frozenset(labels.items())))


def _thing(name: str) -> Response:
    return Response(name)


def watched(told: Metrics) -> Flask:
    """The smallest application that counts."""
    app = Flask("counted")
    app.before_request(logs.begin)
    app.after_request(told.count_request)
    app.add_url_rule("/things/<name>", view_func=_thing, endpoint="thing")
    return app


def test_requests_are_counted_by_route_and_not_by_address(settings: Settings) -> None:
    told = Metrics(settings)
    client = watched(told).test_client()
    for name in ("a", "b", "c"):
        client.get(f"/things/{name}")
    client.post("/things/a")
    assert value(told, "requests_total", method="GET", route="/things/<name>", status="200") == 3
    assert value(told, "request_seconds_count", method="GET", route="/things/<name>") == 3
    assert value(told, "request_seconds_sum", method="GET", route="/things/<name>") is not None
    assert value(told, "requests_total", method="POST", route="other", status="405") == 1


def test_invented_methods_and_addresses_share_one_series(settings: Settings) -> None:
    told = Metrics(settings)
    client = watched(told).test_client()
    for number in range(5):
        client.open(f"/{number}", method=f"WORD{number}")
    assert value(told, "requests_total", method="other", route="other", status="404") == 5


def test_writes_commits_jobs_and_logins_are_counted(settings: Settings) -> None:
    told, now = Metrics(settings), datetime(2026, 3, 1, tzinfo=UTC)
    told.wrote("committed")
    told.wrote("refused")
    told.committed(0.002)
    told.job_ran("backup", "done", now)
    told.job_ran("backup", "failed", datetime(2026, 3, 2, tzinfo=UTC))
    told.login_failed()
    assert [value(told, "writes_total", outcome=each) for each in ("committed", "refused")] == [1, 1]
    assert value(told, "commit_seconds_count") == 1
    assert value(told, "commit_seconds_bucket", le="0.0025") == 1
    assert value(told, "commit_seconds_bucket", le="0.001") == 0
    assert [value(told, "job_runs_total", job="backup", outcome=each) for each in ("done", "failed")] == [1, 1]
    assert value(told, "job_last_success_timestamp_seconds", job="backup") == now.timestamp()
    assert value(told, "logins_failed_total") == 1


def test_applications_do_not_share_their_figures(settings: Settings) -> None:
    first, second = Metrics(settings), Metrics(settings)
    first.login_failed()
    assert (value(first, "logins_failed_total"), value(second, "logins_failed_total")) == (1, 0)


def test_the_size_of_the_database_counts_its_log(settings: Settings) -> None:
    told = Metrics(settings)
    assert value(told, "database_bytes") == 0
    settings.database.write_bytes(b"x" * 10)
    settings.database.with_name("a.db-wal").write_bytes(b"x" * 7)
    assert value(told, "database_bytes") == 17


def test_the_free_space_is_told_before_the_folders_are_there(settings: Settings) -> None:
    told = Metrics(settings)
    assert not settings.evidence.exists()
    assert all((value(told, "disk_free_bytes", folder=name) or 0) > 0 for name in ("database", "evidence", "backups"))
    assert metrics.disk_free(Path("没有/的/文件夹")) > 0


@pytest.mark.parametrize(
    ("token", "address", "authorization", "expected"),
    [
        ("", "127.0.0.1", "", True),
        ("", "127.8.9.1", "", True),
        ("", "::1", "", True),
        ("", "::ffff:127.0.0.1", "", True),
        ("", "192.0.2.7", "", False),
        ("", "::ffff:192.0.2.7", "", False),
        ("", "2001:db8::1", "", False),
        ("", "localhost", "", False),
        ("", None, "", False),
        ("令牌甲乙丙丁", "192.0.2.7", "Bearer 令牌甲乙丙丁", True),
        ("令牌甲乙丙丁", "127.0.0.1", "", False),
        ("令牌甲乙丙丁", "127.0.0.1", "Bearer 令牌", False),
        ("令牌甲乙丙丁", "127.0.0.1", "令牌甲乙丙丁", False),
    ],
)
def test_the_figures_are_for_the_token_or_for_this_machine(
    token: str, address: str | None, authorization: str, expected: bool
) -> None:
    assert metrics.may_read(token, address, authorization) is expected
