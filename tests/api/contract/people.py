"""The world that the description is held against: everything in every state, and somebody who may do everything."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indicators.workflow import Role
from tests.api.service.matrix.nouns import things
from tests.api.service.stories import begin_import
from tests.api.service.world import World, _add, make_world

ANYBODY = "样样能办的人"


def furnished(folder: Path) -> World:
    """A world with everything in it."""
    world = make_world(folder)
    things(world)
    store = world.open()
    store.write(lambda store: _everything(store, world))
    store.close()
    begin_import(world, ANYBODY, "furnished")
    return world


def _everything(store: Any, world: World) -> None:
    """Somebody who holds every role for everything: what they are refused is refused for another reason."""
    top = world.agencies["某市财政局"]
    _add(store, world, name=ANYBODY, role=Role.ADMIN.value, agency_id=top, now=datetime.now(UTC))
    for role in (role for role in Role if role is not Role.ADMIN):
        store.run(
            "INSERT INTO grants (person_id, role, agency_id, granted_at)"
            " SELECT :person, :role, :agency, granted_at FROM grants LIMIT 1",
            person=world.people[ANYBODY], role=role.value, agency=top,
        )  # fmt: skip
