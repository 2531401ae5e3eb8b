"""Figures as text: look-alike folding by a table of our own, exact decimals in and out, never a float."""

import re
import unicodedata
from decimal import Decimal
from types import MappingProxyType

MOST_DIGITS = 40

_PAIRS = {
    "≧⩾≽⋝≮": "≥",
    "≦⩽≼⋜≯": "≤",
    "›〉》﹥": ">",
    "‹〈《く﹤": "<",
    "══゠꞊﹦": "=",
    "﹪٪": "%",
    "‐‑‒–—―−﹣─━ー": "-",
    "～〜∼˜﹏": "~",
    "×✕✖∗﹡⁎＊": "*",
    "／∕⁄": "/",
    "•∙⋅・‧": "·",
    "（﹙⟮〔": "(",
    "）﹚⟯〕": ")",
    "，﹐": ",",
    "；﹔": ";",
    "：﹕∶": ":",
    "．﹒": ".",
    "〇○": "零",
    "㎡": "平方米",
    "㎥": "立方米",
    "㎞": "公里",
    "℅": "%",
}
# Letters that PDF writers print with radicals in place of the ideographs (⻓ for 长).
_RADICALS = "⺟母⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻩黄⻬齐⻰龙⻳龟"


def _look_alikes() -> dict[int, str]:
    """Every folded character: full-width ASCII, our pairs, Kangxi radicals, and invisible ones that vanish."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(seen): meant for several, meant in _PAIRS.items() for seen in several}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    table |= {ord(seen): meant for seen, meant in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    table |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
    return table | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")


LOOK_ALIKES = MappingProxyType(_look_alikes())
_TABLE = dict(LOOK_ALIKES)
_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?", re.ASCII)


def fold(text: str) -> str:
    """The text with look-alikes folded (全角转半角等); white space becomes plain, superscripts stay what they are."""
    return text.translate(_TABLE)


def parse_decimal(text: str) -> Decimal | None:
    """The exact figure that a text prints, with or without thousands separators; None when it is none or too long."""
    folded = fold(text).strip()
    if len(folded) > 2 * MOST_DIGITS or not _DECIMAL.fullmatch(folded):
        return None
    bare = folded.replace(",", "")
    return Decimal(bare) if sum(sign.isdigit() for sign in bare) <= MOST_DIGITS else None


def plain(value: Decimal) -> str:
    """The figure in plain notation, its trailing zeros kept, never with an exponent."""
    return format(value, "f")
