"""Any list as CSV: every cell exactly as stored, and none that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from flask import Response

from api import wire

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # a Chinese Excel takes the full-width ones for formulas, too


def csv_of(name: str, items: Sequence[dict[str, Any]]) -> Response:
    """The items as a table with a header; UTF-8 with a mark, so that Excel reads the Chinese."""
    out = io.StringIO()
    columns = list(dict.fromkeys(key for item in items for key in item))
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([cell(item.get(column)) for column in columns] for item in items)
    response = Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def cell(value: Any) -> str:
    """The value as text. What a spreadsheet would run, and only that, has one apostrophe in front; take it off again
    (``plain``) and the text is what was stored."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else wire.render(value)
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def plain(text: str) -> str:
    """The stored text of a cell."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
