"""The reading of one cell text by itself: words, marks, dates, figures, damage."""

import re

from indicators.cells import Kind, Missing, Reading
from indicators.numbers import MOST_DIGITS
from indicators.reading.cell import Cell
from indicators.reading.clean import LONGEST, numerals_to_digits, plain_text
from indicators.reading.dated import dated, without_years
from indicators.reading.dates import dates, decimals
from indicators.reading.doubts import circled, doubted, unread
from indicators.reading.figures import read_figures
from indicators.reading.rewriting import added_up, dates_in_digits, two_bounds
from indicators.units import KNOWN
from indicators.words import BLANKS, MISSING_WORDS, QUALITY_WORDS, TIER_NAME, TIER_WORDS, YES_NO, ZERO_WORD

_ANY_FIGURE = re.compile(r"[0-9]")
_OTHER_DIGIT = re.compile(r"[0-9][²³¹⁰-⁹₀-₉]|[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]|[0-9]_[0-9]")
_FIGURE_OR_SIGN = re.compile(r"[0-9≥≤<>=%‰]")
_LONG_RUN = re.compile(rf"[0-9][0-9,.]{{{MOST_DIGITS},}}")
_LONGEST_DAMAGED, _LONGEST_TIER = 24, 40
_DAMAGED = re.compile(r"([≥≤<>=]*)([0-9]*[OoIl|][0-9OoIl|.]*)(%|‰|[\u4e00-\u9fff]{0,4}?)(?:以上|以下|以内)?")
_DAMAGED_SHARE = re.compile(r"([≥≤<>=]*)([0-9OoIl|SB.]*[0-9][0-9OoIl|SB.]*)(%|‰)")
_LOST = re.compile(r"[■□▇▯\ufffd]|(?<=[≥≤<>=#])#+|#+(?=[%‰])")
_ELSEWHERE = re.compile(
    r"(?:详见|参见|另见|见|同)(?:后附|所附)?(?:附件|附表|附页|附|另表|备注|说明|方案|合同)[^0-9]{0,8}[0-9]?"
)
_MENDED = str.maketrans("OoIl|SB", "0011158")
_ONLY_SIGNS = re.compile(r"[≥≤<>=≠±%‰‱+]+")
_HEADLESS = re.compile(r"([≥≤<>=]*)(\.[0-9]+)")
_CLOCK = re.compile(
    r"(?:提供|保证|确保|实现|实行|全年|每周|全天候?|\()?(7|5|365)天?(?:[*xX]|,?(?:每天)?(?=24))(24|12|8)(?:个?小时|h|H)?(?=[^0-9*]|$)(.*)"
)
_UNBROKEN = re.compile(r"(?:全年|每天|每日|全天)?24(?:个?小时|h)(?:不间断|全天候|在线|值守|运行|连续|持续|服务)(.*)")


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
    """Words and damage first, then dates, then figures."""
    cell = _word(text) or _tier(text) or _damaged(text)
    if cell is not None:
        return cell
    headless = _HEADLESS.fullmatch(text) if "." in text else None
    if headless:
        return read_figures(f"{headless[1]}0{headless[2]}").assumed("broken_number")
    return unread(_told(text, year), text)


def _told(text: str, year: int | None) -> Cell:
    """Dates and figures, and whatever makes them doubtful."""
    if ZERO_WORD.fullmatch(text):
        return Cell(Kind.QUANTITY, numbers=decimals((0,)), text=text)
    text = dates_in_digits(text)
    found = dates(text, year)
    if found:
        cell = dated(text, found)
        if cell is not None:
            return cell
        text = without_years(text, found)
    doubt = doubted(text)
    if doubt is not None:
        return doubt
    text = numerals_to_digits(added_up(text))
    if not _ANY_FIGURE.search(text):
        return Cell(Kind.QUALITY, text=text)
    return _clock(text) or read_figures(two_bounds(text))


def _tier(text: str) -> Cell | None:
    """达成预期指标 and its like: a claim, not a measurement."""
    named = len(text) <= _LONGEST_TIER and TIER_NAME.fullmatch(text) and not _ANY_FIGURE.search(text)
    return Cell(Kind.QUALITY, text=text, claimed=True) if named else None


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
    """Digits of other scripts; letters where a scanner should have seen digits (IO, 1O次, O次)."""
    if _ELSEWHERE.fullmatch(text):
        return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("stands_elsewhere")
    if _foreign(text) or circled(text) or _ONLY_SIGNS.fullmatch(text) or _lost(text):
        return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("unreadable")
    if len(text) > _LONGEST_DAMAGED:
        return None
    found = _DAMAGED.fullmatch(text) or _DAMAGED_SHARE.fullmatch(text)
    if found is None or not any(sign.isalpha() or sign == "|" for sign in found[2]):
        return None
    zero = "o" in found[2].lower()
    if not (_ANY_FIGURE.search(text) or (zero and len(found[2]) > 1) or found[3] in KNOWN):
        return None
    mended = text.replace(found[2], found[2].translate(_MENDED), 1)
    return Cell(Kind.UNREADABLE, text=text, missing=Missing.UNREADABLE).asking("damaged_figure", mended)


def _lost(text: str) -> bool:
    """Boxes and marks where characters were lost, beside a sign or a figure or with nothing else."""
    rest = _LOST.sub("", text)
    return len(rest) < len(text) and (not rest or bool(_FIGURE_OR_SIGN.search(rest)))


def _foreign(text: str) -> bool:
    """Digits of other scripts, exponents, runs too long to be meant: nobody wrote those as a figure."""
    if not text.isascii() and any(sign.isdecimal() and not sign.isascii() for sign in text):
        return True
    if _OTHER_DIGIT.search(text):
        return True
    return any(sum(map(str.isdigit, run)) > MOST_DIGITS for run in _LONG_RUN.findall(text))


def _clock(text: str) -> Cell | None:
    """7*24小时, 5*8小时, 24小时不间断: hours of service."""
    clock = _CLOCK.fullmatch(text)
    if clock and not _ANY_FIGURE.search(clock[3]):
        days = 7 if clock[1] == "365" else int(clock[1])
        hours = decimals((days, int(clock[2])))
        return Cell(Kind.DURATION, numbers=hours, unit="小时", text=text).assumed("round_the_clock")
    unbroken = _UNBROKEN.fullmatch(text)
    if unbroken and not _ANY_FIGURE.search(unbroken[1]):
        return Cell(Kind.DURATION, numbers=decimals((24,)), unit="小时", text=text).assumed("round_the_clock")
    return None
