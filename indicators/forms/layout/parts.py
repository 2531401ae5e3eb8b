"""What a form is made of: blocks of rows, declared once per family and used by the reader and the writer alike.

A text may hold names in braces that the writer fills: ``{project}``, ``{agency}``, ``{year}``, ``{unit}`` (money),
``{execution_weight}`` (points for the execution rate), ``{weights}`` (the sum of the lines' weights), ``{name}`` and
``{weight}`` of an objective. Spans count the layout's columns.
"""

from dataclasses import dataclass

from indicators.forms.grid import Style
from indicators.model import Scope, Source


@dataclass(frozen=True, slots=True)
class Piece:
    """One box: a label (``text``), or the value at a document ``path``.

    ``boxes`` are the choices of a line of boxes (1.持续性项目☑ 2.新增性项目□).
    """

    text: str = ""
    path: str = ""
    columns: int = 1
    style: Style = Style.LABEL
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: its ``field``, the heading as printed, how many of the layout's columns it takes.

    Fields of lines: dimension, category, name, target, target.operator, target.value, target.unit, target.direction,
    actual, weight, self_score, explanation, explanation.reason, explanation.remedy. Fields of money: source and those
    of FundingRow. Fields of objectives: text, achieved. Listings also hold agency, project, money (the total's
    initial) and objective.
    """

    field: str
    heading: str
    columns: int = 1
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of labels and values (项目名称、主管部门、总分、说明)."""

    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Money:
    """预算执行情况: ``margin`` beside all rows, a row of headings where ``headed``, then a row per source.

    ``beside`` is one box to the right of all rows (执行率分值（10）); ``dash`` stands where only the total has points.
    """

    margin: Piece
    columns: tuple[Column, ...]
    sources: tuple[tuple[Source, str], ...]
    headed: bool = True
    beside: Piece | None = None
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """年度总体目标: one objective's texts beside ``margin``, under a row of headings where ``headed``."""

    margin: Piece
    columns: tuple[Column, ...]
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """The indicators: ``margin`` beside a row of headings and a row per line; equal levels are merged.

    ``total`` are the boxes of a last row (总分 …) under the columns; the writer fills paths ``weights`` and
    ``published_total``.
    """

    margin: Piece
    columns: tuple[Column, ...]
    total: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class PerObjective:
    """The goal and the lines of each objective, one after the other."""

    goal: Goal
    lines: Lines


@dataclass(frozen=True, slots=True)
class Listing:
    """One table for several documents: a row per line, the document's own facts merged beside its lines."""

    columns: tuple[Column, ...]


Block = Facts | Money | Goal | Lines | PerObjective | Listing


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of forms: ``family`` is its word in every door, ``name`` what people call it.

    ``plan`` tells 绩效目标表 from 绩效自评表. ``money`` is the field that a lone amount means. ``code`` says how a
    code stands beside a name. ``percent`` is the sign after a rate.
    """

    family: str
    name: str
    plan: bool
    scope: Scope
    title: str
    widths: tuple[int, ...]
    blocks: tuple[Block, ...]
    subtitles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False
    money: str = "initial"
    code: str = "[{code}] {name}"


def columns_of(layout: Layout) -> tuple[Column, ...]:
    """Every column that the layout declares, in order."""
    found: list[Column] = []
    for block in layout.blocks:
        parts = (block.goal, block.lines) if isinstance(block, PerObjective) else (block,)
        for part in parts:
            found += () if isinstance(part, Facts) else part.columns
    return tuple(found)


def labels_of(layout: Layout) -> tuple[str, ...]:
    """Every label that the layout prints in boxes of their own, headings aside, in order."""
    found: list[str] = []
    for block in layout.blocks:
        match block:
            case Facts(rows=rows):
                found += [piece.text for row in rows for piece in row]
            case Money():
                found += [block.margin.text, *(label for _, label in block.sources)]
            case Goal():
                found.append(block.margin.text)
            case Lines():
                found += [block.margin.text, *(piece.text for piece in block.total)]
            case PerObjective():
                found += [block.goal.margin.text, block.lines.margin.text]
    return tuple(text for text in found if text)
