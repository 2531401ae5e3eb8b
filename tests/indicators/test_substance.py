"""Does an explanation say anything? Table of cases, with every explanation printed in the five source documents."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indicators.substance import CAUSE_NAMES, Outcome, assess

ROOT = Path(__file__).parents[2]
with (Path(__file__).parent / "cases" / "substance.toml").open("rb") as file:
    CASES: dict[str, list[dict[str, Any]]] = tomllib.load(file)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case["says"]))
def test_each_text_gets_its_verdict_and_cause(case: dict[str, Any]) -> None:
    given = assess(case["reason"], case.get("remedy", ""), name=case.get("name", ""), others=case.get("others", ()))
    assert (given.outcome, given.cause) == (case["outcome"], case.get("cause", ""))


@pytest.mark.parametrize("case", CASES["published"], ids=lambda case: f"{case['form']} {case['reason'][:12]}")
def test_each_published_explanation_gets_the_verdict_of_a_careful_reader(case: dict[str, Any]) -> None:
    given = assess(case["reason"], case.get("remedy", ""), name=case.get("name", ""))
    assert (given.outcome, given.cause) == (case["outcome"], case.get("cause", ""))


def printed() -> Iterator[tuple[str, str, str]]:
    """Every explanation of the published samples: form, reason, remedy."""
    for path in sorted((ROOT / "samples").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        parts = [document, *(line for each in document["objectives"] for line in each["indicators"])]
        for part in parts:
            if given := part.get("explanation"):
                yield path.stem, given.get("reason", ""), given.get("remedy", "")


def test_the_table_holds_every_explanation_printed_in_the_samples() -> None:
    held = {(case["form"], case["reason"], case.get("remedy", "")) for case in CASES["published"]}
    assert held == set(printed())


def test_every_cause_has_a_chinese_name_and_every_name_a_case() -> None:
    causes = {case["cause"] for case in CASES["case"] if "cause" in case}
    assert causes == set(CAUSE_NAMES)
    assert {case["outcome"] for case in CASES["case"]} == set(Outcome)
