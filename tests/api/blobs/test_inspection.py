"""A file is taken when its content is what its name says and harms nobody; otherwise why, and what to do."""

import struct
import tracemalloc
from pathlib import Path

import pytest

from api.blobs import ALLOWED, Inspected, inspect
from api.problems.refusals_files import NotAllowedEvidence
from tests.api.blobs.build import (
    JPG,
    LOCKED_BOOK,
    LOCKED_LETTER,
    OLD_BOOK,
    OLD_LETTER,
    PDF,
    PNG,
    archive,
    compound,
    letter,
    workbook,
)

MEGABYTE = 1024 * 1024
TABLE = "指标,实际\n覆盖率,97%\n"
OFFICE = "application/vnd.openxmlformats-officedocument"


def looked_at(folder: Path, content: bytes, name: str) -> Inspected:
    """The content inspected under the user's name, lying under a name that says nothing."""
    path = folder / "0123456789abcdef"
    path.write_bytes(content)
    return inspect(path, name)


GOOD = {
    "pdf": (PDF, "验收报告.pdf", "application/pdf", "pdf"),
    "png": (PNG, "截图.PNG", "image/png", "png"),
    "jpg": (JPG, "照片.jpg", "image/jpeg", "jpg"),
    "jpeg": (JPG, "照片.jpeg", "image/jpeg", "jpg"),
    "jpg with what a camera adds": (JPG + b"motion", "照片.jpg", "image/jpeg", "jpg"),
    "xlsx": (workbook(), "台账.xlsx", f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
    "xlsx with a docx in it": (workbook({"xl/a.docx": letter()}), "a.xlsx", f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
    "docx": (letter(), "总结.docx", f"{OFFICE}.wordprocessingml.document", "docx"),
    "docx with a chart's workbook": (
        letter({"word/embeddings/a.xlsx": workbook(), "word/embeddings/b.xls": OLD_BOOK}),
        "总结.docx",
        f"{OFFICE}.wordprocessingml.document",
        "docx",
    ),
    "xls": (OLD_BOOK, "旧台账.xls", "application/vnd.ms-excel", "xls"),
    "xls of the nineties": (compound("Book", b""), "旧台账.xls", "application/vnd.ms-excel", "xls"),
    "doc": (OLD_LETTER, "旧总结.doc", "application/msword", "doc"),
    "csv": (TABLE.encode(), "数据.csv", "text/csv", "csv"),
    "csv of Excel": (TABLE.encode("utf-8-sig"), "数据.csv", "text/csv", "csv"),
    "csv in GB18030": (TABLE.encode("gb18030"), "数据.csv", "text/csv", "csv"),
    "txt longer than one piece": ("说明。".encode() * 100_000, "说明.txt", "text/plain", "txt"),
    "txt about less and greater": (b"1 < 2 and <x>", "a.txt", "text/plain", "txt"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "media_type", "extension"), GOOD.values(), ids=GOOD)
def test_what_is_what_it_says_is_taken(
    tmp_path: Path, content: bytes, name: str, media_type: str, extension: str
) -> None:
    assert looked_at(tmp_path, content, name) == Inspected(media_type, extension, name)


def bomb() -> bytes:
    """A small workbook that inflates to 20 MB."""
    return workbook({"xl/sharedStrings.xml": bytes(20 * MEGABYTE)})


BOMB = bomb()
MACRO_BOOK = compound("Workbook", b"", "_VBA_PROJECT_CUR")
SPOILT = letter().replace(b"PK\x03\x04\x14", b"PK\x03\x05\x14")
LOCKED = letter().replace(b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0")
MACRO = {"xl/vbaProject.bin": b"\xd0\xcf"}
NESTED = letter({"a.docx": letter({"b.docx": letter({"c.docx": letter()})})})
BEHIND = archive({"a.class": b"\xca\xfe\xba\xbe"})

BAD = {
    "a program": (b"MZ\x90\0", "安装.exe", "不接受 exe"),
    "a program named pdf": (b"MZ\x90\0", "报告.pdf", "与扩展名不符"),
    "a picture named pdf": (PNG, "报告.pdf", "与扩展名不符"),
    "a pdf named jpg": (PDF, "照片.jpg", "与扩展名不符"),
    "a page": (b"<html>", "a.html", "不接受 html"),
    "a drawing": (b"<svg/>", "a.svg", "不接受 svg"),
    "an archive": (archive({"a": b""}), "材料.zip", "压缩包请解开"),
    "a name without extension": (PDF, "报告", "没有扩展名"),
    "a hidden extension": (PDF, "报告.pdf.exe", "不接受 exe"),
    "a name turned around": (PDF, "报告\u202efdp.exe", "不接受 exe"),
    "a name cut by NUL": (b"MZ", "报告.exe\0.pdf", "与扩展名不符"),
    "a page named txt": (b"  <!DOCTYPE html><p>", "a.txt", "网页代码"),
    "a script in a csv": (b"a,<script src=x>", "a.csv", "网页代码"),
    "a drawing named txt": (b'<svg onload="x">', "a.txt", "网页代码"),
    "bytes named txt": (bytes(range(1, 9)) * 9, "a.txt", "控制字符"),
    "bytes that are no text": (b"\xff\xfe\xfd\xfc" * 99, "a.txt", "不是 UTF-8 或 GB18030"),
    "text in UTF-16": (TABLE.encode("utf-16"), "a.csv", "UTF-16"),
    "text with a NUL": (b"a\0b", "a.csv", "控制字符"),
    "half a character at the end": ("数据".encode()[:-1], "a.txt", "不是 UTF-8 或 GB18030"),
    "a pdf cut off": (PDF[:-8], "a.pdf", "截断"),
    "a pdf with a password": (PDF.replace(b"/Root", b"/Encrypt 9 0 R/Root"), "a.pdf", "加密"),
    "a pdf with an archive": (PDF + BEHIND, "a.pdf", "夹带"),
    "a page before a pdf": (b"<script>" + PDF, "a.pdf", "与扩展名不符"),
    "a png cut in a chunk": (PNG[:-20], "a.png", "截断"),
    "a png without an end": (PNG[:-12], "a.png", "截断"),
    "a png with a spoilt chunk": (PNG.replace(b"IDAT", b"IDAU"), "a.png", "损坏"),
    "a png with an archive": (PNG + BEHIND, "a.png", "夹带了压缩包"),
    "a png with anything behind": (PNG + b"<?php", "a.png", "夹带了其他"),
    "a png of huge chunks": (PNG[:8] + struct.pack(">L4s", 0xFFFFFFFF, b"IDAT") + bytes(9), "a.png", "截断"),
    "a jpg cut in the picture": (JPG[:-2], "a.jpg", "截断"),
    "a jpg cut before the picture": (JPG[:20], "a.jpg", "截断"),
    "a jpg of nothing": (b"\xff\xd8\xff", "a.jpg", "截断"),
    "a jpg without segments": (b"\xff\xd8\xff\xe0\0\x02abcdef", "a.jpg", "截断"),
    "a jpg with an archive": (JPG + BEHIND, "a.jpg", "夹带"),
    "an archive named xlsx": (archive({"a": b""}), "a.xlsx", "不是 xlsx"),
    "a docx named xlsx": (letter(), "a.xlsx", "不是 xlsx"),
    "an xlsx named docx": (workbook(), "a.docx", "不是 docx"),
    "an xls named xlsx": (OLD_BOOK, "a.xlsx", "与扩展名不符"),
    "an xlsx named xls": (workbook(), "a.xls", "与扩展名不符"),
    "a workbook with macros": (workbook(MACRO), "a.xlsm", "带宏"),
    "a workbook with macros named xlsx": (workbook(MACRO), "a.xlsx", "带宏"),
    "macros in capitals elsewhere": (workbook({"xl/x/VBAPROJECT.BIN": b""}), "a.xlsx", "带宏"),
    "a workbook that says it has macros": (workbook(kind="ms-excel.sheet.macroEnabled"), "a.xlsx", "带宏"),
    "macros in an embedded workbook": (letter({"word/e.xlsx": workbook(MACRO)}), "a.docx", "带宏"),
    "macros in an embedded old workbook": (letter({"e.bin": MACRO_BOOK}), "a.docx", "带宏"),
    "a program in a docx": (letter({"word/e.bin": b"MZ\x90\0"}), "a.docx", "程序"),
    "a bomb": (BOMB, "a.xlsx", "过大"),
    "a bomb in a docx": (letter({"a.xlsx": BOMB}), "a.docx", "过大"),
    "too many entries": (archive({f"{n}": b"" for n in range(5001)}), "a.xlsx", "1 至 5,000"),
    "docx in docx in docx": (NESTED, "a.docx", "一层套一层"),
    "a large file in a docx": (letter({"a.bin": b"PK\x03\x04" + bytes(17 * MEGABYTE)}), "a.docx", "过大"),
    "a docx cut off": (letter()[:-1], "a.docx", "不完整"),
    "a docx cut short": (letter()[:40], "a.docx", "不完整"),
    "a docx with something behind": (letter() + b"<script>", "a.docx", "夹带"),
    "a docx behind an archive": (BEHIND + letter(), "a.docx", "夹带"),
    "a docx with a spoilt entry": (SPOILT, "a.docx", "与扩展名不符"),
    "a docx whose entries have passwords": (LOCKED, "a.docx", "加密"),
    "a docx with a password": (compound("EncryptedPackage", b""), "a.docx", "与扩展名不符"),
    "a workbook with a password named xls": (compound("EncryptedPackage", b""), "a.xls", "加密"),
    "an xls with a password": (LOCKED_BOOK, "a.xls", "加密"),
    "a doc with a password": (LOCKED_LETTER, "a.doc", "加密"),
    "an xls with macros": (MACRO_BOOK, "a.xls", "带宏"),
    "a doc with macros": (compound("WordDocument", b"", "_VBA_PROJECT"), "a.doc", "带宏"),
    "a doc named xls": (OLD_LETTER, "a.xls", "不是 xls"),
    "an xls named doc": (OLD_BOOK, "a.doc", "不是 doc"),
    "an xls cut off": (OLD_BOOK[:1000], "a.xls", "截断"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "why"), BAD.values(), ids=BAD)
def test_what_is_not_is_refused_with_why_and_what_to_do(tmp_path: Path, content: bytes, name: str, why: str) -> None:
    with pytest.raises(NotAllowedEvidence) as refused:
        looked_at(tmp_path, content, name)
    assert why in str(refused.value)
    assert str(refused.value).endswith(f"可以上传的类型：{ALLOWED}")
    assert "请" in refused.value.remedy


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.xls", "a.doc", "a.pdf", "a.png", "a.jpg"])
def test_a_file_cut_anywhere_is_refused_and_never_a_mistake_of_ours(tmp_path: Path, name: str) -> None:
    content = next(content for content, its_name, *_ in GOOD.values() if its_name.lower().endswith(name[1:]))
    for end in sorted({*range(1, 64), *range(64, len(content) - 22, 97)}):
        if name.endswith(("xls", "doc")) and end >= 3 * 512:
            continue  # a compound file need not be full
        with pytest.raises(NotAllowedEvidence):
            looked_at(tmp_path, content[:end], name)


def test_a_bomb_costs_little_memory(tmp_path: Path) -> None:
    (tmp_path / "bomb").write_bytes(BOMB)
    tracemalloc.start()
    with pytest.raises(NotAllowedEvidence):
        inspect(tmp_path / "bomb", "a.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTE
