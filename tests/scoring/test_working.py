"""The working: steps that replay, sentences that say them; cells of every shape are scored without a fault."""

from decimal import Decimal
from itertools import product

import pytest

from indicators.model import Indicator, Review
from scoring.figures import amount, percent, points
from scoring.results import Basis
from scoring.sheet import ScoreSheet, score
from scoring.tiers import tier_of
from scoring.trace import ReplayError, Step, replay
from scoring.wording import REASON_NAMES, citation, phrase, sentence
from tests.scoring.build import book, form, library, line

TARGETS = """
≥95% >95% ≤5次 <5次 =5次 12次 0次 =0次 3-5次 18—54周岁 ±10% 5±1次 12月底前 2023年12月31日 4小时内处理 7*24小时 ≥3天 3-5日内
2-3个工作日内 是 否 优 显著 ≥3万元 ≥20万张 ≥≥98% 0.99 ≥-3% 逐年提高 合格 ≤10% 1次/月 95%以上 不超过3次 共5次,300人次
""".split()
ACTUALS = """
95% 不足95% <95% 约94% 99.9% 5次 >5次 ≥5次 6次以上 4次以下 超过5次 不到5次 0次 12次 13次 200余次 近5次 2-6次 3-4次 8% 12% -4%
11月30日 2023年12月31日 2024年1月5日 12月 30分钟 3小时 5*8小时 7*24小时 7*12小时 8*20小时 2天 6日 2日 4个工作日 是 否 优 较显著
达成预期指标 部分达成 未达成 4万元 50000元 25万张 -- 未到期 不适用 88.32%及以上 80%-90% 96%-99% 共5次,300余人次 完成 1000‰ 85
""".split()


def sheet(*lines: Indicator, rulebook: str = "central-2021") -> ScoreSheet:
    """A form of these lines, scored."""
    return score(form(lines), book(rulebook))


@pytest.mark.parametrize("id", library().ids())
def test_cells_of_every_shape_are_scored_and_their_working_replays(id: str) -> None:
    for weight in ("10", None):
        cells = product(TARGETS, [*ACTUALS, ""])
        found = sheet(*(line(target, actual, weight, self_score="5") for target, actual in cells), rulebook=id)
        replay(found.trace)
        for each in found.lines:
            if each.step:
                assert replay(each.step) in (each.points, each.high), (
                    each.indicator.target.text,
                    each.indicator.actual.text,
                )
                assert sentence(each.step, found.rulebook)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "不足95%"),
        ("≤5次", ">5次"),
        ("=5次", "6次以上"),
        ("7*24小时", "7*12小时"),
        ("≥95%", "80%-90%"),
        ("7*24小时", "5*24小时"),
    ],
)
def test_a_miss_by_an_unknown_amount_goes_to_a_person(target: str, actual: str) -> None:
    given = sheet(line(target, actual, self_score="6"), rulebook="test-persons").lines[0]
    assert (given.met, given.points, given.basis, given.reason) == (False, Decimal(6), Basis.JUDGED, "to_a_person")
    assert sheet(line(target, actual), rulebook="platform-default").lines[0].met is (actual == "6次以上")


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("3-5日内", "2日", True),
        ("3-5日内", "6日", False),
        ("=0次", "超过0次", False),
        ("=5次", "不到5次", False),
        ("=5次", "超过5次", True),
        ("7*24小时", "7*24小时", True),
    ],
)
def test_bounds_and_upper_limits_are_met_by_the_side_they_lie_on(target: str, actual: str, met: bool) -> None:
    found = sheet(line(target, actual), rulebook="platform-default").lines[0]
    assert found.met is met
    if found.step:
        replay(found.step)


def judged() -> Step:
    """The working of a line that a person judged inside 8–10."""
    found = sheet(line("显著", "较显著", self_score="9")).lines[0].step
    assert found is not None
    return found


def test_a_score_moved_out_of_its_band_together_with_its_record_does_not_replay() -> None:
    with pytest.raises(ReplayError, match="judged: 11 recorded, None replayed"):
        replay(judged()._replace(value=Decimal(11), inputs=(("score", Decimal(11)), *judged().inputs[1:])))


def test_a_rate_below_the_recorded_band_does_not_replay() -> None:
    step = sheet(rulebook="jilin-2023").execution.step
    assert step is not None
    band = step.children[0]
    raised = band._replace(inputs=(("from", Decimal(2)), *band.inputs[1:]))
    with pytest.raises(ReplayError, match="band: 10"):
        replay(step._replace(children=(raised,)))


def test_a_range_recorded_as_closed_that_is_not_does_not_replay() -> None:
    found = score(
        form([line("≥10次", "10次", "50"), line("显著", "达成", "20")], budgeted="10", spent="4"),
        book("platform-caps"),
    )
    assert (found.trace.name, found.total) == ("closed", Decimal(59))  # 54 and at least 16 more, capped at 59
    assert "尚未定分的各项不影响结果，总分59分" in sentence(found.trace, found.rulebook)
    with pytest.raises(ReplayError, match="closed"):
        replay(found.trace._replace(inputs=(("low", Decimal(58)), ("high", Decimal(59)))))


SENTENCES = {
    "missed at least": (
        line("≥95%", "90%"),
        "central-2021",
        "目标≥95，实际90，未达到；得分 = 10 × 90 ÷ 95 = 9.4736…；保留2位小数得9.47",
    ),
    "missed at most": (
        line("≤10次", "12次"),
        "central-2021",
        "目标≤10，实际12，未达到；得分 = 10 × 10 ÷ 12 = 8.3333…；保留2位小数得8.33",
    ),
    "linear": (line("≤10次", "12次"), "platform-default", "得分 = 10 × (1 − (12 − 10) ÷ 10) = 8"),
    "never below 0": (line("≤10次", "25次"), "platform-default", "得分 = 10 × (1 − (25 − 10) ÷ 10) = -5；最低0分"),
    "met": (line("≥95%", "96%"), "central-2021", "目标≥95，实际96，达到；得满分10分"),
    "no points": (line("=5次", "4次"), "jilin-2023", "目标=5，实际4，未达到；不得分"),
    "a range": (line("3-5次", "4次"), "central-2021", "目标介于3至5，实际4，达到"),
    "yes or no": (line("是", "否"), "central-2021", "目标“是”，实际“否”，未达到；不得分"),
    "cut back": (line("≥5次", "5次", "2.25"), "mohrss-2023", "保留1位小数得2.3；以2.25分为限，得2.25分"),
    "judged": (
        line("显著", "较显著", self_score="9"),
        "central-2021",
        "由人判定9分，在“达成年度指标”一档的8至10分之内",
    ),
    "claimed": (line("≥95%", "部分达成", self_score="6"), "hubei-2020", "以档次名称自报6分"),
    "a person's": (line("=5次", "4次", self_score="6"), "central-2021", "由人判定6分，在允许范围的0至10分之内"),
    "reduced": (
        line("≥10次", "13次", "20", self_score="18"),
        "platform-caps",
        "由人判定18分，在允许范围的18至20分之内",
    ),
    "reviewed": (
        line("≥95%", "", review=Review(Decimal("7.5"), approved=True)),
        "central-2021",
        "复核得分7.5分，计入得分以复核为准",
    ),
    "open counts 0": (line("≥95%", ""), "test-strict", "没有填报实际完成值，按办法计0分"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_line_is_put_into_one_sentence(name: str) -> None:
    given, rulebook, expected = SENTENCES[name]
    step = sheet(given, rulebook=rulebook).lines[0].step
    assert step is not None
    assert expected in sentence(step, book(rulebook))


def execution_sentence(rulebook: str, budgeted: str, spent: str) -> str:
    """The working of the execution points."""
    step = score(form([], budgeted=budgeted, spent=spent), book(rulebook)).execution.step
    assert step is not None
    return sentence(step, book(rulebook))


def test_the_execution_is_put_into_one_sentence_with_its_sources() -> None:
    assert execution_sentence("mohrss-2023", "1503.44", "1352.79") == (
        "执行率得分 = 10 × 1352.79 ÷ 1503.44 = 8.9979…；保留1位小数得9.0。"
        "依据：《人力资源和社会保障部信息中心2023年度项目支出绩效自评表（两张）》［见于已公开的表格］。"
    )
    banded = execution_sentence("jilin-2023", "300", "200")
    assert "执行率 = 200 ÷ 300 = 66.67%；执行率在60.00%及以上这一段，得5分" in banded
    assert "凭一般了解记录，未核对原文" in banded
    assert "执行率得分 = 10 × 90.00% = 9" in execution_sentence("test-strict", "1503.44", "1352.79")
    assert "得满分20分" in execution_sentence("test-persons", "0", "0")
    assert "以10分为限，得10分" in execution_sentence("central-2021", "100", "120")


def test_the_total_names_each_source_once_and_ends_with_the_sum() -> None:
    found = sheet(line("≥95%", "90%", "45"), line("≥95%", "95%", "45"))
    text = sentence(found.trace, found.rulebook)
    assert "合计97.63分" in text
    assert text.count("财预〔2020〕10号") == 1
    assert phrase(found.trace, found.rulebook) == ""  # nothing was rounded away


def test_a_citation_names_paper_number_and_evidence() -> None:
    clause = book("central-2020").clauses["paper"]
    assert citation(clause) == "《项目支出绩效评价管理办法》（财预〔2020〕10号）［凭一般了解记录，未核对原文］"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("8.3333333333", "8.3333…"),
        ("12.50", "12.5"),
        ("10.00", "10"),
        ("100", "100"),
        ("0.12345678", "0.12345678"),
        ("1E+2", "100"),
    ],
)
def test_a_figure_is_exact_where_it_is_short_and_cut_where_it_goes_on(value: str, text: str) -> None:
    assert amount(Decimal(value)) == text


def test_rates_have_two_decimals_and_points_keep_theirs() -> None:
    assert percent(Decimal("0.899796")) == "89.98%"
    assert points(Decimal("97.00")) == "97.00"


def test_every_reason_that_a_line_can_have_is_put_into_words() -> None:
    reasons = {
        each.reason
        for id in ("central-2021", "test-strict", "platform-caps")
        for weight, self_score in (("10", "5"), ("10", "11"), ("10", None), (None, None))
        for each in sheet(
            *(line(t, a, weight, self_score=self_score) for t, a in product(TARGETS, ACTUALS)), rulebook=id
        ).lines
    }
    assert reasons <= set(REASON_NAMES)
    assert {"blank", "question", "unit_mismatch", "tier_unknown", "to_a_person", "weight_unknown"} <= reasons


@pytest.mark.parametrize(
    ("target", "actual", "tier", "expected"),
    [
        ("显著", "显著", None, "achieved"),
        ("作用显著", "作用较显著", None, "achieved"),
        ("效果显著", "效果显著。", None, "achieved"),
        ("稳步提高", "稳步提高", None, "achieved"),  # the target repeated
        ("显著", "部分达成", None, "partly_achieved"),
        ("显著", "未达成", None, "not_achieved"),
        ("显著", "一般", None, None),
        ("显著", "显著", "not_achieved", "not_achieved"),  # what was chosen comes first
    ],
)
def test_the_tier_is_the_one_chosen_or_named(target: str, actual: str, tier: str | None, expected: str | None) -> None:
    found = tier_of(line(target, actual, tier=tier), book("central-2021"))
    assert (found.tier.value if found else None) == expected


def test_a_rate_just_below_a_whole_per_cent_is_not_shown_as_that() -> None:
    shares = ("0.99999", "1", "0.79999", "0.94402", "0.8")
    shown = ["99.999%", "100.00%", "79.999%", "94.40%", "80.00%"]
    assert [percent(Decimal(share)) for share in shares] == shown


def test_dates_are_worded_as_dates() -> None:
    found = score(form([line("2023年11月30日前", "2023年11月20日")]), book("central-2021")).lines[0]
    assert found.step is not None
    assert "目标≤2023年11月30日，实际2023年11月20日，达到" in sentence(found.step, book("central-2021"))
