"""What the tables of cases cannot say: long texts, answers, missing values, times alone, hostile texts."""

from decimal import Decimal

import pytest

from indicators.cells import Actual, Answer, Columns, Kind, Missing, Operator, Reading, Target
from indicators.reading import form, judge, read_actual, read_target
from indicators.reading.clean import LONGEST

BY = "填报人甲"
ON = "2024-01-31"


def test_a_text_of_more_than_two_thousand_characters_is_words_or_unreadable() -> None:
    words = read_target("保障系统平稳运行" * 300)
    figures = read_target("巡检12次" * 500)
    assert (words.kind, words.reading) == (Kind.QUALITY, Reading.CERTAIN)
    assert (figures.kind, figures.reading) == (Kind.UNREADABLE, Reading.ASK)


def test_a_figure_of_more_than_forty_digits_is_unreadable() -> None:
    assert read_target("9" * 40 + "次").numbers == (Decimal("9" * 40),)
    assert read_target("9" * 41 + "次").kind is Kind.UNREADABLE


def test_an_amount_of_forty_digits_is_compared_to_the_last_one() -> None:
    target = read_target("≤" + "9" * 39 + "8元")
    assert judge(target, read_actual("9" * 40 + "元", target=target)).met is False
    assert judge(target, read_actual("9" * 39 + "8元", target=target)).met is True
    in_wan = read_actual("9" * 36 + ".9999万元", target=target)
    assert judge(target, in_wan).met is False


def test_none_written_without_a_target_beside_it_is_blank() -> None:
    actual = read_actual("无")
    assert (actual.kind, actual.missing, actual.convention) == (Kind.BLANK, Missing.BLANK, "dash_is_blank")


def test_none_beside_a_word_is_a_word_and_beside_yes_or_no_an_answer() -> None:
    assert read_actual("无", target=read_target("显著")).kind is Kind.QUALITY
    assert read_actual("无", target=read_target("有")).kind is Kind.YES_NO
    assert read_actual("没有", target=read_target("≤2次")).reading is Reading.ASK


def test_an_unreadable_actual_may_be_stated_as_such() -> None:
    actual = read_actual("12次", missing=Missing.UNREADABLE)
    assert (actual.kind, actual.numbers) == (Kind.UNREADABLE, ())


def test_an_answer_takes_the_place_of_a_stated_missing_value() -> None:
    target = read_target("≥12次")
    actual = read_actual("", target=target, missing=Missing.BLANK, answer=Answer("13次", BY, ON))
    assert (actual.text, actual.numbers, actual.reading) == ("", (Decimal(13),), Reading.CERTAIN)
    assert judge(target, actual).met is True


def test_an_answer_that_is_no_figure_either_is_still_asked_about() -> None:
    target = read_target("≥12次")
    actual = read_actual("IO", target=target, answer=Answer("1O次", BY, ON))
    assert actual.reading is Reading.ASK
    assert judge(target, actual).reason == "question"


@pytest.mark.parametrize("answer", ["0.92", "0.95", "大概", "优秀", "1O%"])
def test_an_answer_that_is_doubtful_itself_keeps_the_question(answer: str) -> None:
    actual = read_actual("0.92", target=read_target("≥90%"), answer=Answer(answer, BY, ON))
    assert (actual.reading, actual.convention) == (Reading.ASK, "share_without_sign")
    assert [question.alternatives for question in actual.questions] == [("92%", "0.92%")]
    assert actual.answer == Answer(answer, BY, ON)


@pytest.mark.parametrize(("answer", "met"), [("92%", True), ("0.92%", False), ("91.5%", True)])
def test_an_answer_that_reads_without_doubt_settles_the_question(answer: str, met: bool) -> None:
    target = read_target("≥90%")
    actual = read_actual("0.92", target=target, answer=Answer(answer, BY, ON))
    assert (actual.reading, judge(target, actual).met) == (Reading.CERTAIN, met)


def test_a_doubtful_answer_to_a_target_keeps_the_question() -> None:
    for answer in ("大概", "295%"):
        target = read_target("290%", answer=Answer(answer, BY, ON))
        assert (target.reading, target.convention) == (Reading.ASK, "percent_scanned")
    assert read_target("290%", answer=Answer("290%", BY, ON)).reading is Reading.CERTAIN


def test_a_doubtful_answer_to_a_text_without_doubt_is_asked_about_itself() -> None:
    target = read_target("≥90%", answer=Answer("1O%", BY, ON))
    actual = read_actual("92%", target=read_target("≥90%"), answer=Answer("9O%", BY, ON))
    assert (target.convention, actual.convention) == ("damaged_figure", "damaged_figure")
    assert judge(target, actual).met is None


def test_an_answer_that_is_a_bound_stays_a_bound() -> None:
    target = read_target("≥90%")
    about = read_actual("90%左右", target=target, answer=Answer("约95%", BY, ON))
    assert judge(target, about).met is None
    exact = read_actual("90%左右", target=target, answer=Answer("90%", BY, ON))
    assert judge(target, exact).met is True


def test_an_answered_target_speaks_for_itself_when_a_word_answers_it() -> None:
    target = read_target("IO", answer=Answer("是", BY, ON))
    assert judge(target, read_actual("是", target=target)).met is True
    assert judge(target, read_actual("达成预期指标", target=target, answer=Answer("否", BY, ON))).met is False


def test_a_unit_in_the_name_helps_the_actual_when_the_target_has_none() -> None:
    actual = read_actual("3", target=read_target("显著"), name="响应时间（小时）")
    assert (actual.kind, actual.unit) == (Kind.DURATION, "小时")


@pytest.mark.parametrize(
    ("wanted", "reason"), [("", "missing"), ("/", "missing"), ("未到期", "missing"), ("#REF!", "question")]
)
def test_a_target_that_says_nothing_gives_no_verdict(wanted: str, reason: str) -> None:
    target = read_target(wanted)
    verdict = judge(target, read_actual("12次", target=target))
    assert (verdict.met, verdict.reason) == (None, reason)


def test_columns_without_a_value_leave_the_cell_as_it_is() -> None:
    columns = Columns("≥", "", "台", "正向指标")
    target = read_target("8", columns=columns)
    assert (target.operator, target.numbers, target.unit, target.columns) == (
        Operator.AT_LEAST,
        (Decimal(8),),
        "台",
        columns,
    )


def test_a_verdict_shows_both_figures_in_the_unit_of_the_target() -> None:
    target = read_target("≤30分钟")
    verdict = judge(target, read_actual("0.4小时", target=target))
    assert (verdict.met, verdict.target, verdict.actual) == (True, (Decimal(30),), (Decimal("24.0"),))


def test_different_dimensions_are_named_never_compared() -> None:
    target = read_target("≥200人次")
    actual = read_actual("500元", target=target)
    verdict = judge(target, actual)
    assert (verdict.met, verdict.reason) == (None, "unit_mismatch")
    assert (target.unit, actual.unit) == ("人次", "元")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("不少于 95 %", "≥95%"),
        ("4小时内处理", "≤4小时"),
        ("3-5个工作日内", "3-5个工作日以内"),
        ("±10%", "±10%"),
        ("-5%~10%", "≥-5%且≤10%"),
        ("18—54周岁", "18-54周岁"),
        ("11月底前", "≤11月30日"),
        ("2023年第三季度末", "2023年9月30日"),
        ("每月10日前", "每月10日前"),
        ("每月10日", "每月10日"),
        ("7×24小时不间断", "7*24小时"),
        ("作用显著", "作用显著"),
    ],
)
def test_a_target_has_one_canonical_text(text: str, canonical: str) -> None:
    assert form(read_target(text)) == canonical


def test_the_canonical_text_of_an_answered_word_is_the_answer() -> None:
    assert form(read_target("IO", answer=Answer("优", BY, ON))) == "优"


HOSTILE = (
    "全部完成", "()", "(1)", "1 ", "1,", "1", "一", "一次", "≥", "每月", "12月", "1月1日至", "无重大", "零", "1O",
    "达到", "(", "（1次", "1-", "(含",
    "≤1", "1/", "7*24", "不超过", "九成", "百分之", "2023年", "-", "1.1", "1\n", "年底", "0.", "万", "次/", "约近", "以上", "O",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_of_one_piece_is_read_to_the_end_and_meets_nothing(piece: str) -> None:
    """A pattern that runs away on such a text would never come back."""
    text = (piece * LONGEST)[: LONGEST - 1] + "X"
    target = read_target(text, name=text)
    assert judge(target, read_actual(text, target=target, name=text)).met is not False


def test_what_was_read_keeps_its_text_and_cannot_be_changed() -> None:
    for cell in (read_target(" ≥９５％\n"), read_actual(" ≥９５％\n")):
        assert isinstance(cell, Target | Actual)
        assert cell.text == " ≥９５％\n"
        with pytest.raises(AttributeError):
            cell.text = "≥96%"  # type: ignore[misc]
