"""Word documents: tables with spans across and down, nested ones, paragraphs between, boxes; and documents drawn."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from indicators.forms import wordfile
from indicators.forms.faults import Damaged, TooMuch
from indicators.forms.grid import Box, Grid, Page, Style, laid
from tests.api.parsing import books
from tests.api.parsing.books import cell, paragraph


def table(*rows: str) -> str:
    """A Word table of these rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def grids(body: str) -> tuple[Grid, ...]:
    """The tables of a body."""
    return wordfile.read(books.docx(body)).grids


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a table."""
    return [[each.text for each in row] for row in grid.rows]


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_spans_across_and_down_repeat_their_cell() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    (grid,) = grids(
        table(
            cell("绩效指标", DOWN) + cell("三级指标", wide),
            cell("", ON) + cell("指标值") + cell("完成值"),
            cell("", ON) + cell("合计", wide + DOWN),
            cell("说明") + cell("", wide + ON),
        )
    )
    assert texts(grid) == [
        ["绩效指标", "三级指标", "三级指标"],
        ["绩效指标", "指标值", "完成值"],
        ["绩效指标", "合计", "合计"],
        ["说明", "合计", "合计"],
    ]
    assert grid.spans == {(0, 0): (3, 1), (0, 1): (1, 2), (2, 1): (2, 2)}
    assert grid.rows[0][0] is grid.rows[2][0]
    assert str(grid.rows[1][2].place) == "表1 C2"


def test_rows_with_gaps_and_short_rows_keep_their_columns() -> None:
    (grid,) = grids(
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='1'/></w:trPr>"
        f"{cell('乙')}</w:tr><w:tr>{cell('丙')}</w:tr><w:tr>{cell('丁', ON)}</w:tr></w:tbl>"
    )
    assert texts(grid) == [["", "乙", ""], ["丙", "", ""], ["丙", "", ""]]


def test_a_merge_that_begins_nowhere_is_a_cell_of_its_own() -> None:
    (grid,) = grids(table(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙") + cell("丙", ON), cell("丁", ON)))
    assert texts(grid) == [["甲", "甲"], ["乙", "丙"], ["乙", ""]]


def test_a_table_in_a_cell_follows_the_table_around_it() -> None:
    inner = table(cell("里"))
    outer, nested = grids(table(f"<w:tc>{paragraph('外')}{inner}{paragraph('')}</w:tc>{cell('旁')}"))
    assert texts(outer) == [["外", "旁"]]
    assert texts(nested) == [["里"]]
    assert nested.name == "表2"


def test_paragraphs_beside_the_tables_come_in_order() -> None:
    body = paragraph("自评综述：") + table(cell("甲")) + paragraph("  ") + paragraph("说明")
    source = wordfile.read(books.docx(body))
    assert [(each.text, str(each.place)) for each in source.texts] == [
        ("自评综述：", "正文 第1段"),
        ("说明", "正文 第2段"),
    ]


def test_a_cell_of_several_paragraphs_and_breaks_has_several_lines() -> None:
    run = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/></w:r>"
    (grid,) = grids(table(f"<w:tc><w:p>{run}</w:p>{paragraph('四')}{paragraph('')}</w:tc>"))
    assert texts(grid) == [["一\n二\t三-\n四"]]


def test_what_is_deleted_or_hidden_is_not_read_and_what_is_inserted_is() -> None:
    marked = (
        "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r><!-- 注 -->'
    )
    (grid,) = grids(table(f"<w:tc><w:p>{marked}</w:p></w:tc>"))
    assert texts(grid) == [["新显"]]


def test_boxes_of_symbol_fonts_and_of_form_fields_are_read_as_boxes() -> None:
    def field(inside: str) -> str:
        return f"<w:r><w:fldChar><w:ffData>{inside}</w:ffData></w:fldChar></w:r>"

    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="F0A8"/><w:sym w:char="F041"/></w:r>'
    fields = (
        field("<w:checkBox><w:checked/></w:checkBox>")
        + field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>')
        + field('<w:checkBox><w:default w:val="1"/></w:checkBox>')
        + field("<w:checkBox/>")
        + field("<w:textInput/>")
    )
    (grid,) = grids(table(f"<w:tc><w:p>{signs}{fields}</w:p></w:tc>"))
    assert texts(grid) == [["☑□☑□☑□"]]


def test_content_controls_are_looked_through() -> None:
    inside = f"<w:sdt><w:sdtContent>{table(cell('甲'))}{paragraph('乙')}</w:sdtContent></w:sdt>"
    source = wordfile.read(books.docx(inside))
    assert texts(source.grids[0]) == [["甲"]]
    assert [each.text for each in source.texts] == ["乙"]


def test_a_table_without_rows_is_no_table() -> None:
    assert not grids("<w:tbl/>")


def test_more_than_word_allows_is_refused() -> None:
    with pytest.raises(TooMuch, match="表1的列数"):
        grids(table(cell("甲", '<w:gridSpan w:val="64"/>')))
    with pytest.raises(TooMuch, match="单元格"):
        grids("<w:tbl>" + f"<w:tr>{'<w:tc/>' * 60}</w:tr>" * 4_000 + "</w:tbl>")
    with pytest.raises(Damaged, match="docx"):
        wordfile.read(b"PK")


# --- writing ----------------------------------------------------------------------------------------------------

PAGE = Page(
    name="自评表",
    widths=(6, 10, 10),
    rows=(
        (Box("项目名称", style=Style.LABEL), Box("云平台", 1, 2)),
        (Box("指标", style=Style.HEADING), Box("指标值", style=Style.HEADING), Box("说明", style=Style.HEADING)),
        (Box("满意度", 2), Box("=100%"), Box("一\n二\t三", 2, style=Style.PROSE)),
        (Box("≥95%"),),
    ),
    titles=(Box("项目绩效自评表", style=Style.TITLE), Box("（2023年度）", style=Style.SUBTITLE)),
    notes=(Box("填报人：填报人甲", style=Style.SIGNATURE),),
    repeated=2,
)


def drawn(*pages: Page, digest: str = "") -> Any:
    """The document of these pages as python-docx reads it."""
    return docx.Document(io.BytesIO(wordfile.write(pages, digest)))


def test_a_drawn_page_is_read_as_it_was_laid() -> None:
    source = wordfile.read(wordfile.write([PAGE]))
    expected = laid(PAGE)
    assert texts(source.grids[0]) == texts(expected)
    assert source.grids[0].spans == expected.spans
    assert [each.text for each in source.texts] == ["项目绩效自评表", "（2023年度）", "填报人：填报人甲"]


def test_a_page_with_a_hole_is_drawn_with_an_empty_cell() -> None:
    page = Page("表", (1, 1), ((Box("甲"), Box("乙")), (Box("丙"),)))
    assert texts(wordfile.read(wordfile.write([page])).grids[0]) == [["甲", "乙"], ["丙", ""]]


def test_two_pages_are_two_tables_each_in_a_section_of_its_own() -> None:
    lying = Page("表", (1,), ((Box("甲"),),), landscape=True)
    bare = Page("空", (1,), ())
    document = drawn(PAGE, lying, bare)
    assert len(document.tables) == 2
    assert [round(section.page_width.mm) for section in document.sections] == [210, 297, 210]
    assert drawn().tables == []


def test_columns_have_widths_and_headings_come_again_on_each_page() -> None:
    (made,) = drawn(PAGE).tables
    widths = [int(each.get(qn("w:w"))) for each in made._tbl.tblGrid]
    assert widths[1] == widths[2] > widths[0] > 0
    headings = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in made.rows]
    assert headings == [True, True, False, False]


def test_the_footer_has_page_numbers_and_the_digest() -> None:
    footer = drawn(PAGE, digest="结果摘要 9f86d081").sections[0].footer
    fields = [each.get(qn("w:instr")) for each in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[-1].text == "结果摘要 9f86d081"


def test_a_text_that_looks_like_a_field_stays_a_text() -> None:
    page = Page("表", (1,), ((Box('{ DDEAUTO c:\\\\x "y" } =1+1'),),))
    document = drawn(page)
    assert document.tables[0].cell(0, 0).text == '{ DDEAUTO c:\\\\x "y" } =1+1'
    assert not list(document.element.body.iter(qn("w:fldSimple"), qn("w:instrText")))
