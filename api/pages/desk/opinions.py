"""What a reviewer writes on the review sheet (复核的格子): fields by name, and what of them is new. Pure.

A field's name is what it is and the number of its line: ``value-3`` (复核认定值), ``score-3`` (复核得分), ``opinion-3``
(意见), ``ground-3`` (依据), ``clause-3`` (条款); ``remark-3`` is what the line's return says, ``remark-funding`` that of
the funds. What stood in a field when the page was made is sent along as ``was-score-3``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from indicators.numbers import parse_decimal, plain

Fields = Mapping[str, str]
NAMES: Mapping[str, str] = {
    "value": "复核认定值",
    "score": "复核得分",
    "opinion": "意见",
    "ground": "依据",
    "clause": "条款",
}
REMARK = "退回时对这一行的话"
_PATH = re.compile(r"(lines|remarks)\[(\d+)\]\.?(\w*)")
_LINE = re.compile(r"(.*)\.review\.(\w+)")


class Said(NamedTuple):
    """The changed reviews as the action takes them, and the lines whose review is taken back."""

    lines: list[dict[str, Any]]
    dropped: list[str]


def stored(places: Sequence[str], reviews: Sequence[Mapping[str, Any]], level: int) -> dict[str, str]:
    """Every field with what this level has said so far."""
    told = {row["place"]: row for row in reviews if row["level"] == level}
    return {
        f"{name}-{n}": told[place][name] or "" if place in told else ""
        for n, place in enumerate(places, 1)
        for name in NAMES
    }


def said(places: Sequence[str], before: Fields, now: Fields) -> Said:
    """The lines on which anything differs from what stood there; a line of which nothing is left is taken back."""
    lines, dropped = [], []
    for n, place in enumerate(places, 1):
        names = {name: f"{name}-{n}" for name in NAMES}
        if all(now[each] == before[each] for each in names.values()):
            continue
        given = {name: text for name, field in names.items() if (text := read(field, now[field]))}
        if given:
            lines.append({"where": place, **given})
        else:
            dropped.append(place)
    return Said(lines, dropped)


def read(name: str, text: str) -> str:
    """A field as it counts: a score is read as people write it (full width, with blanks)."""
    value = parse_decimal(text) if name.startswith("score-") else None
    return text.strip() if value is None else plain(value)


def remarks(places: Sequence[str], now: Fields) -> list[dict[str, str]]:
    """What a return says of the funds and of single lines."""
    where = {"remark-funding": "funding", **{f"remark-{n}": place for n, place in enumerate(places, 1)}}
    return [{"where": place, "text": text} for name, place in where.items() if (text := now.get(name, "").strip())]


def field_of(path: str, places: Sequence[str], sent: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The field that a path of the request, or of the document, names; "" for none of ours."""
    if match := _PATH.match(path):
        where, name = sent[match[1]][int(match[2])]["where"], match[3]
        number = "funding" if where == "funding" else str(places.index(where) + 1)
        return f"{'remark' if match[1] == 'remarks' else name}-{number}"
    if (match := _LINE.fullmatch(path)) and match[1] in places:
        return f"{match[2]}-{places.index(match[1]) + 1}"
    return path


def label(name: str) -> str:
    """A field in words: 第3行 意见."""
    kind, _, number = name.partition("-")
    if kind == "opinion" and not number:
        return "总的意见"
    what = NAMES.get(kind, REMARK)
    return f"资金表 {what}" if number == "funding" else f"第{number}行 {what}"
