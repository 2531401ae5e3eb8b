"""/published and /published/<id>: results that are approved and published, for anybody."""

from typing import Any
from urllib.parse import urlencode

from flask import render_template

from api.actions.evaluations import looking
from api.actions.evaluations.looking import Published
from api.door.parameters import text, whole
from api.instants import SHANGHAI, instant
from api.intake import query
from api.pages.desk.base import Visit, blueprint, page
from api.pages.desk.listing import asked
from api.pages.layout import Form, form, funding_rows
from api.schemas import load_document
from api.store import rulebooks
from api.views.evaluations import published_json
from indicators.places import place
from scoring.sheet import ScoreSheet, score

FILTERS = (
    whole("year", "预算年度", 1990, 2100),
    text("text", "名称中的文字"),
    text("agency_named", "单位名称中的文字"),
)
SORTS = (("-updated", "最近公开"), ("-total", "总分从高到低"), ("total", "总分从低到高"), ("name", "名称"))


@blueprint.app_template_filter("moment")
def moment(text: str) -> str:
    """An instant as people in China write it: 2024年1月31日 23:59."""
    there = instant(text).astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"


@page("/published", public=True)
def published(visit: Visit) -> str:
    """What is published, newest first."""
    wanted = asked(FILTERS, ("updated", "total", "name"), "-updated")
    found = looking.public_listed(visit.store, wanted.page, wanted.values)
    same = {name: value for name, value in wanted.given.items() if name in ("year", "text", "sort")}
    return render_template(
        "publications.html", rows=[published_json(row) for row in found.rows], following=wanted.following(found),
        given=wanted.given, sorts=SORTS, machine=f"/api/v1/published{'?' if same else ''}{urlencode(same)}",
    )  # fmt: skip


@page("/published/<id>", public=True)
def published_one(visit: Visit, id: int) -> str:
    """One published result, laid out like the paper, with the working beside each point."""
    query()
    found = looking.public(visit.store, id)
    sheet = _sheet(found, rulebooks.get(visit.store, found.row["rulebook_digest"]))
    told: Form = form(sheet)
    evidence = [{**each, "line": place(each["where"], sheet.document)} for each in found.snapshot["evidence"]]
    return render_template(
        "published.html", form=told, sheet=sheet, document=sheet.document, funds=funding_rows(sheet.document),
        row=found.row, digest=found.digest, evidence=evidence,
    )  # fmt: skip


def _sheet(found: Published, book: Any) -> ScoreSheet:
    """The sheet of what was approved: the same snapshot and rulebook give the same points."""
    return score(load_document(found.snapshot["document"]), book)
