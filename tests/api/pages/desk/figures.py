"""The figures of the dashboard and the rows of the lists behind them, read from the pages."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape

from tests.api.pages.desk.person import Person

COUNTS = ("份数", "行数", "数", "已交", "已审定", "待审定", "在填", "未开始")


def told(page: str) -> Iterator[tuple[str, str, str]]:
    """Heading, text and address of every figure of a table that leads somewhere."""
    found = re.findall(r'<td class="n" data-label="([^"]+)"><a href="([^"]+)">([^<]+)<', page)
    return ((head, text, unescape(href)) for head, href, text in found)


def drawn(page: str) -> Iterator[tuple[int, str]]:
    """Number and address of every mark of a drawing, and of the figures on top."""
    for href, number in re.findall(r'<a href="([^"]+)" aria-label="[^"]*：(\d+) 份', page):
        yield int(number), unescape(href)
    for href, number in re.findall(r'<a href="([^"]+)">(\d+) [份行]', page):
        yield int(number), unescape(href)


def listed(person: Person, place: str) -> list[dict[str, str]]:
    """The rows of a list by heading, all pages of it."""
    found = []
    while place:
        page = person.get(place)
        assert person.status == 200, place
        for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL):
            cells = re.findall(r'data-label="([^"]+)"[^>]*>(.*?)</td>', row, re.DOTALL)
            found.append({head: re.sub(r"<[^>]+>", "", text).strip() for head, text in cells})
        following = re.search(r'rel="next" href="([^"]+)"', page)
        place = unescape(following[1]) if following else ""
    return found


def exact(values: list[str]) -> str:
    """The mean of decimal texts, half-up to two digits, by fractions."""
    middle = sum(map(Fraction, values)) / len(values) * 100
    return f"{Decimal((middle + Fraction(1, 2)).__floor__()).scaleb(-2):.2f}"
