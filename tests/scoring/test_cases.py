"""Cases worked out by hand (cases/*.toml): what each line, the execution and the form are worth, and why."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from indicators.cells import Kind
from indicators.checks import check
from indicators.model import SelfEvaluation
from scoring.library import load_library
from scoring.sheet import ScoreSheet, score
from scoring.trace import replay
from tests.scoring.build import book, form, library, line, number

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES: dict[str, dict[str, Any]] = {
    f"{path.stem}: {case['name']}": case
    for path in FILES
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
}
EXPECTED = ("points", "basis", "met")
RULES = ("at_least", "at_most", "equal", "within", "deadline", "yes_no")


class Scored(NamedTuple):
    """A case's document and its sheet."""

    document: SelfEvaluation
    sheet: ScoreSheet


def scored(case: dict[str, Any]) -> Scored:
    """The case's form under its rulebook."""
    groups = [objective["lines"] for objective in case.get("objective", [case])]
    points = [objective.get("weight") for objective in case.get("objective", [case])]
    lines = [[line(**{k: v for k, v in row.items() if k not in EXPECTED}) for row in rows] for rows in groups]
    budgeted, spent = case.get("funds", ["100", "100"])
    document = form(*lines, budgeted=budgeted or None, spent=spent or None, printed_points=points)
    return Scored(document, score(document, book(case["rulebook"])))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_line_of_the_case_earns_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    sheet = scored(case).sheet
    rows = [row for objective in case.get("objective", [case]) for row in objective["lines"]]
    expected = [(number(row.get("points")), row.get("basis", "computed")) for row in rows]
    assert [(each.points, each.basis) for each in sheet.lines] == expected
    assert [each.met for each, row in zip(sheet.lines, rows, strict=True) if "met" in row] == [
        row["met"] for row in rows if "met" in row
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_form_of_the_case_is_worth_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    sheet = scored(case).sheet
    assert sheet.execution.points == number(case.get("execution"))
    assert sheet.total == number(case.get("total"))
    assert (sheet.low, sheet.high) == tuple(map(Decimal, case.get("range", [case.get("total")] * 2)))
    assert sheet.grade == case.get("grade")
    assert replay(sheet.trace) == (sheet.points_so_far if sheet.total is None else sheet.total)
    assert case["working"]


@pytest.mark.parametrize("case", [case for case in CASES.values() if "issues" in case], ids=lambda case: case["name"])
def test_what_the_case_says_is_wrong_is_found(case: dict[str, Any]) -> None:
    document, sheet = scored(case)
    found = {issue.code for issue in (*check(document), *sheet.issues)}
    assert set(case["issues"]) <= found


def touched(sheet: ScoreSheet) -> set[str]:
    """The sections of the rulebook that the lines of a sheet fall under, whoever decides them."""
    rules = {step.rule for step in sheet.trace.walk()}
    kinds = {each.indicator.target.kind for each in sheet.lines if each.met is False}
    operators = {each.indicator.target.read_as.value for each in sheet.lines if each.met is False}
    named = {Kind.DATE: "deadline", Kind.YES_NO: "yes_no"}
    return rules | operators | {named[kind] for kind in kinds if kind in named}


@pytest.mark.parametrize("id", load_library().ids())
def test_the_cases_of_a_packaged_rulebook_touch_its_every_section(id: str) -> None:
    rulebook = book(id)
    cases = [case for case in CASES.values() if case["rulebook"] == id]
    found = {rule for case in cases for rule in touched(scored(case).sheet)}
    wanted = {*RULES, "rounding", "tiers.achieved", "tiers.partly_achieved", "tiers.not_achieved"}
    wanted |= {"caps"} if rulebook.caps.levels else set()
    wanted |= {f"execution.{i}" for i in range(len(rulebook.execution.bands))} or {"execution"}
    wanted |= {"over_achievement"} if rulebook.over_achievement.effect == "reduction" else set()
    assert wanted <= found, wanted - found


def test_every_packaged_rulebook_has_a_case_file_of_its_own() -> None:
    assert set(load_library().ids()) <= {path.stem for path in FILES}


def test_a_case_file_is_named_after_its_rulebook_or_its_subject() -> None:
    for path in FILES:
        cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        if path.stem in library().ids():
            assert {case["rulebook"] for case in cases} == {path.stem}
