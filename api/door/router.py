"""Operations put on their addresses."""

import re
from collections.abc import Iterable

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from api.door.operation import Operation
from api.door.serving import view

_HOLE = re.compile(r"\{(\w+)\}")


class Id(BaseConverter):
    """Only digits: what is no number is no address, so that a word beside it in the tree keeps its own methods."""

    regex = "[0-9]{1,19}"


def router(operations: Iterable[Operation]) -> Blueprint:
    """A blueprint that serves them all; ids arrive as text, so that one too large is our 404."""
    blueprint = Blueprint("operations", __name__)
    blueprint.record_once(_teach)
    for each in operations:
        blueprint.add_url_rule(_HOLE.sub(_hole, each.path), each.name, view(each), methods=[each.method])
    return blueprint


def _teach(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["id"] = Id


def _hole(found: re.Match[str]) -> str:
    return f"<id:{found[1]}>" if found[1].endswith("id") else f"<{found[1]}>"
