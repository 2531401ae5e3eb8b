"""单位 as read and answered."""

from marshmallow import Schema

from api.schemas.fields import Choice, Name, Part, Records, Whole, YesNo
from api.schemas.records import RecordSchema, optional
from api.schemas.service.parts import flag, moment, several, text, whole
from indicators.workflow import Rank

ROWS = 1000  # agencies added by one request


class NewAgencySchema(RecordSchema):
    name = Name(required=True, filled=True, metadata={"title": "名称"})
    code = optional(Name, default="", title="代码")
    rank = optional(Choice, Rank, default=Rank.AGENCY, title="层级")
    parent_id = Whole(low=1, high=2**63 - 1, required=True, metadata={"title": "上级单位编号"})


class AgencyChangeSchema(RecordSchema):
    name = Name(required=True, filled=True, metadata={"title": "名称"})
    code = optional(Name, default="", title="代码")
    rank = Choice(Rank, required=True, metadata={"title": "层级"})
    closed = optional(YesNo, default=False, title="停用")


class AgencyRowSchema(RecordSchema):
    name = Name(required=True, filled=True, metadata={"title": "名称"})
    code = optional(Name, default="", title="代码")
    rank = optional(Name, default="", title="层级：中文名称或英文词；空为基层单位")
    parent = Name(required=True, filled=True, metadata={"title": "上级单位的名称或代码；可以是前面某一行"})


class AgenciesSheetSchema(RecordSchema):
    rows = Records(Part(AgencyRowSchema), limit=ROWS, least=1, required=True, metadata={"title": "各行"})
    dry_run = optional(YesNo, default=False, title="只检查，不增加")


class AgencyAnswerSchema(Schema):
    id = whole("编号")
    name = text("名称")
    code = text("代码")
    rank = text("层级：agency 基层单位、department 主管部门、finance 财政部门")
    parent_id = whole("上级单位编号", null=True)
    version = whole("版本")
    created_at = moment("建立时间")
    updated_at = moment("更改时间")
    closed_at = moment("停用时间", null=True)


class AddedAgencySchema(Schema):
    row = whole("第几行，从 1 起")
    id = whole("单位编号；只检查时为 null", null=True)
    name = text("名称")
    code = text("代码")
    rank = text("层级")
    parent_id = whole("上级单位编号；只检查、上级也在表里时为 null", null=True)


class AgenciesSheetAnswerSchema(Schema):
    dry_run = flag("只检查，没有增加")
    agencies = several(AddedAgencySchema, "各单位")
