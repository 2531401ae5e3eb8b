"""What is no package is refused in a sentence, in little memory; and packing is deterministic."""

import io
import struct
import tracemalloc
import zipfile
from datetime import timedelta

import pytest

from api.archives import Limits, opened
from api.package import freeze, pack
from api.package.packing import zipped
from api.package.parts import AUDIT, NAMES, RULEBOOK, SNAPSHOT
from api.package.unpacking import PACKAGE_LIMIT, contents
from api.problems.refusals_files import UnreadablePackage
from scoring.portable import rulebook_text
from tests.api.package.build import APPROVAL, ENGINE, EVIDENCE, approved, frozen, package, report, sheet, unzipped

WHOLE = package()
MEGABYTE = 1024 * 1024


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Any zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def renamed(old: bytes, new: bytes) -> bytes:
    """The package with a file of another name, of the same length."""
    assert len(old) == len(new)
    return WHOLE.replace(old, new)


def patched(offset: int, value: bytes) -> bytes:
    """The package with something else in the first entry of its directory."""
    start = WHOLE.index(b"PK\x01\x02") + offset
    return WHOLE[:start] + value + WHOLE[start + len(value) :]


def larger(name: str, size: int) -> bytes:
    """The package with a file of zeros."""
    return zipped(unzipped(WHOLE) | {name: bytes(size)})


ENTRIES = archive({f"{number}": b"" for number in range(2000)})
BAD = {
    "nothing": (b"", "不是压缩包"),
    "a text": (b"hello", "不是压缩包"),
    "four bytes": (b"PK\x03\x04", "不完整"),
    "an empty zip": (archive({}), "不是压缩包"),
    "cut off": (WHOLE[:-30], "不完整"),
    "cut in the middle": (WHOLE[: len(WHOLE) // 2], "不完整"),
    "something in front": (b"GIF89a" + WHOLE, "不是压缩包"),
    "a zip in front": (archive({"a": b""}) + WHOLE, "开头夹带"),
    "something behind": (WHOLE + b"<script>", "末尾夹带"),
    "a comment": (WHOLE[:-2] + b"\x03\0abc", "末尾夹带"),
    "a directory that lies": (WHOLE[:-10] + struct.pack("<L", 7) + WHOLE[-6:], "已损坏"),
    "two thousand files": (ENTRIES, "超过 20 个"),
    "twenty-one files": (archive({f"{number}": b"" for number in range(21)}), "1 至 20 个"),
    "a bomb": (larger(SNAPSHOT, 20 * MEGABYTE), "过大"),
    "a declared size that is huge": (patched(24, b"\xff\xff\xff\x7f"), "过大"),
    "a declared size that is wrong": (patched(24, b"\x01\0\0\0"), "解不开"),
    "a checksum that is wrong": (patched(16, b"\0\0\0\0"), "解不开"),
    "encrypted": (patched(8, b"\x01\0"), "加密"),
    "another method": (archive(unzipped(WHOLE), zipfile.ZIP_BZIP2), "压缩方法"),
    "a link": (patched(38, struct.pack("<L", 0o120777 << 16)), "链接"),
    "a way out": (renamed(b"sheet.json", b"../et.json"), "不允许的文件名"),
    "a way from the root": (renamed(b"sheet.json", b"/heet.json"), "不允许的文件名"),
    "a drive": (renamed(b"sheet.json", b"C:eet.json"), "不允许的文件名"),
    "a backslash": (renamed(b"sheet.json", b"..\\et.json"), "不允许的文件名"),
    "a name with a NUL": (renamed(b"sheet.json", b"sheet.jso\0"), "不允许的文件名"),
    "the same name twice": (renamed(b"sheet.json", b"trace.json"), "重名"),
    "the same name in capitals": (renamed(b"sheet.json", b"TRACE.json"), "重名"),
    "a file missing": (archive({name: b"{}" for name in NAMES if name != AUDIT}), "缺少 audit.jsonl"),
    "a file too many": (archive(dict.fromkeys((*NAMES, "x.exe"), b"{}")), "多出 x.exe"),
    "a snapshot that is no object": (zipped(unzipped(WHOLE) | {SNAPSHOT: b"[]"}), "JSON 对象"),
    "a snapshot that is no JSON": (zipped(unzipped(WHOLE) | {SNAPSHOT: b"{"}), "snapshot.json"),
    "a snapshot nested deeply": (zipped(unzipped(WHOLE) | {SNAPSHOT: b"[" * 100_000}), "嵌套"),
    "a rulebook nested deeply": (zipped(unzipped(WHOLE) | {RULEBOOK: b"[" * 100_000}), "rulebook.json：嵌套"),
    "an audit that is no text": (zipped(unzipped(WHOLE) | {AUDIT: b"\xff"}), "audit.jsonl 第 1 个字节"),
}


@pytest.mark.parametrize(("data", "why"), BAD.values(), ids=BAD)
def test_what_is_no_package_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadablePackage, match=r"^读不了这个结果包：.*；请重新下载") as refused:
        report(data)
    assert why in str(refused.value)


def test_a_bomb_costs_no_memory() -> None:
    data = BAD["a bomb"][0]
    tracemalloc.start()
    with pytest.raises(UnreadablePackage):
        contents(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTE


def test_more_bytes_than_a_package_has_are_not_looked_at() -> None:
    with pytest.raises(UnreadablePackage, match="超过"):
        contents(WHOLE + bytes(PACKAGE_LIMIT))


def test_a_directory_told_by_the_larger_record_is_bounded_too() -> None:
    """Writers for large files say sizes in a record of their own; what it says counts, not the smaller one."""
    body = archive({"a": b"1"})
    start, size = body.index(b"PK\x01\x02"), len(body) - 22 - body.index(b"PK\x01\x02")

    def with_record(stated: int) -> bytes:
        record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, stated, start)
        locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body) - 22, 1)
        return body[:-22] + record + locator + body[-22:]

    assert opened(io.BytesIO(with_record(size)), Limits(1, 1, 1)).namelist() == ["a"]
    with pytest.raises(UnreadablePackage, match="超过 20 个"):
        contents(with_record(1 << 40))


def test_the_same_facts_give_the_same_bytes() -> None:
    book = rulebook_text(sheet("mohrss-2023-egov").rulebook)
    again = freeze(sheet("mohrss-2023-egov"), EVIDENCE, APPROVAL, ENGINE)
    assert again == frozen()
    assert pack(*again, book, approved(again.digest), {"表": "mohrss-2023-egov"}) == WHOLE


def test_any_other_fact_gives_another_digest() -> None:
    one = sheet("mohrss-2023-egov")
    later = APPROVAL._replace(at=APPROVAL.at + timedelta(microseconds=1))
    others = [
        freeze(one, (), APPROVAL, ENGINE),
        freeze(one, EVIDENCE, later, ENGINE),
        freeze(one, EVIDENCE, APPROVAL, "0.2.0"),
        freeze(sheet("mohrss-2023-jinbao"), EVIDENCE, APPROVAL, ENGINE),
    ]
    assert len({frozen().digest, *(each.digest for each in others)}) == 5


def test_the_readme_says_what_is_what_and_a_fact_stays_on_its_line() -> None:
    text, digest = frozen()
    data = pack(text, digest, "{}", [], {"项目": "甲\n# 快照校验值 伪造"})
    readme = unzipped(data)["README.txt"].decode()
    assert "项目：甲 # 快照校验值 伪造\n" in readme
    assert all(name in readme for name in NAMES if name != "README.txt")
    assert "jixiao verify" in readme
