"""Text tables that align although a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Iterable, Sequence

_ELLIPSIS = "…"


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, limit: int) -> str:
    """The text on one line within ``limit`` columns; what was cut shows as an ellipsis."""
    line = " ".join(text.split())
    if width(line) <= limit:
        return line
    while line and width(line) > limit - 1:
        line = line[:-1]
    return line + _ELLIPSIS


def padded(text: str, columns: int, side: str) -> str:
    """The text filled up with spaces; ``side`` is where it stands: left or right."""
    space = " " * max(0, columns - width(text))
    return space + text if side == "right" else text + space


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], limits: Sequence[int]) -> str:
    """A table with a rule under its heads; a negative limit sets the column to the right."""
    cells = [[cut(text, abs(limit)) for text, limit in zip(row, limits, strict=True)] for row in (heads, *rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(heads))]
    sides = ["right" if limit < 0 else "left" for limit in limits]
    lines = ["  ".join(map(padded, row, widths, sides)).rstrip() for row in cells]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]])
