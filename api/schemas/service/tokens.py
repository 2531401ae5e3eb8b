"""令牌 as read and answered."""

from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields

from api.schemas.fields import Choice, Day, Name, Records
from api.schemas.records import RecordSchema
from api.schemas.service.parts import moment, text, whole


def new_token(scopes: type[StrEnum]) -> type[Schema]:
    """What a new token is asked for with; ``scopes`` are the words that its scopes are chosen from."""
    parts: dict[str, Any] = {
        "name": Name(required=True, filled=True, metadata={"title": "名称：给哪个程序用"}),
        "scopes": Records(Choice(scopes), limit=len(scopes), least=1, required=True, metadata={"title": "范围"}),
        "expires_on": Day(required=True, metadata={"title": "到期日，当天仍有效；最长一年"}),
    }
    return RecordSchema.from_dict(parts, name="NewTokenSchema")


class TokenAnswerSchema(Schema):
    id = whole("编号")
    person_id = whole("人员编号")
    name = text("名称")
    scopes = fields.List(fields.String(), required=True, metadata={"title": "范围"})
    created_by = whole("发放人编号")
    created_at = moment("发放时间")
    expires_at = moment("到期时间")
    revoked_at = moment("吊销时间", null=True)
    used_at = moment("最近使用时间（约一分钟）", null=True)


class NewTokenAnswerSchema(TokenAnswerSchema):
    secret = text("令牌，只给一次；重发请求时为 null", null=True)
