"""Kinds that are one thing from their first byte to their last: pdf, png, jpg, text."""

import codecs
import mmap
import re
import struct
import zlib

from api.archives import END
from api.blobs.findings import SAVE_AGAIN, Unfit, encrypted, smuggled, truncated

_TAIL = 66_000  # a zip's last record lies within the last 65,557 bytes
_ENCRYPTED = re.compile(rb"/Encrypt[\s\x00]+\d+[\s\x00]+\d+[\s\x00]+R|/Encrypt[\s\x00]*<<")
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PIECE = 256 * 1024
_ENCODINGS = ("utf-8", "gb18030")


def pdf(content: mmap.mmap) -> None:
    """From header to end mark, without a password and without an archive behind it."""
    if content.find(b"%%EOF", max(0, len(content) - 2048)) < 0:
        raise truncated()
    _require_no_archive(content)
    if _ENCRYPTED.search(content):
        raise encrypted()


def png(content: mmap.mmap) -> None:
    """Chunk by chunk to the last one, and nothing behind it."""
    place, kind = 8, b""
    while kind != b"IEND":
        if place + 12 > len(content):
            raise truncated()
        size, kind = struct.unpack_from(">L4s", content, place)
        end = place + 12 + size
        if end > len(content):
            raise truncated()
        if zlib.crc32(content[place + 4 : end - 4]) != struct.unpack_from(">L", content, end - 4)[0]:
            raise Unfit("图片已损坏", SAVE_AGAIN)
        place = end
    _require_no_archive(content)
    if place != len(content):
        raise Unfit("图片之后还夹带了其他内容", SAVE_AGAIN)


def jpg(content: mmap.mmap) -> None:
    """Segment by segment to the picture, and an end mark after it; what cameras add behind it does no harm."""
    place, marker = 2, 0
    while marker != 0xDA:
        if place + 4 > len(content) or content[place] != 0xFF:
            raise truncated()
        marker = content[place + 1]
        place += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", content, place + 2)[0]
    if content.find(b"\xff\xd9", place) < 0:
        raise truncated()
    _require_no_archive(content)


def text(content: mmap.mmap) -> None:
    """Text in UTF-8 or GB18030 that is no web page."""
    if b"\0" in content[:_PIECE] and content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise Unfit("文字是 UTF-16（Unicode）编码", "请另存为 UTF-8 编码")
    faults = [_fault(content, encoding) for encoding in _ENCODINGS]
    if all(faults):
        raise Unfit(faults[0], "请确认是文字文件，并另存为 UTF-8 编码")
    encoding = _ENCODINGS[faults.index("")]
    if _MARKUP.search(content[: 64 * 1024].decode(encoding, "replace")):
        raise Unfit("内容是网页代码，不是文字材料", "请打印为 pdf 或复制文字后另存")


def _fault(content: mmap.mmap, encoding: str) -> str:
    """Why the content is no text of that encoding, or ""."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _PIECE):
            piece = decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
            if _CONTROL.search(piece):
                return "内容含有控制字符，不是文字"
    except UnicodeDecodeError:
        return "内容不是 UTF-8 或 GB18030 编码的文字"
    return ""


def _require_no_archive(content: mmap.mmap) -> None:
    """A zip is read from its end: one that is appended makes of a picture a program."""
    if content.find(END, max(0, len(content) - _TAIL)) >= 0:
        raise smuggled()
