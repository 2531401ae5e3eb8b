"""The only table from what went wrong to what HTTP says (RFC 9457). No content of a request gives a 5xx."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api import wire
from api.problems.faults import FieldError, InvalidDocument
from api.problems.refusals import (
    BadParameter,
    ChooseRulebook,
    NoSuchRulebook,
    NotASelfEvaluation,
    NotSaidAsJson,
    UnknownParameter,
)
from scoring.library import UnknownRulebook
from scoring.rollup import RollUpRefused
from scoring.tables import RulebookError

MEDIA_TYPE = "application/problem+json"
ERROR_LIMIT = 1000  # errors listed in one answer


class Kind(NamedTuple):
    """A kind of problem: its status, its stable code, its title."""

    status: int
    code: str
    title: str


REFUSALS: Mapping[type[Exception], Kind] = {
    wire.NotJson: Kind(400, "not_json", "不是有效的 JSON"),
    wire.NotUtf8: Kind(400, "not_utf8", "不是 UTF-8 编码"),
    wire.TooDeep: Kind(400, "too_deep", "嵌套过深"),
    wire.DuplicateKey: Kind(400, "duplicate_key", "字段重复"),
    wire.UnsupportedNumber: Kind(400, "unsupported_number", "不接受的数字写法"),
    wire.ForbiddenCharacter: Kind(400, "forbidden_character", "含有不允许的字符"),
    wire.TooLarge: Kind(413, "too_large", "内容过大"),
    NotSaidAsJson: Kind(415, "unsupported_media_type", "内容类型不符"),
    InvalidDocument: Kind(422, "invalid_document", "文档不符合格式"),
    UnknownParameter: Kind(422, "unknown_parameter", "没有这个参数"),
    BadParameter: Kind(422, "bad_parameter", "参数不符合要求"),
    UnknownRulebook: Kind(422, "unknown_rulebook", "没有这套评分办法"),
    NoSuchRulebook: Kind(404, "rulebook_not_found", "没有这套评分办法"),
    ChooseRulebook: Kind(422, "choose_rulebook", "须选定一套评分办法"),
    RollUpRefused: Kind(422, "rollup_refused", "不能汇总"),
    NotASelfEvaluation: Kind(422, "not_a_self_evaluation", "需要绩效自评表"),
}

# What the web server itself refuses.
STATUSES: Mapping[int, Kind] = {
    kind.status: kind
    for kind in (
        Kind(400, "bad_request", "请求无法理解"),
        Kind(404, "not_found", "没有这个地址"),
        Kind(405, "method_not_allowed", "此地址不接受这种请求方法"),
        Kind(408, "timeout", "请求超时"),
        Kind(411, "length_required", "请求未注明长度"),
        Kind(413, "too_large", "内容过大"),
        Kind(414, "address_too_long", "地址过长"),
        Kind(415, "unsupported_media_type", "内容类型不符"),
        Kind(431, "headers_too_large", "请求头过大"),
        Kind(500, "internal_error", "程序出错"),
    )
}

KINDS: Mapping[str, Kind] = {kind.code: kind for kind in (*STATUSES.values(), *REFUSALS.values())}


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal as HTTP says it; ``errors`` are the places in the request, if it has any."""

    kind: Kind
    detail: str
    errors: Sequence[FieldError] = ()

    def as_json(self) -> dict[str, Any]:
        """The members of ``application/problem+json``."""
        told = {
            "type": f"/problems/{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "code": self.kind.code,
        }
        return told | ({"errors": [error._asdict() for error in self.errors[:ERROR_LIMIT]]} if self.errors else {})


def refused(error: Exception) -> Problem:
    """The problem that a refusal is; a class that is not in the table is a bug and raises."""
    return Problem(REFUSALS[type(error)], detail(error), getattr(error, "errors", ()))


def detail(error: Exception) -> str:
    """The refusal in a sentence, with what can be done instead."""
    if isinstance(error, UnknownRulebook):
        return f"{error}；已有：{'、'.join(error.known)}"
    if isinstance(error, RulebookError) and isinstance(error.__cause__, tomllib.TOMLDecodeError):
        return f"{error.file}：{_line(str(error.__cause__))}（{error.__cause__}）"
    return str(error)


def _line(reason: str) -> str:
    """Where a rulebook is no TOML; the parser says it in English, which stays in brackets."""
    found = re.search(r"at line (\d+)", reason)
    return f"第{found[1]}行附近写法有误" if found else "文件末尾写法有误"


def failed(status: int) -> Problem:
    """The problem behind a bare status of the web server."""
    kind = STATUSES.get(status) or Kind(status, f"http_{status}", "请求未能完成")
    return Problem(kind, f"{kind.title}。")
