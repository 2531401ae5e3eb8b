"""/evaluations/<id>/narrative, /evaluations/<id>/annex.<kind>: the texts that go with a report, to read and to take."""

from urllib.parse import quote

from flask import Response, render_template

from api.actions.annexes import annex
from api.actions.evaluations.current import Evaluation, read
from api.actions.formfiles import MEDIA_TYPES
from api.intake import query
from api.pages.desk.base import Visit, page
from api.problems.service import NotFound
from scoring.narrative import narrative as drafted

KINDS = ("docx", "pdf")


@page("/evaluations/<id>/narrative")
def narrative(visit: Visit, id: int) -> str:
    """自评综述: the unit's own where it has written one, and the one drafted from the figures."""
    query()
    found = read(visit.store, visit.actor, id)
    own = found.document.narrative
    return render_template(
        "desk/narrative.html", row=found.row, own=own.text if own else "", drafted=drafted(found.sheet)
    )


@page("/evaluations/<id>/annex.<kind>")
def annex_file(visit: Visit, id: int, kind: str) -> Response:
    """决算公开附件 of one report: its paragraphs and its form in one file."""
    query()
    if kind not in KINDS:
        raise NotFound("地址")
    found = read(visit.store, visit.actor, id)
    return _kept(annex([found.sheet], kind).content, kind, found)


def _kept(content: bytes, kind: str, found: Evaluation) -> Response:
    name = quote(f"{found.row['name']}绩效附件.{kind}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, headers=headers, content_type=MEDIA_TYPES[kind])
