"""Texts that must not pass for what they seem: damaged figures, ratios, clock times, unread operators and shares."""

import re
from collections.abc import Callable

from indicators.cells import Kind, Missing
from indicators.reading.cell import Cell
from indicators.reading.lexer import NUMBER

_MALFORMED = re.compile(r"[≥≤<>=]*(?:达到?|完成|实现)?([0-9]+(?:[.,、。·'’`]+[0-9]+)+)[^0-9]{0,6}")
_SEPARATORS = re.compile(r"[.,、。·'’`]+")
_HEADLESS = re.compile(r"([≥≤<>=]*)(\.[0-9]+)([^0-9]+)([0-9].*)?")
_SIGN_FIRST = re.compile(r"([≥≤<>=]*)%([0-9]+(?:\.[0-9]+)?)")
_RATIO = re.compile(r"[≥≤<>=]*[^0-9:]{0,6}[0-9]+(?:\.[0-9]+)?:[0-9]+(?:\.[0-9]+)?[^0-9:]{0,6}")
_CLOCK_TIME = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?:时|之?前|以前|之?后|以后|止|-|至)")
_NO_MONTH = re.compile(r"(?<![0-9.])(?:1[3-9]|[2-9][0-9]|00?)月(?=份|底|末|初|之?前|以前|[0-9]{1,2}[日号])")
_PRODUCT = re.compile(r"[≥≤<>=]*[0-9.]+[^0-9*+]{0,3}(?:[*+][0-9.]+[^0-9*+=]{0,3})+=([0-9.]+[^0-9]*)")
_SHARE_IN_WORDS = re.compile(
    r"[^0-9]{0,8}?(一半|半数|过半|([二三四五六七八九十])分之([一二三四五六七八九]))(?:及?以[上下内]|左右)?"
)
_CIRCLED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793][0-9]|[0-9][\u2460-\u2473\u24ea-\u24ff](?=[0-9.%‰])")
_TITLE = re.compile(r"<+(?![0-9]{1,3}(?![0-9]))[^<>=%]*[\u4e00-\u9fff]{2}[^<>=%]*>+")  # 《…》, folded
_UNREAD = re.compile(r"[≥≤<>=≈≠±%‰]|^~[0-9]")


def doubted(text: str) -> Cell | None:
    """The question about a text whose digits are damaged or stand for something that is no figure."""
    for signs, ask in _DOUBTS:
        if not signs.isdisjoint(text) and (cell := ask(text)):
            return cell
    return None


def _asking(text: str, code: str, *choices: str) -> Cell:
    return Cell(Kind.UNREADABLE, text=text).asking(code, *choices)


def _separated(text: str) -> Cell | None:
    """96..5%, 96、5%, 12,5%: which figure is meant is for a person to say."""
    found = _MALFORMED.fullmatch(text)
    if found is None or NUMBER.fullmatch(found[1]):
        return None
    digits = found[1]
    signs = _SEPARATORS.findall(digits)
    mended = digits.replace(",", "") if "," in digits else _SEPARATORS.sub(".", digits)
    certain = NUMBER.fullmatch(mended) and (len(signs) == 1 or "," in digits)
    return _asking(text, "number_broken", *((text.replace(digits, mended, 1),) if certain else ()))


def _headless(text: str) -> Cell | None:
    found = _HEADLESS.fullmatch(text)
    if found is None:
        return None
    return _asking(text, "number_broken", *(() if found[4] else (f"{found[1]}0{found[2]}{found[3]}",)))


def _sign_first(text: str) -> Cell | None:
    found = _SIGN_FIRST.fullmatch(text)
    return _asking(text, "damaged_figure", f"{found[1]}{found[2]}%") if found else None


def _with_colon(text: str) -> Cell | None:
    """10:00前 is a time of day, 1:3 a ratio; neither is compared with a figure."""
    if _CLOCK_TIME.search(text):
        return _asking(text, "unreadable")
    return _asking(text, "fraction") if _RATIO.fullmatch(text) else None


def _no_month(text: str) -> Cell | None:
    return _asking(text, "unreadable") if _NO_MONTH.search(text) else None


def _product(text: str) -> Cell | None:
    found = _PRODUCT.fullmatch(text)
    return _asking(text, "number_broken", found[1]) if found else None


def _in_words(text: str) -> Cell | None:
    return _asking(text, "fraction") if _SHARE_IN_WORDS.fullmatch(text) else None


_DOUBTS: tuple[tuple[frozenset[str], Callable[[str], Cell | None]], ...] = (
    (frozenset(".,、。·'’`"), _separated),
    (frozenset("."), _headless),
    (frozenset("%"), _sign_first),
    (frozenset(":"), _with_colon),
    (frozenset("月"), _no_month),
    (frozenset("="), _product),
    (frozenset("半分"), _in_words),
)


def circled(text: str) -> bool:
    """A circled digit beside a plain one (①00%): a list's number or a damaged figure."""
    return not text.isascii() and _CIRCLED.search(text) is not None


def unread(cell: Cell, text: str) -> Cell:
    """Words, unless an operator or a share in them was read as no figure."""
    if cell.kind is not Kind.QUALITY or cell.claimed or not _UNREAD.search(_TITLE.sub("", text)):
        return cell
    return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("unreadable")
