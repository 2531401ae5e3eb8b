"""Schemas of objectives and indicators. Cells are kept as text here; ``document`` has them read."""

from typing import Any

from marshmallow import post_dump

from api.schemas.fields import Choice, Exact, Level, Name, Part, Records, Shorthand, ShortText, Text
from api.schemas.records import (
    AnswerSchema,
    ColumnsSchema,
    EvidenceSchema,
    ExplanationSchema,
    RecordSchema,
    ReviewSchema,
    WeightSchema,
    notes,
    optional,
)
from indicators.cells import Actual, Missing
from indicators.model import NO_EXPLANATION, UNKNOWN_WEIGHT, Tier
from indicators.reading import read_actual
from indicators.taxonomy import (
    CATEGORY_NAMES,
    DIMENSION_NAMES,
    Category,
    Dimension,
    category_of_name,
    dimension_of_name,
)

LINE_LIMIT = 1000  # indicators a document


class TargetSchema(RecordSchema):
    always = frozenset({"text"})
    text = optional(Text, default="", title="指标值原文")
    columns = optional(Part, ColumnsSchema, title="分列填写的性质、数值、单位、方向")
    answer = optional(Part, AnswerSchema, title="对疑问的答复")


class ActualSchema(RecordSchema):
    always = frozenset({"text"})
    text = optional(Text, default="", title="实际完成值原文")
    missing = optional(Choice, Missing, title="未填、不适用、未到期、无法识别")
    answer = optional(Part, AnswerSchema, title="对疑问的答复")

    def tells(self, key: str, original: Actual) -> bool:
        """What the reader sees in the text by itself (a blank cell, 不适用) is not said again."""
        if key != "missing" or original.missing is None:
            return super().tells(key, original)
        unaided = read_actual(original.text, answer=original.answer)
        return (unaided.missing, unaided.reading) != (original.missing, original.reading)


_ACTUAL = ActualSchema()


class PlannedIndicatorSchema(RecordSchema):
    """三级指标 of a plan: no actual, no score."""

    dimension = optional(Level, Dimension, dimension_of_name, DIMENSION_NAMES, title="一级指标")
    category = optional(Level, Category, category_of_name, CATEGORY_NAMES, title="二级指标")
    dimension_text = optional(Name, default="", title="一级指标（表上所印）")
    category_text = optional(Name, default="", title="二级指标（表上所印）")
    name = Text(required=True, filled=True, metadata={"title": "三级指标"})
    target = ShortText(TargetSchema, key="text", required=True, metadata={"title": "指标值"})
    weight = optional(Shorthand, WeightSchema, key="value", default=UNKNOWN_WEIGHT, title="分值")
    inferred = Records(Name(), limit=20, load_default=(), metadata={"title": "推断而来的部分"})
    notes = notes()

    def build(self, data: dict[str, Any]) -> dict[str, Any]:
        for key, named, names in (
            ("dimension", dimension_of_name, DIMENSION_NAMES),
            ("category", category_of_name, CATEGORY_NAMES),
        ):
            _settle_level(data, key, named, names)
        return data

    @post_dump(pass_original=True)
    def _official_names(self, data: dict[str, Any], original: Any, **_: Any) -> dict[str, Any]:
        """A printed name that is the official one says nothing."""
        if original.dimension and DIMENSION_NAMES[original.dimension] == original.dimension_text:
            del data["dimension_text"]
        if original.category and CATEGORY_NAMES[original.category] == original.category_text:
            del data["category_text"]
        return data


def _settle_level(data: dict[str, Any], key: str, named: Any, names: Any) -> None:
    """The word and the printed name from what was given: either, or both."""
    word, printed = data[key] or (None, "")
    text = data[f"{key}_text"] or printed
    word = word or named(text)
    data[key], data[f"{key}_text"] = word, text or (names[word] if word else "")


class IndicatorSchema(PlannedIndicatorSchema):
    """三级指标 of a self-evaluation."""

    class Meta:
        fields = (
            "dimension", "category", "dimension_text", "category_text", "name", "target", "actual", "weight", "tier",
            "self_score", "explanation", "evidence", "review", "inferred", "notes",
        )  # fmt: skip

    actual = ShortText(ActualSchema, key="text", load_default=dict, allow_none=False, metadata={"title": "实际完成值"})
    tier = optional(Choice, Tier, title="档次（由人选定）")
    self_score = optional(Exact, negative=True, title="自评得分")
    explanation = optional(Part, ExplanationSchema, default=NO_EXPLANATION, title="偏差原因分析及改进措施")
    evidence = Records(Part(EvidenceSchema), limit=100, load_default=(), metadata={"title": "佐证材料"})
    review = optional(Part, ReviewSchema, title="复核")

    def tells(self, key: str, original: Any) -> bool:
        if key == "actual":
            return bool(original.actual.text) or any(_ACTUAL.tells(k, original.actual) for k in ("missing", "answer"))
        return super().tells(key, original)


class PlannedObjectiveSchema(RecordSchema):
    always = frozenset({"indicators"})
    name = optional(Name, default="", title="目标名称")
    text = optional(Text, default="", title="年度总体目标：预期")
    weight = optional(Shorthand, WeightSchema, key="value", default=UNKNOWN_WEIGHT, title="目标分值")
    indicators = Records(Part(PlannedIndicatorSchema), limit=LINE_LIMIT, required=True, metadata={"title": "指标"})


class ObjectiveSchema(PlannedObjectiveSchema):
    class Meta:
        fields = ("name", "text", "achieved", "weight", "indicators")

    achieved = optional(Text, default="", title="年度总体目标：实际完成情况")
    indicators = Records(Part(IndicatorSchema), limit=LINE_LIMIT, required=True, metadata={"title": "指标"})
