"""The world of the matrix, prepared once: its database can be put back as it was before each request."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.api.service.matrix.asking import NOTHING, Cell
from tests.api.service.matrix.model import Row
from tests.api.service.matrix.nouns import NOUNS, Place, things
from tests.api.service.matrix.things import AGENCIES, ASKERS, Thing
from tests.api.service.world import World, make_world

HEAD = "管理员甲"  # takes from everybody what can be taken


@dataclass(frozen=True)
class Prepared:
    """The world, its things, and its database as it was when all of them were made."""

    world: World
    things: Mapping[Place, Thing]
    image: Path

    def restore(self, image: Path | None = None) -> None:
        """The database as it was, or as it is in another image of it."""
        copy(image or self.image, self.world.service.settings.database)

    def kept(self) -> int:
        """How much the service has written down: changes, and answers to be repeated."""
        store = self.world.open()
        (row,) = store.rows("SELECT (SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM idempotency) AS count")
        store.close()
        return int(row["count"])

    def cells(self, row: Row) -> Iterator[Cell]:
        """Every request of a row, whoever asks."""
        if not row.thing:
            yield Cell(row.operation, "own", "", NOTHING)
            return
        for relation in AGENCIES:
            for state in NOUNS[row.thing][1]:
                yield Cell(row.operation, relation, state, self.things[row.thing, relation, state])

    def image_after(self, act: Callable[[World, Mapping[str, Any]], None]) -> Path:
        """An image of the database after something was done to everybody who asks; the database is put back."""
        store = self.world.open()
        sql = (
            "SELECT people.id, people.name, people.version, tokens.id AS token_id, grants.id AS grant_id FROM people"
            " JOIN tokens ON tokens.person_id = people.id JOIN grants ON grants.person_id = people.id"
        )
        found = {row["name"]: row for row in store.rows(sql)}
        store.close()
        for name, _, _ in ASKERS.values():
            act(self.world, found[name])
        image = self.image.with_name(f"{act.__name__}.db")
        copy(self.world.service.settings.database, image)
        self.restore()
        return image


def prepare(folder: Path) -> Prepared:
    """A world with everything in it."""
    world = make_world(folder)
    made = things(world)
    image = folder / "image.db"
    copy(world.service.settings.database, image)
    return Prepared(world, made, image)


def copy(source: Path, target: Path) -> None:
    """One database over another, whoever holds it open."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


def revoke(world: World, person: Mapping[str, Any]) -> None:
    """The token revoked."""
    world.ok(HEAD, "DELETE", f"people/{person['id']}/tokens/{person['token_id']}")


def disable(world: World, person: Mapping[str, Any]) -> None:
    """The person disabled."""
    body = {"name": person["name"], "disabled": True}
    world.ok(HEAD, "PUT", f"people/{person['id']}", body, version=person["version"])


def strip(world: World, person: Mapping[str, Any]) -> None:
    """The only role ended."""
    world.ok(HEAD, "DELETE", f"people/{person['id']}/grants/{person['grant_id']}")
