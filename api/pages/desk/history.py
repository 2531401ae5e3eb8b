"""/evaluations/<id>/history: who did what when, in sentences; every text that an explanation had."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from flask import render_template

from api.actions.evaluations import looking
from api.actions.evaluations.current import read
from api.intake import query
from api.pages.desk.base import Visit, page
from api.views.history import event_json
from indicators.model import SelfEvaluation
from indicators.places import place


class Texts(NamedTuple):
    """The texts that one place's explanation had, oldest first."""

    place: str
    texts: tuple[Mapping[str, Any], ...]


@page("/evaluations/<id>/history")
def evaluation_history(visit: Visit, id: int) -> str:
    """The history, newest first."""
    query()
    found = looking.history(visit.store, visit.actor, id)
    events = [event_json(row, found.document) for row in reversed(found.events)]
    row = read(visit.store, visit.actor, id).row
    return render_template(
        "desk/history.html", row=row, events=events, texts=_texts(found.explanations, found.document)
    )


def _texts(rows: Sequence[Mapping[str, Any]], document: SelfEvaluation) -> list[Texts]:
    order = sorted(rows, key=lambda row: str(row["place"]))
    return [
        Texts(place(where, document), tuple(each)) for where, each in groupby(order, key=lambda row: str(row["place"]))
    ]
