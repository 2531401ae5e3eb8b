"""Ways of writing put into the usual one before figures are looked for: durations in parts, spans, halves, dates."""

import re

from indicators.reading.chinese import numeral

_DURATION = re.compile(
    r"(?<![0-9.])(?:(?P<y>[0-9]{1,3})年(?:零|又)?(?P<mo>[0-9]|1[01])个?月(?!底|末|初|前|份|内|[0-9])"
    r"|(?:(?P<d>[0-9]{1,4})天[零又]?)?(?:(?P<h>[0-9]{1,4})个?小时[零又]?)?"
    r"(?:(?P<mi>[0-9]{1,4})(?:分钟|分(?![之钟])|min)[零又]?)?(?:(?P<s>[0-9]{1,4})秒钟?)?)"
)
# Seconds, how many make one of the part before, spelling.
_PARTS = {"d": (86400, 10**4, "天"), "h": (3600, 24, "小时"), "mi": (60, 60, "分钟"), "s": (1, 60, "秒")}
_IN_PARTS = re.compile(r"[年天时分钟][零又]?[0-9]")
_AND_A_HALF = re.compile(r"(?<![0-9.])([0-9]{1,4})(个?小时|天|年|个月)半(?![天年月日小个])")
_BETWEEN = re.compile(r"([0-9.]+)([%‰]?)[\u4e00-\u9fff]{0,3}([≥≤<>])[^0-9≤<≥>=]{0,20}([≥≤<>])([0-9.]+)(.*)")
_INTERVAL = re.compile(r"([\[(])([0-9.]+)([%‰]?)[,~-]([0-9.]+)([%‰]?)([\])])([^0-9]{0,8})")
_TURNED = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}
_CN = "[零一二三四五六七八九十]"
_CHINESE_DATE = re.compile(
    rf"(?:(?P<y>[零一二三四五六七八九]{{4}})年)?(?<!{_CN})(?P<m>{_CN}{{1,2}})月"
    rf"(?:(?P<d>{_CN}{{1,3}})[日号]|(?=底|末|初|[上中下]旬|之?前|以前|止|完成|$))"
    r"|(?P<ey>[零一二三四五六七八九]{4})(?=年)"
)
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_COMPACT = re.compile(
    r"(?<![0-9.])(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=$|日?(?:以前|之前|前|止|完成|以后|之后|后|-|至))"
)


def added_up(text: str) -> str:
    """1小时59分 is 119分钟, 1年3个月 is 15个月; parts too large for their place are left as they stand."""
    if "半" in text:
        text = _AND_A_HALF.sub(r"\1.5\2", text)
    return _DURATION.sub(_sum, text) if _IN_PARTS.search(text) else text


def _sum(found: re.Match[str]) -> str:
    if found["y"]:
        return f"{12 * int(found['y']) + int(found['mo'])}个月"
    counts = {name: int(found[name]) for name in _PARTS if found[name]}
    names = list(counts)
    if len(names) < 2 or any(counts[name] >= _PARTS[name][1] for name in names[1:]):
        return found[0]
    least, _, unit = _PARTS[names[-1]]
    return f"{sum(counts[name] * _PARTS[name][0] for name in names) // least}{unit}"


def two_bounds(text: str) -> str:
    """3≤x≤5, 5>x>3, [3,5], (3,5] as ≥3且≤5; a span turned round stays contradictory and is asked about."""
    interval = _INTERVAL.fullmatch(text) if "[" in text or "]" in text else None
    if interval:
        opens, low, one, high, other, closes, unit = interval.groups()
        unit = other or one or unit
        return f"{'≥' if opens == '[' else '>'}{low}{unit}且{'≤' if closes == ']' else '<'}{high}{unit}"
    between = _BETWEEN.fullmatch(text)
    if between is None:
        return text
    first, share, one, other, second, unit = between.groups()
    unit = share if share and not unit else unit
    return f"{_TURNED[one]}{first}{unit}且{other}{second}{unit}"


def dates_in_digits(text: str) -> str:
    """六月底前, 二〇二三年六月三十日, 20230630前 as dates in digits with their signs."""
    if "20" in text:
        text = _COMPACT.sub(r"\1-\2-\3", text)
    return _CHINESE_DATE.sub(_date, text) if "月" in text or "年" in text else text


def _date(found: re.Match[str]) -> str:
    if found["ey"]:
        return found["ey"].translate(_DIGITS)
    month, day = numeral(found["m"]), numeral(found["d"]) if found["d"] else None
    if month is None or (found["d"] and day is None):
        return found[0]
    year = f"{found['y'].translate(_DIGITS)}年" if found["y"] else ""
    return f"{year}{month}月{day}日" if day else f"{year}{month}月"
