"""A full disk under a running server: writing says 507, reading goes on, and it heals by itself."""

import resource

from tests.api.durability.server import Client, serving
from tests.api.service.stories import filled
from tests.api.service.world import World


def test_writing_says_507_and_reading_goes_on_until_there_is_room_again(world: World) -> None:
    saved, _ = filled(world)
    path, version = f"evaluations/{saved['evaluation']['id']}", saved["evaluation"]["version"]
    line = {"where": "objectives[0].indicators[0]", "actual": "7次"}
    with serving(world) as server, Client(world, "填报人甲", server.port) as client:
        assert client.call("GET", path).status == 200
        unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1024, unlimited[1]))
        for _ in range(3):
            told = client.call("PATCH", path, {"lines": [line]}, version=version)
            assert (told.status, told.value["code"]) == (507, "storage_full")
            found = client.call("GET", path)
            assert (found.status, found.value["evaluation"]["version"]) == (200, version)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
        assert client.call("PATCH", path, {"lines": [line]}, version=version).status == 200
    store = world.open()
    assert store.damage() == []
    store.close()
