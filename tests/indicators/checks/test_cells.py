"""指标值、实际完成值: missing, unreadable, asked about, not answering one another."""

import pytest

from indicators.cells import Actual, Kind, Missing, Operator, Question, Reading, Target
from indicators.issues import Severity
from indicators.model import Indicator
from indicators.taxonomy import Category, Dimension
from tests.indicators.checks.build import codes, form, found, line, only, plan

MISSING = [
    (Missing.BLANK, "actual_blank", Severity.ERROR),
    (Missing.NOT_APPLICABLE, "actual_not_applicable", Severity.NOTICE),
    (Missing.NOT_YET_DUE, "actual_not_yet_due", Severity.NOTICE),
    (Missing.UNREADABLE, "actual_unreadable", Severity.ERROR),
]


def with_cells(target: Target, actual: Actual) -> Indicator:
    return Indicator("巡检次数", Dimension.OUTPUT, Category.QUANTITY, target, actual)


def asked(*alternatives: str, about: str = "target") -> tuple[Question, ...]:
    return (Question("doubt", about, alternatives),)


def target(
    kind: Kind = Kind.QUANTITY, reading: Reading = Reading.CERTAIN, questions: tuple[Question, ...] = ()
) -> Target:
    return Target("某值", kind, Operator.UNSTATED, (), "", reading, Operator.UNSTATED, questions=questions)


def actual(
    missing: Missing | None = None, reading: Reading = Reading.CERTAIN, questions: tuple[Question, ...] = ()
) -> Actual:
    return Actual("某值", Kind.QUALITY, Operator.UNSTATED, (), "", reading, questions=questions, missing=missing)


@pytest.mark.parametrize(("missing", "code", "severity"), MISSING)
def test_each_kind_of_no_number_has_its_own_code(missing: Missing, code: str, severity: Severity) -> None:
    issue = only(form(with_cells(line().target, actual(missing))))
    assert (issue.code, issue.where, issue.severity) == (code, "objectives[0].indicators[0].actual", severity)


def test_a_plan_misses_no_actuals() -> None:
    assert not codes(plan(line(actual="")))


def test_a_missing_target_is_told_in_a_plan_too() -> None:
    assert found(plan(line(target="", actual=""))) == ["target_blank objectives[0].indicators[0].target"]


def test_an_unreadable_target_is_told_and_not_asked_about_as_well() -> None:
    unreadable = target(Kind.UNREADABLE, Reading.ASK, asked())
    assert codes(form(with_cells(unreadable, line().actual))) == ["target_unreadable"]


def test_a_damaged_figure_is_asked_about_with_what_it_probably_was() -> None:
    assert codes(form(line("线路稳定率", "≥9O%", "95%", category=Category.QUALITY))) == ["target_question"]
    assert codes(form(line("巡检次数", "≥9次", "IO次"))) == ["actual_question"]


def test_a_question_about_a_target_gives_its_alternatives() -> None:
    issue = only(form(with_cells(target(reading=Reading.ASK, questions=asked("≥90%", "=290%")), line().actual)))
    assert (issue.code, issue.facts["alternatives"]) == ("target_question", "“≥90%”、“=290%”")


def test_a_question_without_alternatives_asks_for_the_original() -> None:
    issue = only(form(with_cells(target(reading=Reading.ASK), line().actual)))
    assert issue.facts["alternatives"] == "照原件重新填写"


def test_questions_about_a_target_that_is_read_for_certain_are_none() -> None:
    assert not codes(form(with_cells(target(Kind.QUALITY, questions=asked("≥90%")), actual())))


def test_a_question_about_an_actual_stands_at_the_actual() -> None:
    doubtful = actual(reading=Reading.ASK, questions=asked("99%", "0.99%", about="actual"))
    assert found(form(with_cells(line().target, doubtful))) == ["actual_question objectives[0].indicators[0].actual"]


def test_a_share_without_a_sign_is_asked_about_once() -> None:
    document = form(line("线路稳定率", "≥99%", "0.99", category=Category.QUALITY))
    assert found(document) == ["actual_question objectives[0].indicators[0].actual"]


def test_units_of_different_dimensions_are_named_with_both_cells() -> None:
    issue = only(form(line("服务企业数量", "≥200家", "300人次")))
    assert (issue.code, issue.severity) == ("unit_mismatch", Severity.ERROR)
    assert issue.facts == {"cell": "300人次", "target": "≥200家"}


def test_units_of_one_dimension_are_fine() -> None:
    assert not codes(form(line("项目开发费用", "≤30万元", "250000元", category=Category.ECONOMIC_COST)))


def test_a_tiers_name_against_a_figure_asks_for_the_figure() -> None:
    issue = only(form(line("制卡数量", ">20万张", "达成预期指标")))
    assert (issue.code, issue.severity) == ("tier_name_against_figure", Severity.WARNING)


def test_a_tiers_name_against_a_word_is_an_answer() -> None:
    document = form(line("日常工作平稳运行", "平稳运行", "达成预期指标", category=Category.QUALITY))
    assert not codes(document)
