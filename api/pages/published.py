"""/published and /published/<id>: results that are approved and published, for anybody."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from api.actions.evaluations import looking
from api.actions.evaluations.looking import Published
from api.door.parameters import LARGEST_ID, asked_page, next_link, paging
from api.door.service import Service
from api.instants import SHANGHAI, instant
from api.intake import query
from api.pages.layout import Form, form, funding_rows
from api.schemas import load_document
from api.store import rulebooks
from api.views.evaluations import published_json
from indicators.places import place
from scoring.sheet import ScoreSheet, score

blueprint = Blueprint("published", __name__)
PARAMETERS = paging(("updated",), "-updated")


@blueprint.app_template_filter("moment")
def moment(text: str) -> str:
    """An instant as people in China write it: 2024年1月31日 23:59."""
    there = instant(text).astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"


@blueprint.get("/published")
def listed() -> str:
    """What is published, newest first."""
    query("after")
    asked: dict[str, Any] = {each.name: each.default for each in PARAMETERS}
    if given := request.args.get("after"):
        reader = next(each for each in PARAMETERS if each.name == "after")
        asked["after"] = reader.read("after", given)
    store = _service().open()
    try:
        found = looking.public_listed(store, asked_page(asked), {})
    finally:
        store.close()
    following = next_link("/published", {}, asked["sort"], found.after)
    return render_template("publications.html", rows=[published_json(row) for row in found.rows], following=following)


@blueprint.get("/published/<id>")
def shown(id: str) -> str:
    """One published result, laid out like the paper, with the working beside each point."""
    query()
    if not (id.isascii() and id.isdigit() and len(id) <= 19 and int(id) <= LARGEST_ID):
        abort(404)
    store = _service().open()
    try:
        found = looking.public(store, int(id))
        sheet = _sheet(found, rulebooks.get(store, found.row["rulebook_digest"]))
    finally:
        store.close()
    told: Form = form(sheet)
    evidence = [{**each, "line": place(each["where"], sheet.document)} for each in found.snapshot["evidence"]]
    return render_template(
        "published.html", form=told, sheet=sheet, document=sheet.document, funds=funding_rows(sheet.document),
        row=found.row, digest=found.digest, evidence=evidence,
    )  # fmt: skip


def _sheet(found: Published, book: Any) -> ScoreSheet:
    """The sheet of what was approved: the same snapshot and rulebook give the same points."""
    return score(load_document(found.snapshot["document"]), book)


def _service() -> Service:
    service: Service = current_app.extensions["jixiao.service"]
    return service
