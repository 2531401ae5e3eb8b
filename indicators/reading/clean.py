"""A cell text made plain before it is read: folded, white space out, enumerators off, numerals in digits."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.numbers import fold, plain
from indicators.reading.chinese import with_digits
from indicators.reading.unitwords import unit_at
from indicators.words import BEFORE, LEADS, TAILS

LONGEST = 500
_WHOLE = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"两": "2", None: "0"}
_GAP = re.compile(r"(?<=[0-9.])(\s+)(?=[0-9.])")
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_SPACE = re.compile(r"\s+")
_CHINESE = re.compile(r"[零一二两三四五六七八九十百半]")
_EDGES = "。;,、.!'\"“”‘’「」 \t\r\n"
_FIRST = re.compile(r"\(?[0-9]{1,2}(?:[)、]|\.(?![0-9.]))(?=[^0-9%‰])")
_HALF = re.compile(
    r"(?:(?<![0-9.])([0-9]{1,4}|[一二两三四五六七八九])个?|(?<![上下每大过多前后]))半(?=年|天|日|个?小时|个?月|个工作日)"
)
_TENTHS = re.compile(r"(?<![0-9.])([0-9](?:\.[0-9])?|10)成(?=$|以|及|左|\(|,|。|的)")
_COUNTED_IN_CHINESE = re.compile(r"[期级期线批维代届式体统般致定]")


class Plain(NamedTuple):
    """The plain text, and the alternatives where white space left in doubt which figure is meant."""

    text: str
    joined: bool = False
    alternatives: tuple[str, ...] = ()


def plain_text(text: str) -> Plain:
    """The folded text without white space; a break inside a figure is mended, or asked about."""
    folded = fold(text).strip()
    if " " not in folded and "\n" not in folded and "\t" not in folded and "\r" not in folded:
        return Plain(_tidied(folded))
    gap = _GAP.search(folded)
    if gap is None:
        return Plain(_tidied(_SPACE.sub("", folded)))
    whole = _tidied(_SPACE.sub("", folded))
    if "\n" in gap[1] or _GROUPED.search(folded):
        return Plain(whole, True)
    return Plain(whole, True, (whole, *(_SPACE.sub("", part) for part in _GAP.split(folded) if part.strip())))


def _tidied(text: str) -> str:
    """Without quotes and stops around it, and without the number of a list's only point."""
    if "!" in text:
        text = text.replace("!<", "≥").replace("!>", "≤")
    if text and (text[0] in _EDGES or text[-1] in _EDGES):
        bare = text.strip(_EDGES)
        text = f".{bare}" if bare[:1].isdigit() and f".{bare[0]}" in text[: len(text) - len(bare) + 1] else bare
    first = _FIRST.match(text)
    if first:
        text = text[first.end() :]
        text = re.sub(r"(?<=[;,。、])\(?[0-9]{1,2}(?:[)、]|\.(?![0-9]))(?=[^0-9%‰])", "", text)
    return text


def numerals_to_digits(text: str) -> str:
    """Chinese numerals in digits where a figure with a known unit stands in clear grammar."""
    if "成" in text:
        text = _TENTHS.sub(lambda found: f"{plain(Decimal(found[1]).scaleb(1))}%", text)
    if not _CHINESE.search(text):
        return text
    half = _HALF.search(text) if "半" in text else None
    if half and _clear(text, half.start(), half.end()):
        whole = _WHOLE.get(half[1], half[1])
        text = f"{text[: half.start()]}{whole}.5{text[half.end() :]}"
    return with_digits(text, _clear)


def _clear(text: str, start: int, end: int) -> bool:
    """A numeral counts when a known unit follows and nothing but verbs and operators stand around it."""
    unit, after, _ = unit_at(text, end)
    if not unit or _COUNTED_IN_CHINESE.match(unit):
        return False
    lead, tail = text[:start], text[after:]
    return _leads(lead) and _trails(tail, bool(lead))


_PERIOD = re.compile(r"每(?:半年|年度?|季度?|个?月|周|日|天)$")


def _leads(lead: str) -> bool:
    lead = _PERIOD.sub("", lead.rstrip(",;、。:约近")).rstrip(",;、。:约近每")
    if not lead or lead in LEADS or lead[-1] in "≥≤<>=不近约":
        return True
    return any(lead.endswith(word) for word in BEFORE) or any(lead.endswith(word) for word in LEADS if len(word) > 1)


def _trails(tail: str, led: bool) -> bool:
    """Behind a verb (建成一个平台) a noun may follow; without one it is a slogan (四个全覆盖)."""
    for word in ("(含)以上", "及以上", "及以下", "以上", "以内", "之内", "以下", "左右", "内"):
        if tail.startswith(word):
            tail = tail.removeprefix(word)
            break
    if not tail or tail in TAILS or tail[0] in ",;。、(":
        return True
    return led and len(tail) <= 4 and tail.isalpha() and tail[0] not in "不都也半"
