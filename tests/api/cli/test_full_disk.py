"""A full disk: reading goes on, writing says 507, and all is well again once there is room."""

import http.client
import json
import resource
from pathlib import Path
from typing import Any

from api.door.service import Service
from api.metrics import Metrics
from api.settings import from_environment
from scoring.library import load_library
from tests.api.cli.test_serve import SECRET, served
from tests.api.service.world import World, make_world


def asked(port: int, token: str, method: str, path: str, body: Any, key: str) -> tuple[int, Any]:
    """A request by somebody with a token."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def files(folder: Path) -> int:
    """The size of the largest file of the database."""
    return max(path.stat().st_size for path in folder.glob("jixiao.db*") if not path.name.endswith("-shm"))


def test_reading_goes_on_writing_says_507_and_heals(tmp_path: Path) -> None:
    world: World = make_world(tmp_path, JIXIAO_SECRET=SECRET)
    token, parent = world.tokens["管理员甲"], world.agencies["某市人社局"]
    environment = {"JIXIAO_DATABASE": str(tmp_path / "jixiao.db"), "JIXIAO_SECRET": SECRET, "JIXIAO_DEMO": "0"}
    with served("--port", "0", **environment) as (process, port):
        made = 0

        def add() -> tuple[int, Any]:
            nonlocal made
            made += 1
            body = {"name": f"单位{made}", "parent_id": parent}
            return asked(port, token, "POST", "/api/v1/agencies", body, f"k{made}")

        assert add()[0] == 201
        # No file may grow beyond what the database needs already: to SQLite that is a disk without room.
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (files(tmp_path) + 8192, resource.RLIM_INFINITY))
        told = [add() for _ in range(200)]
        refused = [each for each in told if each[0] != 201]
        assert refused, "the limit was reached"
        assert {(status, answer["code"]) for status, answer in refused} == {(507, "storage_full")}
        assert "磁盘" in refused[0][1]["detail"]
        status, page = asked(port, token, "GET", "/api/v1/agencies?limit=200", None, "")
        assert status == 200
        assert len(page["items"]) == 7 + sum(status == 201 for status, _ in told)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
        assert add()[0] == 201
    service = Service(from_environment(environment), load_library(), Metrics(from_environment(environment)))
    store = service.open()
    assert store.damage() == []
    store.close()
