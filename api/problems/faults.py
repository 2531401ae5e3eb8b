"""What is wrong with a value: a stable code, a Chinese sentence, and the path where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Self

# Codes are public: never renamed, never reused.
MESSAGES: Mapping[str, str] = {
    "required": "必填",
    "null": "不能为 null；没有内容时请省略此字段",
    "unknown_field": "没有这个字段",
    "not_an_object": "应为 JSON 对象",
    "not_a_list": "应为数组",
    "too_many": "至多 {limit} 项，现有 {count} 项",
    "too_few": "至少 {limit} 项，现有 {count} 项",
    "not_a_day": "应为日期，写作 2024-01-31",
    "not_an_email": "应为邮箱地址，如 a@b.cn，或留空",
    "not_text": "应为字符串",
    "too_long": "至多 {limit} 个字符，现有 {count} 个",
    "empty": "不能为空",
    "forbidden_character": "含有不允许的字符 U+{point}",
    "not_a_decimal": '应为十进制数，写成字符串如 "97.0"：只用数字 0–9、小数点和负号，不用指数、逗号和全角数字',
    "too_many_digits": "至多 {limit} 位数字",
    "negative": "不能为负数",
    "not_an_integer": "应为整数",
    "out_of_range": "应在 {low} 至 {high} 之间",
    "not_a_boolean": "应为 true 或 false",
    "not_a_choice": "应为下列之一：{choices}",
    "not_a_level": "应为 {choices} 之一，或表上所印的中文名称",
    "weight_without_value": "来源为 printed 或 inferred 的分值须有 value",
    "weight_of_unknown_origin": "来源为 unknown 的分值不能有 value",
    "repeated": "“{value}”重复",
}


class Fault(str):
    """A Chinese sentence that carries its code."""

    __slots__ = ("code",)
    code: str

    @classmethod
    def of(cls, code: str, **facts: object) -> Self:
        """The catalogue's sentence with its facts filled in."""
        fault = cls(MESSAGES[code].format(**facts))
        fault.code = code
        return fault


class FieldError(NamedTuple):
    """One thing wrong, at one place of the document (``objectives[0].indicators[3].target``)."""

    path: str
    message: str
    code: str = "invalid"


class InvalidDocument(Exception):
    """The value is not a document; ``errors`` says everything that is wrong with it."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("；".join(f"{error.path or '文档'}：{error.message}" for error in errors[:3]))
        self.errors = tuple(errors)

    def under(self, path: str) -> "InvalidDocument":
        """The same errors, seen from a value that holds this one at ``path``."""
        return InvalidDocument([error._replace(path=joined(path, error.path)) for error in self.errors])


def joined(path: str, key: str | int) -> str:
    """``path`` with one more step; an index stands in brackets."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if key.startswith("[") or not path or not key:
        return path + key
    return f"{path}.{key}"


def flattened(messages: object, path: str = "") -> Iterator[FieldError]:
    """marshmallow's nested messages as a flat list with paths."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from flattened(inner, path if key == "_schema" else joined(path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flattened(inner, path)
    else:
        yield FieldError(path, str(messages), getattr(messages, "code", "invalid"))
