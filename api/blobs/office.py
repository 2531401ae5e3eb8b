"""Office files: xlsx and docx as archives, xls and doc as compound files; without macros, passwords and bombs."""

import io
import mmap
import struct
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile, ZipInfo

from api.archives import START, BadArchive, Limits, opened, pieces
from api.blobs.findings import NO_MACROS, NO_PASSWORD, SAVE_AGAIN, Unfit, encrypted, truncated

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LIMITS = Limits(entries=5000, member=256 * 1024 * 1024, total=256 * 1024 * 1024)
NESTED = 16 * 1024 * 1024  # bytes of a file inside a file: a chart's workbook, an embedded document
_DEPTH = 2
_SECTOR = 512
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_MACRO = "_VBA_PROJECT".encode("utf-16-le")
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BOOK, _OLD_BOOK, _WORD = (name.encode("utf-16-le") for name in ("Workbook", "Book", "WordDocument"))


def xlsx(content: mmap.mmap) -> None:
    """A workbook."""
    _ooxml(content, "xlsx", "xl/workbook.xml")


def docx(content: mmap.mmap) -> None:
    """A text document."""
    _ooxml(content, "docx", "word/document.xml")


def _ooxml(content: mmap.mmap, kind: str, main: str) -> None:
    with io.BufferedReader(_Raw(content)) as file:
        try:
            names = _require_harmless(file, _DEPTH)
        except BadArchive as error:
            raise Unfit(str(error), NO_PASSWORD if "加密" in str(error) else SAVE_AGAIN) from None
    if not {"[Content_Types].xml", main} <= names:
        raise Unfit(f"文件内容不是 {kind}，与扩展名不符", "压缩包请解开后逐个上传；表格和文档请另存为 xlsx、docx")


class _Raw(io.RawIOBase):
    """A mapped file as a file: zipfile asks whether it can seek, which a map cannot answer."""

    def __init__(self, content: mmap.mmap) -> None:
        super().__init__()
        self._content, self._place = content, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        piece = self._content[self._place : self._place + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = 0) -> int:
        place = offset + (0, self._place, len(self._content))[whence]
        if place < 0:
            raise ValueError("a place before the file")
        self._place = place
        return place


def _require_harmless(file: IO[bytes], depth: int) -> set[str]:
    """The names in the archive, after every entry was inflated within bounds and looked at."""
    with opened(file, LIMITS) as archive:
        for entry in archive.infolist():
            if entry.filename.casefold().rpartition("/")[2].startswith("vbaproject"):
                raise Unfit("文件带宏", NO_MACROS)
            _look_at(archive, entry, depth)
        return set(archive.namelist())


def _look_at(archive: ZipFile, entry: ZipInfo, depth: int) -> None:
    stream = pieces(archive, entry)
    head = next(stream, b"")
    if head.startswith(_PROGRAMS):
        raise Unfit("文件里嵌有程序", "请删去嵌入的对象，另存后重新上传")
    if head.startswith((START, OLE)):
        _require_nested(head, stream, depth)
        return
    macro = b"macroEnabled" in head
    for piece in stream:
        macro = macro or b"macroEnabled" in piece
    if macro and entry.filename == "[Content_Types].xml":
        raise Unfit("文件带宏", NO_MACROS)


def _require_nested(head: bytes, stream: Iterator[bytes], depth: int) -> None:
    """A file inside the file is judged as the file itself is."""
    held = io.BytesIO(head)
    held.seek(0, 2)
    for piece in stream:
        held.write(piece)
        if held.tell() > NESTED:
            raise Unfit("文件里嵌有过大的文件", "请删去嵌入的对象，单独上传")
    if not depth:
        raise Unfit("文件里一层套一层地嵌有文件", "请删去嵌入的对象，单独上传")
    if head.startswith(OLE):
        _require_no_macros(held.getvalue())
    else:
        _require_harmless(held, depth - 1)


def xls(content: mmap.mmap) -> None:
    """An old workbook."""
    _compound(content, "xls", (_BOOK, _OLD_BOOK))
    if any(_locked_book(content, place) for place in range(_SECTOR, len(content) - 24, _SECTOR)):
        raise encrypted()


def doc(content: mmap.mmap) -> None:
    """An old text document."""
    _compound(content, "doc", (_WORD,))
    if any(_locked_text(content, place) for place in range(_SECTOR, len(content) - 12, _SECTOR)):
        raise encrypted()


def _compound(content: mmap.mmap, kind: str, streams: tuple[bytes, ...]) -> None:
    if len(content) < 3 * _SECTOR:
        raise truncated()
    if content.find(_PACKAGE) >= 0:
        raise encrypted()
    _require_no_macros(content)
    if all(content.find(name + b"\0\0") < 0 for name in streams):
        raise Unfit(f"文件内容不是 {kind}，与扩展名不符", "请用原来的程序打开后另存为该类型，不要只改扩展名")


def _require_no_macros(content: mmap.mmap | bytes) -> None:
    if content.find(_MACRO) >= 0:
        raise Unfit("文件带宏", NO_MACROS)


def _locked_book(content: mmap.mmap, place: int) -> bool:
    """A workbook stream begins here (BOF of BIFF8), and its next record says that a password is needed (FILEPASS)."""
    if content[place : place + 8] != b"\x09\x08\x10\x00\x00\x06\x05\x00":
        return False
    record: int = struct.unpack_from("<H", content, place + 20)[0]
    return record == 0x2F


def _locked_text(content: mmap.mmap, place: int) -> bool:
    """A text stream begins here (FIB of Word 97), and its flags say that it is encrypted."""
    identifier, flags = struct.unpack_from("<H8xH", content, place)
    return identifier == 0xA5EC and bool(flags & 0x0100)
