"""Pages drawn as docx: fixed column widths, merged boxes, headings repeated, the page number and digest below."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from indicators.forms import measures
from indicators.forms.grid import Box, Page, Style, placed

_SHORT, _LONG, _MARGIN, _WIDER = 210, 297, 15, 27  # millimetres of A4; running text has wider margins
_TWIPS = 1440  # to the inch
_BODY, _HEADS = "宋体", "黑体"
_SIZES = {Style.TITLE: 16, Style.SUBTITLE: 11, Style.SIGNATURE: 10.5, Style.SECTION: 15, Style.PARAGRAPH: 12}
_SIZE, _SMALL = 9.5, 8.5  # points; small where a form is then kept on one page
_UNITS = {False: 104, True: 154}  # units of width on A4, upright and lying
_ROOM = {False: 860, True: 570}  # points of height as the estimate counts them, which is on the safe side
_TITLES, _LEAST, _LINE, _PADDING = 50, 20, 13.5, 3
_LEFT = {Style.PROSE, Style.INPUT_PROSE, Style.SIGNATURE}
_AFTER = {Style.TITLE: 6, Style.SECTION: 4, Style.PARAGRAPH: 0}  # points
_RUNNING = {Style.SECTION, Style.PARAGRAPH}


def write(pages: Sequence[Page], digest: str = "") -> bytes:
    """One section per page; texts stay texts, nothing in them is a field."""
    document = Document()
    _plain_style(document)
    for number, page in enumerate(pages):
        section = document.add_section(WD_SECTION.NEW_PAGE) if number else document.sections[0]
        _sized(section, page.landscape, _MARGIN if page.rows else _WIDER)
        _page(document, page)
    _footer(document.sections[0], digest)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(_SIZE)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no gap between 2023 and 年
        style.element.get_or_add_pPr().append(_element(name, val=0))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _sized(section: Any, landscape: bool, margin: int) -> None:
    wide, high = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)
    section.footer_distance = Mm(8)


def _page(document: Any, page: Page) -> None:
    for box in page.titles:
        _banner(document, box)
    if page.rows:
        document.element.body.insert_element_before(_table(page), "w:sectPr")
    for box in page.notes:
        _banner(document, box)
    if page.rows and not page.notes:
        document.add_paragraph().paragraph_format.line_spacing = Pt(1)  # two tables side by side would become one


def _banner(document: Any, box: Box) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if box.style in _LEFT else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(_AFTER.get(box.style, 3))
    paragraph.paragraph_format.space_before = Pt(8 if box.style is Style.SECTION else 0)
    if box.style in _RUNNING:
        _run_on(paragraph, _SIZES[Style.PARAGRAPH])
    run = paragraph.add_run(box.text)
    run.font.size = Pt(_SIZES.get(box.style, _SIZE))
    if box.style in (Style.TITLE, Style.SECTION):
        run.font.bold = box.style is Style.SECTION
        run.font.name = _HEADS
        run._element.rPr.rFonts.set(qn("w:eastAsia"), _HEADS)  # noqa: SLF001 - python-docx knows no east-asian font


def _run_on(paragraph: Any, size: Any) -> None:
    """Running text: two characters in, one and a half lines high, both edges straight."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.paragraph_format.first_line_indent = Pt(2 * size)  # for readers that do not count in characters
    paragraph._p.pPr.ind.set(qn("w:firstLineChars"), "200")  # noqa: SLF001 - python-docx indents by lengths only


def _table(page: Page) -> Any:
    wide = _LONG if page.landscape else _SHORT
    whole = int((wide - 2 * _MARGIN) / 25.4 * _TWIPS)
    widths = [whole * each // sum(page.widths) for each in page.widths]
    table = _element("w:tbl", _properties(sum(widths)), _element("w:tblGrid"))
    for each in widths:
        table[1].append(_element("w:gridCol", w=each))
    boxes = {(row, column): box for row, column, box in placed(page)}
    for number in range(len(page.rows)):
        table.append(_row(number, boxes, widths, number < page.repeated))
    _keep(table, boxes)
    if _nearly_fits(page):
        _shrink(table)
    return table


def _keep(table: Any, boxes: dict[tuple[int, int], Box]) -> None:
    """Rows beside one long text stay on one page with it: Word cuts off what a joined box has no room for."""
    rows = table.findall(qn("w:tr"))
    for (first, _), box in boxes.items():
        if box.rows > 1 and box.style in _LEFT:
            for row in rows[first : first + box.rows - 1]:
                for properties in row.iter(qn("w:pPr")):
                    if properties.find(qn("w:keepNext")) is None:
                        properties.insert(0, _element("w:keepNext"))


def _nearly_fits(page: Page) -> bool:
    """Is a form a little higher than a page?"""
    lines = measures.heights(page, measures.columns(page, _UNITS[page.landscape]))
    tall = _TITLES + sum(max(_LEAST, count * _LINE + _PADDING) for count in lines)
    return _ROOM[page.landscape] < tall < 1.25 * _ROOM[page.landscape]


def _shrink(table: Any) -> None:
    """Smaller characters and lower rows."""
    for height in table.iter(qn("w:trHeight")):
        height.set(qn("w:val"), "300")
    for run in table.iter(qn("w:r")):
        run.get_or_add_rPr().append(_element("w:sz", val=int(2 * _SMALL)))


def _properties(width: int) -> Any:
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    margins = _element("w:tblCellMar")
    for side, room in (("top", 25), ("left", 28), ("bottom", 25), ("right", 28)):
        margins.append(_element(f"w:{side}", w=room, type="dxa"))
    return _element(
        "w:tblPr",
        _element("w:tblW", w=width, type="dxa"),
        _element("w:jc", val="center"),
        borders,
        _element("w:tblLayout", type="fixed"),
        margins,
    )


def _row(number: int, boxes: dict[tuple[int, int], Box], widths: Sequence[int], repeated: bool) -> Any:
    """One row: boxes that begin here, and what boxes from above go on with."""
    properties = _element("w:trPr", _element("w:cantSplit"))
    properties.append(_element("w:trHeight", val=400, hRule="atLeast"))
    if repeated:
        properties.append(_element("w:tblHeader"))
    row = _element("w:tr", properties)
    column = 0
    while column < len(widths):
        box, first = _covering(boxes, number, column)
        row.append(_cell(box, sum(widths[column : column + box.columns]), first))
        column += box.columns
    return row


def _covering(boxes: dict[tuple[int, int], Box], row: int, column: int) -> tuple[Box, bool]:
    """The box over this position and whether it begins in this row; an empty one where there is none."""
    if box := boxes.get((row, column)):
        return box, True
    for above in range(row - 1, -1, -1):
        if box := boxes.get((above, column)):
            return (box, False) if above + box.rows > row else (Box(""), True)
    return Box(""), True


def _cell(box: Box, width: int, first: bool) -> Any:
    properties = _element("w:tcPr", _element("w:tcW", w=width, type="dxa"))
    if box.columns > 1:
        properties.append(_element("w:gridSpan", val=box.columns))
    if box.rows > 1:
        properties.append(_element("w:vMerge", val="restart" if first else "continue"))
    properties.append(_element("w:vAlign", val="center"))
    paragraph = _element("w:p", _element("w:pPr", _element("w:jc", val="left" if box.style in _LEFT else "center")))
    if first and box.text:
        paragraph.append(_run(box))
    return _element("w:tc", properties, paragraph)


def _run(box: Box) -> Any:
    run = OxmlElement("w:r")
    if box.style is Style.HEADING:
        run.append(_element("w:rPr", _element("w:b")))
    run.text = box.text  # python-docx makes breaks and tabs of \n and \t
    return run


def _element(name: str, *children: Any, **attributes: str | int) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    for child in children:
        element.append(child)
    return element


def _footer(section: Any, digest: str) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        if part.isascii() and part.isupper():
            paragraph._p.append(_element("w:fldSimple", _element("w:r"), instr=part))  # noqa: SLF001
        else:
            paragraph.add_run(part)
    if digest:
        line = section.footer.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(digest).font.size = Pt(7)
