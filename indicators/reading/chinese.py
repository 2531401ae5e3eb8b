"""Chinese numerals (一百二十、两、百分之九十五、九成): read where the grammar is clear, left alone in words."""

import re
from collections.abc import Callable

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CN = "[零一二两三四五六七八九十百千]"
_RUN = re.compile(rf"{_CN}+")
_SHARE = re.compile(
    rf"([百千万])分之({_CN}+)(?:点([零一二三四五六七八九]+))?|({_CN}+)成({_CN}?)(?=$|以|及|左|\(|,|。|的)"
)
_SIGN = {"百": "%", "千": "‰", "万": "‱"}


def numeral(text: str) -> int | None:
    """The whole number that a run of Chinese numerals spells; None when it spells none (一三, 十百)."""
    if text == "零":
        return 0
    total, digit, last = 0, None, 10_000
    for sign in text.replace("零", ""):
        place = _PLACES.get(sign)
        if place is None:
            if digit is not None:
                return None
            digit = _DIGITS[sign]
        else:
            if place >= last or (digit is None and place != 10):
                return None
            total, digit, last = total + (1 if digit is None else digit) * place, None, place
    return total + (digit or 0) if digit is not None or total else None


def _share(found: re.Match[str]) -> str:
    of, whole, part, tenths, more = found.groups()
    if tenths:
        ten, one = numeral(tenths), numeral(more) if more else 0
        good = ten is not None and one is not None and ten <= 10 and one < 10
        return f"{10 * (ten or 0) + (one or 0)}%" if good else found[0]
    value = 100 if whole == "百" and of == "百" else numeral(whole)
    if value is None:
        return found[0]
    digits = "".join(str(_DIGITS[sign]) for sign in part) if part else ""
    return f"{value}.{digits}{_SIGN[of]}" if digits else f"{value}{_SIGN[of]}"


def with_digits(text: str, clear: Callable[[str, int, int], bool]) -> str:
    """The text with its numerals in digits wherever ``clear(text, start, end)`` says that a figure stands there."""
    text = _SHARE.sub(_share, text).replace("半年", "0.5年") if "分之" in text or "成" in text else text
    parts, at = [], 0
    for found in _RUN.finditer(text):
        value = numeral(found[0])
        if value is not None and clear(text, found.start(), found.end()):
            parts += [text[at : found.start()], str(value)]
            at = found.end()
    return "".join([*parts, text[at:]]) if parts else text
