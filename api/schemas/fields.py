"""Strict fields: what marshmallow's own would let through (1e9, ٣, 12.1 as 12, 5,000 digits) is refused here."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from marshmallow import ValidationError, fields

from api.problems.faults import Fault

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

TEXT_LIMIT = 4000
NAME_LIMIT = 200
DIGIT_LIMIT = 30
LARGEST_NUMBER = 10**DIGIT_LIMIT - 1

DECIMAL_PATTERN = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
# The same in the words of JSON Schema, where a text holds no half of a surrogate pair.
_NEVER = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff"
_BLANK = r"\t\n\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
TEXT_PATTERN = f"^[^{_NEVER}]*$"
FILLED_PATTERN = f"^[^{_NEVER}]*[^{_NEVER}{_BLANK}][^{_NEVER}]*$"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Strict:
    """A field whose refusals come from our catalogue, and which says what it accepts as JSON Schema."""

    def make_error(self, key: str, **facts: Any) -> ValidationError:
        return refusal(key, **facts)

    def accepts(self) -> dict[str, Any]:
        """What the field accepts, in the words of JSON Schema."""
        return {}


class Value(Strict, fields.Field[T]):
    """A single value: ``read`` makes it from JSON, ``write`` gives it back."""

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        return value

    def _deserialize(self, value: Any, *_args: Any, **_options: Any) -> Any:
        return self.read(value)

    def _serialize(self, value: Any, *_args: Any, **_options: Any) -> Any:
        return None if value is None else self.write(value)


def refusal(code: str, **facts: object) -> ValidationError:
    """A validation error with a sentence of our catalogue."""
    return ValidationError([Fault.of(code, **facts)])


def messages(error: ValidationError) -> dict[str, Any]:
    """The error's messages by key; marshmallow leaves this method untyped."""
    found: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
    return found


class Text(Value[str]):
    """Text as written, of bounded length, without control characters."""

    limit: ClassVar[int] = TEXT_LIMIT

    def __init__(self, *, filled: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.filled = filled

    def accepts(self) -> dict[str, Any]:
        least = {"minLength": 1, "pattern": FILLED_PATTERN} if self.filled else {"pattern": TEXT_PATTERN}
        return {"type": "string", "maxLength": self.limit, **least, "examples": [self._example()]}

    def _example(self) -> str:
        """What to write there, up to the first stop of the title; without one, pages would invent it by the pattern."""
        return re.split("[，：；（]", self.metadata.get("title", ""))[0] or "文字"

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise refusal("not_text")
        if len(value) > self.limit:
            raise refusal("too_long", limit=self.limit, count=len(value))
        if bad := _FORBIDDEN.search(value):
            raise refusal("forbidden_character", point=f"{ord(bad.group()):04X}")
        if self.filled and not value.strip():
            raise refusal("empty")
        return value


class Name(Text):
    """A short text: a name, a code, an identifier."""

    limit = NAME_LIMIT


class Day(Value[str]):
    """A day of the calendar from the year 1000 on, written 2024-01-31; kept as text."""

    def accepts(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[1-9]", "examples": ["2025-01-31"]}

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value.startswith("0") or not _is_day(value):
            raise refusal("not_a_day")
        return value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class Exact(Value[Decimal]):
    """A decimal number, exact: text, or a JSON number that was read exactly."""

    def __init__(self, *, negative: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.negative = negative

    def accepts(self) -> dict[str, Any]:
        sign, least = ("-?", -LARGEST_NUMBER) if self.negative else ("", 0)
        pattern = rf"^{sign}(0|[1-9][0-9]{{0,{DIGIT_LIMIT - 1}}})(\.[0-9]+)?$"
        return {
            "anyOf": [
                {"type": "string", "pattern": pattern, "maxLength": DIGIT_LIMIT + 1, "examples": ["9.5"]},
                {"type": "number", "minimum": least, "maximum": LARGEST_NUMBER},
            ]
        }

    def read(self, value: Any) -> Decimal:
        text = str(value) if type(value) in (str, int, Decimal) else ""
        if not _DECIMAL.fullmatch(text):
            raise refusal("not_a_decimal")
        if len(text) > DIGIT_LIMIT + 1 or len(text) - text.count("-") - text.count(".") > DIGIT_LIMIT:
            raise refusal("too_many_digits", limit=DIGIT_LIMIT)
        if not self.negative and text.startswith("-"):
            raise refusal("negative")
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        return format(value, "f")


class Whole(Value[int]):
    """A whole number between two bounds; 12.0, "12" and true are none."""

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        super().__init__(**options)
        self.low, self.high = low, high

    def accepts(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}

    def read(self, value: Any) -> int:
        if type(value) is not int:
            raise refusal("not_an_integer")
        if not self.low <= value <= self.high:
            raise refusal("out_of_range", low=self.low, high=self.high)
        return value


class YesNo(Value[bool]):
    """true or false, and nothing that merely looks like it."""

    def accepts(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, value: Any) -> bool:
        if type(value) is not bool:
            raise refusal("not_a_boolean")
        return value


class Choice(Value[E]):
    """One word of a closed list."""

    def __init__(self, words: type[E], **options: Any) -> None:
        super().__init__(**options)
        self.words = {word.value: word for word in words}

    def accepts(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def read(self, value: Any) -> E:
        word = self.words.get(value) if isinstance(value, str) else None
        if word is None:
            raise refusal("not_a_choice", choices="、".join(self.words))
        return word

    def write(self, value: E) -> str:
        return value.value


class Level(Choice[E]):
    """A level of the indicator tree: its word, or the Chinese name on the form, which is then kept as printed.

    Loads to the pair (word, printed name): no name where the word was given, no word where the name is no known
    level. A word that is neither is a slip of the pen and refused.
    """

    def __init__(
        self, words: type[E], named: Callable[[str], E | None], names: Mapping[E, str], **options: Any
    ) -> None:
        super().__init__(words, **options)
        self.named, self.names = named, names

    def accepts(self) -> dict[str, Any]:
        examples = [*self.words, *self.names.values()]
        return {"type": "string", "maxLength": NAME_LIMIT, "pattern": FILLED_PATTERN, "examples": examples}

    def read(self, value: Any) -> Any:
        if isinstance(value, str) and value in self.words:
            return self.words[value], ""
        if (
            isinstance(value, str)
            and 0 < len(value) <= NAME_LIMIT
            and not value.isascii()
            and not _FORBIDDEN.search(value)
        ):
            return self.named(value), value
        raise refusal("not_a_level", choices="、".join(self.words))


class Records(Strict, fields.List[Any]):
    """A list of bounded length; loads to a tuple."""

    def __init__(self, inner: fields.Field[Any], *, limit: int, least: int = 0, **options: Any) -> None:
        super().__init__(inner, **options)
        self.limit, self.least = limit, least

    def accepts(self) -> dict[str, Any]:
        return {"maxItems": self.limit} | ({"minItems": self.least} if self.least else {})

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        if not isinstance(value, list):
            raise refusal("not_a_list")
        if len(value) > self.limit:
            raise refusal("too_many", limit=self.limit, count=len(value))
        if len(value) < self.least:
            raise refusal("too_few", limit=self.least, count=len(value))
        return tuple(super()._deserialize(value, *args, **options))


class Part(Strict, fields.Nested):
    """An object inside an object."""


class Shorthand(Part):
    """An object that may be written as the bare value of its one essential key."""

    def __init__(self, nested: Any, *, key: str, **options: Any) -> None:
        super().__init__(nested, **options)
        self.key = key

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        if isinstance(value, dict | list):
            return super()._deserialize(value, *args, **options)
        return self._bare(value, *args, **options)

    def _bare(self, value: Any, *args: Any, **options: Any) -> Any:
        """The whole object from its bare value; errors stand at the field itself, where the value was written."""
        try:
            return super()._deserialize({self.key: value}, *args, **options)
        except ValidationError as error:
            raise ValidationError(messages(error)[self.key]) from error


class ShortText(Shorthand):
    """A shorthand that is also written short where the object says nothing else."""

    def _serialize(self, value: Any, *args: Any, **options: Any) -> Any:  # type: ignore[override]  # two names above
        long: dict[str, Any] = super()._serialize(value, *args, **options)  # type: ignore[no-untyped-call]
        return long if len(long) > 1 else long[self.key]


class Exactly(Value[str]):
    """One fixed word, written on every dump."""

    def __init__(self, word: str) -> None:
        super().__init__(required=True, dump_default=word)
        self.word = word

    def accepts(self) -> dict[str, Any]:
        return {"type": "string", "const": self.word}

    def read(self, value: Any) -> str:
        if value != self.word:
            raise refusal("not_a_choice", choices=self.word)
        return self.word
