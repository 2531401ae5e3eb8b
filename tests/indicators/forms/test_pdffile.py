"""PDF files: ruled tables read by their lines, and forms drawn with their font in them."""

import io

import pdfplumber
import pytest

from indicators.forms import pdffile
from indicators.forms.faults import Damaged, Protected, TooMuch, WrongFormat
from indicators.forms.grid import Box, Grid, Page, Style, laid
from indicators.forms.lookalikes import usual
from indicators.forms.pdffile import document
from indicators.forms.pdffile.drawn import _compiler
from indicators.forms.pdffile.lattice import Table, grids
from indicators.forms.pdffile.lines import Char
from tests.api.parsing import books

LONG = "通过对数据中心各类信息基础设施运行维护、设备设施的更新维护、网络线路租赁与扩充，完成2023年度12333热线运行。"
PAGE = Page(
    name="自评表",
    widths=(6, 14, 10, 16),
    rows=(
        (Box("项目名称", style=Style.LABEL), Box("云平台", 1, 3)),
        (
            Box("指标", style=Style.HEADING),
            Box("指标值", style=Style.HEADING),
            Box("得分", style=Style.HEADING),
            Box("说明", style=Style.HEADING),
        ),
        (Box("满意度", 2), Box("=100%"), Box("9.30", style=Style.NUMBER), Box(LONG, 2, style=Style.PROSE)),
        (Box("≥95%"), Box("", style=Style.INPUT)),
        (Box("类别"), Box("1.部门预算项目☑　2.财政专项资金□", 1, 3, style=Style.PROSE)),
        (
            Box("措施"),
            Box(
                f"一、{LONG}\n二、改进。\n三、More words, in English, that go over the end of the line here.",
                1,
                3,
                style=Style.PROSE,
            ),
        ),
    ),
    titles=(Box("项目绩效自评表", style=Style.TITLE), Box("（2023年度）", style=Style.SUBTITLE)),
    notes=(Box("填报人：填报人甲", style=Style.SIGNATURE),),
    repeated=2,
)


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text for cell in row] for row in grid.rows]


def content(stream: bytes, box: bytes = b"0 0 600 800", page: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    return books.pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>" % (box, page),
        books.stream(stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    )


def said(at: tuple[int, int], text: str, size: int = 10) -> bytes:
    """A text at a point."""
    return b"BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, *at, text.encode())


def boxed(*lines: tuple[int, int, int, int]) -> bytes:
    """Ruling lines."""
    return b"".join(b"%d %d m %d %d l S\n" % line for line in lines)


FRAME = boxed(
    (100, 700, 300, 700),
    (100, 680, 300, 680),
    (100, 640, 300, 640),
    (100, 640, 100, 700),
    (200, 640, 200, 700),
    (300, 640, 300, 700),
)


def test_a_drawn_page_is_read_as_it_was_laid() -> None:
    source = pdffile.read(pdffile.write([PAGE], "结果摘要 9f86d081"))
    expected = laid(PAGE)
    assert texts(source.grids[0]) == texts(expected)
    assert source.grids[0].spans == expected.spans
    beside = ["项目绩效自评表", "（2023年度）", "填报人：填报人甲", "第 1 页　共 1 页", "结果摘要 9f86d081"]
    assert [cell.text for cell in source.texts] == beside
    assert str(source.texts[0].place) == "第1页 第1段"
    assert str(source.grids[0].rows[1][2].place) == "第1页 C2"


def test_a_table_over_two_pages_keeps_its_columns_and_repeats_its_headings() -> None:
    rows = PAGE.rows[:2] + ((Box("指标", 60), Box("a"), Box("1", 1, 2)),) + ((Box("b"), Box("2", 1, 2)),) * 59
    first, second = pdffile.read(pdffile.write([Page("表", PAGE.widths, rows, repeated=2)])).grids
    assert texts(first)[:2] == texts(second)[:2]
    assert first.width == second.width == 4
    assert {row[3].text for row in second.rows[2:]} == {"2"}
    assert str(second.rows[2][1].place).startswith("第2页")


def test_pages_of_the_same_width_with_a_title_each_are_tables_of_their_own() -> None:
    narrow = Page("表", (1, 1), ((Box("甲"), Box("乙")),), titles=(Box("二", style=Style.TITLE),))
    wide = Page("表", (1, 1, 1), ((Box("甲"), Box("乙"), Box("丙")),), titles=(Box("一", style=Style.TITLE),))
    assert [grid.width for grid in pdffile.read(pdffile.write([wide, narrow])).grids] == [3, 2]


def test_a_lying_page_and_one_without_rows_are_drawn() -> None:
    lying = Page("表", (1,), ((Box("甲"),),), landscape=True)
    with pdfplumber.open(io.BytesIO(pdffile.write([lying, Page("空", (1,), (), titles=PAGE.titles)]))) as found:
        assert [page.width > page.height for page in found.pages] == [True, False]
    assert pdffile.write([])


def test_headings_that_a_box_leaves_downwards_are_not_repeated() -> None:
    rows = ((Box("甲", 2), Box("乙")), (Box("丙"),))
    page = Page("表", (1, 1), rows, repeated=1)
    assert texts(pdffile.read(pdffile.write([page])).grids[0]) == [["甲", "乙"], ["甲", "丙"]]


def test_the_font_is_in_the_file_and_the_compiler_is_kept() -> None:
    data = pdffile.write([PAGE])
    assert b"NotoSerifSC" in data
    assert b"FontFile" in data
    assert _compiler() is _compiler()
    assert data == pdffile.write([PAGE])


def test_a_text_that_looks_like_markup_is_shown_as_it_is() -> None:
    said_so = '#read("/etc/passwd") *粗* $x$ @ref <label> `raw` \\ "引号" // 注'
    page = Page('a"b', (4, 1), ((Box(said_so), Box("#" * 3)),))
    (grid,) = pdffile.read(pdffile.write([page], "#import")).grids
    assert texts(grid) == [[said_so, "###"]]


def test_radicals_are_read_as_the_characters_that_they_look_like() -> None:
    assert usual("⽹⽤⼈⼒资源⻓⻔⻋⻅⻚⺠⾦ﾞ\u00ad\ufeff豈") == "网用人力资源长门车见页民金ﾞ豈"


def test_a_line_that_ended_for_want_of_room_goes_on_and_one_that_did_not_ends() -> None:
    cells = said((102, 688), "a") + said((202, 688), "b") + said((102, 670), "1503.44") + said((102, 658), "end")
    cells += said((202, 670), "twelve letters") + said((202, 658), "go on here")
    (grid,) = pdffile.read(content(FRAME + cells)).grids
    assert texts(grid) == [["a", "b"], ["1503.44\nend", "twelve letters go on here"]]


def test_a_figure_broken_over_two_lines_is_joined() -> None:
    cells = said((102, 688), "a") + said((102, 670), "1234567890123456") + said((102, 658), "7890")
    (grid,) = pdffile.read(content(FRAME + cells)).grids
    assert grid.rows[1][0].text == "12345678901234567890"


def test_two_tables_on_a_page_have_names_of_their_own() -> None:
    lower = FRAME.replace(b" 700", b" 400").replace(b" 680", b" 380").replace(b" 640", b" 340")
    data = content(FRAME + said((102, 688), "a") + lower + said((102, 388), "b"))
    assert [grid.name for grid in pdffile.read(data).grids] == ["第1页", "第1页表2"]


def test_frames_without_a_table_in_them_are_no_tables() -> None:
    alone = boxed((100, 700, 300, 700), (100, 640, 300, 640), (100, 640, 100, 700), (300, 640, 300, 700))
    source = pdffile.read(content(alone + said((120, 660), "inside")))
    assert not source.grids
    assert [cell.text for cell in source.texts] == ["inside"]
    assert not pdffile.read(content(FRAME + said((100, 100), "outside"))).grids


def test_letters_printed_twice_for_boldness_count_once_and_turned_ones_do_not() -> None:
    data = content(said((100, 500), "bold") + said((100, 500), "bold") + b"BT /F 9 Tf 0 1 -1 0 50 50 Tm (turned) Tj ET")
    assert [cell.text for cell in pdffile.read(data).texts] == ["bold"]


def test_running_text_is_joined_to_paragraphs() -> None:
    lines = ["x" * 60, "y" * 60, "z" * 20]
    data = content(b"".join(said((50, 700 - 14 * n), line) for n, line in enumerate(lines)) + said((70, 600), "new"))
    assert [cell.text for cell in pdffile.read(data).texts] == ["x" * 60 + " " + "y" * 60 + " " + "z" * 20, "new"]


def test_wide_gaps_within_a_line_are_spaces() -> None:
    data = content(said((50, 700), "one") + said((90, 700), "two"))
    assert [cell.text for cell in pdffile.read(data).texts] == ["one two"]


def test_pictures_of_text_and_empty_files_are_refused_with_a_sentence() -> None:
    with pytest.raises(WrongFormat, match="没有文字"):
        pdffile.read(content(b""))
    with pytest.raises(Damaged, match="pdf"):
        pdffile.read(b"%PDF-1.7 nothing")
    locked = content(said((1, 1), "x")).replace(
        b"/Size", b"/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O(%s)/U(%s)>>/Size" % (b"o" * 32, b"u" * 32)
    )
    with pytest.raises(Protected):
        pdffile.read(locked)


def test_memory_that_runs_out_is_not_the_files_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pdfplumber, "open", starve)
    with pytest.raises(MemoryError):
        pdffile.read(b"%PDF-1.7")


@pytest.mark.parametrize("bound", ["PAGES", "_CHARACTERS", "_EDGES"])
def test_more_than_a_form_has_is_refused(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, bound, 0)
    with pytest.raises(TooMuch, match="只留下绩效表所在的几页"):
        pdffile.read(content(FRAME + said((102, 688), "a")))


def test_boxes_over_one_another_and_letters_beside_all_of_them_are_left_out() -> None:
    boxes = [(0, 0, 50, 20), (0, 0, 100, 20), (50, 20, 100, 40)]
    chars = [Char(text, x, y, x - 2, x + 2, 10) for text, x, y in (("a", 25, 10), ("b", 75, 30), ("c", 25, 30))]
    (grid,) = grids([Table("第1页", boxes, chars)])
    assert texts(grid) == [["a", ""], ["", "b"]]
