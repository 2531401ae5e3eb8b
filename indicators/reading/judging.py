"""达标判断: whether the actual meets the target, in the target's unit, by every reading that the texts allow."""

from decimal import Decimal

from indicators.cells import Actual, Kind, Operator, Question, Reading, Target, Verdict
from indicators.numbers import fold, plain
from indicators.reading.deadlines import asks, dated_verdict, said
from indicators.reading.evidence import UNPROVEN
from indicators.reading.parsing import parse
from indicators.reading.spans import Span, decided, holds, span_of, target_span
from indicators.units import EXACT, THOUSANDS, bare_of, convert, factors, percent, scale_of, unit_of
from indicators.words import SIGNS, YES_NO

_QUANTITY, _DURATION, _RANGE, _DATE = Kind.QUANTITY, Kind.DURATION, Kind.RANGE, Kind.DATE
_SEVERAL, _QUALITY, _YES_NO, _BLANK, _UNREADABLE = Kind.SEVERAL, Kind.QUALITY, Kind.YES_NO, Kind.BLANK, Kind.UNREADABLE
_AT_LEAST, _MORE_THAN, _AT_MOST = Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST
_LESS_THAN, _EQUAL, _UNSTATED = Operator.LESS_THAN, Operator.EQUAL, Operator.UNSTATED
_ASK = Reading.ASK
_ZERO, _ONE, _HALF, _FEW = Decimal(0), Decimal(1), Decimal(50), Decimal("0.0005")
_NEAREST, _TEN, _HUNDRED, _HUNDREDTH = Decimal("0.1"), Decimal(10), Decimal(100), Decimal("0.01")


def judge(target: Target, actual: Actual) -> Verdict:
    """Met, missed, or nobody can say and why; text is looked at only where the kinds leave no figure to compare."""
    if target.plain and actual.plain and target.unit == actual.unit and target.kind is actual.kind:
        return Verdict(holds(target.read_as, target.numbers[0], actual.numbers[0]), target.numbers, actual.numbers)
    return _slowly(target, actual)


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
        return dated_verdict(target, actual)
    return _measured(target, actual)


def _word(actual: Actual) -> Verdict:
    """A word where a figure is owed: a tier's name is a claim, any other word a question."""
    source = actual.answer.text if actual.answer else actual.text
    return Verdict(None, reason="tier_name") if parse(source).claimed else asks("word_for_figure", "actual")


def _answered(target: Target, actual: Actual) -> Verdict:
    """是 or 否 against 是: all or nothing; a tier's name is no answer."""
    if actual.kind is _YES_NO:
        wanted, answer = YES_NO.get(_column_text(target)), YES_NO[said(actual)]
        return Verdict(answer is wanted)
    if actual.kind is _QUALITY and parse(said(actual)).claimed:
        return Verdict(None, reason="tier_name")
    return asks("kind_mismatch", "actual", "是", "否")


def _column_text(target: Target) -> str:
    if target.answer is None and target.columns is not None and target.columns.value.strip():
        return "".join(fold(target.columns.value).split())
    return said(target)


def _measured(target: Target, actual: Actual) -> Verdict:
    """Figures, ranges and bounds, brought to one unit and judged by every reading that is open."""
    if len(target.numbers) == 2 and target.kind is _DURATION:
        return _clock(target, actual)
    if actual.kind is _DURATION and len(actual.numbers) == 2:
        return asks("kind_mismatch", "actual")
    if not target.unit and actual.unit and (doubt := _unit_doubt(target, actual)):
        return doubt
    pair = factors(actual.unit, target.unit)
    numbers = (actual.numbers[actual.chosen],) if actual.kind is _SEVERAL else actual.numbers
    if pair is None:
        return Verdict(None, target.numbers, numbers, "unit_mismatch")
    shown = tuple(convert(number, actual.unit, target.unit) or Decimal(0) for number in numbers)
    allowed = span_of(actual, tuple(EXACT.multiply(number, pair[0]) for number in numbers))
    wanted = tuple(EXACT.multiply(number, pair[1]) for number in target.numbers)
    verdict = _decided(target, actual, allowed, wanted, shown)
    if actual.unit != target.unit and actual.unit in THOUSANDS and target.unit in THOUSANDS:
        return _data(target, actual, numbers, verdict)
    scale = scale_of(actual.unit) if not target.unit else _ONE
    return verdict if scale == _ONE else _scaled(target, actual, numbers, scale, verdict)


def _scaled(target: Target, actual: Actual, numbers: tuple[Decimal, ...], scale: Decimal, printed: Verdict) -> Verdict:
    """≥1000 beside 1.5万人: 15,000 against 1,000, where nothing else can be meant; else the question."""
    whole = tuple(EXACT.multiply(number, scale) for number in numbers)
    spread = _decided(target, actual, span_of(actual, whole), target.numbers, whole)
    wanted = target.numbers[0]
    if spread.met is printed.met or not wanted:
        return spread
    near, far = numbers[0] / wanted, whole[0] / wanted
    if _NEAREST <= near <= _TEN and far > _HUNDRED:
        return printed
    if _NEAREST <= far <= _HUNDRED and near < _HUNDREDTH and unit_of(actual.unit).dimension != "money":
        return spread
    sign, unit, bare = SIGNS.get(target.operator, ""), actual.unit, bare_of(actual.unit)
    plainly = f"{plain(wanted)}{bare}" if bare else f"{plain(EXACT.divide(wanted, scale))}{unit}"
    return asks("scale_unstated", "target", f"{sign}{plainly}", f"{sign}{plain(wanted)}{unit}")


def _data(target: Target, actual: Actual, numbers: tuple[Decimal, ...], verdict: Verdict) -> Verdict:
    """1TB holds 1024GB to some and 1000GB to others; asked about where it decides."""
    per, into = THOUSANDS[actual.unit], THOUSANDS[target.unit]
    allowed = span_of(actual, tuple(EXACT.multiply(number, per) for number in numbers))
    wanted = tuple(EXACT.multiply(number, into) for number in target.numbers)
    other = _decided(target, actual, allowed, wanted, verdict.actual)
    return verdict if other.met is verdict.met else asks("data_unit", "actual")


def _unit_doubt(target: Target, actual: Actual) -> Verdict | None:
    """A target without a unit beside an actual with one: a share needs its sign, an amount its scale."""
    wanted, value = target.numbers[0], actual.numbers[0]
    shown = plain(wanted)
    if actual.unit in ("%", "‰"):
        if _ZERO < abs(wanted) <= _ONE:
            return asks("share_without_sign", "target", f"{plain(percent(wanted))}%", f"{shown}%")
        return None if wanted >= _HALF or not wanted else asks("unit_unstated", "target", f"{shown}%")
    if unit_of(actual.unit).dimension == "money" and wanted and value:
        times = wanted / value
        if not _FEW < times < 1 / _FEW:
            return asks("scale_unstated", "target", f"{shown}元", f"{shown}万元")
    return None


def _decided(
    target: Target, actual: Actual, allowed: Span, wanted: tuple[Decimal, ...], shown: tuple[Decimal, ...]
) -> Verdict:
    """All readings agree: that is the verdict; else the question that settles it."""
    if target.convention == "mixed_strictness" and wanted[0] in (allowed[0], allowed[2]):
        signs = "≥>" if target.read_as is _AT_LEAST else "≤<"
        return asks("range_end", "target", *(f"{sign}{plain(target.numbers[0])}{target.unit}" for sign in signs))
    if target.convention == "strict_range" and (allowed[0] in wanted or allowed[2] in wanted):
        return asks("range_end", "target")
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
    return asks("kind_mismatch", "actual", f"{'*'.join(map(plain, target.numbers))}小时")
