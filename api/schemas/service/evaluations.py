"""自评 as read: opened, filled, decided on."""

from typing import Any

from marshmallow import Schema, post_load

from api.schemas.fields import Choice, Exact, Name, Part, Records, ShortText, Text, Whole
from api.schemas.lines import ActualSchema
from api.schemas.records import (
    EvidenceSchema,
    ExplanationSchema,
    FundingSchema,
    NarrativeSchema,
    RecordSchema,
    SpendingSchema,
    YearlySummarySchema,
    optional,
)
from indicators.model import Tier

ID = {"low": 1, "high": 2**63 - 1}

_WHERE = {"title": "行的位置，如 objectives[0].indicators[2]"}


class OpenSchema(RecordSchema):
    task_id = Whole(**ID, required=True, metadata={"title": "自评任务编号"})
    plan_id = Whole(**ID, required=True, metadata={"title": "目标表编号"})


class _Given(Schema):
    """Checked by its fields, and then kept as it was given: a document is made of it, which reads the cells."""

    error_messages = RecordSchema.error_messages

    @post_load(pass_original=True)
    def _as_given(self, _data: Any, original: Any, **_: Any) -> Any:
        return original


class LinePartSchema(_Given):
    where = Name(required=True, filled=True, metadata=_WHERE)
    actual = ShortText(ActualSchema, key="text", metadata={"title": "实际完成值"})
    tier = Choice(Tier, metadata={"title": "档次"})
    self_score = Exact(negative=True, metadata={"title": "自评得分"})
    explanation = Part(ExplanationSchema, metadata={"title": "偏差原因分析及改进措施"})
    evidence = Records(Part(EvidenceSchema), limit=100, metadata={"title": "佐证材料（编号或地址）"})
    notes = Records(Text(), limit=100, metadata={"title": "备注"})
    target_answer = Name(filled=True, metadata={"title": "对指标值疑问的答复"})
    clear = Records(Name(filled=True), limit=6, metadata={"title": "要清空的项，如 tier、self_score"})


class ObjectivePartSchema(_Given):
    index = Whole(low=0, high=99, required=True, metadata={"title": "第几个目标，从 0 数起"})
    achieved = Text(required=True, metadata={"title": "实际完成情况"})


class ReportPartsSchema(_Given):
    """自评表的一部分：给出的项换新，没给的不动。"""

    lines = Records(Part(LinePartSchema), limit=1000, metadata={"title": "各行"})
    objectives = Records(Part(ObjectivePartSchema), limit=100, metadata={"title": "各目标的完成情况"})
    funding = Part(FundingSchema, metadata={"title": "项目资金"})
    spending = Part(SpendingSchema, metadata={"title": "部门整体支出"})
    explanation = Part(ExplanationSchema, metadata={"title": "整张表的偏差原因及改进措施"})
    published_total = Exact(metadata={"title": "自评总分"})
    narrative = Part(NarrativeSchema, metadata={"title": "自评综述"})
    yearly_summary = Part(YearlySummarySchema, metadata={"title": "年度自评情况概述"})
    notes = Records(Text(), limit=100, metadata={"title": "备注"})
    clear = Records(Name(filled=True), limit=8, metadata={"title": "要清空的项"})


class ReviewLineSchema(RecordSchema):
    where = Name(required=True, filled=True, metadata=_WHERE)
    value = optional(Text, default="", title="复核认定值")
    score = optional(Exact, title="复核得分")
    opinion = optional(Text, default="", title="复核意见")
    ground = optional(Text, default="", title="扣分依据")
    clause = optional(Text, default="", title="条款")


class ReviewLinesSchema(RecordSchema):
    lines = Records(Part(ReviewLineSchema), limit=1000, load_default=(), metadata={"title": "各行复核"})
    dropped = Records(Name(filled=True), limit=1000, load_default=(), metadata={"title": "收回复核的行"})


class LineRemarkSchema(RecordSchema):
    where = optional(Name, default="", title="行的位置；空为整张表")
    text = Text(required=True, filled=True, metadata={"title": "理由"})


class ReturnSchema(RecordSchema):
    opinion = optional(Text, default="", title="退回理由")
    remarks = Records(Part(LineRemarkSchema), limit=1000, load_default=(), metadata={"title": "各行的理由"})


class OpinionSchema(RecordSchema):
    opinion = optional(Text, default="", title="意见")


class ReasonSchema(RecordSchema):
    reason = Text(required=True, filled=True, metadata={"title": "理由"})


class VersionedSchema(RecordSchema):
    id = Whole(**ID, required=True, metadata={"title": "自评编号"})
    version = Whole(**ID, required=True, metadata={"title": "版本"})


class ApproveManySchema(RecordSchema):
    items = Records(Part(VersionedSchema), limit=200, least=1, required=True, metadata={"title": "要审定的"})
    opinion = optional(Text, default="", title="意见")


class SavePartSchema(_Given):
    id = Whole(**ID, required=True, metadata={"title": "自评编号"})
    version = Whole(**ID, required=True, metadata={"title": "版本"})
    parts = Part(ReportPartsSchema, required=True, metadata={"title": "要保存的部分"})


class SaveManySchema(RecordSchema):
    items = Records(Part(SavePartSchema), limit=200, least=1, required=True, metadata={"title": "要保存的"})


class SpotCheckSchema(RecordSchema):
    where = optional(Name, default="", title="行的位置；空为总分")
    score = optional(Exact, title="抽查得分")
    opinion = Text(required=True, filled=True, metadata={"title": "抽查意见"})
