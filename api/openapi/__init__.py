"""The interface described (OpenAPI 3.1), generated from the operations and their schemas; examples are worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.door.operation import Access, Operation
from api.openapi.paths import operations
from api.openapi.stored import SECURITY, stored
from api.schemas.answers import ConflictSchema, ProblemSchema
from api.schemas.document import PlanSchema, SelfEvaluationSchema
from api.schemas.jsonschema import new_spec
from indicators.model import Document
from scoring.library import Library

INFO = {
    "title": "绩效自评计分",
    "version": "1",
    "description": (
        "读懂绩效表，按注明出处的评分办法逐行计分。数值一律是十进制文字；每个结果注明办法及其摘要值。"
        "一次至多 1,000 份文档；其中一份不合格式，整批不受理，并列出每一处。"
        "改动要带 If-Match（所改的版本）；POST 要带 Idempotency-Key，重发不会做两次。"
        "一览分页，next 是下一页的地址；?format=csv 得到同样内容的 CSV。拒绝一律是 application/problem+json。"
    ),
}


def description(
    library: Library, samples: Mapping[str, Document], service: Sequence[Operation], *, anonymous: bool
) -> dict[str, Any]:
    """The whole description for these rulebooks, samples and stored operations; may anybody score?"""
    spec, _plugin = new_spec(title=INFO["title"], version=INFO["version"], info={"description": INFO["description"]})
    spec.components.schema("Plan", schema=PlanSchema)
    spec.components.schema("SelfEvaluation", schema=SelfEvaluationSchema)
    spec.components.schema("Problem", schema=ProblemSchema)
    spec.components.schema("Conflict", schema=ConflictSchema)
    for name, scheme in SECURITY.items():
        spec.components.security_scheme(name, scheme)
    open_to = Access.PUBLIC if anonymous else Access.SIGNED_IN
    known = [replace(each, access=open_to) if each.access is Access.OPEN else each for each in service]
    described = operations(library, samples, anonymous=anonymous) | stored(known)
    for path, methods in described.items():
        spec.path(path=path, operations=methods)
    told: dict[str, Any] = spec.to_dict()
    return told
