"""What stands in a box: the values of a document as the family prints them."""

import re
from collections.abc import Mapping
from decimal import Decimal

from indicators.cells import Kind, Target
from indicators.forms.layout.parts import Layout
from indicators.forms.prose import join_explanation
from indicators.model import Agency, Document, FundingRow, Indicator, Objective, Source
from indicators.numbers import plain
from indicators.taxonomy import CATEGORY_NAMES, DIMENSION_NAMES

TIERS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
TICKED, EMPTY = "☑", "□"
_NAME = re.compile(r"\{(\w+)\}")


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text with its names filled in; of several lines, those that have nothing to say are left out."""
    lines = text.split("\n")
    said = [line for line in lines if all(names[name] for name in _NAME.findall(line))]
    return _NAME.sub(lambda found: names[found[1]], "\n".join(said or lines))


def number(value: Decimal | None, sign: str = "") -> str:
    """The figure as it was given, or nothing."""
    return "" if value is None else plain(value) + sign


def boxes(choices: tuple[str, ...], chosen: str) -> str:
    """1.持续性项目☑ 2.新增性项目□."""
    marks = (TICKED if choice == chosen else EMPTY for choice in choices)
    return "　".join(
        f"{number}.{choice}{mark}" for number, (choice, mark) in enumerate(zip(choices, marks, strict=True), 1)
    )


class Values:
    """The values of one document under one layout."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.document, self.layout = document, layout

    def names(self, objective: Objective | None = None, index: int = 0) -> dict[str, str]:
        """What the names in braces stand for, an objective's where there is one."""
        document, total = self.document, self.document.funding.total
        execution = getattr(document, "execution_weight", None)
        points = execution if execution is not None or total is None else total.weight
        return {
            "project": document.project.name if document.project else "",
            "agency": document.agency.name,
            "year": str(document.budget_year),
            "unit": document.funding.unit,
            "execution_weight": number(points),
            "weights": _whole(self.weights()),
            "name": (objective.name if objective else "") or self._objective_name(index),
            "weight": number(objective.weight.value if objective else None),
        }

    def _objective_name(self, index: int) -> str:
        return f"年度目标{index + 1}" if len(self.document.objectives) > 1 else "年度绩效目标"

    def weights(self) -> Decimal | None:
        """The sum of the lines' weights; None where one is not known."""
        known = [line.weight.value for _, line in self.document.lines()]
        return None if None in known else sum((value for value in known if value is not None), Decimal())

    def fact(self, path: str, choices: tuple[str, ...] = ()) -> str:
        """The value at a path of the document, "" where there is none."""
        if path == "weights":
            total = self.document.funding.total
            lines, execution = self.weights(), total.weight if total else None
            return number(lines + (execution or 0) if lines is not None else None)
        if path == "notes":
            return "\n".join(self.document.notes)
        value: object = self.document
        for name in path.split("."):
            value = getattr(value, name, None)
        if choices:
            return boxes(choices, str(value or ""))
        return self._said(path, value)

    def _said(self, path: str, value: object) -> str:
        if isinstance(value, Agency):
            return self.agency(value)
        if isinstance(value, Decimal):
            return number(value, self.document.funding.unit if path.startswith("spending.") else "")
        return str(getattr(value, "name", value) or "")

    def agency(self, agency: Agency) -> str:
        """Name and code as the family prints them."""
        return self.layout.code.format(code=agency.code, name=agency.name) if agency.code else agency.name

    def money(self, row: FundingRow | None, source: Source, field: str, dash: str, *, bare: bool) -> str:
        """A cell of the funding table: the dash stands where only the total has points, or has no amount (``bare``)."""
        value = getattr(row, field, None)
        if value is None and source is not Source.TOTAL and (field in ("weight", "self_score") or (row and bare)):
            return dash
        return number(value, "%" if field == "rate" else "")


def line_value(line: Indicator, field: str) -> str:
    """A cell of a line."""
    match field:
        case "dimension":
            return line.dimension_text or (DIMENSION_NAMES[line.dimension] if line.dimension else "")
        case "category":
            return line.category_text or (CATEGORY_NAMES[line.category] if line.category else "")
        case "name":
            return line.name
        case "target":
            return target_text(line.target)
        case "actual":
            return line.actual.text
        case "weight":
            return number(line.weight.value)
        case "self_score":
            return number(line.self_score)
        case "explanation":
            return join_explanation(line.explanation.reason, line.explanation.remedy)
    return column_text(line.target, field.partition(".")[2])


def target_text(target: Target) -> str:
    """The whole target in one cell; parts from columns stand one after the other."""
    columns = target.columns
    if columns is None:
        return target.text
    worded = target.kind in (Kind.QUALITY, Kind.YES_NO)
    return columns.value if worded else f"{columns.operator}{columns.value or target.text}{columns.unit}"


def column_text(target: Target, part: str) -> str:
    """One of a target's columns; a target that came in one cell stands in the value's column."""
    if target.columns is None:
        return target.text if part == "value" else ""
    return str(getattr(target.columns, part))


def choices(line: Indicator, field: str) -> tuple[str, ...]:
    """The tiers, where the actual of a quality target is written."""
    return TIERS if field == "actual" and line.target.kind is Kind.QUALITY else ()


def _whole(value: Decimal | None) -> str:
    """A sum without the zeros of its parts: 90, not 90.0."""
    if value is None:
        return ""
    return number(value.to_integral_value() if value == value.to_integral_value() else value)
