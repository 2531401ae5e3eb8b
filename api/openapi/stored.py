"""The stored operations described: parameters, bodies, answers and links, all from their declarations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from marshmallow import Schema

from api.auth import RIGHT_NAMES, RIGHTS, Right
from api.door.operation import Access, Operation
from api.door.parameters import LARGEST_ID, Parameter
from api.openapi.refusals import problems, statuses
from indicators.workflow import Role

Described = dict[str, Any]
VERSION = {"type": "string", "pattern": r'^"[0-9]{1,18}"$', "examples": ['"1"']}
KEY = {"type": "string", "pattern": r"^[!-~]([ -~]*[!-~])?$", "minLength": 1, "maxLength": 200}
IF_MATCH = {
    "name": "If-Match", "in": "header", "required": True, "description": "所改的版本：读取时返回的 ETag",
    "schema": {"type": "string", "pattern": r'^((W/)?"[0-9]{1,18}"|[0-9]{1,18})$', "examples": ['"1"']},
}  # fmt: skip
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": True, "schema": KEY,
    "description": "不重复的值（如 UUID）；用同一个值重发同一请求，只做一次，得到同一答复",
}  # fmt: skip
FILE: Described = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
SECURITY: Described = {
    "token": {"type": "http", "scheme": "bearer", "description": "令牌"},
    "login": {
        "type": "apiKey", "in": "cookie", "name": "jixiao",
        "description": "登录后的会话；改动须从本站页面发出（Origin 与本站相符）",
    },
}  # fmt: skip
SIGNED: list[dict[str, list[str]]] = [{"token": []}, {"login": []}]
ROLE_NAMES = {
    Role.MANAGER: "填报人", Role.SUPERVISOR: "审核人", Role.ADMIN: "管理员", Role.INTEGRATOR: "集成程序",
    Role.AUDITOR: "审计人员",
}  # fmt: skip
_ID = re.compile(r"\{(\w+)\}")


def stored(operations: Sequence[Operation]) -> dict[str, dict[str, Described]]:
    """Paths with their operations."""
    found: dict[str, dict[str, Described]] = {}
    for each in operations:
        found.setdefault(each.path, {})[each.method.lower()] = _operation(each, operations)
    return found


def _operation(each: Operation, all_: Sequence[Operation]) -> Described:
    body = {"requestBody": {"required": True, "content": _content(each)}} if each.body or each.upload else {}
    return {
        "operationId": each.name,
        "tags": [each.tag],
        "summary": each.summary,
        "description": _whose(each.access),
        "security": [{}, *SIGNED] if each.access is Access.PUBLIC else SIGNED,
        "parameters": [*_path(each), *map(_query, each.query), *_headers(each)],
        **body,
        "responses": {str(each.status): _success(each, all_), **problems(statuses(each))},
    }


def _whose(access: Access | Right) -> str:
    """The right that is needed and the roles that have it."""
    if access is Access.PUBLIC:
        return "不用登录。"
    if access is Access.SIGNED_IN:
        return "登录即可；看到的以权限范围为限。"
    assert isinstance(access, Right), "whether all may use it is settled by now"
    roles = "、".join(name for role, name in ROLE_NAMES.items() if role in RIGHTS[access])
    return f"须有“{RIGHT_NAMES[access]}”权限（{roles}）；令牌须含范围 {access.value}。"


def _path(each: Operation) -> Iterable[Described]:
    names = _ID.findall(each.path)
    return ({"name": name, "in": "path", "required": True, "schema": _id(name, each.words)} for name in names)


def _id(name: str, words: Mapping[str, Sequence[str]]) -> Described:
    """What the address accepts there; only ids are numbers."""
    if name in words:
        return {"type": "string", "enum": list(words[name])}
    number = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID, "title": "编号"}
    return number if name.endswith("id") else {"type": "string", "minLength": 1}


def _query(each: Parameter) -> Described:
    schema = dict(each.schema) | ({} if each.default is None else {"default": each.default})
    return {"name": each.name, "in": "query", "description": each.title, "schema": schema, "required": each.required}


def _headers(each: Operation) -> list[Described]:
    return [IF_MATCH] * each.versioned + [IDEMPOTENCY_KEY] * each.needs_key


def _content(each: Operation) -> Described:
    """A JSON body, or a file as it is."""
    return {"application/json": {"schema": each.body}} if each.body else FILE


def _success(each: Operation, all_: Sequence[Operation]) -> Described:
    content = _answered(each)
    links = _links(each, all_)
    headers = _given_headers(each, named=any(other.path == each.path + "/{id}" for other in all_))
    return {
        "description": each.summary,
        **({"content": content} if content else {}),
        **({"headers": headers} if headers else {}),
        **({"links": links} if links else {}),
    }


def _answered(each: Operation) -> Described:
    if each.media_types:
        return {name: {} for name in each.media_types}
    if each.media_type != "application/json":
        return {each.media_type: {}}
    if each.answer is None:
        return {}
    csv = {"text/csv": {"schema": {"type": "string"}}} if each.listed else {}
    return {"application/json": {"schema": each.answer}, **csv}


def _given_headers(each: Operation, *, named: bool) -> Described:
    """The headers of success; what is made at an address of its own is located."""
    located = {"schema": {"type": "string", "format": "uri-reference"}, "description": "所建之物的地址"}
    following = {"schema": {"type": "string"}, "description": "下一页的地址（rel=next）；末页没有"}
    version = {"schema": VERSION, "required": _versioned(each), "description": "版本"}
    replayed = {"schema": {"type": "string", "const": "true"}, "description": "同一请求重发：答复是先前的"}
    return {
        **({"ETag": version} if _versioned(each) or each.versioned or each.path.endswith("}") else {}),
        **({"Location": located | {"required": named}} if each.status == 201 else {}),
        **({"Link": following} if each.listed else {}),
        **({"Idempotent-Replayed": replayed} if each.needs_key else {}),
    }


def _versioned(each: Operation) -> bool:
    """Does the answer carry its version?"""
    return _has(each.answer, "version") and not each.listed


def _has(schema: type[Schema] | None, name: str) -> bool:
    return schema is not None and name in schema().fields


def _links(each: Operation, all_: Sequence[Operation]) -> Mapping[str, Described]:
    """From the answer that made something to every operation on it."""
    if each.method != "POST" or each.status != 201 or not _has(each.answer, "id"):
        return {}
    noun = re.escape(each.path)
    return {other.name: _link(each, other) for other in all_ if re.fullmatch(noun + r"/\{id\}(/[^{}]+)?", other.path)}


def _link(each: Operation, other: Operation) -> Described:
    version = {"header.If-Match": "$response.header.ETag"} if other.versioned and _versioned(each) else {}
    ids = {f"path.{name}": f"$request.path.{name}" for name in _ID.findall(each.path)}
    return {
        "operationId": other.name,
        "parameters": {**ids, "path.id": "$response.body#/id", **version},
        "description": f"{other.summary}：刚建的这一个",
    }
