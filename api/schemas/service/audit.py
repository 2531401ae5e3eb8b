"""审计记录 as answered."""

from marshmallow import Schema, fields

from api.schemas.service.parts import flag, moment, several, text, whole


class AuditRowSchema(Schema):
    id = whole("编号")
    chain = text("所在的链")
    number = whole("链中的序号")
    at = moment("时间")
    person_id = whole("人员编号；系统所为则无", null=True)
    person = text("人员")
    token_id = whole("令牌编号；不是用令牌做的则无", null=True)
    address = text("来自的地址")
    request_id = text("请求编号")
    action = text("做了什么")
    noun = text("对什么")
    noun_id = whole("它的编号")
    agency_id = whole("所属单位编号", null=True)
    before = fields.Dict(required=True, metadata={"title": "改动之前（只有改动的部分）"})
    after = fields.Dict(required=True, metadata={"title": "改动之后（只有改动的部分）"})
    why = text("理由")
    prev = text("同一条链上一行的校验值")
    hash = text("校验值")


class AuditFaultSchema(Schema):
    where = text("位置")
    why = text("不符之处")


class AuditVerificationSchema(Schema):
    intact = flag("没有改动")
    rows = whole("行数")
    chains = whole("链数")
    seals = whole("封存次数")
    unsealed = whole("最后一次封存以后的行数")
    faults = several(AuditFaultSchema, "不符之处，最多 100 处")
