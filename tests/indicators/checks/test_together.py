"""Several forms of one year."""

from dataclasses import replace
from decimal import Decimal

from indicators.checks import check_together
from indicators.issues import Severity
from indicators.model import Agency, Scope, SelfEvaluation, YearlySummary
from indicators.taxonomy import Category
from tests.indicators.checks.build import form, line, plan, row

SUMMARY = YearlySummary(2, Decimal("1949.43"))


def project(budgeted: str = "", summary: YearlySummary | None = None, *, unit: str = "万元") -> SelfEvaluation:
    return replace(form(rows=[row(budgeted=budgeted)] if budgeted else (), unit=unit), yearly_summary=summary)


def found(*documents: SelfEvaluation) -> list[str]:
    return [f"{issue.code} {issue.where}" for issue in check_together(documents)]


def test_funds_that_are_not_the_sum_of_the_projects_are_told_once() -> None:
    documents = project("1503.44", SUMMARY), project("446.00", SUMMARY)
    (issue,) = check_together(documents)
    assert (issue.code, issue.where) == ("yearly_funds_differ", "documents[0].yearly_summary.funds")
    assert issue.facts == {"printed": "1949.43", "count": "2", "total": "1949.44", "difference": "0.01"}


def test_funds_that_are_the_sum_are_fine_in_whatever_unit() -> None:
    summary = YearlySummary(2, Decimal("1949.44"))
    assert not found(project("1503.44", summary), project("4460000", summary, unit="元"))
    assert not found(project("1503.44", YearlySummary(None, Decimal("1949.4"))), project("446.00"))
    assert not found(project("1503.44", YearlySummary(2, None)), project("446.00"))


def test_a_wrong_count_is_told_and_the_money_left_alone() -> None:
    assert found(project("1"), project("2", YearlySummary(5, Decimal(3)))) == [
        "yearly_count_differs documents[1].yearly_summary.projects"
    ]


def test_one_form_alone_says_nothing_about_the_year() -> None:
    assert not found(project("1", SUMMARY))
    assert not found(project("1", YearlySummary(None, Decimal(9))))


def test_the_only_project_of_a_year_is_compared() -> None:
    assert found(project("1", YearlySummary(1, Decimal(9)))) == [
        "yearly_funds_differ documents[0].yearly_summary.funds"
    ]


def test_a_whole_agencys_form_is_no_project() -> None:
    whole = replace(project("233.37", YearlySummary(2, Decimal(30))), scope=Scope.WHOLE_AGENCY)
    assert not found(whole, project("20"), project("10"))


def test_a_project_without_a_budget_leaves_the_sum_open() -> None:
    assert not found(project("1503.44", SUMMARY), project())
    assert not found(project("1503.44", SUMMARY), replace(project(), funding=form(rows=[row()]).funding))


def test_other_agencies_other_years_and_plans_are_no_part_of_the_year() -> None:
    other = replace(project("446.00"), agency=Agency("某市示例站"))
    earlier = replace(project("446.00"), budget_year=2022)
    assert not check_together([project("1503.44", SUMMARY), other, earlier, plan()])


def word(score: str, actual: str = "作用较显著", points: str = "20") -> SelfEvaluation:
    return form(line("保障业务开展", "作用显著", actual, points, score, category=Category.SOCIAL_BENEFIT))


def test_one_word_with_two_shares_in_two_forms_is_a_notice() -> None:
    (issue,) = check_together([word("28.0", points="30.0"), word("17.0")])
    assert (issue.code, issue.severity, issue.where) == (
        "same_word_different_share",
        Severity.NOTICE,
        "documents[0]",
    )
    assert issue.facts == {"word": "作用较显著", "shares": "第1份93.3%、第2份85.0%"}


def test_one_word_with_one_share_or_two_words_are_fine() -> None:
    assert not found(word("17"), word("34", points="40"))
    assert not found(word("17"), word("20", "作用显著"))


def test_a_word_without_points_or_a_figure_has_no_share() -> None:
    figures = [form(line(points="20", score=score)) for score in ("10", "20")]
    assert not found(word(""), word("17"), word("17", points=""), *figures)


def test_two_shares_inside_one_form_are_the_forms_own_matter() -> None:
    lines = [
        line(name, "作用显著", "作用较显著", "20", score, category=Category.SOCIAL_BENEFIT)
        for name, score in (("保障业务开展", "17"), ("促进社会和谐", "18"))
    ]
    assert not found(form(*lines))
