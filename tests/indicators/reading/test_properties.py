"""What holds for every text: the reader never crashes, never guesses in silence, and says what reads back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.cells import Actual, Kind, Missing, Operator, Reading, Target
from indicators.numbers import fold, parse_decimal, plain
from indicators.reading import CONVENTIONS, QUESTIONS, form, judge, question_sentence, read_actual, read_target

PIECES = (
    "≥ ≤ > < = >= <= ≧ ± - — ~ 至 约 近 不少于 不低于 不超过 达到 超过 以上 以内 内 及以上 左右 余 多 共 每月 第 前 其中 （ ） ( ) ， 、 ； 。 : / * % ％ ‰ 百分之 "
    "0 1 2 5 12 24 7 95 99.9 100 1,234.5 2023 ０ ９ 一 二 十 百 两 九 万 亿 千 次 人次 人 元 万元 台 套 "
    "小时 分钟 天 个工作日 个月 年 月 日 号 季度 年底 11月底前 "
    "完成 达成预期指标 是 无 优 显著 已 热线 级 版 IO O 7*24小时 #DIV/0! 未到期 ² ٣ \n  成 半年 增长 下降 率"
).split(" ")
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
figures = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
units = st.sampled_from(
    ["次", "%", "万元", "台（套）", "元/人*月", "次/月", "小时", "个月", "万人次", "个工作日", "‰", "人"]
)
signs = st.sampled_from(["≥", ">", "≤", "<", "=", ""])
SIZED = (Kind.QUANTITY, Kind.DURATION, Kind.RANGE, Kind.DATE)


@given(texts, texts)
def test_any_two_texts_are_read_and_judged_without_a_crash(wanted: str, reported: str) -> None:
    target = read_target(wanted, name=reported)
    actual = read_actual(reported, target=target, name=wanted)
    verdict = judge(target, actual)
    assert target.text == wanted
    assert actual.text == reported
    assert (verdict.met is None) == bool(verdict.reason)
    assert (verdict.reason == "question") == bool(verdict.questions)
    assert "E" not in "".join(plain(number) for number in (*target.numbers, *actual.numbers, *verdict.actual))


@given(texts)
def test_what_is_assumed_or_asked_has_a_name_and_a_sentence(text: str) -> None:
    for cell in (read_target(text), read_actual(text)):
        assert_named(cell)


def assert_named(cell: Target | Actual) -> None:
    if cell.reading is Reading.ASK:
        assert [question.code for question in cell.questions] == [cell.convention]
        assert all(QUESTIONS[question.code] in question_sentence(question, cell.text) for question in cell.questions)
    else:
        assert not cell.questions
        assert (cell.reading is Reading.ASSUMED) == bool(cell.convention)
        assert not cell.convention or cell.convention in CONVENTIONS


@given(texts)
def test_a_target_in_its_canonical_form_reads_back_the_same(text: str) -> None:
    target = read_target(text)
    if target.kind not in SIZED or target.reading is Reading.ASK:
        return
    again = read_target(form(target))
    same = (target.kind, target.operator, target.numbers, target.unit)
    assert (again.kind, again.operator, again.numbers, again.unit) == same, form(target)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=8))
def test_a_figure_written_plainly_reads_back_the_same(value: Decimal) -> None:
    shown = plain(value)
    assert "E" not in shown
    assert parse_decimal(shown) == value


@given(signs, figures, units)
def test_operator_figure_and_unit_are_read_as_printed(sign: str, value: Decimal, unit: str) -> None:
    target = read_target(f"{sign}{plain(value)}{unit}")
    assert (target.numbers, target.unit) == ((value,), unit)
    assert (target.operator is Operator.UNSTATED) == (not sign)
    assert target.kind in (Kind.QUANTITY, Kind.DURATION)


@given(st.sampled_from("≥>"), figures, figures, figures, units)
def test_whoever_does_more_than_one_who_met_a_level_has_met_it(
    sign: str, wanted: Decimal, less: Decimal, more: Decimal, unit: str
) -> None:
    less, more = sorted((less, more))
    target = read_target(f"{sign}{plain(wanted)}{unit}")
    one, other = (judge(target, read_actual(f"{plain(value)}{unit}", target=target)) for value in (less, more))
    assert other.met or not one.met


@given(figures, figures)
def test_the_unit_an_amount_is_printed_in_changes_no_verdict(wanted: Decimal, value: Decimal) -> None:
    target = read_target(f"≤{plain(wanted)}万元")
    in_yuan = read_actual(f"{plain(value * 10000)}元", target=target)
    in_wan = read_actual(f"{plain(value)}万元", target=target)
    assert judge(target, in_yuan).met is judge(target, in_wan).met is (value <= wanted)


@given(st.sampled_from(list(Missing)), texts)
def test_a_stated_kind_of_no_number_is_never_a_verdict(missing: Missing, text: str) -> None:
    actual = read_actual(text, missing=missing)
    verdict = judge(read_target("≥95%"), actual)
    assert (actual.missing, actual.numbers) == (missing, ())
    assert (verdict.met, verdict.reason) == (None, "missing")
