"""The reading of one cell text by itself: words, marks, dates, figures, damage."""

import re
from itertools import pairwise

from indicators.cells import Kind, Missing, Operator, Reading
from indicators.numbers import MOST_DIGITS
from indicators.reading.cell import Cell
from indicators.reading.clean import LONGEST, numerals_to_digits, plain_text
from indicators.reading.dates import Found, dates, decimals
from indicators.reading.figures import read_figures
from indicators.units import KNOWN
from indicators.words import BLANKS, MISSING_WORDS, QUALITY_WORDS, TIER_NAME, TIER_WORDS, YES_NO, ZERO_WORD

_ANY_FIGURE = re.compile(r"[0-9]")
_OTHER_DIGIT = re.compile(r"[0-9][²³¹⁰-⁹₀-₉]|[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]|[0-9]_[0-9]")
_LONG_RUN = re.compile(rf"[0-9][0-9,.]{{{MOST_DIGITS},}}")
_DAMAGED = re.compile(r"([≥≤<>=]*)([0-9]*[OoIl|][0-9OoIl|.]*)(%|‰|[\u4e00-\u9fff]{0,4}?)(?:以上|以下|以内)?")
_DAMAGED_SHARE = re.compile(r"([≥≤<>=]*)([0-9OoIl|SB.]*[0-9][0-9OoIl|SB.]*)(%|‰)")
_MENDED = str.maketrans("OoIl|SB", "0011158")
_COMPACT = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CLOCK = re.compile(r"(?:提供|保证|确保|实现|实行|全年|每周|全天候?|\(|\"|“)*([57])天?(?:[*xX]|,?(?:每天)?(?=24))(24|12|8)(?:个?小时|h|H)?(?=[^0-9*]|$)(.*)")
_UNBROKEN = re.compile(r"(?:全年|每天|每日|全天)?24(?:个?小时|h)(?:不间断|全天候|在线|值守|运行|连续|持续|服务)(.*)")
_TRAILING = re.compile(r"(?:完成|到位|实施|建成|上线|支付|拨付|发放|办结|交付|验收|结束|全部|全面|投入使用|投入|使用|达到|已|于|在|之|的|前|底|全部完成|报送|上报|提交|完毕|正式|启动|开展|运行|工作|任务|项目|建设|采购|招标|合同|签订|日|均|按时|每|各|发布|印发|出台|执行|实际|时间|期限|截至|截止|竣工|开工|并|通过|到|资金|款项|落实|,|、|:|-)*")


def parse(text: str, year: int | None = None) -> Cell:
    """What the text says by itself."""
    if len(text) > LONGEST:
        return _too_long(text)
    plain = plain_text(text)
    if plain.alternatives:
        return Cell(Kind.SEVERAL, text=plain.text).asking("number_broken", *plain.alternatives)
    cell = _read(plain.text, year)
    return cell.assumed("broken_number") if plain.joined and cell.reading is Reading.CERTAIN and cell.numbers else cell


def _too_long(text: str) -> Cell:
    if _ANY_FIGURE.search(text):
        return Cell(Kind.UNREADABLE, missing=Missing.UNREADABLE).asking("unreadable")
    return Cell(Kind.QUALITY, text=text)


def _read(text: str, year: int | None) -> Cell:
    word = _word(text)
    if word is not None:
        return word
    if not text.isascii() and not _ANY_FIGURE.search(text) and len(text) <= 40 and TIER_NAME.fullmatch(text):
        return Cell(Kind.QUALITY, text=text, claimed=True)
    if _foreign(text):
        return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("unreadable")
    damaged = _damaged(text)
    if damaged is not None:
        return damaged
    if _COMPACT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if ZERO_WORD.fullmatch(text):
        return Cell(Kind.QUANTITY, numbers=decimals((0,)), text=text)
    found = dates(text, year)
    if found:
        dated = _dated(text, found)
        if dated is not None:
            return dated
        text = _without_years(text, found)
    text = numerals_to_digits(text)
    if not _ANY_FIGURE.search(text):
        return Cell(Kind.QUALITY, text=text)
    return _clock(text) or read_figures(text)


def _word(text: str) -> Cell | None:
    """Cells that are one known word or mark."""
    if text in BLANKS:
        blank = Cell(Kind.BLANK, text=text, missing=Missing.BLANK)
        return blank.assumed("dash_is_blank") if text else blank
    missing = MISSING_WORDS.get(text)
    if missing is Missing.UNREADABLE:
        return Cell(Kind.UNREADABLE, text=text, missing=missing).asking("unreadable")
    if missing is not None:
        return Cell(Kind.BLANK, text=text, missing=missing)
    if text in QUALITY_WORDS:
        return Cell(Kind.QUALITY, text=text)
    if text in YES_NO:
        return Cell(Kind.YES_NO, text=text)
    return Cell(Kind.QUALITY, text=text, claimed=True) if text in TIER_WORDS else None


def _damaged(text: str) -> Cell | None:
    """Letters where a scanner should have seen digits (IO, 1O次, O次)."""
    found = _DAMAGED.fullmatch(text) or _DAMAGED_SHARE.fullmatch(text)
    if found is None or not any(sign.isalpha() or sign == "|" for sign in found[2]):
        return None
    zero = "o" in found[2].lower()
    if not (_ANY_FIGURE.search(text) or (zero and len(found[2]) > 1) or found[3] in KNOWN):
        return None
    mended = text.replace(found[2], found[2].translate(_MENDED), 1)
    return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("damaged_figure", mended)


def _foreign(text: str) -> bool:
    """Digits of other scripts, exponents, runs too long to be meant: nobody wrote those as a figure."""
    if not text.isascii() and any(sign.isdecimal() and not sign.isascii() for sign in text):
        return True
    return bool(_OTHER_DIGIT.search(text) or _LONG_RUN.search(text))


def _dated(text: str, found: list[Found]) -> Cell | None:
    """A date cell: one date, and only words of completion beside it; None when the date is not what is declared."""
    if len(found) > 1:
        rest = text[: found[0].begin] + "".join(text[a.end : b.begin] for a, b in pairwise(found))
        rest += text[found[-1].end :]
        if _ANY_FIGURE.search(rest):
            return None
        shown = tuple(text[one.begin : one.end] for one in found)
        return Cell(Kind.SEVERAL, text=text).asking("several_figures", *shown)
    one = found[0]
    before, after = text[: one.begin], text[one.end :]
    if _ANY_FIGURE.search(before) or _ANY_FIGURE.search(after):
        return _dated_level(text, one)
    if one.weak and not (_TRAILING.fullmatch(before) and _TRAILING.fullmatch(after)):
        return None
    cell = Cell(Kind.DATE, one.operator, decimals(one.numbers), text=text)
    if one.doubt:
        return cell.asking(one.doubt, *_date_choices(one, text))
    if one.note:
        return cell.assumed(one.note)
    clear = _TRAILING.fullmatch(before) and (_TRAILING.fullmatch(after) or len(after) <= 8)
    return cell if clear else cell.assumed("figure_in_clause")


def _date_choices(one: Found, text: str) -> tuple[str, ...]:
    if one.doubt == "month_or_duration":
        return f"{one.numbers[-2]}个月内", f"{one.numbers[-2]}月底前"
    if one.doubt == "date_or_number":
        return f"{one.numbers[0]}年{one.numbers[1]}月底前", f"={text[one.begin : one.end].lstrip('≥≤<>=')}"
    return ()


def _dated_level(text: str, one: Found) -> Cell | None:
    """A deadline and a level in one cell (12月底前完成100%): two things are promised, so it is asked which."""
    if one.weak or one.operator is Operator.UNSTATED:
        return None
    level = read_figures((text[: one.begin] + text[one.end :]).strip(",;、"))
    if level.kind in (Kind.QUALITY, Kind.UNREADABLE):
        return Cell(Kind.DATE, one.operator, decimals(one.numbers), text=text).assumed("figure_in_clause")
    rest = (text[: one.begin] + text[one.end :]).strip(",;、")
    return Cell(Kind.SEVERAL, text=text).asking("several_figures", text[one.begin : one.end], rest)


def _without_years(text: str, found: list[Found]) -> str:
    """The text without the dates that only say when (2023年完成12次)."""
    for one in reversed(found):
        if one.weak or one.operator is Operator.UNSTATED:
            text = text[: one.begin] + text[one.end :]
    return text


def _clock(text: str) -> Cell | None:
    """7*24小时, 5*8小时, 24小时不间断: hours of service."""
    clock = _CLOCK.fullmatch(text)
    if clock and not _ANY_FIGURE.search(clock[3]):
        hours = decimals((int(clock[1]), int(clock[2])))
        return Cell(Kind.DURATION, numbers=hours, unit="小时", text=text).assumed("round_the_clock")
    unbroken = _UNBROKEN.fullmatch(text)
    if unbroken and not _ANY_FIGURE.search(unbroken[1]):
        return Cell(Kind.DURATION, numbers=decimals((24,)), unit="小时", text=text).assumed("round_the_clock")
    return None
