"""Zip archives of strangers: judged by their directory before anything is inflated, then read in bounded pieces."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple
from zipfile import ZipFile, ZipInfo

CHUNK = 64 * 1024
START, END, END64, LOCATOR64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _END64_SIZE = 22, 20, 56
_ENTRY_SIZE = 512  # more bytes of directory than any honest entry needs
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)


class BadArchive(Exception):
    """The archive cannot be read safely; the sentence says why (Chinese)."""


class Limits(NamedTuple):
    """Bounds: entries, inflated bytes of one entry and of all, and how many times its own size all may inflate to.

    ``spared`` is the inflated size below which no ratio is asked for: texts that repeat themselves compress well.
    """

    entries: int
    member: int
    total: int
    ratio: int = 200
    spared: int = 16 * 1024 * 1024


def opened(file: IO[bytes], limits: Limits) -> ZipFile:
    """The archive, its shape and directory judged; nothing is inflated yet. BadArchive says what is wrong."""
    size = file.seek(0, 2)
    _require_shape(file, size, limits)
    try:
        archive = ZipFile(file)
    except _BROKEN as error:
        raise BadArchive("压缩包已损坏") from error
    _require_entries(archive.infolist(), size, limits)
    return archive


def pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The entry's content piece by piece, never more than its declared size; BadArchive where it is damaged."""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except _BROKEN as error:
        raise BadArchive(f"压缩包已损坏：“{entry.filename[:100]}”解不开") from error


def _require_shape(file: IO[bytes], size: int, limits: Limits) -> None:
    """From the first byte to the last an archive and nothing else, its directory of a size that one can read."""
    file.seek(0)
    if file.read(4) != START:
        raise BadArchive("不是压缩包")
    file.seek(max(0, size - _END_SIZE - _LOCATOR_SIZE - _END64_SIZE))
    tail = file.read()
    end = tail[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(END) or end[-2:] != b"\0\0":
        raise BadArchive("压缩包不完整，或在末尾夹带了其他内容")
    if _directory_size(tail) > limits.entries * _ENTRY_SIZE:
        raise BadArchive(f"压缩包中的文件超过 {limits.entries:,} 个")


def _directory_size(tail: bytes) -> int:
    """The size of the directory as zipfile will believe it: the larger record counts wherever there is one."""
    stated: int = struct.unpack_from("<L", tail, len(tail) - _END_SIZE + 12)[0]
    if tail[-_END_SIZE - _LOCATOR_SIZE :].startswith(LOCATOR64) and tail.startswith(END64):
        stated = struct.unpack_from("<Q", tail, 40)[0]
    return stated


def _require_entries(entries: Sequence[ZipInfo], size: int, limits: Limits) -> None:
    if not entries or len(entries) > limits.entries:
        raise BadArchive(f"压缩包中应有 1 至 {limits.entries:,} 个文件，现有 {len(entries):,} 个")
    if min(entry.header_offset for entry in entries):
        raise BadArchive("压缩包开头夹带了其他内容")
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise BadArchive("压缩包中有重名的文件")
    for entry in entries:
        _require_entry(entry, limits)
    total = sum(entry.file_size for entry in entries)
    if total > limits.total or total > max(limits.spared, size * limits.ratio):
        raise BadArchive(f"压缩包解开后有 {total:,} 字节，过大")


def _require_entry(entry: ZipInfo, limits: Limits) -> None:
    name = entry.orig_filename
    if name != entry.filename or name.startswith("/") or set("\\:\0") & set(name) or ".." in name.split("/"):
        raise BadArchive(f"压缩包中有不允许的文件名“{entry.filename[:100]}”")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadArchive(f"压缩包中的“{name[:100]}”是链接")
    if entry.flag_bits & 1:
        raise BadArchive("压缩包有密码，已加密")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadArchive(f"压缩包中的“{name[:100]}”压缩方法不常见")
    if entry.file_size > limits.member:
        raise BadArchive(f"压缩包中的“{name[:100]}”解开后有 {entry.file_size:,} 字节，过大")
