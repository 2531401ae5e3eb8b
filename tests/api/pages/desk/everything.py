"""A world with one of everything in it, and somebody who may see all of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from api.instants import stamp
from api.store import Store
from tests.api.service.matrix.nouns import things
from tests.api.service.matrix.things import Place, Thing
from tests.api.service.world import World, _add

SEES_ALL = "总管甲"
ROLES = ("admin", "auditor", "supervisor", "manager")


def everything(world: World) -> Mapping[Place, Thing]:
    """One of each noun in each of its states, a review, an extension, a spot check, a job run; and 总管甲 of finance."""
    found = things(world)
    _more(world, found)
    store = world.open()
    finance, now = world.agencies["某市财政局"], datetime.now(UTC)
    store.write(lambda store: _add(store, world, name=SEES_ALL, role=ROLES[0], agency_id=finance, now=now))
    store.write(lambda store: _behind_the_doors(store, found, now))
    store.close()
    for role in ROLES[1:]:
        world.grant(SEES_ALL, role, "某市财政局")
    return found


def _more(world: World, found: Mapping[Place, Thing]) -> None:
    sent, done = found["evaluation", "own", "submitted"], found["evaluation", "own", "approved"]
    path, line = f"evaluations/{sent.id}", "objectives[0].indicators[0]"
    version = world.ok("单位审核人甲", "GET", path)["evaluation"]["version"]
    said = {"where": line, "opinion": "已核对", "ground": "抽查记录", "clause": "第八条", "value": "1次", "score": "5"}
    world.ok("单位审核人甲", "PUT", f"{path}/review", {"lines": [said]}, version=version)
    world.ok("财政审核人甲", "POST", f"evaluations/{done.id}/spot-checks", {"where": line, "opinion": "属实"})
    until = str((datetime.now(UTC) + timedelta(days=60)).date())
    terms: dict[str, Any] = {"agency_id": sent.agency_id, "deadline": until, "reason": "系统改造"}
    world.ok("管理员甲", "POST", f"tasks/{found['task', 'own', ''].id}/extensions", terms)


def _behind_the_doors(store: Store, found: Mapping[Place, Thing], now: datetime) -> None:
    """What no request makes: a job's run; a notice and the imports of the person who sees all."""
    at = stamp(now)
    store.run(
        "INSERT INTO job_runs (job, slot, holder, lease_until, attempts, started_at, finished_at, outcome, detail)"
        " VALUES ('reminders', :at, '本机', :at, 1, :at, :at, 'done', '提醒 3 人')", at=at,
    )  # fmt: skip
    store.run(
        "INSERT INTO notifications (person_id, subject, kind, text, at, evaluation_id)"
        " SELECT id, 'every', 'returned', '请填报', :at, :evaluation FROM people WHERE name = :name",
        at=at, name=SEES_ALL, evaluation=found["evaluation", "own", "draft"].id,
    )  # fmt: skip
    store.run("UPDATE imports SET person_id = (SELECT id FROM people WHERE name = :name)", name=SEES_ALL)
