"""Dates and deadlines (11月底前, 2021年12月31日, 第三季度末, 年底前): month and day, the year where it is printed."""

import re
from decimal import Decimal
from typing import NamedTuple

from indicators.cells import Operator
from indicators.reading.operators import combine, symbols, symbols_begin
from indicators.words import AT_LEAST, AT_MOST, BEFORE, LESS_THAN, SYMBOLS

_YEAR = r"(?:(?P<{0}>(?:19|20)[0-9]{{2}})年度?|当年|本年度?|今年|全年)?"
_MAYBE = re.compile(r"[月季年号]|(?:19|20)[0-9]{2}[-./][0-9]")
_DATE = re.compile(
    r"(?:" + _YEAR.format("y") + r"(?:(?<![0-9.])(?P<since>[0-9]{1,2})月?(?:[0-9]{1,2}日)?[-~至到])?"
    r"(?<![0-9.])(?P<m>1[0-2]|0?[1-9])月(?!度|均|息|薪)份?"
    r"(?:(?P<d>3[01]|[12][0-9]|0?[1-9])[日号]|(?P<part>底|末|初|上旬|中旬|下旬))?"
    r"|(?<![0-9.])(?P<iy>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<im>1[0-2]|0?[1-9])"
    r"(?:(?P=sep)(?P<id>3[01]|[12][0-9]|0?[1-9]))?(?![0-9.%])"
    r"|" + _YEAR.format("qy") + r"(?:第|(?<![0-9个一二三四五六七八九十]))(?P<q>[一二三四1-4])季度(?:末|底)?"
    r"|" + _YEAR.format("hy") + r"(?P<h>上半年|下半年)(?:末|底)?"
    r"|(?:(?P<ey>(?:19|20)[0-9]{2})年|当年|本年|今年|(?<![半每几多0-9一二三四五六七八九十两百])年)(?:度|年)?(?P<e>底|末|终|内)"
    r"|(?:(?<![0-9])(?:19|20)[0-9]{2}年?[-~至到])?(?P<ny>(?:19|20)[0-9]{2})年(?!度)"
    r"|每(?P<every>月|季度?|年)[末底]?(?P<ed>3[01]|[12][0-9]|0?[1-9])[日号]"
    r")(?:\(含[^()]*\))?(?P<after>以前|之前|及以前|(?:截)?止|为止|前|内|以内|之内|后|之后|以后|起)?"
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_QUARTERS = {sign: 1 + place % 4 for place, sign in enumerate("一二三四1234")}
_PARTS = {"底": 0, "末": 0, "下旬": 0, "上旬": 10, "中旬": 20, "初": 5}
_LATEST = frozenset(("前", "之前", "以前", "及以前", "止", "截止", "为止", "内", "以内", "之内"))
_AHEAD = frozenset(("前", "之前", "以前"))
_BEFORE_DATE = {
    word: AT_MOST if operator is LESS_THAN else operator for word, operator in BEFORE.items() if len(word) > 1
} | {"截至": AT_MOST, "截止": AT_MOST, "截止到": AT_MOST, "早于": AT_MOST, "提前至": AT_MOST, "晚于": AT_LEAST}


class Found(NamedTuple):
    """One date: where it stands, its figures, what is stated before or after it, and how its day was found."""

    begin: int
    end: int
    operator: Operator
    numbers: tuple[int, ...]
    note: str = ""
    doubt: str = ""
    weak: bool = False


def last_day(month: int, year: int | None) -> int:
    """The last day of the month; of a February without a year, the 28th."""
    leap = year is not None and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _LENGTHS[month - 1]


def dates(text: str, year: int | None = None) -> list[Found]:
    """Every date of a folded text, a period joined into its last day."""
    if not _MAYBE.search(text):
        return []
    found: list[Found] = []
    for match in _DATE.finditer(text):
        one = _found(text, match, year)
        if one is None:
            continue
        if found and text[found[-1].end : one.begin] in ("-", "~", "至", "到", "--"):
            one = _joined(found.pop(), one)
        found.append(one)
    return found


def _joined(first: Found, last: Found) -> Found:
    """A period from one date to another: its end is what counts."""
    numbers = last.numbers
    if len(first.numbers) == 3 and len(numbers) == 2:
        numbers = (first.numbers[0], *numbers)
    return last._replace(begin=first.begin, numbers=numbers, note="period_end", weak=False, doubt="")


def _found(text: str, match: re.Match[str], year: int | None) -> Found | None:
    begin, operator = _operator_before(text, match.start())
    printed, month, day, note = _parts(match, year)
    after = match["after"]
    doubt = ""
    bare_month = bool(match["m"]) and not (match["d"] or match["part"] or match["y"] or match["since"])
    if (bare_month or match["q"]) and (begin < match.start() and text[begin] in SYMBOLS):
        return None
    if bare_month and after in ("内", "以内", "之内"):
        doubt = "month_or_duration"
    if match["iy"] and not match["id"] and match["sep"] == ".":
        doubt = "date_or_number"
    if note == "period_end" and after in _AHEAD and not match["since"] and not {"底", "末"} & set(match[0]):
        note = "before_period"
    if match["m"] and text[:begin].endswith(("次年", "下年", "下一年", "明年", "翌年")):
        doubt = "year_unstated"
    stated: list[Operator] = [operator] if operator is not Operator.UNSTATED else []
    if after in _LATEST or match["e"] == "内":
        stated.append(AT_MOST)
    elif after:
        stated.append(AT_LEAST)
    combined, _, clash = combine(tuple(stated))
    if match["every"]:
        return Found(begin, match.end(), combined, (day,), "every_month", clash)
    if not 1 <= day <= last_day(month, printed or 2000):
        return Found(begin, match.end(), combined, (month, day), "", "unreadable")
    numbers = (printed, month, day) if printed else (month, day)
    return Found(begin, match.end(), combined, numbers, note, clash or doubt, bool(match["ny"]))


def _parts(match: re.Match[str], year: int | None) -> tuple[int | None, int, int, str]:
    """(year as printed, month, day, convention) of whichever way of writing was found."""
    printed = match["y"] or match["iy"] or match["qy"] or match["hy"] or match["ey"] or match["ny"]
    own = int(printed) if printed else None
    known = own or year
    if match["every"]:
        return None, 1, int(match["ed"]), "every_month"
    if match["q"]:
        month = 3 * _QUARTERS[match["q"]]
        return own, month, last_day(month, known), "period_end"
    if match["h"]:
        return (own, 6, 30, "period_end") if match["h"] == "上半年" else (own, 12, 31, "period_end")
    if not (match["m"] or match["im"]):
        return own, 12, 31, "" if match["e"] else "period_end"
    month = int(match["m"] or match["im"])
    day = match["d"] or match["id"]
    if day:
        return own, month, int(day), ""
    fixed = _PARTS.get(match["part"] or "", -1)
    if fixed > 0:
        return own, month, fixed, "month_part"
    return own, month, last_day(month, known), "" if match["part"] in ("底", "末") else "period_end"


def _operator_before(text: str, at: int) -> tuple[int, Operator]:
    begin = symbols_begin(text, at, 0)
    if begin < at:
        return begin, combine(tuple(symbols(text[begin:at])))[0]
    for size in range(min(6, at), 0, -1):
        operator_word = _BEFORE_DATE.get(text[at - size : at])
        if operator_word is not None:
            return at - size, operator_word
    return at, Operator.UNSTATED


def decimals(numbers: tuple[int, ...]) -> tuple[Decimal, ...]:
    """The figures of a date as decimals."""
    return tuple(map(Decimal, numbers))
