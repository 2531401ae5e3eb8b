"""The only table from what went wrong to what HTTP says (RFC 9457). No content of a request gives a 5xx."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api import wire
from api.problems import refusals_files, service
from api.problems.faults import FieldError, InvalidDocument
from api.problems.refusals import (
    BadParameter,
    ChooseRulebook,
    NoSuchRulebook,
    NotASelfEvaluation,
    NotSaidAsJson,
    UnknownParameter,
)
from api.problems.refusals_people import PasswordChangeRequired, RowsRefused, WeakPassword
from indicators.forms import faults
from indicators.forms.answers import NoSuchPlace
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
    service.NotSignedIn: Kind(401, "not_signed_in", "请先登录"),
    service.WrongPassword: Kind(401, "wrong_password", "账号或密码不对"),
    service.TooManyAttempts: Kind(429, "too_many_attempts", "输错次数过多"),
    service.NotAllowed: Kind(403, "not_allowed", "没有权限"),
    service.NotFound: Kind(404, "no_such_thing", "没有，或不在权限范围内"),
    service.VersionRequired: Kind(428, "version_required", "请给出所改的版本"),
    service.VersionConflict: Kind(412, "version_conflict", "内容已被他人更改"),
    service.KeyRequired: Kind(400, "idempotency_key_required", "请给出 Idempotency-Key"),
    service.KeyReused: Kind(422, "idempotency_key_reused", "Idempotency-Key 已用过"),
    service.WrongState: Kind(409, "wrong_state", "现在的状态不能这样做"),
    service.ConditionFailed: Kind(409, "condition_failed", "条件不具备"),
    service.NotComplete: Kind(422, "not_complete", "还没有填完"),
    service.Fixed: Kind(422, "fixed_by_plan", "以批复的目标表为准"),
    service.Taken: Kind(409, "taken", "已存在"),
    service.NotPossible: Kind(409, "not_possible", "现在不能这样做"),
    PasswordChangeRequired: Kind(403, "password_change_required", "请先更改初始密码"),
    WeakPassword: Kind(422, "weak_password", "密码太容易猜"),
    RowsRefused: Kind(422, "rows_refused", "有几行不能接受"),
    service.EvidenceQuota: Kind(413, "evidence_quota", "佐证材料合计过大"),
    service.Busy: Kind(503, "busy", "暂时忙"),
    service.StorageFull: Kind(507, "storage_full", "磁盘空间不足"),
    refusals_files.EvidenceTooLarge: Kind(413, "evidence_too_large", "佐证材料过大"),
    refusals_files.EvidenceEmpty: Kind(422, "evidence_empty", "佐证材料是空的"),
    refusals_files.NotAllowedEvidence: Kind(415, "evidence_not_allowed", "不接受的佐证材料"),
    refusals_files.UnreadablePackage: Kind(422, "unreadable_package", "读不了的结果包"),
    refusals_files.FileTooCostly: Kind(422, "file_too_costly", "读这个文件太费时或太费内存"),
    refusals_files.ParsersBusy: Kind(503, "parsers_busy", "暂时忙"),
    faults.WrongFormat: Kind(415, "file_wrong_format", "不读这种文件"),
    faults.Damaged: Kind(422, "file_damaged", "文件读不了"),
    faults.Protected: Kind(422, "file_protected", "文件有打开密码"),
    NoSuchPlace: Kind(422, "no_such_place", "没有这个位置"),
    faults.TooMuch: Kind(413, "file_too_much", "文件内容过多"),
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
    """A refusal as HTTP says it; ``errors`` are the places in the request, ``more`` further members, ``wait`` the
    seconds after which to try again, if it has any."""

    kind: Kind
    detail: str
    errors: Sequence[FieldError] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    wait: int = 0

    def as_json(self) -> dict[str, Any]:
        """The members of ``application/problem+json``."""
        told: dict[str, Any] = {
            "type": f"/problems/{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "code": self.kind.code,
        }
        errors = {"errors": [error._asdict() for error in self.errors[:ERROR_LIMIT]]} if self.errors else {}
        return told | dict(self.more) | errors


def refused(error: Exception) -> Problem:
    """The problem that a refusal is; a class that is not in the table is a bug and raises."""
    wait = 1 if isinstance(error, service.Busy) else getattr(error, "seconds", 0)
    return Problem(REFUSALS[type(error)], detail(error), getattr(error, "errors", ()), getattr(error, "more", {}), wait)


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


ADVICE = {413: "一次送来的内容过大，没有办理。文件请压小、拆开，或分几次送；表单请分几次保存。"}


def failed(status: int) -> Problem:
    """The problem behind a bare status of the web server."""
    kind = STATUSES.get(status) or Kind(status, f"http_{status}", "请求未能完成")
    return Problem(kind, ADVICE.get(status, f"{kind.title}。"))
