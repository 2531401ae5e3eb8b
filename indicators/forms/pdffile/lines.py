"""Characters on a page to lines, and lines to texts: a line that ended for want of room goes on in the next."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indicators.forms.lookalikes import usual

# A word or a character, with the signs that may not be torn from it.
_WORD = re.compile("[“‘（《【〔(]*(?:[!-~×]+|.)[，。、；：！？）》”’】〕％,.;:!?)%\"']*")
_APART = 1.15  # lines further apart than the nearest ones by this factor are paragraphs


@dataclass(frozen=True, slots=True)
class Char:
    """One character: its text, the middle of its box, its left and right edges, its size; in points."""

    text: str
    x: Any
    y: Any
    left: Any
    right: Any
    size: Any


@dataclass(frozen=True, slots=True)
class Line:
    """Characters beside one another; ``first`` is the width of the first word with what may not be torn from it."""

    text: str
    left: Any
    right: Any
    y: Any
    size: Any
    first: Any


def chars_of(found: Iterable[Any]) -> list[Char]:
    """The upright characters that a person sees; what is printed twice on one spot (bold) counts once."""
    out: list[Char] = []
    seen: set[tuple[str, int, int]] = set()
    for char in found:
        left, right, top, bottom = char["x0"], char["x1"], char["top"], char["bottom"]
        spot = (char["text"], int(left), int(top))
        if char["upright"] and spot not in seen:
            seen.add(spot)
            x, y, size = (left + right) / 2, (top + bottom) / 2, bottom - top
            out.append(Char(usual(char["text"]), x, y, left, right, size))
    return out


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines from top to bottom; a wide gap within a line is a space."""
    return [line for row in _rows(chars) if (line := _line(sorted(row, key=lambda each: each.left))).text]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """The characters of each line."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda each: (each.y, each.x)):
        if rows and abs(char.y - rows[-1][-1].y) < max(char.size, rows[-1][-1].size) / 2:
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _line(row: Sequence[Char]) -> Line:
    out, before = "", None
    for char in row:
        if before is not None and char.left - before.right > before.size * (0.25 if _latin(out, char.text) else 1):
            out += " "
        out += char.text
        before = char
    filled = [char for char in row if char.text.strip()] or list(row)
    word = _WORD.match(out.strip())
    end = filled[min(word.end() if word else 1, len(filled)) - 1].right
    left = filled[0].left
    return Line(out.strip(), left, filled[-1].right, filled[0].y, max(char.size for char in filled), end - left)


def _latin(text: str, following: str) -> bool:
    return text[-1:].isascii() and following.isascii()


def cell_text(chars: Iterable[Char], width: Any) -> str:
    """The text of a box with room so wide, line ends kept only where somebody put them."""
    out, before, found = "", None, lines(chars)
    least = min((below.y - above.y for above, below in pairwise(found)), default=0)
    for line in found:
        if before is not None:
            free = width - (before.right - before.left)
            apart = line.y - before.y > _APART * least
            out += "\n" if apart or free > line.first + line.size / 3 else _seam(out, line.text)
        out += line.text
        before = line
    return out


def torn(chars: Iterable[Char], box: Sequence[Any]) -> bool:
    """Does text in a box (left, top, right, bottom) stand over other text, or lie across its edge above or below?"""
    _, top, _, bottom = box
    found = list(chars)
    across = any(char.y - top < char.size / 4 or bottom - char.y < char.size / 4 for char in found)
    pairs = (pair for row in _rows(found) for pair in pairwise(sorted(row, key=lambda each: each.left)))
    words = ((before, char) for before, char in pairs if before.text.isalnum() and char.text.isalnum())
    return across or any(before.right - char.left > before.size / 3 for before, char in words)


def _seam(before: str, after: str) -> str:
    """What stands between the halves of a broken line: a space between words, nothing between figures or characters."""
    return " " if re.search(r"[A-Za-z,;]$", before) and re.match(r"[A-Za-z0-9]", after) else ""


def paragraphs(chars: Iterable[Char]) -> list[str]:
    """Running text: a line goes on in the next one where it reaches the right edge and the next is not indented."""
    found = lines(chars)
    right = max((line.right for line in found), default=0)
    left = min((line.left for line in found), default=0)
    out: list[str] = []
    before: Line | None = None
    for line in found:
        if before is not None and _continues(before, line, left, right):
            out[-1] += _seam(out[-1], line.text) + line.text
        else:
            out.append(line.text)
        before = line
    return out


def _continues(before: Line, line: Line, left: Any, right: Any) -> bool:
    same = abs(before.size - line.size) < 1 and line.y - before.y < 3 * line.size
    return bool(same and right - before.right < 2 * line.size and line.left - left < line.size)
