"""A stored number as a person sees it: Excel's number formats, as far as forms use them; exact, rounded half up."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from types import MappingProxyType

GENERAL = "General"
_TEXT = "@"
_DIGITS = 15  # what Excel keeps of a number
_SHORT = 10  # what General shows of a long fraction
_TYPED_PLACES = 4  # a fraction of so few places was typed, not computed
# Formats that files name by number only and that depend on the language of Excel.
CHINESE = MappingProxyType(
    {
        14: "yyyy-mm-dd",
        22: "yyyy-mm-dd hh:mm",
        **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        30: "m-d-yy",
        31: 'yyyy"年"m"月"d"日"',
        **dict.fromkeys((32, 55), 'h"时"mm"分"'),
        **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
        **dict.fromkeys((34, 35), 'hh"时"mm"分"'),
    }
)
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|(\[[hms]+\])|(\[[<>=][^\]]*\])|\[[^\]]*\]|(General|G/通用格式)'
    r"|(AM/PM|A/P|上午/下午)|(y+|m+|d+|h+|s+|aaaa?)|(E[+-]0+|[0#?]+/[0-9#?]+)|([0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*', re.DOTALL)
_LITERAL, _ESCAPED, _MONEY, _ELAPSED, _CONDITION, _WHOLE, _NOON, _DATED, _ODD, _PLACES, _OTHER = range(1, 12)


def number(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The number under a number format; what the format cannot mean is shown as General shows it."""
    value = Context(prec=_DIGITS).create_decimal(value)
    part, signed = _chosen(_sections(code), value)
    tokens = _tokens(part)
    kinds = {match.lastindex for match in tokens}
    if kinds & {_ODD, _CONDITION} or any(match[_OTHER] == _TEXT for match in tokens):
        return general(value)
    if kinds & {_DATED, _ELAPSED}:
        return _dated(value, tokens, since_1904)
    if sum(match.lastindex == _PLACES for match in tokens) > 1:  # 000-0000: a number of a telephone
        return general(value)
    figures = _figures(abs(value), tokens)
    return f"-{figures}" if signed and value < 0 and re.search(r"[1-9]", figures) else figures


def text(value: str, code: str) -> str:
    """A text under a number format: as it is, unless the format puts words around it."""
    if _TEXT not in code or code == _TEXT:
        return value
    parts = _sections(code)
    section = parts[3] if len(parts) > 3 else next((part for part in parts if _TEXT in part), _TEXT)
    if _TEXT not in section:
        return value
    return "".join(value if match[_OTHER] == _TEXT else _literal(match) for match in _TOKEN.finditer(section))


def general(value: Decimal) -> str:
    """A number without a format: all digits of what was typed, ten of what was computed."""
    value = Context(prec=_DIGITS).create_decimal(value)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _TYPED_PLACES:
        value = Context(prec=_SHORT).create_decimal(value)
    return plain(value)


def plain(value: Decimal) -> str:
    """The digits without an exponent and without zeros at the end of the fraction."""
    digits = format(value, "f")
    shown = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if shown in ("-0", "") else shown


@lru_cache(1000)
def _tokens(part: str) -> Sequence[re.Match[str]]:
    return tuple(_TOKEN.finditer(part))


@lru_cache(1000)
def _sections(code: str) -> Sequence[str]:
    parts, start = [], 0
    while True:
        match = _SECTION.match(code, start)
        assert match is not None
        parts.append(match.group())
        if match.end() >= len(code):
            return tuple(parts)
        start = match.end() + 1


def _chosen(parts: Sequence[str], value: Decimal) -> tuple[str, bool]:
    """The section for the value, and whether the sign is still to be written."""
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0] or GENERAL, True


def _literal(match: re.Match[str]) -> str:
    return match[_LITERAL] or match[_ESCAPED] or match[_MONEY] or match[_OTHER] or ""


def _figures(value: Decimal, tokens: Sequence[re.Match[str]]) -> str:
    """Literals as they stand, the digits where the places are."""
    per_cents = sum(match[_OTHER] == "%" for match in tokens)
    value = value.scaleb(2 * per_cents)
    out = []
    for match in tokens:
        if match[_WHOLE]:
            out.append(general(value))
        elif match[_PLACES]:
            out.append(_in_places(value, match[_PLACES]))
        else:
            out.append(_literal(match))
    return "".join(out)


def _in_places(value: Decimal, places: str) -> str:
    whole, _, fraction = places.rstrip(",").partition(".")
    value = value.scaleb(-3 * (len(places) - len(places.rstrip(","))))
    fraction = fraction.rstrip(",")
    digits = f"{_half_up(value, len(fraction)):0{len(fraction) + 1}d}"
    cut = len(digits) - len(fraction)
    front = digits[:cut].zfill(whole.count("0"))
    if not whole.count("0") and not front.strip("0"):
        front = ""
    if "," in whole:
        front = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", front)
    back = digits[cut:]
    while back and fraction[len(back) - 1] in "#?" and back.endswith("0"):
        back = back[:-1]
    return f"{front}.{back}" if fraction else front


def _half_up(value: Decimal, places: int) -> int:
    return int(value.scaleb(places) + Decimal("0.5"))


def _dated(value: Decimal, tokens: Sequence[re.Match[str]], since_1904: bool) -> str:
    moment = _moment(value, since_1904)
    if moment is None:
        return general(value)
    day, seconds, total = moment
    halves = any(match[_NOON] for match in tokens)
    out: list[str] = []
    for index, match in enumerate(tokens):
        if match[_ELAPSED]:
            out.append(_elapsed(match[_ELAPSED], total))
        elif match[_NOON]:
            out.append("上午" if seconds < 43200 else "下午")
        elif match[_DATED]:
            minutes = match[_DATED][0] in "mM" and _beside_time(tokens, index)
            out.append(_part(match[_DATED].lower(), day, seconds, minutes, halves))
        elif not match[_PLACES]:
            out.append(_literal(match))
    return "".join(out)


def _moment(value: Decimal, since_1904: bool) -> tuple[date, int, int] | None:
    """The day, the second of the day, and all seconds of a serial number; None where there is no such day."""
    total = _half_up(value * 86400, 0)
    days, seconds = divmod(total, 86400)
    if value < 0 or days > 2_900_000:
        return None
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if days >= 60 else 31)
    return start + timedelta(days=days), seconds, total


def _elapsed(code: str, total: int) -> str:
    size = {"h": 3600, "m": 60, "s": 1}[code[1].lower()]
    return str(total // size).zfill(len(code) - 2)


def _beside_time(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Does m mean minutes: after hours or before seconds?"""
    before = next((m[0] for m in reversed(tokens[:index]) if m.lastindex in (_DATED, _ELAPSED)), "")
    after = next((m[0] for m in tokens[index + 1 :] if m.lastindex in (_DATED, _ELAPSED)), "")
    return before.lower().strip("[")[:1] == "h" or after.lower().strip("[")[:1] == "s"


def _part(code: str, day: date, seconds: int, minutes: bool, halves: bool) -> str:
    hour = seconds // 3600
    if code[0] == "h":
        return str((hour + 11) % 12 + 1 if halves else hour).zfill(min(len(code), 2))
    if minutes or code[0] == "s":
        return str(seconds // 60 % 60 if minutes else seconds % 60).zfill(min(len(code), 2))
    if code[0] == "a":
        return ("星期" if len(code) > 3 else "") + "一二三四五六日"[day.weekday()]
    return _of_day(code, day)


def _of_day(code: str, day: date) -> str:
    if code[0] == "y":
        return f"{day.year:04d}" if len(code) > 2 else f"{day.year % 100:02d}"
    names: Mapping[str, str] = {
        "ddd": "周" + "一二三四五六日"[day.weekday()],
        "dddd": "星期" + "一二三四五六日"[day.weekday()],
    }
    figure = day.month if code[0] == "m" else day.day
    return names.get(code) or (f"{figure}月" if len(code) > 2 else str(figure).zfill(len(code)))
