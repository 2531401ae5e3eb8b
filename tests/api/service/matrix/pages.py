"""The table of pages: every route outside /api/v1, and an address to try it at."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.api.service.matrix.things import Place, Thing

PAGES: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("pages.toml").read_text("utf-8"))


def address(route: str, things: Mapping[Place, Thing]) -> str:
    """Where to try a route of the table."""
    row, path = PAGES[route], route.partition(" ")[2]
    noun, relation, state = row["thing"].split("/") if "thing" in row else ("", "", "")
    thing = things.get((noun, relation, state))
    return str(row.get("at", path)).replace("{id}", str(thing.id if thing else ""))
