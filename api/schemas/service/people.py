"""人员和登录 as read and answered."""

import re
from typing import Any

from marshmallow import Schema, fields

from api.schemas.fields import Choice, Name, Part, Records, Text, Whole, YesNo, refusal
from api.schemas.records import RecordSchema, optional
from api.schemas.service.parts import flag, moment, several, text, whole
from indicators.workflow import Role

LARGEST = 2**63 - 1
ROWS = 200  # people added by one request: each password takes some 25 ms to hash
GRANTS = 50
_EMAIL = re.compile(r"([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)?")


class Email(Name):
    """A mail address, or nothing."""

    def accepts(self) -> dict[str, Any]:
        return super().accepts() | {"pattern": f"^{_EMAIL.pattern}$", "examples": ["a@b.cn"]}

    def read(self, value: Any) -> str:
        text = super().read(value)
        if not _EMAIL.fullmatch(text):
            raise refusal("not_an_email")
        return text


class SignInSchema(RecordSchema):
    login = Name(required=True, filled=True, metadata={"title": "账号"})
    password = Name(required=True, filled=True, metadata={"title": "密码"})


class PasswordChangeSchema(RecordSchema):
    old = Name(required=True, filled=True, metadata={"title": "原密码"})
    new = Name(required=True, filled=True, metadata={"title": "新密码：10 至 200 个字符"})


class PasswordResetSchema(RecordSchema):
    password = optional(Name, title="初始密码；不给就生成一个", filled=True)


class WantedSchema(RecordSchema):
    role = Choice(Role, required=True, metadata={"title": "角色"})
    agency_id = Whole(low=1, high=LARGEST, required=True, metadata={"title": "单位编号"})


class NewPersonSchema(RecordSchema):
    login = Name(required=True, filled=True, metadata={"title": "账号；不分大小写、全半角"})
    name = Name(required=True, filled=True, metadata={"title": "姓名"})
    email = optional(Email, default="", title="邮箱")
    grants = Records(Part(WantedSchema), limit=GRANTS, least=1, required=True, metadata={"title": "角色和单位"})
    password = optional(Name, title="初始密码；不给就生成一个", filled=True)
    no_password = optional(YesNo, default=False, title="不设密码（只用令牌的集成程序）")


class PersonChangeSchema(RecordSchema):
    name = Name(required=True, filled=True, metadata={"title": "姓名"})
    email = optional(Email, default="", title="邮箱")
    disabled = optional(YesNo, default=False, title="停用：登录和令牌立即失效")


class HandOverSchema(RecordSchema):
    to = Whole(low=1, high=LARGEST, required=True, metadata={"title": "接手人编号"})
    reason = Text(required=True, filled=True, metadata={"title": "事由"})
    disable = optional(YesNo, default=False, title="同时停用交出人")


class PeopleRowSchema(RecordSchema):
    login = Name(required=True, filled=True, metadata={"title": "账号"})
    name = Name(required=True, filled=True, metadata={"title": "姓名"})
    email = optional(Email, default="", title="邮箱")
    role = Name(required=True, filled=True, metadata={"title": "角色：中文名称或英文词"})
    agency = Name(required=True, filled=True, metadata={"title": "单位名称或代码"})


class PeopleSheetSchema(RecordSchema):
    rows = Records(Part(PeopleRowSchema), limit=ROWS, least=1, required=True, metadata={"title": "各行"})
    dry_run = optional(YesNo, default=False, title="只检查，不增加")


class GrantAnswerSchema(Schema):
    id = whole("角色编号")
    role = text("角色：manager 填报人、supervisor 审核人、admin 管理员、integrator 集成程序、auditor 审计人员")
    agency_id = whole("单位编号")
    agency = text("单位名称")
    rank = text("单位层级")
    granted_at = moment("授予时间")


class PersonAnswerSchema(Schema):
    id = whole("编号")
    login = text("账号")
    name = text("姓名")
    email = text("邮箱")
    has_password = flag("是否设有密码")
    must_change = flag("是否仍用初始密码")
    grants = several(GrantAnswerSchema, "在任的角色")
    version = whole("版本")
    created_at = moment("建立时间")
    updated_at = moment("更改时间")
    disabled_at = moment("停用时间", null=True)


class NewPersonAnswerSchema(PersonAnswerSchema):
    password = text("生成的初始密码，只给一次；自己给定、没有密码或重发请求时为 null", null=True)


class AddedRowSchema(Schema):
    row = whole("第几行，从 1 起")
    id = whole("人员编号；只检查时为 null", null=True)
    login = text("账号")
    name = text("姓名")
    password = text("生成的初始密码，只给一次；只检查或重发请求时为 null", null=True)


class PeopleSheetAnswerSchema(Schema):
    dry_run = flag("只检查，没有增加")
    people = several(AddedRowSchema, "各人")


class EndedSchema(Schema):
    ended = whole("结束了几个登录")


class MovedGrantSchema(Schema):
    role = text("角色")
    agency_id = whole("单位编号")


class HandedOverSchema(Schema):
    person_id = whole("交出人编号")
    to = whole("接手人编号")
    grants = several(MovedGrantSchema, "移交的角色")
    notifications = whole("移交的未读提醒数")
    disabled = flag("是否停用了交出人")


class HeldSchema(Schema):
    agency_id = whole("单位编号")
    agency = text("单位名称")
    rank = text("单位层级")
    roles = fields.List(fields.String(), required=True, metadata={"title": "角色"})
    rights = fields.List(fields.String(), required=True, metadata={"title": "在此单位及其下级的权限"})


class MeSchema(Schema):
    id = whole("编号")
    login = text("账号")
    name = text("姓名")
    email = text("邮箱")
    must_change = flag("须先更改初始密码")
    by = text("login 登录，token 令牌")
    expires_at = moment("登录最迟何时失效；令牌为 null", null=True)
    idle_minutes = whole("多少分钟没有操作就失效；令牌为 null", null=True)
    agencies = several(HeldSchema, "在各单位的角色和权限")


class LoginAnswerSchema(Schema):
    secret = text("登录凭证，只给一次：放在 Authorization: Bearer 里；同时写入 Cookie")
    person_id = whole("人员编号")
    name = text("姓名")
    must_change = flag("须先更改初始密码")
    expires_at = moment("最迟何时失效")
    idle_minutes = whole("多少分钟没有操作就失效")
