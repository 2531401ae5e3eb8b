"""The figures of a folded cell text: operator before or after, number or range, unit glued to it, approximation."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.cells import Operator
from indicators.numbers import MOST_DIGITS
from indicators.units import EXACT, KNOWN, SCALES
from indicators.words import AFTER, BEFORE, BELOW, NEARLY, NOT_UNITS, SYMBOLS

ABOUT, LESS, MORE = "about", "less", "more"
NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?", re.ASCII)
_JOINT = re.compile(r"[-~至到]+")
_SYMBOL_CHARS = frozenset("≥≤<>=≠")
_MORE = frozenset("余多+")
_PREFIX: dict[str, Operator | str] = {**BEFORE, **dict.fromkeys(NEARLY, ABOUT), **dict.fromkeys(BELOW, LESS)}
_SUFFIX: dict[str, Operator | str] = {**AFTER, "左右": ABOUT, "上下": ABOUT}
_LONGEST_PREFIX = max(map(len, _PREFIX))
_LONGEST_SUFFIX = max(map(len, _SUFFIX))
_LONGEST_UNIT = max(map(len, KNOWN))
_BLOCKING = frozenset(word[0] for word in NOT_UNITS)
_SCALES = tuple(SCALES)
_SCALE_HEADS = frozenset(scale[0] for scale in SCALES)
_UNIT_HEADS = frozenset(unit[0] for unit in KNOWN)
_SAME_UNIT = {"百分比": "%", "百分数": "%", "比例": "%", "百分率": "%", "千分比": "‰", "万分比": "‱"}

AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN = (
    Operator.AT_LEAST,
    Operator.MORE_THAN,
    Operator.AT_MOST,
    Operator.LESS_THAN,
)
EQUAL, UNSTATED, WITHIN = Operator.EQUAL, Operator.UNSTATED, Operator.WITHIN


class Figure(NamedTuple):
    """One figure of a cell, where it stands, and what is to be said about it (a convention or a doubt)."""

    begin: int
    end: int
    operator: Operator
    numbers: tuple[Decimal, ...]
    unit: str
    approx: str = ""
    note: str = ""
    doubt: str = ""
    stated: tuple[Operator, ...] = ()


def decimal(digits: str) -> Decimal:
    """The exact value of digits that ``NUMBER`` found."""
    return Decimal(digits.replace(",", ""))


def figures(text: str) -> list[Figure]:
    """Every figure of the text, left to right; identifiers are not sorted out yet."""
    found: list[Figure] = []
    at = 0
    for number in NUMBER.finditer(text):
        if number.start() >= at:
            figure = _figure(text, number, at)
            found.append(figure)
            at = figure.end
    return found


def _figure(text: str, number: re.Match[str], least: int) -> Figure:
    begin, signed = _sign(text, number.start(), least)
    begin, stated, approx, odd = _before(text, begin, least)
    value = decimal(number[0])
    unit, end, more = unit_at(text, number.end())
    numbers: tuple[Decimal, ...] = (-value,) if signed == "-" else (value,)
    doubt = "number_broken" if len(number[0]) > MOST_DIGITS else odd
    if signed == "±":
        numbers = (-value, value)
    else:
        numbers, unit, end, doubt = _second(text, numbers, unit, end, doubt)
    if begin and text[begin - 1] in "￥¥":
        begin, unit = begin - 1, unit if unit.endswith("元") else f"{unit}元"
    end, after, about, symbol = _after(text, end)
    operator, note, clash = combine((*stated, *after))
    note = "operator_after_figure" if symbol and not stated else note
    approx = approx or about or (MORE if more else "")
    return Figure(begin, end, operator, numbers, unit, approx, note, clash or doubt, (*stated, *after))


def _sign(text: str, at: int, least: int) -> tuple[int, str]:
    """± or a minus in front of the number; a dash behind a letter or figure is no minus."""
    sign = text[at - 1] if at > least else ""
    if sign == "±":
        return at - 1, "±"
    if sign == "-" and (at - 1 == least or text[at - 2] in "≥≤<>=(:为是,;") and (at < 2 or text[at - 2] not in "0123456789"):
        return at - 1, "-"
    if sign == "-" and text[at - 2 : at] == "+-":
        return at - 2, "±"
    return at, ""


def _before(text: str, at: int, least: int) -> tuple[int, tuple[Operator, ...], str, str]:
    """Operators and hedges in front, read backwards: where they begin, which, a hedge, a doubt."""
    stated: list[Operator] = []
    approx = odd = ""
    while at > least:
        if text[at - 1] in _SYMBOL_CHARS:
            end = at
            while at > least and text[at - 1] in _SYMBOL_CHARS:
                at -= 1
            stated += _symbols(text[at:end])
            odd = odd or ("operator_contradiction" if "≠" in text[at:end] else "")
            continue
        for size in range(min(_LONGEST_PREFIX, at - least), 0, -1):
            word = _PREFIX.get(text[at - size : at])
            if word is not None:
                break
        else:
            skip = 1 if stated == [] and text[at - 1] in ":为" and at - 1 > least and _ends_operator(text, at - 1) else 0
            if not skip:
                break
            at -= 1
            continue
        at -= size
        if isinstance(word, Operator):
            stated.append(word)
        else:
            approx = word
    return at, tuple(stated), approx, odd


def _ends_operator(text: str, at: int) -> bool:
    return text[at - 1] in _SYMBOL_CHARS or any(text[max(0, at - n) : at] in BEFORE for n in (2, 3, 4))


def _symbols(run: str) -> list[Operator]:
    """The operators that a run of symbols states: >= and => are one, a doubled one counts once."""
    for pair, one in ((">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"), ("≥=", "≥"), ("=≥", "≥"), ("≤=", "≤"), ("=≤", "≤")):
        run = run.replace(pair, one)
    return [SYMBOLS[sign] for sign in dict.fromkeys(run) if sign in SYMBOLS]


def _after(text: str, at: int) -> tuple[int, tuple[Operator, ...], str, bool]:
    """Operators and hedges behind: where they end, which, a hedge, and whether a bare symbol stood there."""
    if at < len(text) and text[at] in _SYMBOL_CHARS:
        end = at
        while end < len(text) and text[end] in _SYMBOL_CHARS:
            end += 1
        return (end, tuple(_symbols(text[at:end])), "", True) if end == len(text) else (at, (), "", False)
    found: list[Operator] = []
    about = ""
    while at < len(text):
        for size in range(min(_LONGEST_SUFFIX, len(text) - at), 0, -1):
            word = _SUFFIX.get(text[at : at + size])
            if word is not None:
                break
        else:
            break
        at += size
        if isinstance(word, Operator):
            found.append(word)
        else:
            about = word
    return at, tuple(found), about, False


_UPWARDS, _DOWNWARDS = {AT_LEAST, MORE_THAN}, {AT_MOST, LESS_THAN}


def combine(stated: tuple[Operator, ...]) -> tuple[Operator, str, str]:
    """One operator from all that are stated: (operator, convention, doubt)."""
    if not stated:
        return UNSTATED, "", ""
    first = stated[0]
    if all(one is first for one in stated):
        return first, "", ""
    several = set(stated)
    if several <= _UPWARDS:
        return AT_LEAST, "mixed_strictness", ""
    if several <= _DOWNWARDS:
        return AT_MOST, "mixed_strictness", ""
    return UNSTATED, "", "operator_contradiction"


def _second(
    text: str, numbers: tuple[Decimal, ...], unit: str, end: int, doubt: str
) -> tuple[tuple[Decimal, ...], str, int, str]:
    """The rest of a range (3-5次, 90%-95%) or of a tolerance (100±5台); the figure itself when there is none."""
    joint = _JOINT.match(text, end)
    if joint and (other := NUMBER.match(text, joint.end())):
        second, after, _ = unit_at(text, other.end())
        if not unit or not second or unit == second:
            low, high = numbers[0], decimal(other[0])
            return (low, high), second or unit, after, doubt or ("range_reversed" if low > high else "")
    if text.startswith("±", end) and (other := NUMBER.match(text, end + 1)):
        second, after, _ = unit_at(text, other.end())
        return _tolerance(numbers[0], decimal(other[0]), unit, second, after)
    return numbers, unit, end, doubt


def _tolerance(base: Decimal, by: Decimal, unit: str, second: str, end: int) -> tuple[tuple[Decimal, ...], str, int, str]:
    doubt = ""
    if second == "%" and unit != "%":
        doubt = "" if unit else "tolerance_base"
        by = EXACT.multiply(base, by).scaleb(-2, EXACT) if unit else by
    both = EXACT.subtract(base, by), EXACT.add(base, by)
    return both, unit or second, end, doubt


def unit_at(text: str, at: int) -> tuple[str, int, bool]:
    """The unit that begins there, with its scale and its parts (万人次, 元/人*月, 台（套）): (unit, end, 余 or 多)."""
    if at >= len(text):
        return "", at, False
    more = text[at] in _MORE
    start = at + 1 if more else at
    base, end = _known(text, start)
    if base:
        unit, end = _compound(text, base, end)
        return unit, end, more
    scale = _scale(text, start)
    if not scale:
        return ("", start, True) if more else ("", at, False)
    end = start + len(scale)
    if text[end : end + 1] in _MORE and end < len(text):
        more, end = True, end + 1
    base, after = _known(text, end)
    if base:
        unit, after = _compound(text, base, after)
        return scale + unit, after, more
    return scale, end, more


def _scale(text: str, at: int) -> str:
    if text[at : at + 1] not in _SCALE_HEADS:
        return ""
    return next((scale for scale in _SCALES if text.startswith(scale, at)), "")


def _known(text: str, at: int) -> tuple[str, int]:
    """The longest known unit there, unless a longer word begins with it (年度, 次性, 处理)."""
    head = text[at : at + 1]
    if head not in _UNIT_HEADS or not head:
        return "", at
    size = min(_LONGEST_UNIT, len(text) - at)
    while size and text[at : at + size] not in KNOWN:
        size -= 1
    if not size or (head in _BLOCKING and any(text[at : at + n] in NOT_UNITS for n in (2, 3) if n > size)):
        return "", at
    unit = text[at : at + size]
    if unit[-1].isascii() and unit[-1].isalpha() and text[at + size : at + size + 1].isascii() and text[at + size : at + size + 1].isalnum():
        return "", at
    return unit, at + size


def _compound(text: str, unit: str, end: int) -> tuple[str, int]:
    """元/人*月, 次/月, 台（套）, %(百分比): the whole unit in one spelling."""
    whole = _SAME_UNIT.get(unit, unit)
    while end < len(text) and text[end] in "/*·每(":
        sign = text[end]
        start = end + 1
        if sign == "/" and text.startswith("每", start):
            start += 1
        part, after = _known(text, start)
        if not part and sign == "/" and text.startswith("年度", start):
            part, after = "年", start + 2
        if not part or (sign == "(" and text[after : after + 1] != ")"):
            break
        if sign == "(":
            after += 1
            whole = whole if whole == "%" or part == whole else f"{whole}（{part}）"
        else:
            whole += ("/" if sign == "每" else sign) + part
        end = after
    return whole, end
