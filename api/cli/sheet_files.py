"""A sheet of rows as a file: read, and everything wrong with it told in lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api import wire
from api.cli.files import Refused, unreadable
from api.door.sheets import AT, Columns, Line, lines
from api.problems.faults import InvalidDocument
from api.problems.refusals_people import RowsRefused


def lines_of(sheet: str, columns: Columns) -> list[Line]:
    """The rows of the file; Refused where it is no such sheet."""
    try:
        return lines(_text(sheet), columns, headed=True)
    except InvalidDocument as error:
        raise Refused(f"“{sheet}”{error.errors[0].message}") from None


@contextmanager
def told() -> Iterator[None]:
    """Every row that cannot be taken in a line of its own."""
    try:
        yield
    except RowsRefused as error:
        raise Refused("\n".join([str(error), *(f"  {each.message}" for each in error.errors)])) from None
    except InvalidDocument as error:
        raise Refused("\n".join(each.message for each in error.errors if each.path == AT)) from None


def _text(sheet: str) -> str:
    """The file's text, in UTF-8 or else in what Excel writes in China."""
    try:
        with Path(sheet).open("rb") as file:
            data = file.read(wire.SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise unreadable(sheet, error) from None
    if len(data) > wire.SIZE_LIMIT:
        raise Refused(f"“{sheet}”太大")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"“{sheet}”不是文字文件：请另存为 CSV（UTF-8 或 GB18030）")
