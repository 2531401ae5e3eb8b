"""Schemathesis against a real server on a real world; what it found, and how many requests that took."""

import logging
import threading
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER
from waitress.server import create_server

from tests.api.contract.reaching import Reaching
from tests.api.service.world import World

logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # one thread: a queue is no news
LONG = 20_000  # from so many requests on it is a long run
OPERATIONS = 100  # among so many they are shared out
SETTINGS = Path(__file__).with_name("contract.toml")


@dataclass
class Found:
    """What a run found: requests by phase and by status, and every failure in words."""

    phases: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    succeeded: set[str] = field(default_factory=set)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)

    def told(self) -> str:
        """The run in one line."""
        classes = Counter(f"{status // 100}xx" for status in self.statuses.elements())
        return (
            f"{self.statuses.total()} cases: {dict(sorted(classes.items()))} {dict(self.statuses)} {dict(self.phases)}"
        )

    def take(self, event: Any) -> None:
        """An event of the engine."""
        if isinstance(event, events.ScenarioFinished):
            self._scenario(event)
        elif isinstance(event, events.NonFatalError):
            self.failures[event.label, type(event.value).__name__] = str(event.value)
        elif isinstance(event, events.FatalError):
            raise event.exception

    def _scenario(self, event: events.ScenarioFinished) -> None:
        for id, interaction in event.recorder.interactions.items():
            if interaction.response is not None:
                self.statuses[interaction.response.status_code] += 1
                self.phases[event.phase.value] += 1
                label = event.recorder.cases[id].value.operation.label
                self.operations.add(label)
                self.succeeded |= {label} if interaction.response.status_code < 300 else set()
        for id, checks in event.recorder.checks.items():
            label = event.recorder.cases[id].value.operation.label
            response = event.recorder.interactions[id].response
            answer = response.content.decode(errors="replace")[:500] if response else ""
            for info in (each.failure_info for each in checks if each.failure_info):
                told = f"{info.failure.message}\n{info.code_sample}\n{answer}"
                self.failures.setdefault((label, info.failure.title), told)


@contextmanager
def served(world: World) -> Iterator[str]:
    """The world's application behind the server that it is really served by."""
    server: Any = create_server(world.app, host="127.0.0.1", port=0, threads=1, ident=None)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        server.asyncore.close_all(server._map, ignore_all=True)
        thread.join()
        server.task_dispatcher.shutdown()


def settings(world: World, who: str, cases: int, *, thorough: bool) -> SchemathesisConfig:
    """The settings of a run that is to make so many random requests; ``thorough`` walks through the schemas, too."""
    told = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    short = {"include-operation-id": "score", "phases": {"coverage": {"enabled": False}}}
    told["operations"] += [] if cases >= LONG else [short]
    told["phases"]["coverage"]["enabled"] = thorough
    told["phases"]["fuzzing"] = {"generation": {"max-examples": max(5, cases // OPERATIONS)}}
    told["phases"]["stateful"]["generation"] = {"max-examples": max(10, cases // 50)}
    return SchemathesisConfig.from_dict(told | {"headers": {"Authorization": f"Bearer {world.tokens[who]}"}})


def run(world: World, who: str, cases: int, *, thorough: bool) -> Found:
    """Everything that is described, asked by this person."""
    found = Found()
    config = settings(world, who, cases, thorough=thorough)
    with served(world) as address, hooked("before_call", Reaching(world, who)):
        schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=config)
        for event in from_schema(schema).execute():
            found.take(event)
    return found


@contextmanager
def hooked(name: str, hook: Callable[..., None]) -> Iterator[None]:
    """The hook in force for a while; this one exists for all schemas only."""
    GLOBAL_HOOK_DISPATCHER.register_hook_with_name(hook, name)
    try:
        yield
    finally:
        GLOBAL_HOOK_DISPATCHER.unregister(hook)
