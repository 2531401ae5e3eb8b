"""Sheets of rows (成批的表): pasted, or of a file; read by their headings, and everything wrong told in one go."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from marshmallow import Schema

from api.actions.bulk import Numbered
from api.door.forms import checked
from api.problems.faults import FieldError, InvalidDocument
from api.problems.refusals_people import RowsRefused
from indicators.forms.grid import Source

LARGEST = 5000  # rows of one sheet
AT = "sheet"  # where the sheet as a whole stands in a form
_ROW = re.compile(r"rows\[(\d+)\]\.(\w+)")


class Columns(NamedTuple):
    """What a sheet holds: each heading with its field, in order; the headings that may be missing."""

    fields: Mapping[str, str]
    optional: frozenset[str]


PEOPLE = Columns(
    {"账号": "login", "姓名": "name", "邮箱": "email", "角色": "role", "单位": "agency"}, frozenset({"邮箱"})
)
AGENCIES = Columns({"名称": "name", "代码": "code", "层级": "rank", "上级单位": "parent"}, frozenset({"代码", "层级"}))


class Line(NamedTuple):
    """One row: where people find it, and its texts by field."""

    number: int
    given: dict[str, str]


def text_of(source: Source) -> str:
    """The first table of a file as text to paste: a tab between the cells, every row where it stood."""
    out = io.StringIO()
    table, at = csv.writer(out, delimiter="\t", lineterminator="\n"), 0
    for row in source.grids[0].rows if source.grids else ():
        number = int(re.sub(r"\D", "", row[0].place.ref) or at + 1)
        out.write("\n" * (number - at - 1))
        table.writerow(" ".join(cell.text.split()) for cell in row)
        at = number
    return out.getvalue()


def lines(text: str, columns: Columns, *, headed: bool = False) -> list[Line]:
    """The rows of a sheet, found by its headings (or in their order, where it may have none); InvalidDocument."""
    sign = "\t" if "\t" in text else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise _unfit("引号不成对，或一格过长") from None
    filled = [(number, row) for number, row in rows if any(row)]
    if not filled:
        raise _unfit("还没有内容")
    order, filled = _order(filled, columns, headed=headed)
    blank = dict.fromkeys(columns.fields.values(), "")
    return [Line(number, blank | _given(row, order)) for number, row in filled]


def _unfit(why: str) -> InvalidDocument:
    return InvalidDocument([FieldError(AT, why, "unfit_sheet")])


def _order(
    filled: list[tuple[int, list[str]]], columns: Columns, *, headed: bool
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The field of every column, and the rows below the headings."""
    head = filled[0][1]
    named = [columns.fields.get(cell.lstrip("\ufeff*"), "") for cell in head]
    if not any(named) and not headed:
        return list(columns.fields.values()), filled
    missing = [word for word, name in columns.fields.items() if name not in named and word not in columns.optional]
    if missing:
        raise _unfit(f"缺少列：{'、'.join(missing)}；首行应为 {','.join(columns.fields)}")
    if len(filled) == 1:
        raise _unfit("只有首行，没有内容")
    return named, filled[1:]


def _given(row: Sequence[str], order: Sequence[str]) -> dict[str, str]:
    found = dict(zip(order, [*row, *[""] * len(order)], strict=False))
    return {name: text for name, text in found.items() if name}


def require(
    rows: Sequence[Line], columns: Columns, schema: type[Schema], look: Callable[[Numbered], Any],
    limit: int = LARGEST,
) -> None:  # fmt: skip
    """RowsRefused with all that is wrong: with how the rows are written, and with what they name (``look``)."""
    if len(rows) > limit:
        raise _unfit(f"一次至多 {limit} 行，现有 {len(rows)} 行；请分几次")
    said = {name: word for word, name in columns.fields.items()}
    faults = [fault for i, line in enumerate(rows) for fault in _faults(i, line, schema, said)]
    told = {fault.path for fault in faults}
    refused: RowsRefused | None = None
    try:
        look(lambda i: f"第{rows[i].number}行")
    except RowsRefused as error:
        refused = error
        faults += [fault for fault in error.errors if fault.path not in told]
    if faults:
        raise RowsRefused(sorted(faults, key=_place), refused.what if refused else "一行")


def _faults(i: int, line: Line, schema: type[Schema], said: Mapping[str, str]) -> Iterable[FieldError]:
    """What is wrong with the texts of one row."""
    try:
        checked(schema, line.given)
    except InvalidDocument as error:
        for fault in error.errors:
            why = f"第{line.number}行 {said.get(fault.path, fault.path)}：{fault.message}"
            yield FieldError(f"rows[{i}].{fault.path}", why, fault.code)


def _place(fault: FieldError) -> int:
    found = _ROW.match(fault.path)
    return int(found[1]) if found else -1


def by_row(errors: Iterable[FieldError]) -> dict[int, dict[str, str]]:
    """Each row's faults by field, without the row's number in front."""
    found: dict[int, dict[str, str]] = {}
    for each in errors:
        if match := _ROW.match(each.path):
            found.setdefault(int(match[1]), {})[match[2]] = each.message.partition("：")[2]
    return found
