"""达标判断: whether the actual meets the target, in the target's unit, by every reading that the texts allow."""

from decimal import Decimal

from indicators.cells import Actual, Kind, Operator, Question, Reading, Target, Verdict
from indicators.numbers import fold, plain
from indicators.reading.evidence import UNPROVEN
from indicators.reading.parsing import parse
from indicators.reading.spans import Span, decided, span_of, target_span
from indicators.units import EXACT, convert, factors, percent, unit_of
from indicators.words import YES_NO

_QUANTITY, _DURATION, _RANGE, _DATE = Kind.QUANTITY, Kind.DURATION, Kind.RANGE, Kind.DATE
_SEVERAL, _QUALITY, _YES_NO, _BLANK, _UNREADABLE = Kind.SEVERAL, Kind.QUALITY, Kind.YES_NO, Kind.BLANK, Kind.UNREADABLE
_AT_LEAST, _MORE_THAN, _AT_MOST = Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST
_LESS_THAN, _EQUAL, _UNSTATED = Operator.LESS_THAN, Operator.EQUAL, Operator.UNSTATED
_ASK = Reading.ASK
_ZERO, _ONE, _HALF, _FEW = Decimal(0), Decimal(1), Decimal(50), Decimal("0.0005")


def judge(target: Target, actual: Actual) -> Verdict:
    """Met, missed, or nobody can say and why; text is looked at only where the kinds leave no figure to compare."""
    if target.plain and actual.plain and target.unit == actual.unit and target.kind is actual.kind:
        return Verdict(_holds(target.read_as, target.numbers[0], actual.numbers[0]), target.numbers, actual.numbers)
    return _slowly(target, actual)


def _holds(operator: Operator, wanted: Decimal, value: Decimal) -> bool:
    """The plain comparison of two figures in one unit."""
    if operator is _AT_LEAST:
        return value >= wanted
    if operator is _AT_MOST:
        return value <= wanted
    if operator is _MORE_THAN:
        return value > wanted
    return value < wanted if operator is _LESS_THAN else value == wanted


def _slowly(target: Target, actual: Actual) -> Verdict:
    """Everything but two figures in one unit."""
    if target.kind is _BLANK or (target.kind is _UNREADABLE and not target.questions):
        return Verdict(None, reason="missing")
    if target.reading is _ASK:
        return Verdict(None, reason="question", questions=target.questions + actual.questions)
    if actual.reading is _ASK:
        return Verdict(None, reason="question", questions=actual.questions)
    if actual.missing is not None:
        return Verdict(None, reason="missing")
    if target.kind is _QUALITY:
        return Verdict(None, reason="quality")
    if target.kind is _YES_NO:
        return _answered(target, actual)
    if actual.kind is _QUALITY or actual.kind is _YES_NO:
        return _word(actual)
    if target.kind is _DATE or actual.kind is _DATE:
        return _dated(target, actual)
    return _measured(target, actual)


def _asks(code: str, about: str, *alternatives: str) -> Verdict:
    return Verdict(None, reason="question", questions=(Question(code, about, alternatives),))


def _word(actual: Actual) -> Verdict:
    """A word where a figure is owed: a tier's name is a claim, any other word a question."""
    source = actual.answer.text if actual.answer else actual.text
    return Verdict(None, reason="tier_name") if parse(source).claimed else _asks("word_for_figure", "actual")


def _said(cell: Target | Actual) -> str:
    return "".join(fold(cell.answer.text if cell.answer else cell.text).split()).strip("。;,.")


def _answered(target: Target, actual: Actual) -> Verdict:
    """是 or 否 against 是: all or nothing; a tier's name is no answer."""
    if actual.kind is _YES_NO:
        wanted, answer = YES_NO.get(_column_text(target)), YES_NO[_said(actual)]
        return Verdict(answer is wanted)
    if actual.kind is _QUALITY and parse(_said(actual)).claimed:
        return Verdict(None, reason="tier_name")
    return _asks("kind_mismatch", "actual", "是", "否")


def _column_text(target: Target) -> str:
    if target.answer is None and target.columns is not None and target.columns.value.strip():
        return "".join(fold(target.columns.value).split())
    return _said(target)


def _dated(target: Target, actual: Actual) -> Verdict:
    """Two dates; a year that only one side prints must be known, a date answers no figure."""
    if target.kind is not actual.kind:
        return _asks("kind_mismatch", "actual")
    one, other = target.numbers, actual.numbers
    if len(one) != len(other):
        if len(one) == 3 and len(other) == 2:
            return _asks("year_unstated", "actual", _date_text((one[0], *other)))
        if len(one) == 2 and len(other) == 3:
            return _asks("year_unstated", "target", f"{_date_text((other[0], *one))}前")
        return _asks("kind_mismatch", "actual")
    if actual.operator in (_AT_LEAST, _MORE_THAN):
        return _asks("bound_undecided", "actual")
    wanted, value = _day(one), _day(other)
    if actual.operator is not _UNSTATED and not (target.read_as is _AT_MOST and value <= wanted):
        return _asks("bound_undecided", "actual")
    return Verdict(_holds(target.read_as, wanted, value), one, other)


def _day(numbers: tuple[Decimal, ...]) -> Decimal:
    """A date's place in order."""
    place = Decimal(0)
    for number in numbers:
        place = EXACT.add(EXACT.multiply(place, Decimal(100)), number)
    return place


def _date_text(numbers: tuple[Decimal, ...]) -> str:
    year, month, day = map(plain, numbers)
    return f"{year}年{month}月{day}日"


def _measured(target: Target, actual: Actual) -> Verdict:
    """Figures, ranges and bounds, brought to one unit and judged by every reading that is open."""
    if len(target.numbers) == 2 and target.kind is _DURATION:
        return _clock(target, actual)
    if actual.kind is _DURATION and len(actual.numbers) == 2:
        return _asks("kind_mismatch", "actual")
    if not target.unit and actual.unit and (doubt := _unit_doubt(target, actual)):
        return doubt
    pair = factors(actual.unit, target.unit)
    numbers = (actual.numbers[actual.chosen],) if actual.kind is _SEVERAL else actual.numbers
    if pair is None:
        return Verdict(None, target.numbers, numbers, "unit_mismatch")
    shown = tuple(convert(number, actual.unit, target.unit) or Decimal(0) for number in numbers)
    allowed = span_of(actual, tuple(EXACT.multiply(number, pair[0]) for number in numbers))
    wanted = tuple(EXACT.multiply(number, pair[1]) for number in target.numbers)
    return _decided(target, actual, allowed, wanted, shown)


def _unit_doubt(target: Target, actual: Actual) -> Verdict | None:
    """A target without a unit beside an actual with one: a share needs its sign, an amount its scale."""
    wanted, value = target.numbers[0], actual.numbers[0]
    shown = plain(wanted)
    if actual.unit in ("%", "‰"):
        if _ZERO < abs(wanted) <= _ONE:
            return _asks("share_without_sign", "target", f"{plain(percent(wanted))}%", f"{shown}%")
        return None if wanted >= _HALF or not wanted else _asks("unit_unstated", "target", f"{shown}%")
    if unit_of(actual.unit).dimension == "money" and wanted and value:
        times = wanted / value
        if not _FEW < times < 1 / _FEW:
            return _asks("scale_unstated", "target", f"{shown}元", f"{shown}万元")
    return None


def _decided(
    target: Target, actual: Actual, allowed: Span, wanted: tuple[Decimal, ...], shown: tuple[Decimal, ...]
) -> Verdict:
    """All readings agree: that is the verdict; else the question that settles it."""
    if target.convention == "strict_range" and (allowed[0] in wanted or allowed[2] in wanted):
        return _asks("range_end", "target")
    senses = (_AT_LEAST, _AT_MOST, _EQUAL) if target.convention == UNPROVEN else (target.read_as,)
    found = {decided(allowed, target_span(sense, wanted, target.convention)) for sense in senses}
    if len(found) == 1 and None not in found:
        return Verdict(found.pop(), target.numbers, shown)
    if target.convention == UNPROVEN and (allowed[0] == allowed[2] or None not in found):
        figure = f"{plain(target.numbers[0])}{target.unit}"
        return Verdict(
            None,
            target.numbers,
            shown,
            "question",
            (Question("operator_unstated", "target", (f"≥{figure}", f"≤{figure}", f"={figure}")),),
        )
    return Verdict(None, target.numbers, shown, "question", (Question("bound_undecided", "actual", ()),))


def _clock(target: Target, actual: Actual) -> Verdict:
    """7*24小时 against 7*24小时 or less."""
    if len(actual.numbers) == 2 and actual.kind is _DURATION:
        days, hours = target.numbers
        reached = actual.numbers[0] >= days and actual.numbers[1] >= hours
        return Verdict(reached, target.numbers, actual.numbers)
    if factors(actual.unit, target.unit) is None:
        return Verdict(None, target.numbers, actual.numbers, "unit_mismatch")
    return _asks("kind_mismatch", "actual", f"{'*'.join(map(plain, target.numbers))}小时")
