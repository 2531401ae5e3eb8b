"""Figures as places on a drawing (图): numbers in, percentages of width and height out. Pure; the template draws.

Everything is placed in per cent of what it is drawn on, so that it fits any width and no letter is stretched.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import isqrt
from typing import NamedTuple

from indicators.numbers import plain
from scoring.rounding import half_up

WHOLE = Decimal(100)
SMALL, LARGEST = 4, 12  # radii of a mark, in pixels
_HUNDREDTHS = 2


def per_cent(share: Decimal) -> str:
    """A share of the drawing: 0.5 is "50%", to a hundredth."""
    text = plain(half_up(share * WHOLE, _HUNDREDTHS))
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


class Piece(NamedTuple):
    """A piece of a bar: where it begins, how wide it is, and its tone (a class of the stylesheet)."""

    x: str
    width: str
    tone: str


def bar(value: Decimal, most: Decimal, tone: str = "") -> tuple[Piece, ...]:
    """A bar as long as its value among bars of which the longest fills the width; none for nothing."""
    return stacked([(value, tone)], most)


def stacked(values: Iterable[tuple[Decimal, str]], most: Decimal) -> tuple[Piece, ...]:
    """Pieces one after another; what is nothing is left out."""
    made, at = [], Decimal(0)
    for value, tone in values:
        if value > 0 and most > 0:
            made.append(Piece(per_cent(at / most), per_cent(value / most), tone))
            at += value
    return tuple(made)


class Axis(NamedTuple):
    """Classes of equal width side by side: their edges; what lies under the first and over the last has a class, too.

    ``start`` is where the first class begins; what lies over the last edge is drawn in the middle of its class.
    """

    start: Decimal
    edges: tuple[Decimal, ...]

    @property
    def classes(self) -> int:
        """The number of classes."""
        return len(self.edges) + 1

    def share(self, value: Decimal) -> Decimal:
        """How far along a value lies, between 0 and 1."""
        lower = (self.start, *self.edges)
        if value >= self.edges[-1]:
            return (self.classes - Decimal("0.5")) / self.classes
        number, (low, high) = next((n, pair) for n, pair in enumerate(pairwise(lower)) if value < pair[1])
        return (number + max(value - low, Decimal(0)) / (high - low)) / self.classes

    def begins(self, number: int) -> Decimal:
        """How far along a class begins."""
        return Decimal(number) / self.classes


class Mark(NamedTuple):
    """So many at a place: the cell that a pointer hits, the middle and the radius of the mark, and its text."""

    left: str
    top: str
    x: str
    y: str
    radius: int
    text: str


def mark(
    across: Axis, up: Axis, cell: tuple[int, int], middle: tuple[Decimal, Decimal], number: int, most: int
) -> Mark:
    """A mark in its cell, as large as its number among marks of at most so many; one alone has no text."""
    column, row = cell
    return Mark(
        per_cent(across.begins(column)), per_cent(1 - up.begins(row + 1)), per_cent(across.share(middle[0])),
        per_cent(1 - up.share(middle[1])), radius(number, most), str(number) if number > 1 else "",
    )  # fmt: skip


def radius(number: int, most: int) -> int:
    """The area grows with the number."""
    if number <= 1:
        return SMALL
    return max(LARGEST * isqrt(number * 10_000 // max(most, 1)) // 100, SMALL * 2)


class Point(NamedTuple):
    """A point of a line."""

    x: str
    y: str


class Segment(NamedTuple):
    """From one point to the next."""

    x1: str
    y1: str
    x2: str
    y2: str


class Line(NamedTuple):
    """A line over the columns of a drawing; a column without a value breaks it."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]


def line(values: Sequence[Decimal | None], low: Decimal, high: Decimal) -> Line:
    """Values in columns of equal width, between two ends of the axis; what lies outside is drawn at the end."""
    found = [
        None if value is None else _point(number, value, len(values), low, high) for number, value in enumerate(values)
    ]
    segments = [Segment(*first, *second) for first, second in pairwise(found) if first and second]
    return Line(tuple(point for point in found if point), tuple(segments))


def _point(number: int, value: Decimal, count: int, low: Decimal, high: Decimal) -> Point:
    x = (number + Decimal("0.5")) / count
    return Point(per_cent(x), per_cent((high - min(max(value, low), high)) / (high - low)))


def ends(values: Iterable[Decimal | None], step: int = 10) -> tuple[Decimal, Decimal]:
    """The ends of an axis that holds these values, 0 to 100 and a little more: whole steps, at least two apart."""
    told = [min(max(value, Decimal(0)), Decimal(120)) for value in values if value is not None]
    if not told:
        return Decimal(0), WHOLE
    most = max(told)
    high = max(WHOLE, most + (step - most % step) % step)
    low = min(min(told) // step * step, high - 2 * step)
    return max(low, Decimal(0)), high
