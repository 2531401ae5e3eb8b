"""Archives that inflate without end, lie about themselves, or declare entities."""

import io
import struct
import zipfile

from tests.api.parsing import books
from tests.api.parsing.books import HEAD, archive, paragraph, row, sheet, text, word, workbook, xlsx
from tests.api.parsing.hostile import READ, enter, hostile

_BOMB = 66 * 1024 * 1024


@hostile("Damaged")
def one_member_inflates_to_66_megabytes() -> bytes:
    return archive(workbook() | {"xl/media/image1.png": bytes(_BOMB)})


@hostile("Damaged")
def many_members_inflate_to_160_megabytes() -> bytes:
    return archive(workbook() | {f"xl/media/image{n}.png": bytes(40 * 1024 * 1024) for n in range(4)})


@hostile("Damaged")
def a_sheet_of_spaces_inflates_a_thousand_times() -> bytes:
    return xlsx(sheet(" " * (32 * 1024 * 1024)))


@hostile("Damaged")
def a_member_is_longer_than_it_declares() -> bytes:
    data = archive(workbook() | {"xl/media/x.bin": bytes(100_000)})
    return data.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))


@hostile("Damaged", READ)
def a_member_is_shorter_than_it_declares() -> bytes:
    data = archive(workbook() | {"xl/media/x.bin": bytes(100_000)})
    return data.replace(struct.pack("<L", 100_000), struct.pack("<L", 9_000_000))


@hostile("Damaged")
def ten_thousand_members() -> bytes:
    return archive(workbook() | {f"xl/media/{n}": b"" for n in range(10_000)}, zipfile.ZIP_STORED)


@hostile("Damaged")
def two_members_of_one_name() -> bytes:
    return archive(workbook() | {"XL/worksheets/sheet1.xml": "<a/>"})


@hostile("Damaged")
def an_encrypted_member() -> bytes:
    data = bytearray(xlsx())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in workbook().items():
            file.writestr(name, content)
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return out.getvalue()


enter("a_link_inside", _linked(), "Damaged")
enter("a_path_that_leaves_the_archive", archive(workbook() | {"../../outside": "x"}), "Damaged")
enter("an_absolute_path", archive(workbook() | {"/etc/cron.d/x": "x"}), "Damaged")
enter("a_rare_compression", archive(workbook(), zipfile.ZIP_LZMA), "Damaged")
enter("half_a_workbook", xlsx()[: len(xlsx()) // 2], "Damaged")
enter("a_workbook_behind_a_program", b"MZ" + bytes(100) + xlsx(), "WrongFormat")
enter("a_workbook_with_a_tail", xlsx() + b"tail" * 100, "Damaged")
enter("an_empty_archive", b"PK\x05\x06" + bytes(18), "WrongFormat")
enter("an_archive_in_an_archive", archive({"a.zip": archive({"b.zip": xlsx()})}), "WrongFormat")
enter("an_archive_start_and_nothing_else", b"PK\x03\x04", "Damaged")
enter("flipped_bytes_in_the_middle", xlsx()[:400] + bytes(20) + xlsx()[420:], "Damaged")

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_PROLOGS = {
    "billion_laughs": f'<!DOCTYPE a [<!ENTITY l0 "lol">{_LAUGHS}]>',
    "quadratic_blowup": f'<!DOCTYPE a [<!ENTITY l9 "{"x" * 50_000}">]>',
    "a_file_as_entity": '<!DOCTYPE a [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an_address_as_entity": '<!DOCTYPE a [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">]>',
    "a_foreign_dtd": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    "parameter_entities": '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
}

for _name, _prolog in _PROLOGS.items():
    _sheet = sheet(row(1, text("A1", "&l9;" * 100))).replace(HEAD, HEAD + _prolog)
    enter(f"{_name}_in_a_sheet", xlsx(_sheet), "Damaged")
    _body = word(paragraph("&l9;"))
    _body["word/document.xml"] = str(_body["word/document.xml"]).replace(HEAD, HEAD + _prolog)
    enter(f"{_name}_in_a_document", archive(_body), "Damaged")
enter(
    "a_dtd_in_utf_16",
    xlsx(('<?xml version="1.0" encoding="UTF-16"?>' + _PROLOGS["billion_laughs"] + "<a>&l9;</a>").encode("utf-16")),
    "Damaged",
)
for _part in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
    _parts = workbook()
    _parts[_part] = str(_parts[_part]).replace(HEAD, HEAD + _PROLOGS["billion_laughs"])
    enter(f"a_dtd_in_{_part}", archive(_parts), "Damaged")
enter(
    "a_prolog_of_100_kilobytes",
    xlsx(f"{HEAD}<!--{'x' * 100_000}-->{ONE[len(HEAD) :]}" if (ONE := books.ONE) else ""),
    "Damaged",
)
