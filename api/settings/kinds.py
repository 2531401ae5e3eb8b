"""The kinds of values that settings have: what each looks like in a variable, in a TOML file, and in words.

``parse`` turns the text of a variable into what a TOML file would hold; ``check`` turns that into the value, with
relative paths below ``folder``. Both raise Unfit.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
_DIGITS = 15  # of a number; more is no setting of ours
_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class Unfit(Exception):
    """Not a value of this kind; the reader knows the name and says so."""


class Kind(Protocol):
    """One kind of value."""

    @property
    def expected(self) -> str:
        """What a value of this kind looks like, as the end of ``应为……``."""

    def parse(self, text: str) -> object:
        """The text of a variable as a TOML file would hold it."""

    def check(self, value: object, folder: Path) -> object:
        """The value."""


def _text(value: object) -> str:
    if not isinstance(value, str) or _CONTROL.search(value):
        raise Unfit
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Unfit
    return int(text)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    low: int
    high: int

    @property
    def expected(self) -> str:
        return f" {self.low} 至 {self.high} 的整数"

    def parse(self, text: str) -> object:
        return _whole(text)

    def check(self, value: object, folder: Path) -> int:
        if type(value) is not int or not self.low <= value <= self.high:  # True is an int, and no number
            raise Unfit
        return value


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    expected: str = " true 或 false"

    def parse(self, text: str) -> object:
        return _SWITCHES.get(text.lower())

    def check(self, value: object, folder: Path) -> bool:
        if not isinstance(value, bool):
            raise Unfit
        return value


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; empty means that there is none."""

    shortest: int = 0
    pattern: str = r".*"
    words: str = "一行文字"

    @property
    def expected(self) -> str:
        return f"至少 {self.shortest} 个字符的文字" if self.shortest else self.words

    def parse(self, text: str) -> object:
        return text

    def check(self, value: object, folder: Path) -> str:
        text = _text(value)
        if text and not (len(text) >= self.shortest and re.fullmatch(self.pattern, text)):
            raise Unfit
        return text


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where people reach the service; kept without a slash at its end."""

    expected: str = "以 http:// 或 https:// 开头、不带 ? 和 # 的网址"

    def parse(self, text: str) -> object:
        return text

    def check(self, value: object, folder: Path) -> str:
        text = _text(value)
        try:
            parts = urlsplit(text)
        except ValueError:
            raise Unfit from None
        if text and (parts.scheme not in ("http", "https") or not parts.hostname or set(text) & set("?# @")):
            raise Unfit
        return text.rstrip("/")


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder that need not be there yet."""

    expected: str = "文件或文件夹的路径"

    def parse(self, text: str) -> object:
        return text

    def check(self, value: object, folder: Path) -> Path:
        if not _text(value):
            raise Unfit
        return folder / _text(value)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is there."""

    expected: str = "已有的文件夹"

    def parse(self, text: str) -> object:
        return text

    def check(self, value: object, folder: Path) -> Path:
        found = folder / _text(value)
        if not found.is_dir():
            raise Unfit
        return found


@dataclass(frozen=True, slots=True)
class Folders:
    """Folders that are there; in a variable with the system's separator between them."""

    expected: str = "已有的文件夹（变量里多个用“:”隔开，Windows 用“;”；文件里写成数组）"

    def parse(self, text: str) -> object:
        return [part for part in text.split(os.pathsep) if part.strip()]

    def check(self, value: object, folder: Path) -> tuple[Path, ...]:
        if not isinstance(value, list):
            raise Unfit
        return tuple(Folder().check(each, folder) for each in value)


@dataclass(frozen=True, slots=True)
class Days:
    """Numbers of days, each once, the largest first."""

    high: int = 366

    @property
    def expected(self) -> str:
        return f" 0 至 {self.high} 的天数（变量里多个用逗号隔开，文件里写成数组）"

    def parse(self, text: str) -> object:
        return [_whole(part.strip()) for part in text.replace("，", ",").split(",")]

    def check(self, value: object, folder: Path) -> tuple[int, ...]:
        if not isinstance(value, list):
            raise Unfit
        days = {Whole(0, self.high).check(each, folder) for each in value}
        return tuple(sorted(days, reverse=True))
