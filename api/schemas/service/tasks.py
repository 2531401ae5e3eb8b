"""自评任务 as read and answered."""

from typing import Any

from marshmallow import Schema

from api.schemas.fields import Day, Name, Records, Text, Whole, YesNo
from api.schemas.records import RecordSchema, optional
from api.schemas.service.parts import flag, moment, one, several, text, whole

LARGEST_ID = 2**63 - 1
MEMBERS_LIMIT = 10_000


class TaskSchema(RecordSchema):
    year = Whole(low=1990, high=2100, required=True, metadata={"title": "预算年度"})
    name = Name(required=True, filled=True, metadata={"title": "名称"})
    place = Name(required=True, filled=True, metadata={"title": "行政区划，如 中央、湖北省武汉市黄陂区"})
    rulebook = Name(required=True, filled=True, metadata={"title": "选定的评分办法编号"})
    why = optional(Text, default="", title="选用理由；所选办法不在适用之列时必填")
    agencies = Records(
        Whole(low=1, high=LARGEST_ID), limit=MEMBERS_LIMIT, least=1, required=True, metadata={"title": "单位编号"}
    )
    subtree = optional(YesNo, default=False, title="连同所列单位的全部下级单位")
    opens_on = Day(required=True, metadata={"title": "开始日期"})
    deadline = Day(required=True, metadata={"title": "截止日期，至当日结束（北京时间）"})
    levels = Whole(low=1, high=3, required=True, metadata={"title": "审核级数：1 单位、2 加主管部门、3 再加财政部门"})


class NewTaskSchema(TaskSchema):
    agency_id = optional(Whole, low=1, high=LARGEST_ID, title="布置任务的单位编号；只可代一个单位布置时可省略")


class ExtensionSchema(RecordSchema):
    agency_id = optional(Whole, low=1, high=LARGEST_ID, title="延期的单位编号；省略为全部单位")
    deadline = Day(required=True, metadata={"title": "新的截止日期，至当日结束（北京时间）"})
    reason = Text(required=True, filled=True, metadata={"title": "延期理由"})


class CandidateAnswerSchema(Schema):
    id = text("办法编号")
    title = text("名称")
    reason = text("为何适用")


class CandidatesAnswerSchema(Schema):
    candidates: Any = several(CandidateAnswerSchema, "适用的办法，注明年份的在前")


class ChoiceAnswerSchema(Schema):
    chosen = text("选定的办法编号")
    title = text("名称")
    reason = text("为何适用；不在适用之列时为空")
    why = text("选用理由")
    candidates: Any = several(CandidateAnswerSchema, "当时可选的办法")


class MemberAnswerSchema(Schema):
    id = whole("单位编号")
    name = text("单位名称")
    deadline = moment("该单位的截止时间，含延期")


class TaskRowSchema(Schema):
    id = whole("编号")
    year = whole("预算年度")
    name = text("名称")
    place = text("行政区划")
    agency_id = whole("布置任务的单位编号")
    rulebook = text("评分办法编号")
    rulebook_digest = text("办法全文的 SHA-256")
    levels = whole("审核级数")
    opens_at = moment("开始时间")
    deadline = moment("截止时间，不含延期")
    version = whole("版本")
    created_by = whole("布置人编号")
    created_at = moment("布置时间")
    updated_at = moment("更改时间")


class TaskAnswerSchema(TaskRowSchema):
    choice = one(ChoiceAnswerSchema, "办法是怎样选定的")
    agencies: Any = several(MemberAnswerSchema, "您权限范围内的单位")


class ExtensionAnswerSchema(Schema):
    id = whole("编号")
    task_id = whole("任务编号")
    agency_id = whole("单位编号；空为全部单位", null=True)
    agency = text("单位名称", null=True)
    deadline = moment("新的截止时间")
    reason = text("理由")
    person = text("批准人")
    granted_at = moment("批准时间")


class ProgressAnswerSchema(Schema):
    agency_id = whole("单位编号")
    agency = text("单位名称")
    deadline = moment("截止时间，含延期")
    draft = whole("草稿")
    submitted = whole("已提交")
    returned = whole("已退回")
    approved = whole("已审定")
    published = whole("已公开")
    withdrawn = whole("已撤回公开")
    waiting = whole("已批复目标表而尚未开始自评的")
    overdue = flag("已过截止时间而仍有未提交的")
