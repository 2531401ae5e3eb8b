"""/what-if: the reports of a task, or one report, under another rulebook: computed when asked for, never stored."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from flask import render_template

from api.actions import tasks
from api.actions.evaluations import what_if as action
from api.actions.evaluations.what_if import Found, WhatIf
from api.door.parameters import text, whole
from api.finding_words import signed
from api.intake import library
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import Asked, asked
from api.problems.refusals import NoSuchRulebook
from api.store.paging import LARGEST_PAGE, Page, Slice
from indicators.places import place
from scoring.compare import Difference
from scoring.describe import SECTION_TITLES
from scoring.figures import amount
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet

REPORTS = 200  # of one page: each is scored twice while one waits
FILTERS = (
    text("rulebook", "评分办法编号"), whole("task", "自评任务编号", 1), whole("agency", "单位编号，含下级", 1),
    whole("evaluation", "自评编号", 1),
)  # fmt: skip


class Line(NamedTuple):
    """A place whose points change: where, its points now and then, and why (Chinese)."""

    where: str
    now: str
    then: str
    why: str


class Shown(NamedTuple):
    """A report as the page shows it."""

    id: int
    name: str
    agency: str
    state: str
    now: tuple[str, str]
    then: tuple[str, str]
    change: str
    graded_otherwise: bool
    lines: tuple[Line, ...]


@page("/what-if")
def what_if(visit: Visit) -> str:
    """What would change; first of all the choice of what and under which rulebook."""
    wanted = asked(FILTERS, ("name",), "name", limit=REPORTS)
    q = wanted.values
    book = _book(q["rulebook"])
    task = tasks.get(visit.store, visit.actor, q["task"]) if q["task"] else None
    found = _found(visit, wanted, book) if book else None
    return render_template(
        "desk/what_if.html", given=wanted.given, book=book, task=task, found=found,
        books=[(id, library().get(id).title) for id in library().ids()], tasks=_tasks(visit),
        agencies=tasks.addressed(visit.store, visit.actor, task) if task else [],
        reports=[_shown(each) for each in found.reports] if found else [],
        mean=_signed(found.sums.mean) if found and found.sums.mean is not None else "",
        later=wanted.page.after is not None,
        following=wanted.following(Slice([], found.after)) if found else None,
    )  # fmt: skip


def _book(id: str | None) -> Rulebook | None:
    if id and id not in library().ids():
        raise NoSuchRulebook(id, library().ids())
    return library().get(id) if id else None


def _tasks(visit: Visit) -> Sequence[tuple[int, str]]:
    """The newest tasks to choose from; an older one is reached by its own page."""
    rows = tasks.listed(visit.store, visit.actor, Page("year", descending=True, limit=LARGEST_PAGE)).rows
    return [(row["id"], f"{row['year']} 年 {row['name']}（任务 {row['id']}）") for row in rows]


def _found(visit: Visit, wanted: Asked, book: Rulebook) -> Found | None:
    q = wanted.values
    if q["evaluation"]:
        return action.of_one(visit.store, visit.actor, book, q["evaluation"])
    if q["task"]:
        return action.of_task(visit.store, visit.actor, wanted.page, book, task=q["task"], agency=q["agency"])
    return None


def _shown(each: WhatIf) -> Shown:
    first, second = each.comparison.first, each.comparison.second
    lines = tuple(_line(difference, first) for difference in each.comparison.differences if difference.where != "total")
    return Shown(
        each.row["id"], each.row["name"], each.row["agency"], each.row["state"], _total(first), _total(second),
        "—" if each.change is None else _signed(each.change), each.graded_otherwise, lines,
    )  # fmt: skip


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{signed(amount(value))}"


def _total(sheet: ScoreSheet) -> tuple[str, str]:
    """The total, or its range, and the grade."""
    total = f"{sheet.low}–{sheet.high}" if sheet.total is None else f"{sheet.total}"
    return total, sheet.grade or ""


def _line(each: Difference, sheet: ScoreSheet) -> Line:
    now, then = ("待定" if points is None else amount(points) for points in (each.first, each.second))
    why = "、".join(SECTION_TITLES[cause] for cause in each.causes)
    where = each.name if each.where == "funding" else f"{place(each.where, sheet.document)} {each.name}"
    return Line(where, now, then, why)
