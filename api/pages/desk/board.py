"""/dashboard: where points and money went in a task or a year, as figures that each lead to the list behind them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from flask import Response, render_template, request

from api.actions import dashboard, tasks
from api.actions.dashboard.figures import Board
from api.actions.dashboard.scope import Asked, Scope
from api.door.parameters import Parameter, whole
from api.intake import query
from api.pages.desk import drawings, panels
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import asked
from api.pages.desk.lists import MANY, rate, task_name
from api.pages.desk.panels import Links, Panel
from api.problems.refusals import BadParameter
from api.problems.service import NotFound
from api.store.dashboard import SORTS
from api.store.paging import Page
from indicators.forms import grid, workbook
from indicators.forms.grid import Box, Style

BRANCHES = 30  # agencies of one page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCOPE = (
    whole("task", "自评任务编号", 1),
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号，含下级", 1),
)
AT = whole("at", "单位编号，不含下级", 1)
PAGE = whole("page", "各单位的第几页", 1, 10_000, 1)
_CHOICE = re.compile(r"(task|year)-([0-9]{1,18})", re.ASCII)


class Told(NamedTuple):
    """Every panel of a scope, by its place on the page."""

    progress: Panel
    agencies: Panel
    totals: Panel
    grades: Panel
    spots: Panel
    outliers: Panel
    dimensions: Panel
    categories: Panel
    causes: Panel
    explanations: Panel
    evidence: Panel
    years: Panel


def _read(known: Iterable[Parameter]) -> dict[str, Any]:
    """What is asked for; BadParameter for what cannot be. A field that a form sends empty is none."""
    given = request.args
    return {
        each.name: each.read(each.name, given[each.name]) if given.get(each.name) else each.default for each in known
    }


def _asked() -> Asked:
    """Of the choice of the form (task-3, year-2024), else of the parameters by themselves."""
    values = _read(SCOPE)
    if chosen := request.args.get("of"):
        match = _CHOICE.fullmatch(chosen)
        if match is None:
            raise BadParameter("of", "task- 或 year- 加编号")
        reader = next(each for each in SCOPE if each.name == match[1])
        values |= {"task": None, "year": None, match[1]: reader.read("of", match[2])}
    return Asked(values["task"], values["year"], values["agency"])


def _scope(visit: Visit) -> Scope | None:
    return dashboard.scope(visit.store, visit.actor, visit.now, _asked())


@page("/dashboard")
def dashboard_(visit: Visit) -> str:
    """The dashboard; without anything to look at, what has to come first."""
    query(*(each.name for each in (*SCOPE, PAGE)), "of")
    at = _scope(visit)
    if at is None:
        return render_template("desk/dashboard.html", at=None)
    board, number = dashboard.board(visit.store, at), _read([PAGE])["page"]
    links, agency = Links(at.asked), at.asked.agency
    shown = board.branches[(number - 1) * BRANCHES : number * BRANCHES]
    return render_template(
        "desk/dashboard.html",
        at=at, board=board, told=told(board, at, shown), links=links, choice=_choices(visit, at), now=visit.now,
        scatter=drawings.scatter(board, links), trend=drawings.trend(board, agency), task_name=task_name,
        pages=-(-len(board.branches) // BRANCHES), page=number, again=_again(at.asked), rate=rate,
    )  # fmt: skip


def _again(here: Asked, **more: object) -> str:
    """The parameters that show the same scope again."""
    given = {**here._asdict(), **more}
    return urlencode({name: value for name, value in given.items() if value is not None})


def told(board: Board, at: Scope, shown: Sequence[Any]) -> Told:
    """The panels; ``shown`` are the branches of this page."""
    links, agency = Links(at.asked), at.asked.agency
    most = max((branch.promised for branch in board.branches), default=0)
    return Told(
        panels.progress(board, links), panels.branches(shown, most, links), panels.totals(board, links),
        panels.grades(board, links), drawings.spots(board, links), drawings.outliers(board, links),
        *panels.lost(board, links), panels.explanations(board, links), panels.evidence(board, links),
        drawings.years(board, agency),
    )  # fmt: skip


def _choices(visit: Visit, at: Scope) -> dict[str, list[tuple[str, str]]]:
    """The latest tasks, the one looked at among them, and the years."""
    rows = tasks.listed(visit.store, visit.actor, Page("deadline", descending=True, limit=MANY)).rows
    if at.task and at.task["id"] not in {row["id"] for row in rows}:
        rows = [*rows, at.task]
    years = dict.fromkeys([*dashboard.years(visit.store, visit.actor), *([] if at.task else [at.chosen.year])])
    return {
        "tasks": [(f"task-{row['id']}", task_name(row)) for row in rows],
        "years": [(f"year-{year}", f"{year}年全部任务") for year in years],
    }


@page("/dashboard.xlsx")
def dashboard_xlsx(visit: Visit) -> Response:
    """The same figures as a workbook, a sheet for each panel, with all agencies; NotFound where there are none."""
    query(*(each.name for each in SCOPE), "of")
    at = _scope(visit)
    if at is None:
        raise NotFound("自评任务")
    board = dashboard.board(visit.store, at)
    sheets = [_sheet(each, called(at)) for each in told(board, at, board.branches)]
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'总览 {called(at)}.xlsx')}"}
    return Response(workbook.write(sheets), headers=headers, content_type=XLSX)


def called(at: Scope) -> str:
    """What is looked at, in words."""
    what = task_name(at.task) if at.task else f"{at.chosen.year}年全部任务"
    return f"{what}，{at.agency['name']}" if at.agency else what


def _sheet(panel: Panel, scope: str) -> grid.Page:
    """A panel as a sheet: its heading row, and the figures as numbers that show the same digits."""
    heads = tuple(Box(text, style=Style.HEADING) for text in panel.heads)
    rows = tuple(
        (
            Box(f"{row.label}（{row.small}）" if row.small else row.label, style=Style.PROSE),
            *(Box(each.text, style=Style.NUMBER) for each in row.figures),
        )
        for row in panel.rows
    )
    titles = (Box(panel.title, style=Style.TITLE), Box(scope, style=Style.SUBTITLE))
    note = (Box(panel.note, style=Style.SIGNATURE),)
    widths = (3, *(1 for _ in panel.heads[1:]))
    return grid.Page(panel.title, widths, (heads, *rows), titles=titles, notes=note, repeated=1, locked=False)


@page("/dashboard/not-started")
def not_started(visit: Visit) -> str:
    """The approved plans that are asked for and that nobody has begun to report."""
    here = asked((*SCOPE, AT), tuple(SORTS), "name")
    values = here.values
    at = dashboard.scope(visit.store, visit.actor, visit.now, Asked(values["task"], values["year"], values["agency"]))
    found = dashboard.not_started(visit.store, at, here.page, values["at"]) if at else None
    return render_template(
        "desk/not_started.html",
        rows=found.rows if found else [], following=here.following(found) if found else None, at=at,
        again=_again(at.asked) if at else "", called=called(at) if at else "",
    )  # fmt: skip
