"""分值 against each other."""

import pytest

from indicators.catalogue import sentence
from indicators.checks import check
from indicators.model import Objective, Origin
from indicators.taxonomy import Category
from tests.indicators.checks.build import codes, form, found, line, only, plan, row, weight

QUALITY = Category.QUALITY

SUMS = [
    (("50", "40"), "10", []),
    (("50", "40.0"), "10.0", []),
    (("40", "40"), "20", []),
    (("50", "50"), "10", ["weights_sum_differs"]),
    (("50", "50"), "", ["weights_sum_differs"]),  # no room for the execution rate
    (("60", "50"), "", ["weights_sum_differs"]),
    (("50", "40"), "", []),
    (("40", "40"), "", []),
    (("50", "30"), "10", ["weights_sum_differs"]),
    (("50", ""), "10", []),  # an unknown weight: the known ones are not too many
    (("90", ""), "10", []),
    (("95", ""), "10", ["weights_sum_differs"]),  # too many whatever the unknown weight is
    (("100", ""), "", []),
    (("101", ""), "", ["weights_sum_differs"]),
    (("", ""), "10", []),
    (("", ""), "120", []),  # no weight of a line is known: the execution rate alone is no sum
]


@pytest.mark.parametrize(("points", "execution", "expected"), SUMS)
def test_lines_and_execution_rate_make_a_hundred(points: tuple[str, str], execution: str, expected: list[str]) -> None:
    lines = [line("巡检次数", points=points[0]), line("线路稳定率", "≥99%", "99%", points[1], category=QUALITY)]
    assert codes(form(*lines, rows=[row(points=execution)])) == expected
    assert codes(plan(*lines, execution=execution)) == expected


def test_a_hundred_that_holds_the_execution_rate_as_a_line_is_fine() -> None:
    lines = [line("巡检次数", points="90"), line("预算执行率", "≥95%", "96%", "10", category=QUALITY)]
    assert codes(form(*lines)) == ["repeats_execution_rate"]


def test_the_sentence_of_a_wrong_sum_names_every_part_of_it() -> None:
    issue = only(form(line(points="100"), rows=[row(points="10")]))
    assert issue.facts == {"lines": "100", "said": "加预算执行率10分，合计110分，不是100分"}


def test_inferred_weights_are_a_readers_and_no_contradiction_of_the_form() -> None:
    document = form(line(points="60", origin=Origin.INFERRED), line("演练次数", points="60", origin=Origin.INFERRED))
    assert not codes(document)


def test_an_objective_whose_lines_do_not_add_up_is_named() -> None:
    lines = (line("巡检次数", points="24"), line("演练次数", points="20"))
    document = form(objectives=[Objective("示例", lines, weight=weight("48")), Objective("无分值", ())])
    assert found(document) == ["objective_weight_differs objectives[0].weight"]
    assert only(document).facts == {"printed": "48", "total": "44", "besides": ""}


def test_an_objective_of_inferred_or_matching_weights_is_silent() -> None:
    inferred = Objective("甲", (line("巡检次数", points="24"),), weight=weight("48", Origin.INFERRED))
    unknown = Objective("乙", (line("演练次数"),), weight=weight("48"))
    right = Objective("丙", (line("巡检次数", points="24"), line("演练次数", points="24")), weight=weight("48"))
    assert not codes(form(objectives=[inferred]))
    assert not codes(form(objectives=[unknown]))
    assert not codes(form(objectives=[right]))


OPEN = [("30", "70", True), ("30", "95", True), ("30", "30", False), ("48", "24", False), ("48", "48.1", True)]


@pytest.mark.parametrize(("printed", "known", "told"), OPEN)
def test_known_weights_beyond_the_objectives_points_are_named_beside_an_unknown_one(
    printed: str, known: str, told: bool
) -> None:
    lines = (line("巡检次数", points=known), line("演练次数"))
    document = form(objectives=[Objective("示例", lines, weight=weight(printed))])
    assert codes(document) == (["objective_weight_differs"] if told else [])


def test_a_sum_that_misses_a_weight_says_so() -> None:
    lines = (line("巡检次数", points="95"), line("演练次数"))
    document = form(objectives=[Objective("示例", lines, weight=weight("30"))], rows=[row(points="10")])
    assert [sentence(issue, document) for issue in check(document)] == [
        "各行指标分值之和为95分，加预算执行率10分，合计105分，不是100分（还不含未印分值的行）：请核对各行分值；不会自动折算。",
        "年度目标1 分值为30分，所属各行分值之和为95分（还不含未印分值的行）：请调整目标或各行的分值。",
    ]


def test_a_form_without_a_funding_table_has_no_execution_weight() -> None:
    assert not codes(form(line(points="90")))
