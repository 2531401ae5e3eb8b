"""The addresses that store nothing, with method, parameters, body and answers."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from marshmallow import Schema

from api.actions.documents import all_issues, scored
from api.openapi.refusals import problem, problems
from api.openapi.stored import SIGNED
from api.schemas import answers, dump_document
from api.schemas.requests import BatchSchema, ComparisonSchema
from api.views.findings import check_json, comparison_json, verification_json
from api.views.sheet import sheet_json
from api.views.texts import narratives_json
from indicators.model import Document, SelfEvaluation
from scoring.compare import compare
from scoring.library import Library
from scoring.sheet import score
from scoring.verify import verify

Operation = dict[str, Any]
_REFUSED = (400, 413, 415, 422)  # a document is sent to no missing address
DOCUMENT = {"oneOf": [{"$ref": "#/components/schemas/Plan"}, {"$ref": "#/components/schemas/SelfEvaluation"}]}
EVALUATION = {"$ref": "#/components/schemas/SelfEvaluation"}
TRACE = {
    "name": "trace", "in": "query", "schema": {"type": "string", "enum": ["0", "1"], "default": "0"},
    "description": "1：附上计分过程",
}  # fmt: skip


class Post(NamedTuple):
    """One POST address: its summary, body, answer, and an example worked out from a sample."""

    path: str
    summary: str
    document: dict[str, Any]
    batch: type[Schema]
    result: type[Schema]
    parameters: tuple[dict[str, Any], ...]
    wrapped: bool
    example: Callable[[Document], Any]


def operations(
    library: Library, samples: Mapping[str, Document], *, anonymous: bool
) -> dict[str, dict[str, Operation]]:
    """Paths with their operations; may anybody score, or only those who are signed in?"""
    document = next((each for each in samples.values() if isinstance(each, SelfEvaluation)), None)
    posts = {f"/api/v1/{each.path}": {"post": _post(each, document, anonymous=anonymous)} for each in _posts(library)}
    return posts | _gets(library)


def _posts(library: Library) -> tuple[Post, ...]:
    ids = list(library.ids())
    given = _named("rulebook", ids, "用这套办法；不给时用文档所名的，或唯一适用的一套")
    both = _pair(ids)
    batch, sheet = BatchSchema, answers.SheetSchema
    return (
        Post("score", "计分", DOCUMENT, batch, sheet, (given, TRACE), True, partial(_score, library)),
        Post("check", "检查", DOCUMENT, batch, answers.CheckSchema, (given,), True, partial(_check, library)),
        Post("verify", "核对", EVALUATION, batch, answers.VerificationSchema, (given,), True, partial(_verify, library)),
        Post("compare", "对比", DOCUMENT, ComparisonSchema, answers.ComparisonResultSchema, (both,), True,
             partial(_compare, library)),
        Post("narrative", "自评综述", EVALUATION, batch, answers.NarrativesSchema, (given,), False,
             partial(_narrative, library)),
        Post("rollup", "汇总", EVALUATION, batch, answers.RollUpSchema, (given, TRACE), False, lambda _: None),
    )  # fmt: skip


def _named(name: str, ids: list[str], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string", "examples": ids}}


def _pair(ids: list[str]) -> dict[str, Any]:
    schema = {"type": "array", "items": {"type": "string", "examples": ids}, "minItems": 2, "maxItems": 2}
    words = "两套办法的编号；一份文档时用，多份时写在 rulebooks 里"
    return {"name": "rulebooks", "in": "query", "description": words, "schema": schema, "explode": True}


def _post(each: Post, document: Document | None, *, anonymous: bool) -> Operation:
    content: dict[str, Any] = {"schema": {"anyOf": [each.document, _batched(each)]}}
    answered: dict[str, Any] = {"schema": _answered(each)}
    if document is not None:
        content["examples"] = {"一份": {"value": dump_document(document)}}
        example = each.example(document)
        answered |= {"examples": {"一份": {"value": example}}} if example is not None else {}
    return {
        "operationId": each.path,
        "tags": ["文档"],
        "summary": each.summary,
        "description": "不用登录。" if anonymous else "登录即可。",
        "security": [] if anonymous else SIGNED,
        "parameters": list(each.parameters),
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {
            "200": {"description": each.summary, "content": {"application/json": answered}},
            **problems(_REFUSED if anonymous else sorted((*_REFUSED, 401, 403))),
        },
    }


def _batched(each: Post) -> dict[str, Any]:
    """The batch with its documents described: they are loaded one by one, so the schema itself leaves them open."""
    items = {"properties": {"documents": {"items": each.document}}}
    return {"allOf": [each.batch, items]}


def _answered(each: Post) -> dict[str, Any]:
    if not each.wrapped:
        return {"anyOf": [each.result]}
    many = {
        "type": "object", "required": ["results"], "additionalProperties": False,
        "properties": {"results": {"type": "array", "items": each.result}},
    }  # fmt: skip
    return {"anyOf": [each.result, many]}


def _gets(library: Library) -> dict[str, dict[str, Operation]]:
    id_parameter = {
        "name": "id", "in": "path", "required": True, "schema": {"type": "string", "examples": list(library.ids())},
    }  # fmt: skip
    return {
        "/api/v1/rulebooks": {"get": _get("rulebooks", "全部评分办法", answers.RulebooksSchema)},
        "/api/v1/rulebooks/{id}": {"get": _get("rulebook", "一套评分办法", answers.RulebookSchema, id_parameter)},
        "/healthz": {"get": _get("health", "服务是否可用", answers.HealthSchema)},
        "/readyz": {"get": _ready()},
        "/metrics": {"get": _metrics()},
    }


def _ready() -> Operation:
    """Not ready is no problem of the request's: it is told like ready."""
    told = _get("ready", "服务能否工作", answers.ReadySchema)
    answers_ = told["responses"]
    return told | {"responses": answers_ | {"503": answers_["200"] | {"description": "现在不能工作；说明哪一项不行"}}}


def _metrics() -> Operation:
    """Figures in the words of Prometheus."""
    told = _get("metrics", "运行指标（Prometheus）", answers.HealthSchema)
    text = {"description": "运行指标", "content": {"text/plain": {"schema": {"type": "string"}}}}
    whose = "只有本机，或在 Authorization: Bearer 中出示 metrics_token 者。"
    return told | {"description": whose, "responses": {"200": text, "403": problem(403), "422": problem(422)}}


def _get(name: str, summary: str, result: type[Schema], *parameters: dict[str, Any]) -> Operation:
    found = {"description": summary, "content": {"application/json": {"schema": result}}}
    missing = {"404": problem(404)} if parameters else {}
    responses = {"200": found, **missing, "422": problem(422)}
    return {
        "operationId": name,
        "tags": ["办法与服务"],
        "summary": summary,
        "security": [],
        "parameters": list(parameters),
        "responses": responses,
    }


def _score(library: Library, document: Document) -> Any:
    sheet = scored(library, document)
    return sheet_json(sheet, all_issues(sheet))


def _check(library: Library, document: Document) -> Any:
    sheet = scored(library, document)
    return check_json(document, sheet.rulebook, all_issues(sheet))


def _verify(library: Library, document: Document) -> Any:
    sheet = scored(library, document)
    return verification_json(sheet, verify(sheet))


def _compare(library: Library, document: Document) -> Any:
    first, second = (library.get(id) for id in library.ids()[:2])
    return comparison_json(compare(score(document, first), score(document, second)))


def _narrative(library: Library, document: Document) -> Any:
    return narratives_json([scored(library, document)])
