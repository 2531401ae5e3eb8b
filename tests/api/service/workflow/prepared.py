"""Where every run starts from: some evaluations, in every state, in a database that is copied for each run."""

import dataclasses
import io
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from api.blobs import Inspected, Received, inspect
from api.store import Store
from tests.api.service.stories import plan_of
from tests.api.service.workflow import forms
from tests.api.service.workflow.cast import hire
from tests.api.service.workflow.oracle import Case, Model, Task
from tests.api.service.world import World, make_world

FIRST = datetime(2024, 1, 1, 2, tzinfo=UTC)  # day 1, 10:00 in Shanghai
OPENS, DEADLINE, LATER = 10, 20, (30, 40)  # days; the last ones are extensions
DAYS = (15, 15, 15, 15, 5, 25, 35)  # mostly one may fill and submit


class Setting(NamedTuple):
    """One evaluation of the beginning: whose, how many levels review it, 涉密 or not, and what was done already."""

    agency: str
    levels: int
    confidential: bool = False
    ahead: str = ""


SETTINGS = (
    Setting("信息中心", 1),
    Setting("信息中心", 2),
    Setting("信息中心", 3),
    Setting("信息中心", 1, confidential=True),
    Setting("信息中心分站", 2),
    Setting("图书馆", 1),
    Setting("信息中心", 2, ahead="attach save submit approve return_"),
    Setting("信息中心", 3, ahead="attach save submit approve"),
    Setting("信息中心", 1, confidential=True, ahead="save submit approve"),
    Setting("信息中心", 1, ahead="save submit approve publish"),
    Setting("信息中心", 1, ahead="save submit approve publish withdraw"),
)
FILE, FILE_NAME = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "验收报告.pdf"
REPORTERS = {"图书馆": ("外单位填报人", "外单位审核人")}


def instant(day: int, seconds: int = 0) -> datetime:
    """A moment of a day of the story."""
    return FIRST + timedelta(days=day - 1, seconds=seconds)


class Prepared(NamedTuple):
    """The world, the database of the beginning, the model of it, the document that each evaluation began with, and a
    file that has been received as evidence."""

    world: World
    beginning: Path
    model: Model
    documents: Mapping[int, Any]
    file: tuple[Received, Inspected]

    def restore(self) -> None:
        """The database as it was in the beginning, at a place where nobody is connected."""
        live = self.beginning.with_name("run.db")
        for end in ("-wal", "-shm"):
            live.with_name(live.name + end).unlink(missing_ok=True)
        shutil.copyfile(self.beginning, live)
        settings = dataclasses.replace(self.world.service.settings, database=live)
        self.world.service = dataclasses.replace(self.world.service, settings=settings)


def prepare(folder: Path) -> Prepared:
    """A world with its cast and its evaluations."""
    world = make_world(folder)
    store = world.open()
    store.write(lambda store: hire(store, world))
    store.close()
    world.at(instant(1))
    cases = [_open(world, f"系统运行维护{number}", setting) for number, setting in enumerate(SETTINGS, start=1)]
    documents = {case.id: world.ok("管理员甲", "GET", f"evaluations/{case.id}")["document"] for case in cases}
    beginning, model = folder / "beginning.db", Model({case.id: case for case in cases}, DAYS[0])
    store = world.open()
    copy_to(store, beginning)
    store.close()
    return Prepared(world, beginning, model, documents, _file(world))


def copy_to(store: Store, path: Path) -> None:
    """The database in another place."""
    store.copy_to(path)
    copied = Store(path)
    copied.migrate()  # a copy does not remember how its journal was kept
    copied.close()


def _file(world: World) -> tuple[Received, Inspected]:
    """A file received and kept, as the door does it ahead of the action."""
    blobs = world.service.blobs
    received = blobs.receive(io.BytesIO(FILE), len(FILE))
    kind = inspect(received.path, FILE_NAME)
    blobs.keep(received)
    return received, kind


def _open(world: World, name: str, setting: Setting) -> Case:
    """An evaluation of its own task and plan."""
    report, agency = forms.report(name), setting.agency
    reporter, approver = REPORTERS.get(agency, ("填报人甲", "主管审核人甲"))
    plan = {
        "agency_id": world.agencies[agency],
        "document": plan_of(report, agency),
        "confidential": setting.confidential,
    }
    entered = world.ok(reporter, "POST", "plans", plan)
    sent = world.ok(reporter, "POST", f"plans/{entered['id']}/submit", version=entered["version"])
    world.ok(approver, "POST", f"plans/{entered['id']}/approve", version=sent["version"])
    task = world.ok("管理员甲", "POST", "tasks", {
        "year": 2023, "name": name, "place": "中央", "rulebook": "mohrss-2023", "levels": setting.levels, "why": "沿用",
        "agency_id": world.agencies["某市财政局"], "agencies": [world.agencies[agency]],
        "opens_on": f"{instant(OPENS):%Y-%m-%d}", "deadline": f"{instant(DEADLINE):%Y-%m-%d}",
    })  # fmt: skip
    made = world.ok(reporter, "POST", "evaluations", {"plan_id": entered["id"], "task_id": task["id"]})
    return Case(
        made["id"],
        agency,
        Task(task["id"], entered["id"], OPENS, DEADLINE),
        setting.levels,
        setting.confidential,
        made["version"],
    )
