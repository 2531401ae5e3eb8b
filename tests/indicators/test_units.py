"""Which units are comparable, and how one is converted into another."""

from decimal import Decimal

import pytest

from indicators.units import COUNTS, MEASURES, bare_of, convert, percent, same_dimension


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("1503.44", "万元", "元", "15034400"),
        ("5000", "万元", "亿元", "0.5"),
        ("5", "千元", "百元", "50"),
        ("2", "百万元", "万元", "200"),
        ("4", "小时", "分钟", "240"),
        ("48", "小时", "天", "2"),
        ("1", "周", "日", "7"),
        ("1", "年", "个月", "12"),
        ("3", "季度", "月", "9"),
        ("3500", "人次", "万人次", "0.35"),
        ("5", "‰", "%", "0.5"),
        ("5", "‱", "‰", "0.5"),
        ("9800", "米", "公里", "9.8"),
        ("1", "公顷", "亩", "15"),
        ("1", "吨", "公斤", "1000"),
        ("1", "GB", "MB", "1024"),
        ("0.2", "万元/人", "元/人", "2000"),
        ("12", "次/年", "次", "12"),
        ("3000", "元/人*月", "元/人·月", "3000"),
        ("3", "台", "台（套）", "3"),
        ("3", "套", "台/套", "3"),
        ("3", "台", "台套", "3"),
        ("3", "场", "场（次）", "3"),
        ("3", "人", "名", "3"),
        ("3", "项数", "项", "3"),
        ("25", "万", "张", "250000"),
        ("20.5", "万", "万元", "20.5"),
        ("12", "", "次", "12"),
        ("12", "标段", "标段", "12"),
    ],
)
def test_figures_of_one_dimension_are_converted_exactly(value: str, unit: str, into: str, expected: str) -> None:
    assert convert(Decimal(value), unit, into) == Decimal(expected)


def test_a_quotient_that_never_ends_is_shown_to_twenty_eight_digits() -> None:
    assert convert(Decimal(20), "分钟", "小时") == Decimal("0." + "3" * 28)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("人", "人次"),
        ("次", "元"),
        ("个工作日", "天"),
        ("个月", "天"),
        ("%", "个百分点"),
        ("万", "%"),
        ("台", "套"),
        ("个", "项"),
        ("次/月", "次"),
        ("元/人", "元"),
        ("元/人", "元/天"),
        ("标段", "期次"),
        ("台（套）", "个（项）"),
    ],
)
def test_different_dimensions_are_never_compared(unit: str, other: str) -> None:
    assert not same_dimension(unit, other)
    assert convert(Decimal(1), unit, other) is None
    assert convert(Decimal(1), other, unit) is None


def test_a_count_noun_is_no_measure() -> None:
    assert not COUNTS & MEASURES.keys()


def test_the_bare_unit_is_the_unit_without_its_scale() -> None:
    assert [bare_of(unit) for unit in ("万张", "亿元", "万", "千克", "百分比", "次")] == [
        "张",
        "元",
        "",
        "千克",
        "百分比",
        "次",
    ]


def test_a_share_in_per_cent_gains_no_zeros() -> None:
    assert [format(percent(Decimal(share)), "f") for share in ("0.95", "1", "0.995", "0.9950")] == [
        "95",
        "100",
        "99.5",
        "99.5",
    ]
