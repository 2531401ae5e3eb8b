"""A rulebook that travels: complete as one JSON text, and back, so that anybody can recompute a result without ours."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.rulebook import Rulebook, build
from scoring.tables import RulebookError, Table

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTS = {"digest", "own", "rules"}


def rulebook_text(book: Rulebook) -> str:
    """The rulebook as canonical JSON: ``rules`` holds all it says, inheritance applied, every number and day as text.

    ``digest`` is the SHA-256 of the canonical text of ``rules`` alone (keys sorted, no spaces, UTF-8).
    """
    return _canonical({"digest": book.digest, "own": sorted(book.own), "rules": json.loads(book.rules)})


def rulebook_from(text: str, file: str = "rulebook.json") -> Rulebook:
    """The rulebook of such a text, equal to the one it was made of; RulebookError where the text is not exactly one."""
    value = _value(text, file)
    book = build(value["rules"], frozenset(value["own"]), file, _Written)
    if book.digest != value["digest"]:
        raise RulebookError(file, "digest", f"与内容不符：写明 {value['digest']}，按内容计算为 {book.digest}")
    if rulebook_text(book) != text:
        raise RulebookError(file, "（文件）", "不是规范写法，可能被改动过；请使用原样导出的文件")
    return book


def _value(text: str, file: str) -> dict[str, Any]:
    """The three parts, their outer types checked; what stands in ``rules`` is the business of ``build``."""
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair has no bytes, and so no digest
    except (ValueError, RecursionError) as error:
        raise RulebookError(file, "（文件）", "不是有效的 JSON，请使用原样导出的文件") from error
    if not isinstance(value, dict) or value.keys() != _PARTS or not isinstance(value["digest"], str):
        raise RulebookError(file, "（文件）", f"应由 {'、'.join(sorted(_PARTS))} 三部分组成")
    Table(file, "", {"own": value["own"]}).texts("own")
    return value


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class _Written(Table):
    """A table whose numbers and days are written as text."""

    def number(self, key: str, low: str, high: str) -> Decimal:
        value = self.text(key)
        if not _NUMBER.fullmatch(value):
            raise self.refuse(key, "应为十进制数，写作文字")
        self.put(key, Decimal(value))
        return super().number(key, low, high)

    def day(self, key: str) -> date:
        value = self.text(key)
        try:
            self.put(key, date.fromisoformat(value) if _DAY.fullmatch(value) else value)
        except ValueError:
            raise self.refuse(key, "没有这一天") from None
        return super().day(key)
