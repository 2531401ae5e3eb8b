"""Many at once: no update lost, no key with two effects, no answer that blames the server."""

import copy
import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

from tests.api.durability.server import Client, Server, Told, serving
from tests.api.service.stories import approved, form, plan_of, task
from tests.api.service.world import World

WRITERS, RACERS = 64, 8
KEYS = int(os.environ.get("TEST_RACED_KEYS", "20"))


def wide(world: World) -> int:
    """An evaluation of a form of 64 lines (63 of 1.4 and one of 1.8 points), nothing filled in."""
    report = form()
    (objective,) = report["objectives"]
    objective["indicators"] = [
        copy.deepcopy(objective["indicators"][0]) | {"name": f"指标{i}", "weight": "1.4" if i else "1.8"}
        for i in range(WRITERS)
    ]
    body = {"agency_id": world.agencies["信息中心"], "document": plan_of(report, "信息中心"), "confidential": False}
    made = world.ok("填报人甲", "POST", "plans", body)
    sent = world.ok("填报人甲", "POST", f"plans/{made['id']}/submit", version=made["version"])
    world.ok("主管审核人甲", "POST", f"plans/{made['id']}/approve", version=sent["version"])
    opened = {"plan_id": made["id"], "task_id": task(world, report)}
    return int(world.ok("填报人甲", "POST", "evaluations", opened)["id"])


def written(world: World, server: Server, gate: threading.Barrier, id: int, line: int) -> Counter[int]:
    """One writer's line, tried until it is there; how often each status was answered."""
    body = {"lines": [{"where": f"objectives[0].indicators[{line}]", "actual": f"{line + 100}次"}]}
    told = Counter[int]()
    with Client(world, "填报人甲", server.port) as client:
        version = client.call("GET", f"evaluations/{id}").value["evaluation"]["version"]
        gate.wait(60)
        for _ in range(1000):
            answer = client.call("PATCH", f"evaluations/{id}", body, version=version)
            told[answer.status] += 1
            if answer.status != 412:
                break
            version = answer.value["version"]
            time.sleep(random.uniform(0, 2))  # all at once would all lose but one, again
    return told


def test_64_writers_of_one_evaluation_lose_no_update_and_losers_are_told_412(world: World) -> None:
    id, gate = wide(world), threading.Barrier(WRITERS)
    with serving(world) as server, ThreadPoolExecutor(WRITERS) as pool:
        told = sum(pool.map(lambda line: written(world, server, gate, id, line), range(WRITERS)), Counter[int]())
    assert told[200] == WRITERS
    assert set(told) == {200, 412}, told
    found = world.ok("填报人甲", "GET", f"evaluations/{id}")
    lines = found["document"]["objectives"][0]["indicators"]
    assert [line["actual"] for line in lines] == [f"{line + 100}次" for line in range(WRITERS)]
    assert found["evaluation"]["version"] == 1 + WRITERS


def test_a_key_raced_by_eight_has_one_effect_and_one_answer(world: World) -> None:
    id = approved(world)["id"]
    with ExitStack() as stack:
        server, pool = stack.enter_context(serving(world)), stack.enter_context(ThreadPoolExecutor(RACERS))
        clients = [stack.enter_context(Client(world, "财政审核人甲", server.port)) for _ in range(RACERS)]
        for number in range(KEYS):
            answers = list(pool.map(partial(checked, id, number), clients))
            assert [answer.status for answer in answers] == [201] * RACERS, answers[0].value
            assert [answer.value for answer in answers] == [answers[0].value] * RACERS
    store = world.open()
    rows = store.rows("SELECT opinion, COUNT(*) AS times FROM spot_checks GROUP BY opinion")
    (audited,) = store.rows("SELECT COUNT(*) AS times FROM audit WHERE action = 'spot_check'")
    store.close()
    assert {row["opinion"]: row["times"] for row in rows} == {f"第{number}次": 1 for number in range(KEYS)}
    assert audited["times"] == KEYS


def checked(id: int, number: int, client: Client) -> Told:
    """A spot check of an approved evaluation; without its key it would be made as often as it is sent."""
    body = {"score": "80", "opinion": f"第{number}次"}
    return client.call("POST", f"evaluations/{id}/spot-checks", body, key=f"raced-{number}")
