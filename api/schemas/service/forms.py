"""Forms read from files and imports as read and answered."""

from marshmallow import Schema, fields

from api.schemas.fields import Name, Part, Records, Text, Whole
from api.schemas.records import RecordSchema
from api.schemas.service.evaluation_answers import ChangeSchema
from api.schemas.service.parts import moment, several, text, whole


class ConfirmSchema(RecordSchema):
    positions = Records(
        Whole(low=0, high=9999), limit=1000, load_default=None, metadata={"title": "要存的表的序号；省略为全部"}
    )


class FormAnswerSchema(RecordSchema):
    where = Name(required=True, filled=True, metadata={"title": "位置，取自 findings 的 where"})
    text = Text(required=True, metadata={"title": "写法"})


class AnswersSchema(RecordSchema):
    position = Whole(low=0, high=9999, required=True, metadata={"title": "表的序号"})
    answers = Records(Part(FormAnswerSchema), limit=1000, least=1, required=True, metadata={"title": "答复"})


class FormFindingSchema(Schema):
    code = text("代码，不变")
    severity = text("error、warning 或 notice")
    place = text("在文件中的位置")
    where = text("在文档中的位置；空为整张表")
    message = text("说明和怎么办")
    alternatives = fields.List(fields.String(), required=True, metadata={"title": "其他读法"})


class FormReadSchema(Schema):
    family = text("表样")
    certainty = text("把握，0 至 1")
    document = fields.Dict(required=True, metadata={"title": "读出的文档"})
    findings = several(FormFindingSchema, "疑问和提示")
    places = fields.Dict(required=True, metadata={"title": "每个值在文件中的位置"})


class ReadAnswerSchema(Schema):
    forms = several(FormReadSchema, "各张表")


class ImportSummarySchema(Schema):
    id = whole("编号")
    name = text("文件名")
    sha256 = text("内容的 SHA-256")
    task_id = whole("自评任务编号", null=True)
    state = text("preview 待确认、confirmed 已确认")
    created_at = moment("上传时间")
    confirmed_at = moment("确认时间", null=True)


class ImportFormSchema(Schema):
    position = whole("序号")
    file = text("文件名")
    name = text("名称")
    family = text("表样")
    certainty = text("把握，0 至 1")
    goal = text("evaluation 存入自评、plan 存入目标表、none 不存")
    goal_id = whole("存入哪一份；新建为空", null=True)
    goal_version = whole("那一份的版本", null=True)
    why = text("不存或新建的原因")
    outcome = text("waiting 待确认、stored 已存、refused 未存")
    refusal = text("未存的原因")
    document = fields.Dict(required=True, metadata={"title": "读出的文档"})
    findings = several(FormFindingSchema, "疑问和提示")
    changes = several(ChangeSchema, "会改什么")


class ImportAnswerSchema(ImportSummarySchema):
    forms = several(ImportFormSchema, "各张表")
