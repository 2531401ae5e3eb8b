"""The engine and the second calculator agree on random forms, to the last digit, under every rulebook."""

import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

import scoring
from scoring.library import load_library
from scoring.results import LineScore
from scoring.sheet import ScoreSheet, score
from scoring.trace import replay
from tests.scoring.random_forms import random_form
from tests.scoring.second import Points, Result, read_rules, texts_in
from tests.scoring.second import score as second_score

OWN = Path(__file__).parent / "rulebooks"
PACKAGED = Path(scoring.__file__).parent / "rulebooks"
LIBRARY = load_library([OWN])
TEXTS = texts_in(PACKAGED) | texts_in(OWN)
Figure = Decimal | Fraction | str | None
Row = tuple[Fraction | None, str, Fraction, Fraction]
FORMS = int(os.environ.get("TEST_RANDOM_FORMS", "10000"))


def test_both_calculators_know_the_same_rulebooks() -> None:
    assert sorted(TEXTS) == list(LIBRARY.ids())


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_engine_and_second_calculator_agree_on_random_forms(id: str) -> None:
    book, rules = LIBRARY.get(id), read_rules(TEXTS, id)
    random = Random(id)
    for number in range(-(-FORMS // len(TEXTS))):
        pair = random_form(random, book, rules)
        sheet, result = score(pair.document, book), second_score(pair.form, rules)
        assert _engine(sheet) == _second(result, sheet), (number, pair.form)
        _traces_replay(sheet)


def _engine(sheet: ScoreSheet) -> list[object]:
    execution = sheet.execution
    rows = [(execution.points, str(execution.basis), execution.low, execution.high)]
    rows += [(line.points, str(line.basis), line.low, line.high) for line in sheet.lines]
    return [*rows, sheet.low, sheet.high, sheet.total]


def _second(result: Result, sheet: ScoreSheet) -> list[object]:
    """The second calculator's figures, told apart from the engine's by nothing but their type."""
    rows = [_row(result.execution), *map(_line, result.lines, sheet.lines)]
    return [*rows, result.low, result.high, result.total]


def _row(points: Points) -> Row:
    return points.points, points.basis, points.low, points.high


def _line(points: Points, line: LineScore) -> object:
    """A share, or points that nobody rounds, may go on for ever: forty digits of them are compared."""
    row = _row(points) if line.weight is not None else (None, "open", points.low, points.high)
    engine = (line.points, str(line.basis), line.low, line.high)
    return engine if all(map(_same, engine, row)) else row


def _same(one: Figure, other: Figure) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Fraction):
        return abs(Fraction(one) - other) < Fraction(1, 10**40)
    return one == other


def _traces_replay(sheet: ScoreSheet) -> None:
    assert replay(sheet.trace) == (sheet.points_so_far if sheet.total is None else sheet.total)
    for line in sheet.lines:
        if line.step:
            assert replay(line.step) == (line.high if line.points is None else line.points)
