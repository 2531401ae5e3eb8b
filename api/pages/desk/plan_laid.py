"""A plan laid out (目标表的版面): each line with how its target is read, what is asked about it and found in it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from api.actions.plan_steps import wanting
from api.cell_words import cell_text
from api.pages.desk.plan_given import Given, Made
from api.pages.layout import title
from api.wording import SEVERITY_NAMES, issue_sentence
from indicators.cells import Columns, Kind, Reading, Target
from indicators.issues import Issue, Severity
from indicators.model import Document, Indicator, Objective
from indicators.numbers import plain
from indicators.places import SOURCE_NAMES, place
from indicators.reading import question_sentence
from indicators.taxonomy import DIMENSION_NAMES
from scoring.figures import amount
from scoring.rulebook import Rulebook

ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)

NAMES: Mapping[str, str] = {
    "": "年度目标和指标",
    "dimension": "一级指标", "category": "二级指标", "name": "三级指标", "target": "年度指标值", "weight": "分值",
    "notes": "备注", "goalname": "目标名称", "goaltext": "预期目标", "goalweight": "目标分值", "initial": "年初预算数",
    "budgeted": "全年预算数", "funds-unit": "金额单位", "place": "行政区划", "rulebook": "评分办法",
    "execution_weight": "执行率分值", "project-name": "项目名称", "project-kind": "项目类别",
    "project-attribute": "项目属性", "project-type": "项目类型", "department-name": "主管部门",
    "department-code": "主管部门代码", "agency-code": "单位代码", "spending-basic_spending": "基本支出",
    "spending-project_spending": "项目支出",
}  # fmt: skip


class Asked(NamedTuple):
    """A question about a target, with the readings to choose from."""

    sentence: str
    alternatives: tuple[str, ...]


class Line(NamedTuple):
    """One line of the form; ``spans`` are the rows of its first and second level, 0 under a cell that reaches down."""

    key: str
    number: int
    indicator: Indicator | None  # None while it cannot be read
    spans: tuple[int, int]
    read_as: str
    columns: str
    asked: tuple[Asked, ...]
    found: tuple["Found", ...]


class Goal(NamedTuple):
    """An objective with its lines."""

    key: str
    objective: Objective | None
    lines: tuple[Line, ...]
    sum: str


class Found(NamedTuple):
    """A finding: how bad, the field where it is put right, the place in words, the sentence."""

    kind: str
    kind_name: str
    field: str
    place: str
    sentence: str


class Sums(NamedTuple):
    """分值: what the lines add up to, by 一级指标, and what the rulebook has them add up to."""

    total: str
    by_dimension: tuple[tuple[str, str], ...]
    ruled: str
    agrees: bool
    execution: str
    splits: tuple[str, ...]
    unknown: int


class Laid(NamedTuple):
    """The whole form."""

    title: str
    goals: tuple[Goal, ...]
    funds: tuple[tuple[str, str], ...]
    noted: bool
    found: tuple[Found, ...]
    sums: Sums | None


def laid(document: Document, given: Given, made: Made, issues: Sequence[Issue], book: Rulebook | None) -> Laid:
    """The document as its form shows it; lines that are still blank stand where they are."""
    found = (*_wanting(document, given), *_found(document, made, issues))
    goals = tuple(_goals(document, given, made, found))
    funds = tuple((source.value, name) for source, name in SOURCE_NAMES.items())
    ranked = tuple(sorted(found, key=lambda each: ORDER.index(Severity(each.kind))))
    return Laid(title(document), goals, funds, _noted(given), ranked, _sums(document, book))


def unread(document: Document, given: Given) -> Laid:
    """A form that cannot be read yet: what was typed, and nothing that follows from it."""
    numbers = {key: n for n, key in enumerate(given.keys(), 1)}
    goals = tuple(
        Goal(at.key, None, tuple(_bare(each.key, numbers[each.key]) for each in lines), "")
        for at, lines in given.goals()
    )
    funds = tuple((source.value, name) for source, name in SOURCE_NAMES.items())
    return Laid(title(document), goals, funds, _noted(given), (), None)


def _noted(given: Given) -> bool:
    """Does any line say something in 备注?"""
    return any(text for name, text in given.fields.items() if name.startswith("notes-"))


def _bare(key: str, number: int) -> Line:
    return Line(key, number, None, (1, 1), "", "", (), ())


def _wanting(document: Document, given: Given) -> Iterator[Found]:
    """What is wanting before it can be submitted, at the first line, where there is one."""
    kind, first = Severity.ERROR, next(iter(given.keys()), "")
    for each in wanting(document):
        yield Found(kind.value, SEVERITY_NAMES[kind], f"name-{first}" if first else "", "绩效指标", each.message)


def _found(document: Document, made: Made, issues: Sequence[Issue]) -> Iterator[Found]:
    for issue in issues:
        kind = issue.severity
        where, told = place(issue.where, document), issue_sentence(issue, document)
        yield Found(kind.value, SEVERITY_NAMES[kind], made.field(issue.where), where, told.removeprefix(where).strip())


def _goals(document: Document, given: Given, made: Made, found: Sequence[Found]) -> Iterator[Goal]:
    numbers = {key: n for n, key in enumerate(given.keys(), 1)}
    at: dict[str, list[Found]] = {}
    for one in found:
        if not one.field.startswith("goal"):
            at.setdefault(one.field.rpartition("-")[2], []).append(one)
    places = {goal: (i, {key: j for j, key in enumerate(keys)}) for i, (goal, keys) in enumerate(made.keys)}
    for goal, under in given.goals():
        i, line_places = places[goal.key]
        objective = document.objectives[i]
        spans = merged([(line.dimension_text, line.category_text) for line in objective.indicators])
        lines = []
        for each in under:
            j = line_places.get(each.key)
            if j is None:
                lines.append(_bare(each.key, numbers[each.key]))
            else:
                mine = tuple(at.get(each.key, ()))
                lines.append(_line(each.key, numbers[each.key], objective.indicators[j], spans[j], mine))
        yield Goal(goal.key, objective, tuple(lines), _sum(objective))


def merged(rows: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """How many rows the first- and second-level cell of each row reach down over; 0 where the one above does."""
    found: list[tuple[int, int]] = []
    for _, of_dimension in groupby(rows, key=lambda row: row[0]):
        group = list(of_dimension)
        first = len(group)
        for _, of_category in groupby(group, key=lambda row: row[1]):
            second = len(list(of_category))
            for i in range(second):
                found.append((first, second if i == 0 else 0))
                first = 0
    return found


def _line(key: str, number: int, indicator: Indicator, spans: tuple[int, int], found: tuple[Found, ...]) -> Line:
    target = indicator.target
    asked = tuple(Asked(question_sentence(one, target.text), one.alternatives) for one in target.questions)
    return Line(
        key, number, indicator, spans, _read_as(target), _columns(target.columns), asked,
        tuple(each for each in found if not (asked and each.field.startswith("target"))),
    )  # fmt: skip


def _read_as(target: Target) -> str:
    """How a target was read, where that says more than its text."""
    silent = target.kind is Kind.BLANK or (target.kind is Kind.QUALITY and target.reading is Reading.CERTAIN)
    return "" if silent or target.questions else cell_text(target)


def _columns(columns: Columns | None) -> str:
    """The parts that stand in columns of their own."""
    return "　".join(text for text in (columns.operator, columns.unit, columns.direction) if text) if columns else ""


def _sum(objective: Objective) -> str:
    known = [line.weight.value for line in objective.indicators if line.weight.value is not None]
    return amount(sum(known, Decimal(0))) if known else ""


def _sums(document: Document, book: Rulebook | None) -> Sums:
    weights = [(line.dimension, line.weight.value) for _, line in document.lines()]
    known = [(dimension, weight) for dimension, weight in weights if weight is not None]
    by: Mapping[str, Decimal] = {
        name: sum((weight for each, weight in known if each is dimension), Decimal(0))
        for dimension, name in DIMENSION_NAMES.items()
    }
    total = sum((weight for _, weight in known), Decimal(0))
    outside = book.execution.points if book and book.execution.placement != "line" else None
    return Sums(
        amount(total), tuple((name, amount(weight)) for name, weight in by.items() if weight),
        plain(book.weights.indicators) if book else "", not book or total == book.weights.indicators,
        plain(outside) if outside else "", tuple(split.name for split in book.weights.splits) if book else (),
        len(weights) - len(known),
    )  # fmt: skip


def field_name(field: str, told: Laid) -> str:
    """A field in words: 第3行 分值."""
    kind, _, key = field.rpartition("-")
    if kind in NAMES:
        number = next((line.number for goal in told.goals for line in goal.lines if line.key == key), 0)
        return f"第{number}行 {NAMES[kind]}"
    if kind.startswith("funds-"):
        source = dict(told.funds).get(kind.removeprefix("funds-"), "")
        return f"{source} {NAMES[key]}"
    return NAMES.get(field) or NAMES.get(kind, "")
