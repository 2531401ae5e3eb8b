"""A world with one of everything in it, and somebody who may see all of it."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from api.actions.formfiles import drawn
from api.instants import stamp
from api.schemas import load_document
from api.store import Store
from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.matrix.nouns import things
from tests.api.service.matrix.pages import PAGES, address
from tests.api.service.matrix.things import Place, Thing
from tests.api.service.world import World, _add, make_world

SEES_ALL = "总管甲"
# Pages are what people look at; files, programs' answers and parts of pages are not.
NOT_PAGES = ("/annex.", ".json", ".xlsx", ".csv", "/static", "/healthz", "/readyz", "/metrics", "/live", "/docs")
ROUTES = sorted(route for route in PAGES if route.startswith("GET ") and not any(part in route for part in NOT_PAGES))
ROLES = ("admin", "auditor", "supervisor", "manager")


class Everything(NamedTuple):
    """The world, what is in it, and the pages that only 总管甲 may see."""

    world: World
    things: Mapping[Place, Thing]
    theirs: Mapping[str, str]

    def first(self, route: str) -> str:
        """Where to look at a page."""
        return self.theirs.get(route, address(route, self.things))

    def places(self, route: str) -> Iterator[str]:
        """Where to look at a page: at the thing that its row names, then at the like in every other state."""
        yield self.first(route)
        noun, relation, _ = PAGES[route].get("thing", "//").split("/")
        for (other, where, _), thing in self.things.items():
            place = route.removeprefix("GET ").replace("{id}", str(thing.id))
            if (other, where) == (noun, relation) and "at" not in PAGES[route] and place != self.first(route):
                yield place


def everything(folder: Path) -> Everything:
    """A world with one of each noun in each of its states, a review, an extension, a spot check, a job run."""
    world = make_world(folder)
    found = things(world)
    _more(world, found)
    store = world.open()
    finance, now = world.agencies["某市财政局"], datetime.now(UTC)
    store.write(lambda store: _add(store, world, name=SEES_ALL, role=ROLES[0], agency_id=finance, now=now))
    store.write(lambda store: _behind_the_doors(store, found, now))
    store.close()
    for role in ROLES[1:]:
        world.grant(SEES_ALL, role, "某市财政局")
    return Everything(world, found, _theirs(world, found))


def _theirs(world: World, found: Mapping[Place, Thing]) -> Mapping[str, str]:
    """The pages that only who made them may see: a plan's file just read, and what became of reports just ticked."""
    person, waits = Person(world, SEES_ALL), found["evaluation", "own", "submitted"]
    content = drawn(load_document(stories.plan_of(stories.form(), "信息中心")), "xlsx").content
    fields = {"key": "file", "place": "中央", "plan": "", "file": (io.BytesIO(content), "目标表.xlsx")}
    ticked = {"key": "ticked", "pick": f"{waits.id}:999", "opinion": ""}
    return {
        "GET /plans/file/{id}": person.post("/plans/file", **fields).headers["Location"],
        "GET /queue/approved/{token}": person.post("/queue", **ticked).headers["Location"],
    }


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
