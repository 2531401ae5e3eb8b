"""kill -9 under eight clients: nothing acknowledged is lost, nothing is half written."""

import os
import random
import threading
import time

from tests.api.durability.clients import Saver, Submitter, until_gone
from tests.api.durability.server import Server, serving
from tests.api.durability.whole import Workers, check
from tests.api.service.stories import approved_plan, filled_parts, form, task
from tests.api.service.world import World

CYCLES = int(os.environ.get("TEST_KILL_CYCLES", "3"))
PLACES = [f"objectives[0].indicators[{i}]" for i in range(4)]


def test_a_server_killed_at_any_moment_loses_nothing_that_it_acknowledged(world: World) -> None:
    workers = settled(world)
    for _ in range(CYCLES):
        with serving(world) as server:
            worked(world, server, workers)
        check(world, workers)
    savers = [worker for worker in workers if isinstance(worker, Saver)]
    submitters = [worker for worker in workers if isinstance(worker, Submitter)]
    assert sum(worker.saves for worker in savers) >= CYCLES
    assert sum(len(worker.done) for worker in submitters) >= 1


def settled(world: World) -> Workers:
    """Three evaluations saved by two programs each, and two that are submitted and taken back."""
    report = form()
    work = task(world, report)
    ids = [evaluation(world, report, work, f"项目{number}") for number in range(5)]
    savers = [Saver(id, tuple(places)) for id in ids[:3] for places in (PLACES[:2], PLACES[2:])]
    return [*savers, *(Submitter(id) for id in ids[3:])]


def evaluation(world: World, report: dict[str, object], task: int, name: str) -> int:
    """An evaluation of a project of this name, filled."""
    plan = approved_plan(world, report | {"project": {"name": name}})
    made = world.ok("填报人甲", "POST", "evaluations", {"plan_id": plan, "task_id": task})
    world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", filled_parts(report), version=made["version"])
    return int(made["id"])


def worked(world: World, server: Server, workers: Workers) -> None:
    """All of them at work; some moment after the first acknowledgement the server is killed."""
    first, bugs = threading.Event(), list[str]()
    threads = [threading.Thread(target=until_gone, args=(world, server, one, first, bugs)) for one in workers]
    for thread in threads:
        thread.start()
    assert first.wait(60), bugs
    time.sleep(random.uniform(0, 0.4))
    server.kill()
    for thread in threads:
        thread.join(60)
    assert bugs == []
