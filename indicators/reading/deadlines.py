"""Two dates compared: a deadline met or missed, and what must be asked first."""

import re
from decimal import Decimal

from indicators.cells import Actual, Operator, Question, Target, Verdict
from indicators.numbers import fold, plain
from indicators.reading.dates import decimals, last_day
from indicators.reading.spans import holds
from indicators.units import EXACT

_AT_LEAST, _MORE_THAN, _AT_MOST = Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST
_UNSTATED: Operator = Operator.UNSTATED
_PERIOD = re.compile(r"(?<![0-9])(1[0-2]|0?[1-9])月(?:([0-9]{1,2})日)?[-~至到](?:[0-9]{4}年)?(1[0-2]|0?[1-9])月")
_LENGTHS = (("季", 3), ("半年", 6), ("月", 1))

Numbers = tuple[Decimal, ...]


def asks(code: str, about: str, *alternatives: str) -> Verdict:
    """No verdict before a person has answered."""
    return Verdict(None, reason="question", questions=(Question(code, about, alternatives),))


def said(cell: Target | Actual) -> str:
    """What the cell or its answer says, folded, without white space and final stops."""
    return "".join(fold(cell.answer.text if cell.answer else cell.text).split()).strip("。;,.")


def dated_verdict(target: Target, actual: Actual) -> Verdict:
    """Two dates; a year that only one side prints must be known, a date answers no figure."""
    if target.kind is not actual.kind:
        return asks("kind_mismatch", "actual")
    one, other = target.numbers, actual.numbers
    if len(one) != len(other):
        return _year(one, other)
    if actual.operator in (_AT_LEAST, _MORE_THAN):
        return asks("bound_undecided", "actual")
    wanted, value = day_of(one), day_of(other)
    if actual.operator is not _UNSTATED and not (target.read_as is _AT_MOST and value <= wanted):
        return asks("bound_undecided", "actual")
    return _period(target, value) or Verdict(holds(target.read_as, wanted, value), one, other)


def _year(one: Numbers, other: Numbers) -> Verdict:
    if len(one) == 3 and len(other) == 2:
        return asks("year_unstated", "actual", _text((one[0], *other)))
    if len(one) == 2 and len(other) == 3:
        return asks("year_unstated", "target", f"{_text((other[0], *one))}前")
    return asks("kind_mismatch", "actual")


def day_of(numbers: Numbers) -> Decimal:
    """A date's place in order."""
    place = Decimal(0)
    for number in numbers:
        place = EXACT.add(EXACT.multiply(place, Decimal(100)), number)
    return place


def _period(target: Target, value: Decimal) -> Verdict | None:
    """The questions of a period: before it or before its end, too early, on the day after which it begins."""
    text, numbers = said(target), target.numbers
    end = day_of(numbers)
    if target.convention == "before_period":
        before = _day_before(numbers, next((months for word, months in _LENGTHS if word in text), 12))
        if day_of(before) < value <= end:
            return asks("period_unclear", "target", *(f"{_text(one)}前" for one in (numbers, before) if one[-2]))
    if value == end and target.operator is _AT_LEAST and "后" in text:
        return asks("range_end", "target", f"≥{_text(numbers)}", f">{_text(numbers)}")
    period = _PERIOD.search(text) if len(numbers) > 1 and target.read_as is _AT_MOST else None
    if period and int(period[1]) <= int(period[3]):
        begin = day_of((*numbers[:-2], *decimals((int(period[1]), int(period[2] or 1)))))
        if value < begin:
            return asks("period_unclear", "target", f"{_text(numbers)}前")
    return None


def _day_before(numbers: Numbers, months: int) -> Numbers:
    """The last day before the period of so many months that ends with the date."""
    *year, month, _ = map(int, numbers)
    month -= months
    if month < 1:
        month, year = 12, [one - 1 for one in year]
        if not year:
            return decimals((0, 31))
    return decimals((*year, month, last_day(month, year[0] if year else None)))


def _text(numbers: Numbers) -> str:
    *year, month, day = map(plain, numbers)
    return f"{year[0]}年{month}月{day}日" if year else f"{month}月{day}日"
