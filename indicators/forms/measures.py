"""How much room a text takes: a Chinese character is two units wide, a letter one."""

import unicodedata
from collections.abc import Sequence

from indicators.forms.grid import Page, placed

_WIDE = frozenset("WFA")


def width(text: str) -> int:
    """The units of one line; ambiguous signs (≥, ①) are as wide as Chinese fonts draw them."""
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in text)


def lines(text: str, room: int) -> int:
    """The lines that a text takes in a box of so many units."""
    return sum(max(1, -(-width(line) // max(room, 2))) for line in text.split("\n"))


def columns(page: Page, units: int) -> list[int]:
    """The page's column widths in units, so that all of them make ``units`` together; none is under four."""
    whole = sum(page.widths)
    return [max(4, wide * units // whole) for wide in page.widths]


def heights(page: Page, widths: Sequence[int]) -> list[int]:
    """The lines that each row of the table needs; what a box over several rows lacks is shared among them."""
    rows = [1] * len(page.rows)
    boxes = sorted(placed(page), key=lambda found: found[2].rows)
    for row, column, box in boxes:
        need = lines(box.text, sum(widths[column : column + box.columns]))
        over = range(row, min(row + box.rows, len(rows)))
        for each in range(need - sum(rows[number] for number in over)):
            rows[over[each % len(over)]] += 1
    return rows
