"""A service with a clock that a test sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.door.service import Service
from api.jobs import Job, Runner
from api.store import Store
from tests.api.service.world import World, make_world


@dataclass
class Hand:
    """What time it is, until a test moves it."""

    now: datetime = datetime(2026, 3, 2, 4, 0, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Later by so much."""
        self.now += timedelta(**by)


@dataclass
class Site:
    """The service, its clock, and a runner."""

    world: World
    service: Service
    clock: Hand
    store: Store

    def runner(self, **options: Any) -> Runner:
        """Another process, as far as the database can tell."""
        return Runner(self.service, self.clock, **options)

    def runs(self, job: Job) -> list[tuple[str, str, int]]:
        """Slot, outcome and attempts of every run of the job."""
        rows = self.store.rows("SELECT * FROM job_runs WHERE job = :job ORDER BY slot", job=job.name)
        return [(row["slot"][11:16], row["outcome"], row["attempts"]) for row in rows]

    def notes(self) -> list[tuple[int, str]]:
        """Whom was told what."""
        return [(row["person_id"], row["text"]) for row in self.store.rows("SELECT * FROM notifications ORDER BY id")]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A fresh world."""
    world = make_world(tmp_path)
    store = world.open()
    yield Site(world, world.service, Hand(), store)
    store.close()
