"""The randomised workflow machine (随机流程): the table explored, with a model of our own as the oracle."""

import os
import secrets
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.service.workflow.coverage import Coverage
from tests.api.service.workflow.machine import Workflow
from tests.api.service.workflow.prepared import prepare
from tests.api.service.workflow.stage import Stage

STEPS = int(os.environ.get("TEST_WORKFLOW_STEPS", "2000"))
ENOUGH = 20_000  # steps after which every cell, every allowed step and every refusal must have been met
SETTINGS = settings(
    max_examples=25, stateful_step_count=120, deadline=None, database=None, derandomize=False, print_blob=False,
    report_multiple_bugs=False, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
)  # fmt: skip


def first_seed() -> int:
    """The same on every short run, a new one on every long run unless one is given to repeat it."""
    fresh = 0 if settings().derandomize else secrets.randbelow(2**31)
    return int(os.environ.get("TEST_WORKFLOW_SEED", fresh))


def explored(folder: Path, number: int) -> Coverage:
    """At least ``STEPS`` attempts, in runs seeded from ``number`` on."""
    coverage = Coverage()
    stage = Stage(prepare(folder), Coverage())
    prepared = stage.ahead()
    stage.close(look=True)
    while coverage.steps < STEPS:
        machine = type("Workflow", (Workflow,), {"prepared": prepared, "coverage": coverage})
        run_state_machine_as_test(seed(number)(machine), settings=SETTINGS)
        number += 1
    return coverage


def tell(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Says it to whoever runs the tests, although they pass; standard output may carry a parallel run's protocol."""
    with capsys.disabled():
        sys.stderr.write(f"\n{text}\n")


def test_whatever_anybody_tries_the_service_does_what_the_model_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = first_seed()
    tell(capsys, f"workflow machine: TEST_WORKFLOW_SEED={number}")
    coverage = explored(tmp_path, number)
    tell(capsys, coverage.told())
    assert not coverage.wrongly_done()
    if STEPS < ENOUGH:
        return
    assert not coverage.never_tried()
    assert not coverage.never_done()
    assert not coverage.never_met()
