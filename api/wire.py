"""Strict JSON: bytes to values and back, exact in its numbers, bounded in every direction. Nothing here knows HTTP."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import accumulate
from typing import Any, NoReturn

DEPTH_LIMIT = 64
NUMBER_LIMIT = 40
SIZE_LIMIT = 16 * 1024 * 1024

# A string, closed or not: it always matches at a quote, so that no text makes the search start over and over.
_STRING = re.compile(r'"(?:[^"\\]++|\\.?)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")


class NotJson(Exception):
    """Not UTF-8, or not JSON; ``line`` and ``column`` say where (0 when nobody can say)."""

    def __init__(self, line: int = 0, column: int = 0) -> None:
        super().__init__(f"第 {line} 行第 {column} 列起不是有效的 JSON" if line else "内容为空，不是 JSON")
        self.line, self.column = line, column


class NotUtf8(Exception):
    """The bytes are no UTF-8; ``position`` is the first bad byte's."""

    def __init__(self, position: int) -> None:
        super().__init__(f"第 {position + 1} 个字节起不是 UTF-8 编码；请另存为 UTF-8")
        self.position = position


class TooDeep(Exception):
    """Nested deeper than any document is."""

    def __init__(self) -> None:
        super().__init__(f"嵌套超过 {DEPTH_LIMIT} 层")


class TooLarge(Exception):
    """More bytes than one reads."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"内容超过 {limit:,} 字节")
        self.limit = limit


class DuplicateKey(Exception):
    """The same key twice in one object: which of them counts, nobody can say."""

    def __init__(self, key: str) -> None:
        super().__init__(f"同一对象中字段“{key[:100]}”出现两次")
        self.key = key


class UnsupportedNumber(Exception):
    """NaN, Infinity, an exponent, or more digits than any figure has."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"不接受的数字写法：{text[:NUMBER_LIMIT]}（不用指数，不用 NaN、Infinity，至多 {NUMBER_LIMIT} 位）"
        )
        self.text = text[:NUMBER_LIMIT]


class ForbiddenCharacter(Exception):
    """NUL or half of a surrogate pair inside a string."""

    def __init__(self, character: str) -> None:
        super().__init__(f"字符串中含有不允许的字符 U+{ord(character):04X}")
        self.character = character


REFUSED = (NotJson, NotUtf8, TooDeep, TooLarge, DuplicateKey, UnsupportedNumber, ForbiddenCharacter)


def parse(data: bytes, limit: int = SIZE_LIMIT) -> Any:
    """The JSON value in ``data``; numbers with a fraction come as Decimal, exactly as written."""
    if len(data) > limit:
        raise TooLarge(limit)
    text = _decoded(data)
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_number(Decimal),
            parse_int=_number(int),
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise NotJson(error.lineno, error.colno) if text.strip() else NotJson() from None
    if "\\u" in text:  # only an escape can smuggle one of these past the decoder
        _check_characters(value)
    return value


def kept(text: str) -> Any:
    """The value of a text that we wrote ourselves: what was taken in is read again, whatever its size."""
    data = text.encode()
    return parse(data, len(data))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(error.start) from None


def _check_depth(text: str) -> None:
    """Counted on the text, before the parser recurses."""
    brackets = _BRACKET.findall(_STRING.sub("", text))
    if len(brackets) > DEPTH_LIMIT and max(accumulate(map(_STEP.__getitem__, brackets))) > DEPTH_LIMIT:
        raise TooDeep


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DuplicateKey(_repeated(key for key, _ in pairs))
    return found


def _repeated(keys: Iterable[str]) -> str:
    counted = Counter(keys)
    return next(key for key, count in counted.items() if count > 1)


def _number(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """``read`` behind a bound: reading 5,000 digits or an exponent of 999,999 is work nobody asked for."""

    def bounded(text: str) -> Any:
        if len(text) > NUMBER_LIMIT or "e" in text or "E" in text:
            raise UnsupportedNumber(text)
        return read(text)

    return bounded


def _refuse_constant(text: str) -> NoReturn:
    raise UnsupportedNumber(text)


def _check_characters(value: Any) -> None:
    if isinstance(value, str):
        if bad := _FORBIDDEN.search(value):
            raise ForbiddenCharacter(bad.group())
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_characters(key)
            _check_characters(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_characters(inner)


def render(value: Any, indent: int | None = None) -> str:
    """JSON as people can read it: Chinese as Chinese, decimals as plain strings."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no JSON form")
