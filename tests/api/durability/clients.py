"""Eight programs that write until the server is gone, and remember what it acknowledged."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.api.durability.server import GONE, Client, Server, numbers
from tests.api.service.world import World

WHO = "填报人甲"


@dataclass
class Saver:
    """Saves the lines that are its own, in an evaluation that another one saves, too."""

    id: int
    places: tuple[str, ...]
    acknowledged: dict[str, str] = field(default_factory=dict)  # place: value
    waiting: dict[str, str] = field(default_factory=dict)  # sent, and not answered: may or may not be there
    version: int = 0
    saves: int = 0

    def work(self, client: Client, first: threading.Event) -> None:
        """Saves, line after line, until the server is gone."""
        version = client.call("GET", f"evaluations/{self.id}").value["evaluation"]["version"]
        while True:
            place, value = self.places[next(numbers) % len(self.places)], f"{next(numbers)}次"
            self.waiting[place] = value
            told = client.call("PATCH", f"evaluations/{self.id}", _line(place, value), version=version)
            assert told.status in (200, 412), told.value
            del self.waiting[place]
            if told.status == 200:
                self.acknowledged[place] = value
                version = self.version = told.value["evaluation"]["version"]
                self.saves += 1
                first.set()
            else:
                version = told.value["version"]

    def settle(self, lines: Mapping[str, str]) -> None:
        """Every acknowledged value is there; of what was not answered, the old value or the new."""
        for place, value in self.acknowledged.items():
            assert lines[place] in {value, self.waiting.get(place, value)}, (place, lines[place], value, self.waiting)
        self.acknowledged = {place: lines[place] for place in self.places}
        self.waiting.clear()


def _line(place: str, value: str) -> Any:
    text = {"reason": f"因采购推迟，实际只完成了{value}", "remedy": "下一年度提前三个月开始采购和验收"}
    return {"lines": [{"where": place, "actual": value, "explanation": text}]}


@dataclass
class Submitter:
    """Submits its own evaluation and takes it back, again and again, each step under a key of its own."""

    id: int
    state: str = "draft"
    version: int = 0
    done: list[str] = field(default_factory=list)  # the keys of the acknowledged steps
    waiting: tuple[str, str, int] | None = None  # action, key and version of the step that was not answered

    def work(self, client: Client, first: threading.Event) -> None:
        """Repeats what was not answered, then goes on, until the server is gone."""
        if self.waiting is None:
            self.version = client.call("GET", f"evaluations/{self.id}").value["evaluation"]["version"]
        while True:
            action = {"draft": "submit", "submitted": "recall"}[self.state]
            self.waiting = self.waiting or (action, str(uuid4()), self.version)
            action, key, version = self.waiting
            told = client.call("POST", f"evaluations/{self.id}/{action}", version=version, key=key)
            assert told.status == 200, told.value
            self.state, self.version, self.waiting = told.value["state"], told.value["version"], None
            self.done.append(key)
            first.set()


def until_gone(world: World, server: Server, one: Saver | Submitter, first: threading.Event, bugs: list[str]) -> None:
    """Works until the server is gone; what else goes wrong is told."""
    try:
        with Client(world, WHO, server.port) as client:
            one.work(client, first)
    except GONE:
        pass
    except AssertionError as error:
        bugs.append(str(error))
