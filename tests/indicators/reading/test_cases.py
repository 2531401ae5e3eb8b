"""Every case of tests/indicators/cases/reading-*.toml: real-looking cells, what they are read as, and the verdict."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indicators.cells import Actual, Answer, Columns, Kind, Missing, Reading, Target
from indicators.numbers import plain
from indicators.reading import form, judge, read_actual, read_target
from indicators.taxonomy import Category, Dimension

FILES = sorted((Path(__file__).parents[1] / "cases").glob("reading-*.toml"))
CASES = [case for path in FILES for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
MET = {"yes": True, "no": False, "open": None}


def named(case: dict[str, Any]) -> str:
    actual = case.get("actual", ["-"])[0]
    return f"{case['target'][0]} <- {actual} {case.get('given', '')}"


def target_of(case: dict[str, Any], answer: str = "") -> Target:
    given = case.get("given", {})
    told = answer or given.get("answer", "")
    return read_target(
        case["target"][0],
        columns=Columns(*given["columns"]) if "columns" in given else None,
        name=given.get("name", ""),
        dimension=Dimension(given["dimension"]) if "dimension" in given else None,
        category=Category(given["category"]) if "category" in given else None,
        year=given.get("year"),
        answer=Answer(told, "填报人甲", "2024-01-31") if told else None,
    )


def actual_of(case: dict[str, Any], target: Target, answer: str = "") -> Actual:
    given = case.get("given", {})
    told = Answer(answer, "填报人甲", "2024-01-31") if answer else None
    text = case["actual"][0]
    return read_actual(text, target=target, name=given.get("name", ""), year=given.get("year"), answer=told)


def shown(cell: Target | Actual) -> list[str]:
    numbers = " ".join(plain(number) for number in cell.numbers)
    return [cell.text, cell.kind, cell.operator, numbers, cell.unit, cell.reading]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_cell_is_read_and_judged_as_its_case_says(case: dict[str, Any]) -> None:
    target = target_of(case)
    assert shown(target) == case["target"]
    assert (target.read_as, target.convention) == (case.get("read_as", target.operator), case.get("target_code", ""))
    if "actual" not in case:
        return
    actual = actual_of(case, target)
    verdict = judge(target, actual)
    assert shown(actual) == case["actual"]
    assert (actual.convention, actual.missing or "") == (case.get("actual_code", ""), case.get("missing", ""))
    assert (verdict.met, verdict.reason) == (MET[case["met"]], case.get("reason", ""))
    assert [question.code for question in verdict.questions] == case.get("asks", [])
    assert judge(replace(target, plain=False), replace(actual, plain=False)) == verdict, "the short way differs"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_each_alternative_of_a_question_settles_it_when_given_as_the_answer(case: dict[str, Any]) -> None:
    target = target_of(case)
    actual = actual_of(case, target) if "actual" in case else None
    asked = judge(target, actual).questions if actual else target.questions
    for question in asked:
        for alternative in question.alternatives:
            if question.about == "target":
                settled: Target | Actual = target_of(case, alternative)
            else:
                settled = actual_of(case, target, alternative)
            assert settled.text == (case["target"] if question.about == "target" else case["actual"])[0]
            assert settled.answer is not None and settled.answer.text == alternative
            assert settled.reading is Reading.CERTAIN, alternative
            assert not settled.questions


def test_at_most_one_of_twenty_cells_of_the_samples_is_asked_about() -> None:
    samples = next(path for path in FILES if path.stem == "reading-samples")
    cases = tomllib.loads(samples.read_text(encoding="utf-8"))["case"]
    targets = [target_of(case) for case in cases]
    pairs = [(case, target) for case, target in zip(cases, targets, strict=True) if "actual" in case]
    actuals = [actual_of(case, target) for case, target in pairs]
    cells: list[Target | Actual] = [*targets, *actuals]
    asked = [cell.text for cell in cells if cell.reading is Reading.ASK]
    assert 20 * len(asked) <= len(cells), asked


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_canonical_text_of_a_target_reads_back_the_same(case: dict[str, Any]) -> None:
    target = target_of(case)
    if target.reading is Reading.ASK or target.unit == "月":
        return
    again = read_target(form(target))
    assert (again.kind, again.numbers, again.unit) == (target.kind, target.numbers, target.unit)


def test_there_are_at_least_three_hundred_and_fifty_cases() -> None:
    assert len(CASES) >= 350
    assert {Kind(case["target"][1]) for case in CASES} == set(Kind)
    assert {Missing(case["missing"]) for case in CASES if "missing" in case} == set(Missing)
