"""Characters that only look like Chinese ones: radicals that browsers and scanners leave in a PDF (⽹⽤ for 网用)."""

import unicodedata

# Radicals whose character Unicode does not name; the rest it folds by itself.
_RADICALS = dict(
    zip(
        "⺁⺃⺄⺆⺈⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺳⺴⺵⺶⺷⺸⺹⺺⺼⺽⺿⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乚乙冂刀㔾小小兀尢尢尣巳幺彑彐忄㣺扌攵旡月歺母民氵氺灬爫爫丬牛犭王罒示礻糸纟罓网罒罒羊羊羊耂肀月臼艹虎衤覀西见角讠贝车辶辶辶长长长门阝阝雨青韦页风飞食飠食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
TABLE = {ord(radical): character for radical, character in _RADICALS.items()}
TABLE |= {
    code: folded
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFADA))
    if code not in TABLE and (folded := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
# Hyphens, spaces and the like that mean nothing, as text extraction leaves them.
TABLE |= {0x00AD: "", 0x200B: "", 0xFEFF: "", 0x00A0: " "}


def usual(text: str) -> str:
    """The text with the characters that people mean; nothing else is changed."""
    return text.translate(TABLE)
