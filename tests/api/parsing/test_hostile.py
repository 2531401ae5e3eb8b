"""Files of people who mean harm are read or refused with a sentence, in bounded time and memory; the pool goes on."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.parsing import Pool, screening
from api.parsing.pool import MEMORY, SECONDS
from api.problems.refusals_files import FileTooCostly
from indicators.forms.faults import REFUSED
from tests.api.parsing import books, hostile_archives, hostile_others, hostile_pdf, hostile_sheets
from tests.api.parsing.hostile import MAKERS, READ

assert hostile_archives, hostile_sheets  # their files stand in the list
assert hostile_others, hostile_pdf
STARTING = 3  # seconds for a child to be ready


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two children, as in service."""
    with Pool() as found:
        yield found


def outcome(pool: Pool, data: bytes, name: str) -> str:
    """What comes of a file: read, or the kind of refusal, once its sentence is Chinese."""
    try:
        pool.read(data, name)
    except (*REFUSED, FileTooCostly) as error:
        return type(error).__name__ if re.search("[一-鿿].*；请", str(error)) else str(error)
    return READ


def alone(data: bytes, name: str) -> str:
    """The same without a child and without limits."""
    try:
        screening.read(data, name)
    except REFUSED as error:
        return type(error).__name__
    return READ


QUICK = [which for which, (_, outcomes, _) in MAKERS.items() if "FileTooCostly" not in outcomes]


@pytest.mark.parametrize("which", QUICK)
def test_what_is_quickly_told_is_told_without_a_child_as_well(which: str) -> None:
    maker, outcomes, name = MAKERS[which]
    assert alone(maker(), name) in outcomes


def test_the_system_itself_keeps_a_child_within_its_memory(pool: Pool) -> None:
    for _ in range(pool.size):
        pool.read(books.xlsx())
    worker = pool._slots.get()
    pool._slots.put(worker)
    assert worker is not None
    limits = Path(f"/proc/{worker.process.pid}/limits").read_text("ascii")
    (line,) = [each for each in limits.splitlines() if each.startswith("Max address space")]
    assert line.split()[3] == str(MEMORY)


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(MAKERS) >= 60


@pytest.mark.parametrize("which", MAKERS)
def test_a_hostile_file_is_read_or_refused_and_the_next_file_is_read(which: str, pool: Pool) -> None:
    maker, outcomes, name = MAKERS[which]
    data = maker()
    start = time.monotonic()
    assert outcome(pool, data, name) in outcomes
    assert time.monotonic() - start < SECONDS + STARTING
    assert pool.read(books.xlsx()).grids[0].rows[0][1].text == "云平台"
