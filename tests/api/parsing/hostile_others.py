"""Old workbooks, Word documents, texts and files of other kinds that mean harm."""

import io
import zlib

import xlwt

from tests.api.parsing.books import HEAD, archive, cell, docx, paragraph, word, xlsx
from tests.api.parsing.hostile import READ, enter, hostile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old(rows: dict[tuple[int, int], str]) -> bytes:
    """An xls file with these cells."""
    book, out = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("表")
    for (at, column), said in rows.items():
        page.write(at, column, said)
    book.save(out)
    return out.getvalue()


def named(stream: str) -> bytes:
    """What looks like an old file with a stream of that name."""
    return _OLE + bytes(504) + stream.encode("utf-16-le") + bytes(512)


_XLS = old({(0, 0): "项目名称"})
enter("an_old_workbook_with_a_far_cell", old({(0, 0): "a", (65_535, 255): "x"}), "TooMuch")
enter("half_an_old_workbook", _XLS[: len(_XLS) // 2], "Damaged", "WrongFormat", READ)
enter("an_old_workbook_of_zeros", _XLS[:1024] + bytes(4096), "Damaged", "WrongFormat")
enter("an_old_workbook_whose_chain_loops", _XLS[:512] + b"\0\0\0\0" * 128 + _XLS[1024:], "Damaged", READ)
enter("an_old_head_alone", _OLE, "WrongFormat")
enter("an_old_head_and_a_name", named("Workbook"), "Damaged")
enter("biff_garbage", b"\x09\x08\x10\x00" + bytes(range(256)) * 20, "Damaged")
enter("a_locked_file", named("EncryptedPackage"), "Protected", called="表.xlsx")
enter("an_old_word_document", named("WordDocument"), "WrongFormat", called="表.doc")
enter("a_wps_document", named("WordDocument"), "WrongFormat", called="表.wps")
enter("a_wps_workbook", _XLS, "WrongFormat", called="表.et")


def rows(*found: str) -> str:
    """A Word table."""
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in found)}</w:tbl>"


def nested(depth: int) -> str:
    """Tables within tables."""
    return rows(f"<w:tc>{nested(depth - 1)}{paragraph('x')}</w:tc>") if depth else paragraph("x")


enter("a_cell_over_a_million_columns", docx(rows(cell("a", '<w:gridSpan w:val="1000000"/>'))), "TooMuch")
enter(
    "a_gap_of_a_million_columns",
    docx("<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1000000'/></w:trPr></w:tr></w:tbl>"),
    "TooMuch",
)
enter(
    "spans_that_are_none",
    docx(rows(cell("a", '<w:gridSpan w:val="-3"/>') + cell("b", '<w:gridSpan w:val="x"/>'))),
    READ,
)
enter("a_merge_from_nowhere", docx(rows(cell("a", "<w:vMerge/>"), cell("b", "<w:vMerge/>") * 3)), READ)
enter("tables_twenty_deep", docx(nested(20)), "TooMuch")
enter("tables_eighty_deep", docx(nested(80)), "TooMuch", "Damaged")
enter("thousands_of_elements_deep", docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "Damaged")
enter("a_document_without_a_body", archive({**word(""), "word/document.xml": f"{HEAD}<x/>"}), "Damaged")
enter("a_document_that_is_missing", archive({k: v for k, v in word("").items() if "document" not in k}), "WrongFormat")
enter("a_document_with_macros", archive(word("") | {"word/vbaProject.bin": b"x"}), "WrongFormat", called="表.docm")
enter("a_document_named_workbook", docx(rows(cell("a") + cell("b"))), READ, called="表.xlsx")
enter("a_workbook_named_document", xlsx(), READ, called="表.docx")


@hostile("TooMuch", "FileTooCostly")
def a_word_table_of_a_million_cells() -> bytes:
    return docx(rows(*["<w:tc/>" * 60] * 17_000))


@hostile(READ, "FileTooCostly")
def three_hundred_thousand_paragraphs() -> bytes:
    return docx("<w:p/>" * 300_000)


for _name, _data, _called in (
    ("nothing", b"", "表.xlsx"),
    ("zeros", bytes(10_000), "表.xlsx"),
    ("a_picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "表.xlsx"),
    ("a_photograph", b"\xff\xd8\xff\xe0" + bytes(100), "表.pdf"),
    ("a_program", b"MZ" + bytes(1000), "表.xlsx"),
    ("a_web_page", "<html><table><tr><td>项目名称</td></tr></table></html>".encode(), "表.xls"),
    ("a_web_archive", b"MIME-Version: 1.0\r\n", "表.xls"),
    ("xml_of_2003", b'<?xml version="1.0"?><Workbook/>', "表.xls"),
    ("rich_text", b"{\\rtf1 x}", "表.doc"),
    ("json", b'{"document": "plan"}', "表.csv"),
    ("rar", b"Rar!\x1a\x07\x00", "表.rar"),
    ("seven_zip", b"7z\xbc\xaf\x27\x1c", "表.7z"),
    ("gzip", b"\x1f\x8b\x08" + bytes(50), "表.gz"),
    ("ofd", archive({"OFD.xml": "<a/>"}), "表.ofd"),
    ("ods", archive({"mimetype": "x", "content.xml": "<a/>"}), "表.ods"),
    ("slides", archive({"ppt/presentation.xml": "<a/>"}), "表.pptx"),
    ("random_bytes", zlib.compress(bytes(range(256)) * 100), "表.csv"),
):
    enter(_name, _data, "WrongFormat", called=_called)

enter("a_csv_of_four_million_commas", b"," * 4_000_000, "TooMuch", READ, called="表.csv")
enter("a_csv_of_half_a_million_columns", b"a," * 500_000, "TooMuch", called="表.csv")
enter("a_csv_of_a_million_lines", b"a\n" * 1_000_000, "TooMuch", called="表.csv")
enter("a_csv_of_ten_megabytes", b"a,b\n" * 2_500_000, "TooMuch", called="表.csv")
enter("a_csv_with_an_open_quote", '项目,"'.encode() + b"a,b\n" * 100_000, READ, "Damaged", called="表.csv")
enter("a_csv_cell_of_a_megabyte", b'"' + b"a" * 1_000_000 + b'"', "Damaged", called="表.csv")
enter("a_csv_with_nul", b"a,b\n\0,c\n", "WrongFormat", called="表.csv")
enter("a_mark_and_nothing_else", b"\xef\xbb\xbf", READ, "WrongFormat", called="表.csv")
enter("half_of_utf_16", b"\xff\xfea\0b", "WrongFormat", called="表.csv")
enter("a_csv_of_formulas", b"=1+1,@SUM(A1),+cmd|'/c calc'!A0,-2+3\n", READ, called="表.csv")
