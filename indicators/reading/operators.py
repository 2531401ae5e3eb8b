"""Operators and hedges around a figure, in symbols and words (≥, 不少于, …以上, 约, 左右), and what they add up to."""

from collections.abc import Mapping

from indicators.cells import Operator
from indicators.words import AFTER, AT_LEAST, AT_MOST, BEFORE, BELOW, LESS_THAN, MORE_THAN, NEARLY, SYMBOLS

ABOUT, LESS, MORE = "about", "less", "more"
UNSTATED: Operator = Operator.UNSTATED
SYMBOL_CHARS = frozenset("≥≤<>=≠")
_PREFIX: dict[str, Operator | str] = {**BEFORE, **dict.fromkeys(NEARLY, ABOUT), **dict.fromkeys(BELOW, LESS)}
_SUFFIX: dict[str, Operator | str] = {**AFTER, "左右": ABOUT, "上下": ABOUT}
_LONGEST_PREFIX = max(map(len, _PREFIX))
_LONGEST_SUFFIX = max(map(len, _SUFFIX))
_PAIRS = ((">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"), ("≥=", "≥"), ("=≥", "≥"), ("≤=", "≤"), ("=≤", "≤"))
_UPWARDS, _DOWNWARDS = frozenset((AT_LEAST, MORE_THAN)), frozenset((AT_MOST, LESS_THAN))


def ending_at(text: str, at: int, least: int, words: Mapping[str, Operator | str]) -> tuple[Operator | str, int] | None:
    """The longest of the words that ends there, and where it begins."""
    for size in range(min(_LONGEST_PREFIX, at - least), 0, -1):
        word = words.get(text[at - size : at])
        if word is not None:
            return word, at - size
    return None


def before(text: str, at: int, least: int) -> tuple[int, tuple[Operator, ...], str, str]:
    """Operators and hedges in front, read backwards: where they begin, which, a hedge, a doubt."""
    stated: list[Operator] = []
    approx = doubt = ""
    while at > least:
        if text[at - 1] in SYMBOL_CHARS:
            begin = symbols_begin(text, at, least)
            stated += symbols(text[begin:at])
            doubt = "operator_contradiction" if "≠" in text[begin:at] else doubt
            at = begin
            continue
        found = ending_at(text, at, least, _PREFIX)
        if found is None:
            if text[at - 1] in ":为" and _operator_ends(text, at - 1, least):
                at -= 1
                continue
            break
        word, at = found
        if isinstance(word, Operator):
            stated.append(word)
        else:
            approx = word
    return at, tuple(stated), approx, doubt


def _operator_ends(text: str, at: int, least: int) -> bool:
    return at > least and (text[at - 1] in SYMBOL_CHARS or ending_at(text, at, least, _PREFIX) is not None)


def symbols_begin(text: str, at: int, least: int) -> int:
    """Where the run of symbols that ends there begins."""
    while at > least and text[at - 1] in SYMBOL_CHARS:
        at -= 1
    return at


def symbols(run: str) -> list[Operator]:
    """The operators that a run of symbols states: >= and => are one, a doubled one counts once."""
    if len(run) > 1:
        for pair, one in _PAIRS:
            run = run.replace(pair, one)
    return [SYMBOLS[sign] for sign in dict.fromkeys(run) if sign in SYMBOLS]


def after(text: str, at: int) -> tuple[int, tuple[Operator, ...], str, bool]:
    """Operators and hedges behind: where they end, which, a hedge, and whether a bare symbol stood at the end."""
    if at < len(text) and text[at] in SYMBOL_CHARS:
        run = text[at:]
        return (len(text), tuple(symbols(run)), "", True) if SYMBOL_CHARS.issuperset(run) else (at, (), "", False)
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


def combine(stated: tuple[Operator, ...]) -> tuple[Operator, str, str]:
    """One operator from all that are stated: (operator, convention, doubt)."""
    if not stated:
        return UNSTATED, "", ""
    several = set(stated)
    if len(several) == 1:
        return stated[0], "", ""
    if several <= _UPWARDS:
        return AT_LEAST, "mixed_strictness", ""
    if several <= _DOWNWARDS:
        return AT_MOST, "mixed_strictness", ""
    return UNSTATED, "", "operator_contradiction"
