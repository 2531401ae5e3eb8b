"""The five forms of Jilin print no points: what follows from the figures alone, and what does not."""

from decimal import Decimal

import pytest

from indicators.taxonomy import Dimension
from scoring.verify import Outcome, verify
from scoring.wording import sentence
from tests.scoring.published.samples import codes, evaluation, sheet_of

MISSED = {
    "jilin-2023-12333": {0},
    "jilin-2023-cloud": {3},
    "jilin-2023-smart": set(),
    "jilin-2023-subsidy": set(),
    "jilin-2023-network": {0, 5},
}


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("jilin-2023-12333", "0.9065"),  # 471.36 ÷ 520
        ("jilin-2023-cloud", "0.9500"),  # 1805 ÷ 1900
        ("jilin-2023-smart", "0.9440"),  # 472.01 ÷ 500
        ("jilin-2023-subsidy", "0.9053"),  # 316.85 ÷ 350
        ("jilin-2023-network", "0.9653"),  # 289.6 ÷ 300
    ],
)
def test_every_rate_lies_in_the_band_of_seven_points(name: str, rate: str) -> None:
    execution = sheet_of(name).execution
    assert execution.rate is not None
    assert abs(execution.rate - Decimal(rate)) <= Decimal("0.00005")
    assert execution.points == 7


@pytest.mark.parametrize("name", MISSED)
def test_each_line_is_met_or_missed_rightly(name: str) -> None:
    lines = sheet_of(name).lines
    assert {i for i, line in enumerate(lines) if line.met is False} == MISSED[name]
    assert all(line.met is not None for line in lines)
    assert [found.met for found in verify(sheet_of(name)).lines] == [line.met for line in lines]


@pytest.mark.parametrize("name", ["jilin-2023-smart", "jilin-2023-subsidy"])
def test_the_97_of_a_form_with_every_line_met_is_derived_without_a_printed_weight(name: str) -> None:
    sheet = sheet_of(name)
    assert sheet.total == evaluation(name).published_total == 97  # 90 + 7
    assert verify(sheet).total.outcome is Outcome.AGREES
    assert all(line.points is None and line.weight is None for line in sheet.lines)
    assert sheet.open_lines == ()
    assert sheet.grade is None  # the place gives none
    assert [(pool.points, pool.low, pool.high) for pool in sheet.pools] == [(Decimal(90), Decimal(90), Decimal(90))]
    assert "各行分值未印，合计90分" in sentence(sheet.trace, sheet.rulebook)


@pytest.mark.parametrize(
    ("name", "published", "low"),
    [
        ("jilin-2023-12333", "95.25", "84.38"),  # the worst: all 90 points on the calls, 7 + 90 × 171.95 ÷ 200
        ("jilin-2023-cloud", "92", "7"),
        ("jilin-2023-network", "73.63", "7"),
    ],
)
def test_a_total_that_hangs_on_unprinted_weights_is_open_and_the_published_one_possible(
    name: str, published: str, low: str
) -> None:
    sheet = sheet_of(name)
    assert (sheet.total, sheet.grade) == (None, None)
    assert (sheet.points_so_far, sheet.low, sheet.high) == (Decimal(7), Decimal(low), Decimal(97))
    assert sheet.open_lines == sheet.lines
    found = verify(sheet).total
    assert (found.printed, found.outcome) == (Decimal(published), Outcome.INSIDE)
    assert {each.outcome for each in verify(sheet).lines} == {Outcome.NOT_DERIVABLE}


def test_an_unofficial_first_level_name_is_read_as_benefit_and_said() -> None:
    sheet = sheet_of("jilin-2023-subsidy")
    assert sheet.lines[1].indicator.dimension is Dimension.BENEFIT
    assert sheet.lines[1].indicator.dimension_text == "效果指标"
    assert {"level_alias", "unit_conflicts_name"} <= codes("jilin-2023-subsidy")
    assert "level_shifted" in codes("jilin-2023-cloud")


@pytest.mark.parametrize(
    ("name", "number", "draft"),
    [
        ("jilin-2023-12333", 0, "全年实际完成171.95万人次，比年度指标值200万人次少28.05万人次，偏差-14.03%。"),
        ("jilin-2023-cloud", 3, "全年实际完成0%，比年度指标值100%少100个百分点，偏差-100.00%。"),
        ("jilin-2023-network", 0, "全年实际完成129.45万元，比年度指标值259.2万元少129.75万元，偏差-50.06%。"),
        ("jilin-2023-network", 5, "全年实际完成73%，比年度指标值100%少27个百分点，偏差-27.00%。"),
    ],
)
def test_a_missed_line_owes_an_explanation_and_its_first_sentence_is_drafted(
    name: str, number: int, draft: str
) -> None:
    sheet = sheet_of(name)
    owed = {each.where: each for each in sheet.owed}
    assert set(owed) == {sheet.lines[i].where for i in MISSED[name]}
    found = owed[sheet.lines[number].where]
    assert (found.draft, found.causes) == (draft, ("missed",))
    assert (
        found.assessment.outcome.value != "insufficient"
    )  # each gives a cause: 疫情, 服务期未结束, 半年费用, 合同未到期
