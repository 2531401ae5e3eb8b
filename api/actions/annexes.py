"""决算公开的附件 (annex): the yearly paragraph, a narrative for each project, and every form, in one file. No storing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.actions.documents import summary
from api.actions.formfiles import WRITERS, Drawn, family_of
from indicators.forms.grid import Box, Page, Style
from indicators.forms.writing import pages
from indicators.model import Document, SelfEvaluation
from scoring.narrative import narrative
from scoring.sheet import ScoreSheet

_NUMERALS = "一二三四五六七八九十"
Part = tuple[str, list[str]]  # a heading and its paragraphs


def annex(sheets: Sequence[ScoreSheet], kind: str) -> Drawn:
    """The annex for these results as a docx or pdf; what a form cannot carry is named."""
    laid, left_out = [_words(sheets)], []
    for sheet in sheets:
        drawn_pages, lost = pages(_form(sheet.document), family_of(sheet.document))
        laid += drawn_pages
        left_out += [f"{sheet.document.name}：{sentence}" for sentence in lost]
    return Drawn(WRITERS[kind](laid, ""), tuple(left_out))


def _form(document: Document) -> Document:
    """What the form is to carry: the texts beside it stand in the prose."""
    assert isinstance(document, SelfEvaluation), "a plan has no result to publish"
    return replace(document, narrative=None, yearly_summary=None)


def _words(sheets: Sequence[ScoreSheet]) -> Page:
    """The prose in front of the forms."""
    title = Box(f"{_years(sheets)}年度预算绩效情况说明", style=Style.TITLE)
    notes: list[Box] = []
    for number, (heading, paragraphs) in enumerate(_parts(sheets), 1):
        notes.append(Box(f"{numeral(number)}、{heading}", style=Style.SECTION))
        notes += [Box(text, style=Style.PARAGRAPH) for text in paragraphs]
    return Page("说明", (1,), (), titles=(title,), notes=tuple(notes))


def _years(sheets: Sequence[ScoreSheet]) -> str:
    return "、".join(str(year) for year in sorted({sheet.document.budget_year for sheet in sheets}))


def _parts(sheets: Sequence[ScoreSheet]) -> Iterator[Part]:
    yearly = _yearly([sheet.document for sheet in sheets])
    if yearly:
        yield "绩效管理工作开展情况", yearly
    told = [_narrative(sheet) for sheet in sheets]
    yield "绩效自评结果", told if len(told) == 1 else [f"（{numeral(n)}）{text}" for n, text in enumerate(told, 1)]
    yield "绩效自评表", [f"绩效自评表共{len(sheets)}张，附后。"]


def _yearly(documents: Sequence[Document]) -> list[str]:
    """The unit's own words where it has written any, or the sentence over the project forms."""
    own = dict.fromkeys(
        each.yearly_summary.text
        for each in documents
        if isinstance(each, SelfEvaluation) and each.yearly_summary and each.yearly_summary.text
    )
    drafted = None if own else summary(documents)
    return list(own) or ([drafted.text] if drafted else [])


def _narrative(sheet: ScoreSheet) -> str:
    """The unit's own 自评综述 where it has written one, or the drafted one."""
    own = getattr(sheet.document, "narrative", None)
    return own.text if own and own.text else narrative(sheet)


def numeral(number: int) -> str:
    """一、十、十一、二十、九十九: a number of a heading, below 100."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")
