"""What must hold for any form under any rulebook."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from indicators.cells import Actual, Kind, Operator, Reading, Target
from indicators.model import Indicator, Objective, Origin, SelfEvaluation, Weight
from scoring.results import Basis, LineScore
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.rules import EVIDENCE_NAMES
from scoring.sheet import ScoreSheet, score
from scoring.trace import ReplayError, Step, replay
from scoring.wording import sentence
from tests.scoring.build import OWN_RULEBOOKS, form, library
from tests.scoring.random_forms import random_form
from tests.scoring.second import read_rules, texts_in

TEXTS = texts_in(Path(scoring.__file__).parent / "rulebooks") | texts_in(OWN_RULEBOOKS)
BOOKS = st.sampled_from([library().get(id) for id in library().ids()])
FIGURES = st.decimals("-1000", "1000", places=2, allow_nan=False, allow_infinity=False)
POSITIVE = st.decimals("0.01", "1000", places=2, allow_nan=False, allow_infinity=False)
WEIGHTS = st.decimals("0", "100", places=3, allow_nan=False, allow_infinity=False)
ONE_SIDED = ("at_least", "more_than", "at_most", "less_than")


@st.composite
def documents(draw: st.DrawFn) -> tuple[SelfEvaluation, Rulebook]:
    """Any of the random forms with its rulebook."""
    book = draw(BOOKS)
    seed = draw(st.integers(0, 2**32))
    return random_form(Random(seed), book, read_rules(TEXTS, book.id)).document, book


def measured(operator: str, target: Decimal, actual: Decimal, weight: Decimal) -> Indicator:
    """A line of two figures in one unit, without a self score."""
    sign = Operator(operator)
    return Indicator(
        "指标",
        None,
        None,
        Target("目标", Kind.QUANTITY, sign, (target,), "次", Reading.CERTAIN, sign),
        Actual("实际", Kind.QUANTITY, Operator.UNSTATED, (actual,), "次", Reading.CERTAIN),
        weight=Weight(weight, Origin.PRINTED),
    )


def scored(line: Indicator, book: Rulebook) -> LineScore:
    """The line as part of a form of its own."""
    return score(form([line]), book).lines[0]


@given(documents())
def test_no_line_earns_less_than_0_or_more_than_its_weight(any_form: tuple[SelfEvaluation, Rulebook]) -> None:
    sheet = score(*any_form)
    for line in sheet.lines:
        full = Decimal(1) if line.weight is None else line.weight
        assert 0 <= line.low <= line.high <= full
        assert line.points is None or 0 <= line.points <= full
    assert sheet.execution.points is None or 0 <= sheet.execution.points <= sheet.execution.weight


@given(BOOKS, st.sampled_from([*ONE_SIDED, "equal"]), FIGURES, FIGURES, WEIGHTS)
def test_figures_earn_between_0_and_the_weight(
    book: Rulebook, operator: str, target: Decimal, actual: Decimal, weight: Decimal
) -> None:
    line = scored(measured(operator, target, actual, weight), book)
    assert 0 <= line.low <= line.high <= weight
    assert line.met is not None
    if line.met:
        assert line.points == weight or (line.points is not None and weight - line.points < 1)  # rounded down only


@given(BOOKS, st.sampled_from(ONE_SIDED), POSITIVE, st.tuples(FIGURES, FIGURES), WEIGHTS)
def test_better_never_earns_less_under_a_one_sided_target(
    book: Rulebook, operator: str, target: Decimal, actuals: tuple[Decimal, Decimal], weight: Decimal
) -> None:
    rising = operator in ("at_least", "more_than")
    worse, better = sorted(actuals, reverse=not rising)
    first = scored(measured(operator, target, worse, weight), book)
    second = scored(measured(operator, target, better, weight), book)
    assert first.low <= second.low
    if first.points is not None and second.points is not None:
        assert first.points <= second.points


@given(documents())
def test_the_total_is_the_sum_of_the_points_rounded_and_then_capped(any_form: tuple[SelfEvaluation, Rulebook]) -> None:
    sheet = score(*any_form)
    parts = [sheet.execution.points, *(line.points for line in sheet.lines)]
    known = sum((part for part in parts if part is not None), Decimal(0))
    closed = sum((pool.low for pool in sheet.pools if pool.step), Decimal(0))
    places = sheet.rulebook.rounding.total
    slack = Decimal(1).scaleb(-places)
    rate = sheet.execution.rate
    caps = [cap.total for cap in sheet.rulebook.caps.levels if rate is not None and rate < cap.below]
    assert abs(sheet.points_so_far - min([known + closed, *caps])) < slack
    if sheet.total is not None and not any(part is None for part in parts):
        assert sheet.total == sheet.points_so_far


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(any_form: tuple[SelfEvaluation, Rulebook], random: Random) -> None:
    document, book = any_form
    shuffled = replace(document, objectives=tuple(_shuffled(each, random) for each in document.objectives))
    one, other = score(document, book), score(shuffled, book)
    assert (one.total, one.low, one.high, one.points_so_far) == (
        other.total,
        other.low,
        other.high,
        other.points_so_far,
    )
    assert _told_apart(one) == _told_apart(other)


def _told_apart(sheet: ScoreSheet) -> list[Decimal]:
    """The points by basis; what nobody rounds may go on for ever."""
    return [half_up(points, 12) for points in sheet.by_basis.values()]


def _shuffled(objective: Objective, random: Random) -> Objective:
    lines = list(objective.indicators)
    random.shuffle(lines)
    return replace(objective, indicators=tuple(lines))


@given(documents())
def test_what_is_settled_and_what_is_possible_keep_their_order(any_form: tuple[SelfEvaluation, Rulebook]) -> None:
    sheet = score(*any_form)
    assert sheet.low <= sheet.high
    overfull = any(pool.points < 0 for pool in sheet.pools)
    assert (sheet.total is not None) is (sheet.low == sheet.high and not overfull)
    if sheet.total is not None:
        assert sheet.low == sheet.total == sheet.high
    if sheet.total is None and sheet.execution.basis is not Basis.OPEN:
        assert sheet.points_so_far <= sheet.low


@given(documents())
def test_replaying_the_working_gives_the_score(any_form: tuple[SelfEvaluation, Rulebook]) -> None:
    sheet = score(*any_form)
    assert replay(sheet.trace) == (sheet.points_so_far if sheet.total is None else sheet.total)
    for line in sheet.lines:
        if line.step and line.points is not None:
            assert replay(line.step) == line.points


@given(documents(), st.data())
def test_a_damaged_step_does_not_replay(any_form: tuple[SelfEvaluation, Rulebook], data: st.DataObject) -> None:
    sheet = score(*any_form)
    number = data.draw(st.integers(0, sum(1 for _ in sheet.trace.walk()) - 1))
    damaged, _ = _damage(sheet.trace, number)
    with pytest.raises(ReplayError) as error:
        replay(damaged)
    assert error.value.step.value != error.value.value
    assert str(error.value.value) in str(error.value)


def _damage(step: Step, number: int) -> tuple[Step, int]:
    """The tree with the value of its n-th step changed; counted as ``walk`` goes."""
    children = []
    for child in step.children:
        after, number = _damage(child, number)
        children.append(after)
    value = step.value
    if number == 0:
        value = (not value) if isinstance(value, bool) else _decimal(value) + 1
    return step._replace(value=value, children=tuple(children)), number - 1


def _decimal(value: object) -> Decimal:
    assert isinstance(value, Decimal)
    return value


@given(documents())
def test_every_step_has_its_sentence_with_the_paper_and_the_grade_of_evidence(
    any_form: tuple[SelfEvaluation, Rulebook],
) -> None:
    sheet = score(*any_form)
    for step in (sheet.trace, *(line.step for line in sheet.lines if line.step)):
        text = sentence(step, sheet.rulebook)
        assert text.endswith("。")
        for rule in {inner.rule for inner in step.walk() if inner.rule}:
            for clause in sheet.rulebook.cited(rule):
                assert f"《{clause.paper}》" in text
                assert EVIDENCE_NAMES[clause.evidence] in text


@given(BOOKS, st.sampled_from(ONE_SIDED), POSITIVE, POSITIVE, st.integers(1, 40).map(Decimal))
def test_the_sentence_of_a_line_holds_its_figures(
    book: Rulebook, operator: str, target: Decimal, actual: Decimal, weight: Decimal
) -> None:
    line = scored(measured(operator, target, actual, weight), book)
    if line.step is None:
        assert line.reason == "unscored"  # nobody has given the points yet
        return
    text = sentence(line.step, book)
    for figure in (target, actual):
        assert f"{figure:f}".rstrip("0").rstrip(".") in text
    assert ("未达到" in text) is (line.met is False)


def test_a_sheet_is_the_same_each_time() -> None:
    def once() -> ScoreSheet:
        book = library().get("platform-caps")
        return score(random_form(Random("ab"), book, read_rules(TEXTS, book.id)).document, book)

    assert once().trace == once().trace
