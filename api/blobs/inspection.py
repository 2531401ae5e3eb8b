"""A file of evidence inspected: its content must be what its name says, and of a kind that harms nobody."""

import mmap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from api.blobs import office, simple
from api.blobs.findings import Unfit
from api.blobs.names import display_name, extension
from api.problems.refusals_files import NotAllowedEvidence

Judge = Callable[[mmap.mmap], None]


class Kind(NamedTuple):
    """A kind that is taken: its media type, its first bytes (empty: any), and what else must hold (raises Unfit)."""

    media_type: str
    magic: bytes
    judge: Judge


_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", b"%PDF-", simple.pdf),
    "png": Kind("image/png", b"\x89PNG\r\n\x1a\n", simple.png),
    "jpg": Kind("image/jpeg", b"\xff\xd8\xff", simple.jpg),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", b"PK\x03\x04", office.xlsx),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", b"PK\x03\x04", office.docx),
    "xls": Kind("application/vnd.ms-excel", office.OLE, office.xls),
    "doc": Kind("application/msword", office.OLE, office.doc),
    "csv": Kind("text/csv", b"", simple.text),
    "txt": Kind("text/plain", b"", simple.text),
}
_SAME = {"jpeg": "jpg"}
ALLOWED = "pdf、png、jpg、xlsx、docx、xls、doc、csv、txt"


class Inspected(NamedTuple):
    """What a file is: media type and extension of its kind, and the name to show."""

    media_type: str
    extension: str
    name: str


def inspect(path: Path, name: str) -> Inspected:
    """The file judged by its content and the user's name for it; NotAllowedEvidence says why not and what to do."""
    shown = display_name(name)
    ending = _SAME.get(extension(shown), extension(shown))
    try:
        kind = _kind(ending)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content[: len(kind.magic)] != kind.magic:
                raise Unfit(f"文件内容不是 {ending}，与扩展名不符", "请用原来的程序打开后另存为该类型，不要只改扩展名")
            kind.judge(content)
    except Unfit as error:
        raise NotAllowedEvidence(error.why, error.remedy, ALLOWED) from None
    return Inspected(kind.media_type, ending, shown)


def _kind(ending: str) -> Kind:
    if ending in ("xlsm", "docm", "xlsb", "xltm", "dotm"):
        raise Unfit("文件带宏", "请另存为不带宏的 xlsx 或 docx")
    if ending not in _KINDS:
        told = f"不接受 {ending[:20]} 类型的文件" if ending else "文件名没有扩展名，看不出类型"
        raise Unfit(told, "请转换为可以上传的类型，压缩包请解开后逐个上传")
    return _KINDS[ending]
