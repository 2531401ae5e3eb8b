"""The unit behind a figure, with its scale and its parts (万人次, 元/人*月, 台（套）), in one spelling."""

from indicators.units import KNOWN, SCALES
from indicators.words import NOT_UNITS

MORE_SIGNS = frozenset("余多+")
_LONGEST = max(map(len, KNOWN))
_BLOCKING = frozenset(word[0] for word in NOT_UNITS)
_SCALES = tuple(SCALES)
_SCALE_HEADS = frozenset(scale[0] for scale in SCALES)
_UNIT_HEADS = frozenset(unit[0] for unit in KNOWN)
_SAME_UNIT = {"百分比": "%", "百分数": "%", "比例": "%", "百分率": "%", "千分比": "‰", "万分比": "‱"}


def unit_at(text: str, at: int) -> tuple[str, int, bool]:
    """The unit that begins there, and where it ends, and whether 余 or 多 stood before or inside it."""
    more = text[at : at + 1] in MORE_SIGNS
    start = at + more
    if start >= len(text):
        return "", start, more
    base, end = _known(text, start)
    if base:
        return *compound(text, base, end), more
    scale = _scale(text, start)
    if not scale:
        return "", start, more
    end = start + len(scale)
    if text[end : end + 1] in MORE_SIGNS:
        more, end = True, end + 1
    base, after = _known(text, end)
    if base:
        unit, after = compound(text, base, after)
        return scale + unit, after, more
    base, after = _known(text, end + 1) if text.startswith("(", end) else ("", end)
    if base and text.startswith(")", after):
        return scale + base, after + 1, more
    return scale, end, more


def _scale(text: str, at: int) -> str:
    if text[at] not in _SCALE_HEADS:
        return ""
    return next((scale for scale in _SCALES if text.startswith(scale, at)), "")


def _known(text: str, at: int) -> tuple[str, int]:
    """The longest known unit there, unless a longer word begins with it (年度, 次性, 处理)."""
    head = text[at : at + 1]
    if head not in _UNIT_HEADS:
        return "", at
    size = min(_LONGEST, len(text) - at)
    while size and text[at : at + size] not in KNOWN:
        size -= 1
    if not size or (head in _BLOCKING and any(text[at : at + n] in NOT_UNITS for n in (2, 3) if n > size)):
        return "", at
    end = at + size
    latin = _is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end])
    return ("", at) if latin else (text[at:end], end)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def compound(text: str, unit: str, end: int) -> tuple[str, int]:
    """A unit with what is glued to it: 元/人*月, 次/月, 台（套）; %(百分比) is %."""
    whole = _SAME_UNIT.get(unit, unit)
    while end < len(text) and text[end] in "/*·每(":
        sign = text[end]
        part, after = _part(text, end + 1)
        if not part or (sign == "(" and text[after : after + 1] != ")"):
            break
        if sign == "(":
            after += 1
            whole = whole if whole in ("%", part) else f"{whole}（{part}）"
        else:
            whole += ("/" if sign == "每" else sign) + part
        end = after
    return whole, end


def _part(text: str, at: int) -> tuple[str, int]:
    """The next unit of a compound: 元/每人 is 元/人, 次/年度 is 次/年."""
    at += text.startswith("每", at)
    if text.startswith(("年度", "全年"), at):
        return "年", at + 2
    if text.startswith("半年", at):
        return "半年", at + 2
    part, end = _known(text, at)
    if part or at >= len(text):
        return part, end
    scale = _scale(text, at)
    part, end = _known(text, at + len(scale))
    return (scale + part, end) if part else ("", at)
