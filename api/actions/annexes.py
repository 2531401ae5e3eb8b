"""决算公开的附件 (annex): the yearly paragraph, a narrative for each project, and every form, in one file. No storing."""

from collections.abc import Sequence

from api.actions.documents import summary
from api.actions.formfiles import WRITERS, Drawn, family_of
from indicators.forms.grid import Box, Page, Style
from indicators.forms.writing import pages
from scoring.narrative import narrative
from scoring.sheet import ScoreSheet

_NUMERALS = "一二三四五六七八九十"


def annex(sheets: Sequence[ScoreSheet], kind: str) -> Drawn:
    """The annex for these results as a docx or pdf; what a form cannot carry is named."""
    laid, left_out = [_words(sheets)], []
    for sheet in sheets:
        drawn_pages, lost = pages(sheet.document, family_of(sheet.document))
        laid += drawn_pages
        left_out += [f"{sheet.document.name}：{sentence}" for sentence in lost]
    return Drawn(WRITERS[kind](laid, ""), tuple(left_out))


def _words(sheets: Sequence[ScoreSheet]) -> Page:
    """The prose in front of the forms."""
    year = sheets[0].document.budget_year
    yearly = summary([sheet.document for sheet in sheets])
    paragraphs = [yearly.text] if yearly else []
    for number, sheet in enumerate(sheets, 1):
        paragraphs += [f"（{numeral(number)}）{sheet.document.name}", narrative(sheet)]
    title = Box(f"{year}年度预算绩效情况说明", style=Style.TITLE)
    notes = tuple(Box(text, style=Style.SIGNATURE) for text in paragraphs)
    return Page("说明", (1,), (), titles=(title,), notes=notes)


def numeral(number: int) -> str:
    """一、十、十一、二十、九十九: a number of a heading, below 100."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")
