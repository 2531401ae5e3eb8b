"""/people/bulk and /agencies/bulk (成批增加): a sheet pasted or sent, looked at first, then all of it or nothing."""

import base64
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, render_template, request

from api.actions import bulk, bulk_agencies
from api.actions.bulk import Numbered, SheetRow
from api.actions.bulk_agencies import AgencyRow
from api.actions.people import Initial, account_of, initial
from api.auth import RANK_TITLES, ROLE_NAMES, Right
from api.door.csvfile import cell
from api.door.sheets import AGENCIES, AT, PEOPLE, Columns, Line, by_row, lines, require, text_of
from api.intake import query
from api.pages.desk.admin import require_right
from api.pages.desk.base import REFUSED, Visit, attempt, field, page
from api.pages.desk.secrets_once import hand_out
from api.parsing.pool import FILE_SIZE
from api.problems.table import Problem, refused
from api.schemas.service import agencies as agency_schemas
from api.schemas.service import people as people_schemas

SHOWN = 200  # rows of a preview; those with faults are shown however many there are


class Kind(NamedTuple):
    """What a sheet adds: its columns and schema, how many rows at most, the right that it takes."""

    noun: str
    counter: str
    columns: Columns
    schema: Any
    limit: int
    right: Right
    look: Callable[[Visit, Sequence[Line], Numbered], Any]
    words: tuple[str, tuple[str, ...]]
    sample: str


def _people(visit: Visit, rows: Sequence[Line], numbered: Numbered) -> Any:
    return bulk.checked(visit.store, visit.actor, [SheetRow(**each.given) for each in rows], numbered)


def _agencies(visit: Visit, rows: Sequence[Line], numbered: Numbered) -> Any:
    return bulk_agencies.checked(visit.store, visit.actor, [AgencyRow(**each.given) for each in rows], numbered)


KINDS: Mapping[str, Kind] = {
    "people": Kind(
        "人员", "人", PEOPLE, people_schemas.PeopleRowSchema, people_schemas.ROWS, Right.MANAGE_PEOPLE, _people,
        ("角色", tuple(ROLE_NAMES.values())), "zhangsan\t张某\tzhang@example.cn\t填报人\t某市信息中心",
    ),
    "agencies": Kind(
        "单位", "个单位", AGENCIES, agency_schemas.AgencyRowSchema, agency_schemas.ROWS, Right.MANAGE_AGENCIES, _agencies,
        ("层级", tuple(RANK_TITLES.values())), "某市信息中心\t117001\t基层单位\t某市人社局",
    ),
}  # fmt: skip


class Looked(NamedTuple):
    """A row of the preview: where it stands, its texts, what is wrong with which."""

    number: int
    given: Mapping[str, str]
    faults: Mapping[str, str]


@page("/people/bulk")
def people_bulk(visit: Visit) -> str:
    """Many people: the form."""
    return _empty(visit, "people")


@page("/agencies/bulk")
def agencies_bulk(visit: Visit) -> str:
    """Many agencies: the form."""
    return _empty(visit, "agencies")


def _empty(visit: Visit, noun: str) -> str:
    query("done")
    require_right(visit.actor, KINDS[noun].right)
    return _shown(noun, "", (), None)


def _shown(noun: str, text: str, rows: Sequence[Line], problem: Problem | None) -> str:
    faults = by_row(problem.errors) if problem else {}
    looked = [Looked(line.number, line.given, faults.get(i, {})) for i, line in enumerate(rows)]
    listed = [each for i, each in enumerate(looked) if i < SHOWN or each.faults]
    told = [each.message for each in problem.errors if each.path == AT] if problem else []
    return render_template(
        "desk/bulk.html", noun=noun, kind=KINDS[noun], text=text, rows=listed, count=len(rows), problem=problem,
        told=told, ready=bool(rows) and problem is None, columns=KINDS[noun].columns.fields,
    )  # fmt: skip


@page("/people/bulk", "POST")
def add_people(visit: Visit) -> Response:
    """Looked at, or added: the initial passwords are shown on this answer and nowhere else."""
    _roomy(visit)
    require_right(visit.actor, Right.MANAGE_PEOPLE)
    if field("do") != "add":
        return _look(visit, "people")
    made: list[Initial] = []

    def act(rows: list[Line]) -> str:
        people = [SheetRow(**each.given) for each in rows]
        kept = [each.kept for each in made]
        bulk.add(visit.store, visit.actor, visit.now, people, kept, lambda i: f"第{rows[i].number}行")
        return "/people/bulk?done=told"

    def make() -> list[Line]:
        rows = visit.store.read(lambda _: _fit(visit, "people", field(AT)))
        made.extend(initial(None) for _ in rows)
        return rows

    return hand_out(
        visit, make, act, lambda rows, _: _passwords(rows, made), lambda problem: _again("people", field(AT), problem)
    )


@page("/agencies/bulk", "POST")
def add_agencies(visit: Visit) -> Response:
    """Looked at, or added."""
    _roomy(visit)
    require_right(visit.actor, Right.MANAGE_AGENCIES)
    if field("do") != "add":
        return _look(visit, "agencies")

    def act() -> str:
        rows = _fit(visit, "agencies", field(AT))
        units = [AgencyRow(**each.given) for each in rows]
        bulk_agencies.add(visit.store, visit.actor, visit.now, units, lambda i: f"第{rows[i].number}行")
        return "/agencies/bulk?done=added"

    return attempt(visit, act, lambda problem: _again("agencies", field(AT), problem))


def _roomy(visit: Visit) -> None:
    """A file may be larger than a form; told before anything of it is read."""
    request.max_content_length = FILE_SIZE + visit.service.settings.body_limit


def _fit(visit: Visit, noun: str, text: str) -> list[Line]:
    """The rows of the sheet; InvalidDocument, RowsRefused with everything that is wrong."""
    kind = KINDS[noun]
    rows = lines(text, kind.columns)
    require(rows, kind.columns, kind.schema, lambda numbered: kind.look(visit, rows, numbered), kind.limit)
    return rows


def _look(visit: Visit, noun: str) -> Response:
    """The preview: what would be added, and what is wrong with which row. A file that was sent becomes the text."""
    text = field(AT)
    try:
        text = _sent(visit) or text
        rows = visit.store.read(lambda _: _fit(visit, noun, text))
    except REFUSED as refusal:
        told = refused(refusal)
        return Response(_again(noun, text, told), told.kind.status)
    return Response(_shown(noun, text, rows, None))


def _again(noun: str, text: str, problem: Problem) -> str:
    """The page with the sheet as it was sent, each fault at its row."""
    unfit = any(each.path == AT for each in problem.errors) or not text.strip()
    return _shown(noun, text, () if unfit or not problem.errors else lines(text, KINDS[noun].columns), problem)


def _sent(visit: Visit) -> str:
    """The file that was sent as text; "" without one. What strangers' files are read with has refusals of its own."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return ""
    return text_of(visit.service.pool.read(file.stream.read(FILE_SIZE + 1), file.filename))


def _passwords(rows: Sequence[Line], made: Sequence[Initial]) -> str:
    """The page with everybody's initial password, this once; as a table and as a file to keep."""
    told = [(account_of(line.given["login"]), line.given["name"], line.given["agency"], each.shown or "")
            for line, each in zip(rows, made, strict=True)]  # fmt: skip
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("账号", "姓名", "单位", "初始密码"))
    table.writerows([cell(text) for text in row] for row in told)
    coded = base64.b64encode(("\ufeff" + out.getvalue()).encode()).decode()
    return render_template("desk/passwords_once.html", rows=told, file=f"data:text/csv;charset=utf-8;base64,{coded}")
