"""Operations put on their addresses."""

from collections.abc import Iterable

from flask import Blueprint

from api.door.operation import Operation
from api.door.serving import view


def router(operations: Iterable[Operation]) -> Blueprint:
    """A blueprint that serves them all; ids arrive as text, so that a bad one is our 404."""
    blueprint = Blueprint("operations", __name__)
    for each in operations:
        address = each.path.replace("{", "<").replace("}", ">")
        blueprint.add_url_rule(address, each.name, view(each), methods=[each.method])
    return blueprint
