"""Whether the service can work, and its figures."""

import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.api.service.world import World, make_world


@pytest.fixture
def client(world: World) -> FlaskClient:
    """A program that looks after the service."""
    return world.app.test_client()


def test_a_service_that_can_work_says_so(client: FlaskClient) -> None:
    told = client.get("/readyz")
    assert told.status_code == 200
    assert told.get_json() == {"status": "ready", "checks": {"database": "ok", "evidence": "ok", "disk": "ok"}}
    assert client.get("/readyz?x=1").status_code == 422


def test_a_database_that_is_gone_broken_or_of_another_version_is_told(world: World, client: FlaskClient) -> None:
    store = world.open()
    store.write(lambda store: store.run("INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                                        " VALUES ('jixiao', '9999_later', '')"))  # fmt: skip
    store.close()
    assert "版本" in client.get("/readyz").get_json()["checks"]["database"]
    database = world.service.settings.database
    for path in database.parent.glob("jixiao.db*"):
        path.rename(path.with_name(f"old-{path.name}"))
    told = client.get("/readyz")
    assert (told.status_code, told.get_json()["checks"]["database"]) == (503, "没有数据库文件")
    assert not database.exists()
    database.write_bytes(b"no database at all " * 100)
    told = client.get("/readyz")
    assert (told.status_code, "读不出来" in told.get_json()["checks"]["database"]) == (503, True)
    assert client.get("/healthz").status_code == 200


def test_a_place_for_evidence_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    world = make_world(tmp_path, JIXIAO_EVIDENCE=str(tmp_path / "file" / "evidence"))
    told = world.app.test_client().get("/readyz").get_json()
    assert told["status"] == "not_ready"
    assert "不可写" in told["checks"]["evidence"]


def test_a_disk_that_is_almost_full_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["api.resources.health"], "LEAST_FREE", 10**18)  # no disk has as much
    told = client.get("/readyz")
    assert (told.status_code, told.get_json()["checks"]["disk"]) == (503, "磁盘空间不足")


def test_the_figures_are_for_this_machine_or_for_the_token(tmp_path: Path) -> None:
    open_ = make_world(tmp_path).app.test_client()
    assert open_.get("/metrics").content_type.startswith("text/plain")
    away = {"REMOTE_ADDR": "192.0.2.7"}
    refused = open_.get("/metrics", environ_base=away)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")
    (tmp_path / "b").mkdir()
    closed = make_world(tmp_path / "b", JIXIAO_METRICS_TOKEN="abcdefghijklmnopqrst").app.test_client()
    assert closed.get("/metrics").status_code == 403
    bearer = {"Authorization": "Bearer abcdefghijklmnopqrst"}
    assert closed.get("/metrics", headers=bearer, environ_base=away).status_code == 200
