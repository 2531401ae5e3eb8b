"""A target as its canonical cell text, which reads back to the same kind, operator, numbers and unit."""

from decimal import Decimal

from indicators.cells import Kind, Operator, Target
from indicators.numbers import plain
from indicators.words import SIGNS


def form(target: Target) -> str:
    """≥95%, 18-54周岁, 2023年11月30日前, 7*24小时; a text without figures as it stands."""
    if target.kind is Kind.DATE:
        return _date(target.operator, target.numbers)
    if target.kind is Kind.DURATION and len(target.numbers) == 2:
        return f"{'*'.join(map(plain, target.numbers))}{target.unit}"
    if target.kind is Kind.RANGE:
        low, high = target.numbers
        if target.convention == "range_upper_limit":
            return f"{plain(low)}-{plain(high)}{target.unit}以内"
        if low < 0:
            ends = f"≥{plain(low)}{target.unit}且≤{plain(high)}{target.unit}"
            return f"±{plain(high)}{target.unit}" if low == -high else ends
        return f"{plain(low)}-{plain(high)}{target.unit}"
    if target.kind in (Kind.QUANTITY, Kind.DURATION):
        # 12月 would read as December.
        named = target.unit == "月" and target.operator is Operator.UNSTATED and 1 <= target.numbers[0] <= 12
        unit = "个月" if named else target.unit
        return f"{SIGNS.get(target.operator, '')}{plain(target.numbers[0])}{unit}"
    return target.answer.text if target.answer else target.text


def _date(operator: Operator, numbers: tuple[Decimal, ...]) -> str:
    *year, month, day = map(plain, numbers) if len(numbers) > 1 else ("", plain(numbers[0]))
    if not month:
        return f"每月{day}日{'前' if operator is Operator.AT_MOST else ''}"
    day_text = f"{year[0]}年{month}月{day}日" if year else f"{month}月{day}日"
    return f"{SIGNS.get(operator, '')}{day_text}"
