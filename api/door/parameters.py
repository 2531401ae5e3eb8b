"""Query parameters (查询参数): each read strictly and described in the words of JSON Schema; and those of every list."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from api import wire
from api.problems.refusals import BadParameter
from api.store.paging import LARGEST_PAGE, Page

LARGEST_ID = 2**63 - 1
_DECIMAL = re.compile(r"[0-9]{1,8}(\.[0-9]{1,4})?")
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")  # what the database does not take in a text


class Parameter(NamedTuple):
    """A query parameter: its name, what it means, what it accepts as JSON Schema, and how its text is read.

    ``coded``: what it holds is written as JSON, and the schema describes that.
    """

    name: str
    title: str
    schema: Mapping[str, Any]
    read: Callable[[str, str], Any]
    default: Any = None
    required: bool = False
    coded: bool = False


def text(name: str, title: str, limit: int = 200) -> Parameter:
    """A text of bounded length."""

    def read(name: str, value: str) -> str:
        if not value or len(value) > limit or "\0" in value:
            raise BadParameter(name, f" 1 至 {limit} 个字符的文字")
        return value

    schema = {"type": "string", "minLength": 1, "maxLength": limit, "pattern": r"^[^\x00]*$"}
    return Parameter(name, title, schema, read)


def whole(name: str, title: str, low: int = 0, high: int = LARGEST_ID, default: int | None = None) -> Parameter:
    """A whole number between two bounds."""

    def read(name: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) <= 19 and low <= int(value) <= high):
            raise BadParameter(name, f" {low} 至 {high} 的整数")
        return int(value)

    return Parameter(name, title, {"type": "integer", "minimum": low, "maximum": high}, read, default)


def choice(name: str, title: str, words: Sequence[str], default: str | None = None) -> Parameter:
    """One word of a closed list."""

    def read(name: str, value: str) -> str:
        if value not in words:
            raise BadParameter(name, f"下列之一：{'、'.join(words)}")
        return value

    return Parameter(name, title, {"type": "string", "enum": list(words)}, read, default)


def decimal(name: str, title: str) -> Parameter:
    """A decimal number, not negative, of at most 12 digits."""

    def read(name: str, value: str) -> Decimal:
        if not _DECIMAL.fullmatch(value):
            raise BadParameter(name, "不为负的十进制数，至多 12 位")
        return Decimal(value)

    return Parameter(name, title, {"type": "string", "pattern": f"^{_DECIMAL.pattern}$"}, read)


def texts(name: str, title: str, limit: int = 20_000) -> Parameter:
    """Texts by name, as one JSON object."""

    def read(name: str, value: str) -> dict[str, str]:
        try:
            found = wire.parse(value.encode("utf-8", "surrogatepass"), limit)
        except wire.REFUSED:
            raise BadParameter(name, "JSON 对象，各项为文字") from None
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise BadParameter(name, "JSON 对象，各项为文字")
        return found

    inner = {"type": "string", "maxLength": 200, "pattern": r"^[^\x00-\x1f]*$"}
    schema = {"type": "object", "additionalProperties": inner, "maxProperties": 20}
    return Parameter(name, title, schema, read, coded=True)


def day(name: str, title: str) -> Parameter:
    """A day from the year 1000 on, written 2024-01-31."""

    def read(name: str, value: str) -> date:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise BadParameter(name, "日期，写作 2024-01-31") from None
        if found.isoformat() != value or value.startswith("0"):
            raise BadParameter(name, "日期，写作 2024-01-31")
        return found

    return Parameter(name, title, {"type": "string", "format": "date", "pattern": "^[1-9]"}, read)


def paging(sorts: Sequence[str], default: str) -> tuple[Parameter, ...]:
    """The parameters of every list: its sort (a minus in front: descending), its page, and CSV instead of JSON."""
    words = [word for sort in sorts for word in (sort, f"-{sort}")]
    return (
        choice("sort", "排序；前加减号为倒序", words, default),
        whole("limit", "每页条数", 1, LARGEST_PAGE, 50),
        Parameter(
            "after",
            "接着上一页（取自 next）",
            {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": 600},
            _cursor,
        ),
        choice("format", "json 或 csv", ("json", "csv"), "json"),
    )


def asked_page(query: Mapping[str, Any]) -> Page:
    """The page that a list's parameters ask for; BadParameter for a cursor of another sort."""
    sort, after = str(query["sort"]), query.get("after")
    if after is not None and after[0] != sort:
        raise BadParameter("after", "同一排序下 next 所给的值")
    cursor = None if after is None else (after[1], after[2])
    return Page(sort.removeprefix("-"), sort.startswith("-"), cursor, int(query["limit"]))


def cursor_of(sort: str, after: tuple[Any, int]) -> str:
    """The row that the next page follows, as an opaque text."""
    packed = json.dumps([sort, *after], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def next_link(path: str, given: Mapping[str, str], sort: str, after: tuple[Any, int] | None) -> str | None:
    """The address of the next page; None on the last."""
    return None if after is None else f"{path}?{urlencode({**given, 'after': cursor_of(sort, after)})}"


def _cursor(name: str, value: str) -> tuple[str, Any, int]:
    try:
        found = json.loads(base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True))
        sort, last, id = found
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise BadParameter(name, "上一页的 next 所给的值") from None
    sound = isinstance(sort, str) and type(last) in (str, int) and type(id) is int and abs(id) <= LARGEST_ID
    if not sound or (type(last) is int and abs(last) > LARGEST_ID) or _FORBIDDEN.search(str(last)):
        raise BadParameter(name, "上一页的 next 所给的值")
    return sort, last, id
