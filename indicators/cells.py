"""What a cell of a form was read as (指标值、实际完成值): closed lists and frozen records, the text always kept."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """指标值的形态."""

    QUANTITY = "quantity"
    RANGE = "range"
    DATE = "date"
    DURATION = "duration"
    YES_NO = "yes_no"
    QUALITY = "quality"
    SEVERAL = "several"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Operator(StrEnum):
    """指标性质：≥ > ≤ < = 区间，或未注明."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "equal"
    WITHIN = "within"
    UNSTATED = "unstated"


class Reading(StrEnum):
    """读数把握: certain (no careful official would read it otherwise), assumed (a named convention), ask."""

    CERTAIN = "certain"
    ASSUMED = "assumed"
    ASK = "ask"


class Missing(StrEnum):
    """The four kinds of no number: 未填、不适用、未到期、无法识别. None of them is 0."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"
    UNREADABLE = "unreadable"


class Answer(NamedTuple):
    """A person's answer to a question about a cell: a cell text that reads without doubt, who gave it, and when."""

    text: str
    by: str
    on: str


class Question(NamedTuple):
    """What must be asked about a cell.

    ``code`` names the doubt, ``about`` is "target" or "actual", and each alternative is a cell text that reads
    without doubt and may be given back as the answer.
    """

    code: str
    about: str
    alternatives: tuple[str, ...]


class Columns(NamedTuple):
    """A target whose parts stand in columns of their own (指标性质、指标值、度量单位、指标方向性), as printed."""

    operator: str = ""
    value: str = ""
    unit: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """指标值 as read.

    ``operator`` is what the cell, its columns or the indicator's name state; ``read_as`` is what the line is judged
    by: the same, or, where nothing is stated, the convention's choice. ``numbers`` are the figures in ``unit`` as
    printed (8880万人 is 8880 in 万人; a range has low and high; a date is [year,] month, day). ``convention`` is the
    code of the convention used when the reading is assumed, of the doubt when it is ask. ``plain`` is set for one
    undoubted figure, which is judged by comparison alone.
    """

    text: str
    kind: Kind
    operator: Operator
    numbers: tuple[Decimal, ...]
    unit: str
    reading: Reading
    read_as: Operator
    convention: str = ""
    questions: tuple[Question, ...] = ()
    columns: Columns | None = None
    answer: Answer | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Actual:
    """实际完成值 as read; ``operator`` other than unstated means a bound (88.32%及以上, 200余人), not a figure.

    ``chosen`` is the place, among several figures, of the one that answers the target (共5次,300余人次). ``plain`` is
    set for one undoubted figure, as for a target.
    """

    text: str
    kind: Kind
    operator: Operator
    numbers: tuple[Decimal, ...]
    unit: str
    reading: Reading
    convention: str = ""
    questions: tuple[Question, ...] = ()
    missing: Missing | None = None
    answer: Answer | None = None
    chosen: int = 0
    plain: bool = False


class Verdict(NamedTuple):
    """Is the target met? True, False, or None when nobody can say (a word, no number, an open question).

    ``target`` and ``actual`` are the figures that were compared, both in the target's unit; empty when none were.
    ``reason`` is the code of why ``met`` is None (``quality``, ``missing``, ``unit_mismatch``, ``tier_name``,
    ``question``), else "".
    ``questions`` gathers what must be asked before a verdict is possible.
    """

    met: bool | None
    target: tuple[Decimal, ...] = ()
    actual: tuple[Decimal, ...] = ()
    reason: str = ""
    questions: tuple[Question, ...] = ()
