"""Points lost and kept against verdicts and reasons."""

import pytest

from indicators.issues import Severity
from indicators.model import Explanation, Objective, Origin, Tier
from indicators.taxonomy import Category
from tests.indicators.checks.build import codes, form, found, line, only

QUALITY = Category.QUALITY
LINE = "objectives[0].indicators[0]"
GOOD = "承建单位延期交付，下一步加强督促。"


def test_points_off_a_met_figure_without_a_reason_are_an_error() -> None:
    issue = only(form(line("巡检次数", "≥12次", "12次", "20", "15")))
    assert (issue.code, issue.severity, issue.where) == ("points_lost_on_met", Severity.ERROR, f"{LINE}.self_score")
    assert issue.facts == {"self_score": "15", "weight": "20", "actual": "12次", "target": "≥12次"}


@pytest.mark.parametrize("reason", ["无", "达成预期指标", "已完成", "巡检次数"])
def test_points_off_a_met_figure_with_a_reason_that_says_nothing_are_the_same_error(reason: str) -> None:
    assert codes(form(line("巡检次数", "≥12次", "12次", "20", "15", reason=reason))) == ["points_lost_on_met"]


def test_points_off_a_met_figure_with_a_reason_are_fine() -> None:
    assert not codes(form(line("巡检次数", "≥12次", "12次", "20", "15", reason=GOOD)))


def worded(score: str, reason: str = "", tier: Tier | None = None, actual: str = "达成预期指标") -> list[str]:
    document = form(line("平台运行情况", "平稳运行", actual, "20", score, category=QUALITY, reason=reason, tier=tier))
    return found(document)


def test_points_lost_inside_the_top_tier_without_a_reason_are_a_warning() -> None:
    document = form(line("平台运行情况", "平稳运行", "达成预期指标", "12", "11", category=QUALITY))
    assert (only(document).code, only(document).severity) == ("points_lost_in_top_tier", Severity.WARNING)
    assert worded("18") == worded("16") == [f"points_lost_in_top_tier {LINE}.self_score"]


def test_points_lost_under_the_top_tier_without_a_reason_miss_an_explanation() -> None:
    assert worded("15.9") == [f"explanation_missing {LINE}.explanation"]


def test_points_kept_or_explained_inside_the_top_tier_are_fine() -> None:
    assert worded("20") == worded("18", GOOD) == []


def test_a_chosen_lower_tier_is_not_the_top_tier() -> None:
    assert worded("18", tier=Tier.PARTLY_ACHIEVED) == [f"explanation_missing {LINE}.explanation"]


def test_a_chosen_top_tier_is_the_top_tier() -> None:
    assert worded("18", tier=Tier.ACHIEVED) == [f"points_lost_in_top_tier {LINE}.self_score"]


@pytest.mark.parametrize("reason", ["", GOOD])
def test_full_points_on_a_miss_are_an_error_with_or_without_an_excuse(reason: str) -> None:
    document = form(line("演练次数", "≥4次", "2次", "20", "20", reason=reason))
    assert found(document) == [f"full_points_on_miss {LINE}.self_score"]


def test_a_miss_so_small_that_its_points_round_to_the_full_weight_is_fine() -> None:
    small = line("线路稳定率", "≥99%", "98.8%", "4.0", "4.0", category=QUALITY)  # 3.992
    larger = line("线路稳定率", "≥99%", "98.8%", "4.00", "4.00", category=QUALITY)
    assert not codes(form(small))
    assert codes(form(larger)) == ["full_points_on_miss"]


def test_a_miss_with_nothing_done_never_rounds_to_full() -> None:
    assert codes(form(line("演练次数", "≥4次", "0次", "20", "20"))) == ["full_points_on_miss"]


def test_a_missed_date_at_full_points_is_no_matter_of_rounding() -> None:
    document = form(line("系统上线时间", "2023年6月底前", "2023年9月15日", "10", "10", category=Category.TIMELINESS))
    assert codes(document) == ["full_points_on_miss"]


def test_a_missed_target_without_a_reason_misses_an_explanation() -> None:
    document = form(line("演练次数", "≥4次", "2次", "20", "10"))
    assert found(document) == [f"explanation_missing {LINE}.explanation"]
    assert only(document).facts == {"loss": "被扣10分"}


def test_a_missed_target_with_a_reason_that_says_nothing_is_told_with_the_cause() -> None:
    issue = only(form(line("演练次数", "≥4次", "2次", "20", "10", reason="达成预期指标")))
    assert (issue.code, issue.where) == ("explanation_says_nothing", f"{LINE}.explanation")
    assert issue.facts["cause"] == "只是套话，没有说明原因"


def test_a_missed_target_without_printed_points_owes_a_reason_as_well() -> None:
    assert codes(form(line("演练次数", "≥4次", "2次", reason="无"))) == ["explanation_says_nothing"]
    assert not codes(form(line("演练次数", "≥4次", "2次", reason="疫情期间居家办公")))


def test_wu_on_a_line_that_lost_nothing_is_fine() -> None:
    assert not codes(form(line("演练次数", "≥4次", "4次", "20", "20", reason="无")))
    assert not codes(form(line("演练次数", "≥4次", "4次", reason="无")))


def lost(name: str = "演练次数") -> Objective:
    return Objective("示例", (line(name, "≥4次", "2次", "20", "10", origin=Origin.INFERRED),))


def test_the_forms_reason_covers_every_line_without_one() -> None:
    assert not codes(form(objectives=[lost()], explanation=Explanation(GOOD)))


def test_the_forms_reason_that_says_nothing_is_told_once_with_the_lines() -> None:
    document = form(objectives=[lost(), lost()], explanation=Explanation("达成预期指标", "继续做好日常工作"))
    issue = only(document)
    assert (issue.code, issue.where) == ("explanation_says_nothing", "explanation")
    assert issue.facts["loss"] == "第1、2行被扣分或未达标"


def test_the_forms_reason_that_says_nothing_is_fine_where_nothing_was_lost() -> None:
    document = form(line("演练次数", "≥4次", "4次", "20", "20"), explanation=Explanation("达成预期指标"))
    assert not codes(document)


def test_a_lines_own_reason_is_judged_instead_of_the_forms() -> None:
    document = form(line("演练次数", "≥4次", "2次", "20", "10", reason=GOOD), explanation=Explanation("无"))
    assert not codes(document)
