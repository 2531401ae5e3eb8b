"""A docx keeps together what would be cut: rows beside a long text, and a form that nearly fits its page."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from indicators.forms.grid import Box, Page, Style
from indicators.forms.wordfile import write


def page(rows: int, style: Style = Style.PROSE) -> Page:
    """A table whose first row's left box reaches over three rows."""
    top = (Box("长文字", 3, 1, style), Box("甲"))
    return Page("表", (20, 20), (top, *([(Box("乙"),)] * 2), *([(Box("丙"), Box("丁"))] * (rows - 3))))


def kept(rows: int, style: Style) -> list[bool]:
    """Which rows stay with the one below."""
    table = docx.Document(io.BytesIO(write([page(rows, style)]))).tables[0]
    return [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in table.rows]


def test_rows_beside_a_long_text_stay_with_the_row_below() -> None:
    assert kept(5, Style.PROSE) == [True, True, False, False, False]


def test_rows_beside_a_margin_may_part() -> None:
    assert kept(5, Style.LABEL) == [False] * 5


@pytest.mark.parametrize(("rows", "sizes"), [(30, {None}), (46, {8.5}), (90, {None})])
def test_only_a_form_a_little_higher_than_its_page_is_drawn_smaller(rows: int, sizes: set[float | None]) -> None:
    table = docx.Document(io.BytesIO(write([page(rows)]))).tables[0]
    runs = [run for row in table.rows for cell in row.cells for text in cell.paragraphs for run in text.runs]
    assert {run.font.size.pt if run.font.size else None for run in runs} == sizes
