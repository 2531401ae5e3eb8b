"""A file is what its content is, whatever it is called; what is not read is told how to be saved."""

from collections.abc import Callable

import pytest

from indicators.forms import opening, pdffile, wordfile, workbook
from indicators.forms.faults import Damaged, WrongFormat
from indicators.forms.grid import Box, Page
from tests.api.parsing import books, hostile_others, hostile_sheets
from tests.api.parsing.hostile import MAKERS

PAGE = Page("表", (1, 1), ((Box("项目名称"), Box("云平台")),))
assert hostile_others, hostile_sheets  # their files stand in the list


@pytest.mark.parametrize("write", [workbook.write, wordfile.write, pdffile.write, workbook.write_csv])
@pytest.mark.parametrize("name", ["", "表.xlsx", "表.pdf", "表.et"])
def test_a_file_is_read_by_its_content(write: Callable[[list[Page]], bytes], name: str) -> None:
    (grid,) = opening.read(write([PAGE]), name).grids
    assert [cell.text for cell in grid.rows[0]] == ["项目名称", "云平台"]


def test_an_old_workbook_is_read_unless_it_is_called_one_of_wps() -> None:
    data = hostile_others.old({(0, 0): "项目名称", (0, 1): "云平台"})
    assert opening.read(data, "表.xls").grids
    with pytest.raises(WrongFormat, match=r"WPS 表格的旧格式（\.et）；请用 Excel 或 WPS 表格打开，另存为"):
        opening.read(data, "表.ET")


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        (
            "an_old_word_document",
            r"Word 97-2003 文档（\.doc）或 WPS 文字（\.wps）；请用 Word 或 WPS 文字打开，另存为“Word 文档",
        ),
        ("a_wps_document", r"WPS 文字的旧格式（\.wps）；请用 Word 或 WPS 文字打开"),
        ("ofd", "OFD 版式文件；请上传表格原件"),
        ("ods", "OpenDocument 文件"),
        ("a_binary_workbook", r"\.xlsb"),
        ("macros", "含有宏"),
        ("macros_by_type", "含有宏"),
        ("a_picture", "这是图片；请上传表格原件"),
        ("a_web_page", "内容是网页或 XML，只是换了扩展名；请用 Excel"),
        ("json", "内容是 JSON"),
        ("rar", "请先解开"),
        ("nothing", "文件是空的"),
    ],
)
def test_what_is_not_read_is_told_how_to_be_saved(which: str, sentence: str) -> None:
    maker, _, name = MAKERS[which]
    with pytest.raises(WrongFormat, match=sentence):
        opening.read(maker(), name)


def test_an_archive_that_cannot_be_opened_is_damaged() -> None:
    with pytest.raises(Damaged, match="压缩结构已损坏"):
        opening.read(books.xlsx()[:200], "表.xlsx")


def test_an_archive_without_forms_is_no_form() -> None:
    with pytest.raises(WrongFormat, match="压缩包"):
        opening.read(books.archive({"a.txt": "x"}))
