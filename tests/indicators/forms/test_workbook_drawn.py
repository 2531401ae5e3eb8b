"""Pages drawn as workbooks and as csv, so that a person may print them and fill them in."""

import io
from decimal import Decimal
from typing import Any

import openpyxl

from indicators.forms import workbook
from indicators.forms.grid import Box, Grid, Page, Style, laid


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text for cell in row] for row in grid.rows]


TIERS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
PAGE = Page(
    name="自评表",
    widths=(6, 10, 10, 14),
    rows=(
        (Box("项目名称", style=Style.LABEL), Box("云平台", 1, 3)),
        (
            Box("指标", style=Style.HEADING),
            Box("指标值", style=Style.HEADING),
            Box("完成值", style=Style.HEADING),
            Box("说明", style=Style.HEADING),
        ),
        (
            Box("满意度", 2),
            Box("=100%"),
            Box("", style=Style.INPUT, choices=TIERS),
            Box("", 2, style=Style.INPUT_PROSE),
        ),
        (Box("≥95%"), Box("", style=Style.INPUT, choices=TIERS)),
        (
            Box("资金"),
            Box("1,503.44", style=Style.NUMBER),
            Box("92.6%", style=Style.NUMBER),
            Box("9.30", style=Style.NUMBER),
        ),
    ),
    titles=(Box("项目绩效自评表", style=Style.TITLE), Box("（2023年度）", style=Style.SUBTITLE)),
    notes=(Box("填报人：填报人甲", style=Style.SIGNATURE),),
    repeated=2,
)


def drawn(*pages: Page, digest: str = "") -> Any:
    """The workbook of these pages as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(workbook.write(pages, digest)))


def test_a_drawn_page_is_read_as_it_was_laid() -> None:
    (grid,) = workbook.read_xlsx(workbook.write([PAGE])).grids
    expected = laid(PAGE)
    assert texts(grid)[2:-1] == texts(expected)
    assert {(row + 2, column): size for (row, column), size in expected.spans.items()}.items() <= grid.spans.items()


def test_every_border_of_a_merge_is_set_and_titles_have_none() -> None:
    sheet = drawn(PAGE).active
    outer = {
        "B3": "left top bottom",
        "C3": "top bottom",
        "D3": "top right bottom",
        "A5": "top left",
        "A6": "bottom left",
    }
    for ref, sides in outer.items():
        assert {getattr(sheet[ref].border, side).style for side in sides.split()} == {"thin"}, ref
    assert sheet["A1"].border.left is None


def test_only_what_a_unit_fills_in_is_unlocked_and_there_is_no_password() -> None:
    sheet = drawn(PAGE).active
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"C5", "C6", "D5", "D6"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["C5"].number_format == "@"


def test_figures_are_numbers_that_show_the_same_digits() -> None:
    sheet = drawn(PAGE).active
    cells = [sheet[ref] for ref in ("B7", "C7", "D7")]
    assert [cell.number_format for cell in cells] == ["#,##0.00", "0.0%", "0.00"]
    assert [Decimal(str(cell.value)) for cell in cells] == [Decimal("1503.44"), Decimal("0.926"), Decimal("9.3")]
    assert sheet["B5"].data_type == "s"
    assert sheet["B5"].quotePrefix


def test_a_drawn_sheet_prints_on_a4_one_page_wide_with_headings_and_page_numbers() -> None:
    sheet = drawn(PAGE, digest="摘要 R&D").active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_area, sheet.print_title_rows) == ("'自评表'!$A$1:$D$8", "$3:$4")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("第 &P 页 共 &N 页", "摘要 R&&D")
    assert drawn(PAGE).active.oddFooter.center.text == "第 &P 页 共 &N 页"
    lying = drawn(Page("表", (1,), ((Box("x"),),), landscape=True)).active
    assert lying.page_setup.orientation == "landscape"
    assert lying.print_title_rows is None


def test_tiers_are_a_list_to_choose_from_that_forbids_nothing() -> None:
    (rule,) = drawn(PAGE).active.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", f'"{",".join(TIERS)}"', "C5 C6")
    assert not rule.showErrorMessage
    odd = Page("表", (1,), ((Box("", style=Style.INPUT, choices=("甲,乙",)),), (Box("", choices=("长" * 300,)),)))
    assert not drawn(odd).active.data_validations.dataValidation


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    page = Page(
        "表", (10, 10), ((Box("短"), Box("短")), (Box("长文" * 60), Box("短", 2)), (Box("短"),), (Box("", 1, 2),))
    )
    heights = [drawn(page).active.row_dimensions[row].height for row in (1, 2, 3, 4)]
    assert heights[0] == heights[2] == heights[3] < heights[1] / 3
    tall = Page("表", (1,), ((Box("长文" * 4000),),))
    assert drawn(tall).active.row_dimensions[1].height == 409
    long = drawn(Page("表", (1,), ((Box("行\n" * 9),),) * 9)).active
    assert long.page_setup.fitToHeight == 0


def test_sheets_have_names_that_excel_takes_and_no_two_are_alike() -> None:
    names = ["自评[表]:*?/\\", "A" * 40, "a" * 40, "", "''"]
    book = drawn(*(Page(name, (1,), ((Box("x"),),)) for name in names))
    assert book.sheetnames == ["自评 表", "A" * 31, f"{'a' * 27} (2)", "绩效表", "绩效表 (2)"]


def test_signs_that_no_workbook_holds_are_left_out() -> None:
    page = Page("表", (1,), ((Box("a\x01b"),),))
    assert drawn(page).active["A1"].value == "ab"


def test_a_csv_shows_what_is_stored_and_runs_nothing() -> None:
    data = workbook.write_csv([PAGE, PAGE])
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[:3] == ["项目绩效自评表", "（2023年度）", "项目名称,云平台,,"]
    assert lines[4] == "满意度,'=100%,,"
    assert "=100%" in texts(workbook.read_csv(data).grids[0])[4]
