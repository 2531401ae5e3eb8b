"""Schemas of the small records that stand in a document; each loads to its record and dumps what is not the default."""

from collections.abc import Callable
from typing import Any, ClassVar

from marshmallow import Schema, post_dump, post_load

from api.problems.faults import Fault
from api.schemas.fields import Choice, Day, Exact, Name, Part, Records, Text, Whole, YesNo, refusal
from indicators.cells import Answer, Columns
from indicators.model import (
    UNKNOWN_WEIGHT,
    Agency,
    Evidence,
    Explanation,
    Funding,
    FundingRow,
    Narrative,
    Origin,
    Project,
    Publication,
    Review,
    Source,
    Spending,
    Weight,
    YearlySummary,
)

MESSAGES: dict[str, str] = {"unknown": Fault.of("unknown_field"), "type": Fault.of("not_an_object")}


class RecordSchema(Schema):
    """Loads to ``record`` and, on output, leaves out every field that says no more than its default."""

    record: ClassVar[Callable[..., Any]] = dict
    always: ClassVar[frozenset[str]] = frozenset()  # optional fields that stand on the output all the same
    error_messages = MESSAGES

    @post_load
    def _build(self, data: dict[str, Any], **_: Any) -> Any:
        return self.build(data)

    def build(self, data: dict[str, Any]) -> Any:
        """The record made of the loaded values."""
        return type(self).record(**data)

    @post_dump(pass_original=True)
    def _spare(self, data: dict[str, Any], original: Any, **_: Any) -> dict[str, Any]:
        return {key: value for key, value in data.items() if self.tells(key, original)}

    def tells(self, key: str, original: Any) -> bool:
        """Does the field say more than its absence would?"""
        field = self.fields[key]
        return field.required or key in self.always or getattr(original, key) != field.load_default


def optional(field: type[Any], *args: Any, default: Any = None, title: str = "", **options: Any) -> Any:
    """A field that may be absent, but never null."""
    return field(*args, load_default=default, allow_none=False, metadata={"title": title}, **options)


def notes() -> Any:
    """备注: texts in order."""
    return Records(Text(), limit=100, load_default=(), metadata={"title": "备注"})


class AgencySchema(RecordSchema):
    record = Agency
    name = Name(required=True, filled=True, metadata={"title": "名称"})
    code = optional(Name, default="", title="代码")


class ProjectSchema(RecordSchema):
    record = Project
    name = Name(required=True, filled=True, metadata={"title": "项目名称"})
    kind = optional(Name, default="", title="项目类别")
    attribute = optional(Name, default="", title="项目属性")
    type = optional(Name, default="", title="项目类型")


class FundingRowSchema(RecordSchema):
    record = FundingRow
    source = Choice(Source, required=True, metadata={"title": "资金来源"})
    initial = optional(Exact, negative=True, title="年初预算数")
    budgeted = optional(Exact, negative=True, title="全年预算数")
    spent = optional(Exact, negative=True, title="全年执行数")
    rate = optional(Exact, negative=True, title="执行率（%）")
    weight = optional(Exact, title="分值")
    self_score = optional(Exact, title="得分")


class FundingSchema(RecordSchema):
    record = Funding
    always = frozenset({"unit"})
    unit = optional(Name, default="万元", title="金额单位")
    rows = Records(Part(FundingRowSchema), limit=4, load_default=(), metadata={"title": "各资金来源"})

    def build(self, data: dict[str, Any]) -> Any:
        sources = [row.source for row in data["rows"]]
        if repeated := [source for i, source in enumerate(sources) if source in sources[:i]]:
            raise refusal("repeated", value=repeated[0].value)
        return Funding(**data)


class SpendingSchema(RecordSchema):
    record = Spending
    basic_spending = optional(Exact, negative=True, title="基本支出")
    project_spending = optional(Exact, negative=True, title="项目支出")


class WeightSchema(RecordSchema):
    always = frozenset({"origin"})
    value = optional(Exact, title="分值")
    origin = optional(Choice, Origin, default=Origin.PRINTED, title="来源：表上印的、推断的、不知道")

    def build(self, data: dict[str, Any]) -> Any:
        if data["origin"] is Origin.UNKNOWN and data["value"] is not None:
            raise refusal("weight_of_unknown_origin")
        if data["origin"] is not Origin.UNKNOWN and data["value"] is None:
            raise refusal("weight_without_value")
        return UNKNOWN_WEIGHT if data["value"] is None else Weight(**data)


class ExplanationSchema(RecordSchema):
    record = Explanation
    reason = optional(Text, default="", title="偏差原因分析")
    remedy = optional(Text, default="", title="改进措施")


class EvidenceSchema(RecordSchema):
    record = Evidence
    name = Name(required=True, filled=True, metadata={"title": "佐证材料名称"})
    reference = optional(Text, default="", title="编号或地址")


class ReviewSchema(RecordSchema):
    record = Review
    score = optional(Exact, title="复核得分")
    value = optional(Text, default="", title="复核认定值")
    opinion = optional(Text, default="", title="复核意见")
    ground = optional(Text, default="", title="扣分依据")
    clause = optional(Text, default="", title="条款")
    approved = optional(YesNo, default=False, title="复核是否已审定")


class NarrativeSchema(RecordSchema):
    record = Narrative
    text = optional(Text, default="", title="自评综述正文")
    score = optional(Exact, title="综述所写得分")
    budgeted = optional(Exact, negative=True, title="综述所写全年预算数（万元）")
    spent = optional(Exact, negative=True, title="综述所写全年执行数（万元）")
    rate = optional(Exact, negative=True, title="综述所写执行率（%）")


class YearlySummarySchema(RecordSchema):
    record = YearlySummary
    projects = optional(Whole, low=0, high=1_000_000, title="项目个数")
    funds = optional(Exact, negative=True, title="涉及资金（万元）")
    text = optional(Text, default="", title="原文")


class PublicationSchema(RecordSchema):
    record = Publication
    title = optional(Name, default="", title="公开文件名称")
    place = optional(Name, default="", title="在文件中的位置")
    notes = notes()


class ColumnsSchema(RecordSchema):
    record = Columns
    operator = optional(Name, default="", title="指标性质")
    value = optional(Name, default="", title="指标值")
    unit = optional(Name, default="", title="度量单位")
    direction = optional(Name, default="", title="指标方向性")


class AnswerSchema(RecordSchema):
    record = Answer
    text = Name(required=True, filled=True, metadata={"title": "答复：无疑义的写法"})
    by = Name(required=True, filled=True, metadata={"title": "答复人"})
    on = Day(required=True, metadata={"title": "答复日期"})
