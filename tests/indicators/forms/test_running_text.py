"""Running text (the prose of an annex): indented, wide, justified on its own sheet, whatever it is written as."""

import io
from typing import Any

import docx
import openpyxl
import pdfplumber
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from indicators.forms import pdffile, wordfile, workbook
from indicators.forms.grid import Box, Page, Style

LONG = "根据预算绩效管理要求，对2023年度一般公共预算项目支出全面开展绩效自评，共涉及资金1,949.43万元。" * 4
PROSE = Page(
    "说明", (1,), (),
    titles=(Box("2023年度预算绩效情况说明", style=Style.TITLE),),
    notes=(Box("一、工作开展情况", style=Style.SECTION), Box(LONG, style=Style.PARAGRAPH)),
)  # fmt: skip
FORM = Page("表", (1, 1), ((Box("项目名称"), Box("云平台")),))


def test_word_indents_two_characters_at_one_and_a_half_lines_and_justifies() -> None:
    document: Any = docx.Document(io.BytesIO(wordfile.write([PROSE, FORM])))
    heading, paragraph = document.paragraphs[1:3]
    assert (heading.text, heading.runs[0].font.size.pt, heading.runs[0].font.bold) == ("一、工作开展情况", 15, True)
    assert paragraph.text == LONG
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert (paragraph.paragraph_format.line_spacing, paragraph.runs[0].font.size.pt) == (1.5, 12)
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    prose, form = document.sections
    assert prose.left_margin > form.left_margin


def test_pdf_indents_the_first_line_and_leaves_wider_margins_than_a_form() -> None:
    with pdfplumber.open(io.BytesIO(pdffile.write([PROSE, FORM]))) as pdf:
        lines = pdf.pages[0].extract_text_lines()
        first = next(i for i, line in enumerate(lines) if line["text"].startswith("根据预算"))
        assert 22 < lines[first]["x0"] - lines[first + 1]["x0"] < 26
        assert lines[first + 1]["x1"] - lines[first + 2]["x1"] < 1
        assert lines[first + 1]["x0"] > 76 > min(line["x0"] for line in pdf.pages[1].lines)
        assert "第1页共2页" in pdf.pages[0].extract_text().replace(" ", "")


def test_spreadsheets_keep_the_words() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.write([PROSE]))).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["2023年度预算绩效情况说明", "一、工作开展情况", LONG]
    assert sheet["A3"].alignment.horizontal == "left"
    assert LONG in workbook.write_csv([PROSE]).decode("utf-8-sig")
