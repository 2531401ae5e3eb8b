"""A package read: bounded in memory, nothing trusted, everything that is no package refused in a sentence."""

import io
from typing import Any, NamedTuple

from api import wire
from api.archives import START, BadArchive, Limits, opened, pieces
from api.package.parts import AUDIT, DOCUMENT, EVIDENCE, RULEBOOK, SHEET, SNAPSHOT, TRACE, missing_and_strange
from api.problems.refusals_files import UnreadablePackage

PACKAGE_LIMIT = 64 * 1024 * 1024  # bytes of the zip
LIMITS = Limits(entries=20, member=64 * 1024 * 1024, total=192 * 1024 * 1024)
NOT_READ = (
    wire.NotJson,
    wire.NotUtf8,
    wire.TooDeep,
    wire.TooLarge,
    wire.DuplicateKey,
    wire.UnsupportedNumber,
    wire.ForbiddenCharacter,
)


class Unpacked(NamedTuple):
    """The files as bytes, the snapshot as a value, and its readers' copies as values by file name."""

    files: dict[str, bytes]
    snapshot: dict[str, Any]
    parts: dict[str, Any]
    rulebook: str
    audit: list[str]


def unpack(data: bytes) -> Unpacked:
    """The package's content; UnreadablePackage where it is none."""
    files = contents(data)
    snapshot = parsed(files, SNAPSHOT)
    if not isinstance(snapshot, dict):
        raise UnreadablePackage(f"{SNAPSHOT} 应为一个 JSON 对象")
    parsed(files, RULEBOOK)  # bounded in depth before anybody else reads it
    copies = {name: parsed(files, name) for name in (DOCUMENT, SHEET, TRACE, EVIDENCE)}
    return Unpacked(files, snapshot, copies, _text(files, RULEBOOK), _text(files, AUDIT).split("\n"))


def require_zip(data: bytes) -> None:
    """UnreadablePackage for what is no zip at all, which is seen at its first bytes."""
    if not data.startswith(START):
        raise UnreadablePackage("不是 zip 文件")


def contents(data: bytes) -> dict[str, bytes]:
    """The files of the zip: exactly those of a package."""
    if len(data) > PACKAGE_LIMIT:
        raise UnreadablePackage(f"超过 {PACKAGE_LIMIT:,} 字节")
    try:
        with opened(io.BytesIO(data), LIMITS) as archive:
            missing, strange = missing_and_strange(archive.namelist())
            if missing or strange:
                raise UnreadablePackage(_told(missing, strange))
            return {entry.filename: b"".join(pieces(archive, entry)) for entry in archive.infolist()}
    except BadArchive as error:
        raise UnreadablePackage(str(error)) from None


def _told(missing: list[str], strange: list[str]) -> str:
    lacking = f"缺少 {'、'.join(missing)}" if missing else ""
    extra = f"多出 {'、'.join(name[:100] for name in strange)}" if strange else ""
    return "，".join(filter(None, (lacking, extra)))


def parsed(files: dict[str, bytes], name: str) -> Any:
    """The file's JSON value."""
    try:
        return wire.parse(files[name], LIMITS.member)
    except NOT_READ as error:
        raise UnreadablePackage(f"{name}：{error}") from None


def _text(files: dict[str, bytes], name: str) -> str:
    try:
        return files[name].decode()
    except UnicodeDecodeError as error:
        raise UnreadablePackage(f"{name} 第 {error.start + 1} 个字节起不是 UTF-8 编码") from None
