"""得分 against 分值, lines against 总分."""

import pytest

from indicators.taxonomy import Category
from tests.indicators.checks.build import codes, form, found, line, only, row

FULL = row(points="10", score="10")


def test_a_score_above_its_weight_is_an_error_on_a_line_and_on_the_funding_row() -> None:
    document = form(line(points="9", score="9.5"), rows=[row(points="10", score="11")])
    assert "score_above_weight funding.rows[0].self_score" in found(document)
    assert "score_above_weight objectives[0].indicators[0].self_score" in found(document)


def test_a_negative_score_is_an_error_with_or_without_a_weight() -> None:
    assert codes(form(line(points="9", score="-1"))) == ["points_lost_on_met", "score_negative"]
    assert codes(form(line(score="-1"))) == ["score_negative"]


def test_the_whole_weight_and_nothing_at_all_are_scores() -> None:
    reason = "设备未到货，下一步加强督促。"
    lines = [
        line("巡检次数", points="9", score="9.0"),
        line("演练次数", actual="0次", points="9", score="0", reason=reason),
    ]
    assert not codes(form(*lines))


SUMS = [
    ("20", "30", "10", "60", True),
    ("20", "30", "10", "60.0", True),
    ("20", "30", "10", "60.5", False),
    ("20", "30", "", "50", True),  # no score for the execution rate: nothing can be summed
    ("20", "", "10", "60", True),
    ("20", "30", "10", "", True),
]


@pytest.mark.parametrize(("one", "other", "execution", "total", "fine"), SUMS)
def test_the_lines_and_the_execution_score_make_the_total(
    one: str, other: str, execution: str, total: str, fine: bool
) -> None:
    document = form(
        line("巡检次数", score=one), line("演练次数", score=other), rows=[row(score=execution)], total=total
    )
    assert codes(document) == ([] if fine else ["lines_sum_differs"])


def test_the_difference_is_told() -> None:
    issue = only(form(line(score="20"), rows=[FULL], total="31"))
    assert issue.facts == {"printed": "31", "total": "30", "difference": "1"}


def test_the_execution_rate_as_a_line_completes_the_sum() -> None:
    rate = line("预算执行率", "≥95%", "96%", score="10", category=Category.QUALITY)
    assert codes(form(line(score="20"), rate, total="31")) == ["repeats_execution_rate", "lines_sum_differs"]
    assert codes(form(line(score="20"), rate, total="30")) == ["repeats_execution_rate"]


def test_a_form_without_lines_has_no_sum() -> None:
    assert not codes(form(rows=[FULL], total="50"))
