"""Workbooks: read as a person sees them, drawn so that a person may print them."""

import io
from typing import Any

import openpyxl
import pytest
import xlrd
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.workbook.protection import WorkbookProtection
from xlrd.biffh import XLRDError

from indicators.forms import workbook
from indicators.forms.faults import POSITIONS_OF_ONE, Damaged, Protected, TooMuch, WrongFormat
from indicators.forms.grid import Grid
from indicators.forms.workbook import old

FORMATS = [
    (0.99, "0%", "99%"),
    (0.8998, "0.00%", "89.98%"),
    (1, "0%", "100%"),
    (1503.44, "#,##0.00", "1,503.44"),
    (1503445, "#,##0.00", "1,503,445.00"),
    (446, "0.00", "446.00"),
    (9.3, "0.0", "9.3"),
    (2.665, "0.00", "2.67"),
    (45000.0, "General", "45000"),
    (0.1 + 0.2, "General", "0.3"),
    (1352.7, "General", "1352.7"),
    (89.97938, "General", "89.97938"),
    (2 / 3, "General", "0.6666666667"),
    (45322, "yyyy-mm-dd", "2024-01-31"),
    (45322, 'yyyy"年"m"月"d"日"', "2024年1月31日"),
    (45322, "yyyy/m/d", "2024/1/31"),
    (45322.75, "yyyy-mm-dd hh:mm", "2024-01-31 18:00"),
    (45322, "mmm", "1月"),
    (45322, "aaaa", "星期三"),
    (45322, "ddd yy", "周三 24"),
    (0.75, "h:mm AM/PM", "6:00 下午"),
    (0.25, "h:mm:ss AM/PM", "6:00:00 上午"),
    (0.25, "mm:ss.0", "00:00"),
    (5551234, "000-0000", "5551234"),
    (1.5, "[h]:mm", "36:00"),
    (1, "yyyy-m-d", "1900-1-1"),
    (3_000_000, "yyyy-m-d", "3000000"),
    (12, '0"次"', "12次"),
    (200, '"≥"0"个"', "≥200个"),
    (12, "0\\次", "12次"),
    (12, "[$¥-804]#,##0.00", "¥12.00"),
    (12, "_ * #,##0.00_ ;_ * -#,##0.00_ ", "12.00"),
    (-5.5, "#,##0.00_);(#,##0.00)", "(5.50)"),
    (-5.5, "0.00", "-5.50"),
    (-0.001, "0.00", "0.00"),
    (0, '0.00;-0.00;"--"', "--"),
    (15034400, "0.00,", "15034.40"),
    (0.5, "#.##", ".5"),
    (7, "000", "007"),
    (5, "@", "5"),
    (5, "# ?/?", "5"),
    (5, "[>9]0.00;0", "5"),
    (3, 'General"人"', "3人"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    ("≥95%", "General", "≥95%"),
    ("=100%", "@", "=100%"),
    ("12", '0;0;0;@"次"', "12次"),
    ("0.50", "0%", "0.50"),
    ("12", '@;0;0;"x"', "12"),
    ("第一行\n第二行", "General", "第一行\n第二行"),
]


def saved(book: openpyxl.Workbook) -> bytes:
    """The file of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def one_sheet(**cells: Any) -> tuple[openpyxl.Workbook, Any]:
    """A workbook with these cells."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    for ref, value in cells.items():
        sheet[ref] = value
    return book, sheet


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(("value", "code", "shown"), FORMATS)
def test_a_cell_is_read_as_its_number_format_shows_it(value: Any, code: str, shown: str) -> None:
    book, sheet = one_sheet(A1=value)
    sheet["A1"].number_format = code
    if isinstance(value, str):
        sheet["A1"].data_type = "s"
    (grid,) = workbook.read_xlsx(saved(book)).grids
    cell = grid.rows[0][0]
    assert cell.text == shown
    assert cell.number_format == ("" if code == "General" else code)


@pytest.mark.parametrize(("value", "code", "shown"), FORMATS)
def test_an_old_workbook_is_read_the_same(value: Any, code: str, shown: str) -> None:
    book, out = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("自评表").write(0, 0, value, xlwt.easyxf(num_format_str=code))
    book.save(out)
    assert workbook.read_xls(out.getvalue()).grids[0].rows[0][0].text == shown


def test_dates_of_the_other_calendar_are_the_same_days() -> None:
    book, sheet = one_sheet(A1=45322 - 1462)
    book.epoch = MAC_EPOCH
    sheet["A1"].number_format = "yyyy-mm-dd"
    assert workbook.read_xlsx(saved(book)).grids[0].rows[0][0].text == "2024-01-31"


def test_chinese_dates_that_files_name_by_number_are_shown() -> None:
    data = saved(one_sheet(A1=1)[0])
    assert workbook.read_xlsx(data).grids[0].rows[0][0].text == "1"
    book, sheet = one_sheet(A1=45322)
    sheet["A1"].number_format = "mm-dd-yy"  # number 14, which Chinese Excel shows as a Chinese date
    assert workbook.read_xlsx(saved(book)).grids[0].rows[0][0].text == "2024-01-31"


def test_merges_are_carried_and_hidden_rows_and_columns_marked() -> None:
    book, sheet = one_sheet(A1="产出指标", B1="数量指标", A2="被遮住", B2="质量指标", C1="一", C2="二", D3="末")
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("D1:E3")
    sheet["D1"] = "合并"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    (grid,) = workbook.read_xlsx(saved(book)).grids
    assert texts(grid) == [
        ["产出指标", "数量指标", "一", "合并", "合并"],
        ["产出指标", "质量指标", "二", "合并", "合并"],
        ["", "", "", "合并", "合并"],
    ]
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.spans == {(0, 0): (2, 1), (0, 3): (3, 2)}
    assert [[cell.hidden for cell in row[:3]] for row in grid.rows[:2]] == [[False, False, True], [False, True, True]]
    assert str(grid.rows[1][1].place) == "工作表“自评表”B2"


def test_a_hidden_sheet_is_read_and_marked() -> None:
    book, _ = one_sheet(A1="甲")
    book.create_sheet("草稿")["A1"] = "乙"
    book["草稿"].sheet_state = "hidden"
    shown, hidden = workbook.read_xlsx(saved(book)).grids
    assert (shown.rows[0][0].hidden, hidden.rows[0][0].hidden) == (False, True)
    assert hidden.name == "草稿"


def test_formulas_give_what_the_file_computed_and_are_marked() -> None:
    book, _ = one_sheet(A1="=B1/C1", B1=1, C1=2)
    cell = workbook.read_xlsx(saved(book)).grids[0].rows[0][0]
    assert (cell.text, cell.formula) == ("", True)  # openpyxl computes nothing, so the file holds no value


def test_rich_text_is_read_whole_and_error_values_as_they_show() -> None:
    book, sheet = one_sheet(B1="#DIV/0!", C1="")
    sheet["A1"] = CellRichText("满意度", TextBlock(InlineFont(b=True), "≥95%"))
    sheet["B1"].data_type = "e"
    assert texts(workbook.read_xlsx(saved(book)).grids[0]) == [["满意度≥95%", "#DIV/0!"]]


def test_empty_sheets_and_the_empty_edge_of_a_sheet_are_left_out() -> None:
    book, sheet = one_sheet(A1="甲", F9=None)
    sheet["F9"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("空表")
    source = workbook.read_xlsx(saved(book))
    assert [(grid.name, texts(grid)) for grid in source.grids] == [("自评表", [["甲"]])]


def test_a_locked_structure_hinders_no_reading() -> None:
    book, _ = one_sheet(A1="甲")
    book.security = WorkbookProtection(workbookPassword="1234", lockStructure=True)
    assert workbook.read_xlsx(saved(book)).grids


def test_more_positions_than_a_form_has_are_refused() -> None:
    book, sheet = one_sheet()
    sheet.cell(POSITIONS_OF_ONE // 100, 101).value = "x"
    with pytest.raises(TooMuch, match="工作表“自评表”"):
        workbook.read_xlsx(saved(book))


def test_an_old_workbook_has_its_merges_its_hidden_rows_and_its_sheets() -> None:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("自评表")
    sheet.write_merge(0, 1, 0, 0, "产出指标")
    sheet.write(0, 1, "数量指标")
    sheet.write(1, 1, xlwt.Formula("1/0"))
    sheet.write(2, 1, True)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("空表").write(3, 3, "", xlwt.easyxf("font: bold on"))
    book.save(out)
    source = workbook.read_xls(out.getvalue())
    (grid,) = source.grids
    assert (source.kind, texts(grid)[0]) == ("xls", ["产出指标", "数量指标"])
    assert grid.spans == {(0, 0): (2, 1)}
    assert [[cell.hidden for cell in row] for row in grid.rows] == [[False, True], [False, True], [True, True]]
    assert grid.rows[2][1].text == "TRUE"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_in_the_usual_encodings_and_with_the_usual_signs(encoding: str, delimiter: str) -> None:
    rows = [["项目名称", "云平台,一期"], ["指标值", "≥95%；含本数"], ["说明", '一"二']]
    written = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    source = workbook.read_csv(written.encode(encoding))
    assert texts(source.grids[0]) == rows
    assert (source.kind, str(source.grids[0].rows[1][1].place)) == ("csv", "文件 B2")


def test_a_text_file_of_one_column_and_an_empty_one_are_read() -> None:
    assert texts(workbook.read_csv("甲\n乙\n".encode()).grids[0]) == [["甲"], ["乙"]]
    assert not workbook.read_csv(b"\n\n").grids


@pytest.mark.parametrize("data", [b"a,\0", b"\xff\xfe\x00", b"\x81\xff\xff"])
def test_what_is_no_text_is_refused_as_csv(data: bytes) -> None:
    with pytest.raises(WrongFormat, match="不是文本"):
        workbook.read_csv(data)


def test_an_old_workbook_shows_its_errors_and_a_locked_one_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    cell: Any = xlrd.sheet.Cell
    assert old._written(None, cell(xlrd.XL_CELL_ERROR, 0x07, None)) == ("#DIV/0!", False, "")
    assert old._written(None, cell(xlrd.XL_CELL_TEXT, "甲", None)) == ("甲", False, "")

    def refuse(**_: object) -> None:
        raise XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", refuse)
    with pytest.raises(Protected):
        workbook.read_xls(b"")


def test_bent_files_are_refused_with_a_sentence() -> None:
    for read in (workbook.read_xlsx, workbook.read_xls):
        with pytest.raises(Damaged, match="请用办公软件打开"):
            read(b"PK\x03\x04 nothing")
    with pytest.raises(Damaged, match="csv"):
        workbook.read_csv(b'"' + b"a" * 200_000 + b'"')
