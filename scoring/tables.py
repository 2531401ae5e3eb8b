"""Reading a rulebook's TOML table by table: every key typed, bounded and accounted for, every refusal placed."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal


class RulebookError(ValueError):
    """A rulebook that cannot be used: in which file, at which key, for which reason (Chinese, with what to do)."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}：{key}：{reason}")
        self.file, self.key, self.reason = file, key, reason


def shortest(number: Decimal) -> str:
    """All digits of a number, and no zero that says nothing: 0.80 is 0.8, 1E+2 is 100."""
    text = f"{number:f}" if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Table:
    """One TOML table, read key by key; ``close`` refuses what nobody asked for."""

    def __init__(self, file: str, path: str, values: object) -> None:
        self.file, self.path = file, path
        if not isinstance(values, Mapping):
            raise RulebookError(file, path or "（文件）", "应为一个表，请按 [表名] 书写")
        self._values: dict[str, object] = dict(values)

    def at(self, key: str) -> str:
        """The full key of ``key`` in this table."""
        return f"{self.path}.{key}" if self.path else key

    def refuse(self, key: str, reason: str) -> RulebookError:
        """The error to raise about ``key``."""
        return RulebookError(self.file, self.at(key), reason)

    def has(self, key: str) -> bool:
        """True when the key is given and not yet read."""
        return key in self._values

    def take(self, key: str) -> object:
        """The raw value of a required key."""
        if key not in self._values:
            raise self.refuse(key, "缺少这一项，请补上")
        return self._values.pop(key)

    def put(self, key: str, value: object) -> None:
        """Gives back a key that was taken, with the value that it means."""
        self._values[key] = value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        value = self.take(key) if default is None or self.has(key) else default
        if not isinstance(value, str):
            raise self.refuse(key, "应为文字，请加引号")
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the allowed words."""
        value, words = self.text(key), tuple(allowed)
        if value not in words:
            raise self.refuse(key, f"“{value}”不在可选项中，应为：{'、'.join(words)}")
        return value

    def number(self, key: str, low: str, high: str) -> Decimal:
        """A number within low..high, in its shortest writing: rules of one digest give one working, zeros included."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.refuse(key, "应为数字，不加引号")
        number = Decimal(value)
        if not (number.is_finite() and Decimal(low) <= number <= Decimal(high)):
            raise self.refuse(key, f"应在{low}至{high}之间")
        return Decimal(shortest(number))

    def optional_number(self, key: str, low: str, high: str) -> Decimal | None:
        """A number within low..high; None where the paper states none (the key is left out)."""
        return self.number(key, low, high) if self.has(key) else None

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number within low..high."""
        number = self.number(key, str(low), str(high))
        if number != number.to_integral_value():
            raise self.refuse(key, "应为整数")
        return int(number)

    def optional_whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within low..high; None where the key is left out."""
        return self.whole(key, low, high) if self.has(key) else None

    def day(self, key: str) -> date:
        """A date, written as TOML does: 2026-11-20."""
        value = self.take(key)
        if type(value) is not date:
            raise self.refuse(key, "应为日期，写作 2026-11-20，不加引号")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is left out."""
        value = self.take(key) if self.has(key) else []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.refuse(key, '应为文字的列表，写作 ["甲", "乙"]')
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table of its own under a required key."""
        return type(self)(self.file, self.at(key), self.take(key))

    def tables(self, key: str) -> list["Table"]:
        """A list of tables; empty where the key is left out."""
        value = self.take(key) if self.has(key) else []
        if not isinstance(value, list):
            raise self.refuse(key, "应为表的列表，请按 [[表名]] 书写")
        return [type(self)(self.file, f"{self.at(key)}[{i}]", item) for i, item in enumerate(value)]

    def keys(self) -> tuple[str, ...]:
        """The keys not yet read."""
        return tuple(self._values)

    def close(self) -> None:
        """Refuse the keys that nobody read: a misspelt key must not be ignored."""
        for key in self._values:
            raise self.refuse(key, "不认识这一项，请核对拼写或删去")
