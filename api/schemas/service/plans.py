"""绩效目标表 as read and answered."""

from typing import Any

from marshmallow import Schema, fields

from api.problems.faults import FieldError, InvalidDocument
from api.schemas import load_document
from api.schemas.fields import Name, Part, Records, Text, Whole, YesNo
from api.schemas.records import RecordSchema, optional
from api.schemas.requests import AnyDocument
from api.schemas.service.parts import flag, moment, several, text, whole
from indicators.model import Plan

LARGEST_ID = 2**63 - 1


def plan_of(value: object) -> Plan:
    """The plan that the member ``document`` describes; InvalidDocument with paths, also for a self-evaluation."""
    try:
        document = load_document(value)
    except InvalidDocument as error:
        raise error.under("document") from None
    if not isinstance(document, Plan):
        raise InvalidDocument([FieldError("document.document", "应为绩效目标表（plan）", "not_a_plan")])
    return document


class PlanSaveSchema(RecordSchema):
    document = AnyDocument(kind="Plan", required=True, metadata={"title": "目标表文档"})

    def build(self, data: dict[str, Any]) -> Any:
        return data | {"document": plan_of(data["document"])}


class NewPlanSchema(PlanSaveSchema):
    agency_id = Whole(low=1, high=LARGEST_ID, required=True, metadata={"title": "单位编号"})
    year = optional(Whole, low=1990, high=2100, title="预算年度；省略时取自文档")
    confidential = optional(YesNo, default=False, title="涉密")


class ConfidentialSchema(RecordSchema):
    confidential = YesNo(required=True, metadata={"title": "涉密"})
    reason = optional(Text, default="", title="理由")


class RemarkSchema(RecordSchema):
    where = optional(Name, default="", title="所指的位置，如 objectives[0].indicators[2]；空为整张表")
    text = Text(required=True, filled=True, metadata={"title": "意见"})


class ReturnPlanSchema(RecordSchema):
    remarks = Records(Part(RemarkSchema), limit=500, required=True, metadata={"title": "退回意见"})


class ChangePlanSchema(RecordSchema):
    reason = Text(required=True, metadata={"title": "调整理由"})


class PlanRowSchema(Schema):
    id = whole("编号")
    agency_id = whole("单位编号")
    agency = text("单位名称")
    year = whole("预算年度")
    name = text("名称")
    confidential = flag("涉密")
    state = text("最新一版的状态：draft 草稿、submitted 已提交、returned 已退回、approved 已批复")
    number = whole("最新一版的版次")
    approved_id = whole("现行版的编号；尚未批复时为空", null=True)
    version = whole("版本")
    created_by = whole("编制人编号")
    created_at = moment("建立时间")
    updated_at = moment("更改时间")


class RemarkAnswerSchema(Schema):
    where = text("所指的位置；空为整张表")
    text = text("意见")


class VersionRowSchema(Schema):
    id = whole("版编号")
    number = whole("版次")
    state = text("状态")
    reason = text("调整理由；第一版为空")
    remarks: Any = several(RemarkAnswerSchema, "退回意见")
    created_by = whole("编制人编号")
    created_at = moment("建立时间")
    submitted_by = whole("提交人编号", null=True)
    submitter = text("提交人", null=True)
    submitted_at = moment("提交时间", null=True)
    decided_by = whole("批复人或退回人编号", null=True)
    decider = text("批复人或退回人", null=True)
    decided_at = moment("批复或退回时间", null=True)


class IssueAnswerSchema(Schema):
    code = text("问题编号")
    severity = text("error 错误、warning 警告、notice 提示")
    where = text("在文档中的位置")
    message = text("说明")
    facts = fields.Dict(required=True, metadata={"title": "事实"})


class VersionAnswerSchema(VersionRowSchema):
    document = fields.Dict(required=True, metadata={"title": "目标表文档"})
    rulebook = text("据以检查的评分办法编号；不知道时为空")
    issues: Any = several(IssueAnswerSchema, "检查发现的问题")


class PlanAnswerSchema(PlanRowSchema):
    newest: Any = fields.Nested(VersionAnswerSchema, required=True, metadata={"title": "最新一版"})


class ChangeAnswerSchema(Schema):
    where = text("位置")
    before = fields.Raw(required=True, allow_none=True, metadata={"title": "原为"})
    after = fields.Raw(required=True, allow_none=True, metadata={"title": "改为"})


class ChangesAnswerSchema(Schema):
    number = whole("后一版的版次")
    state = text("后一版的状态")
    reason = text("调整理由")
    changes: Any = several(ChangeAnswerSchema, "两版的不同；没有前一版时为空")
