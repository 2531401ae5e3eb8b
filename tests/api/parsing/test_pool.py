"""The pool: who is replaced when, what the child may do, and what comes back from it."""

import gc
import io
import struct
import threading
from collections.abc import Iterator

import pytest

from api.parsing import Pool, child, pool, screening
from api.parsing.packing import packed, unpacked
from api.parsing.pool import FILE_SIZE, FORMS
from api.parsing.worker import understood
from api.problems.refusals_files import FileTooCostly, ParsersBusy
from api.problems.table import refused
from indicators.forms import workbook
from indicators.forms.faults import Damaged, Protected, TooMuch, WrongFormat
from indicators.forms.grid import Box, Page, Style
from tests.api.parsing import books

SPREAD = Page("自评表", (1, 1, 1), ((Box("a", 2), Box("b", 1, 2)), (Box("c"), Box("", style=Style.INPUT))))


@pytest.fixture(scope="module")
def one() -> Iterator[Pool]:
    """A pool with a single child, which runs already."""
    with Pool(1) as found:
        found.read(books.xlsx())
        yield found


def ids(found: Pool) -> int:
    """The process id of the only child."""
    worker = found._slots.get()
    found._slots.put(worker)
    assert worker is not None
    return worker.process.pid


def test_a_file_comes_back_from_the_child_as_it_is_read_here(one: Pool) -> None:
    data = workbook.write([SPREAD])
    assert one.read(data, "表.xlsx") == workbook.read_xlsx(data)


def test_cells_under_a_merge_are_one_object_when_they_come_back(one: Pool) -> None:
    rows = one.read(workbook.write([SPREAD])).grids[0].rows
    assert rows[0][0] is rows[1][0]
    assert rows[0][1] is rows[0][2]
    assert rows[1][1] is not rows[1][2]


def test_a_child_reads_one_file_after_another_and_is_replaced_after_fifty(
    one: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "FILES", 3)
    with Pool(1) as small:
        seen = []
        for _ in range(4):
            small.read(books.xlsx())
            seen.append(ids(small))
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_a_child_is_replaced_after_a_file_that_it_refused(one: Pool) -> None:
    one.read(books.xlsx())
    before = ids(one)
    with pytest.raises(WrongFormat, match="图片"):
        one.read(b"\x89PNG", "表.xlsx")
    assert ids(one) != before
    assert one.read(books.xlsx()).grids


@pytest.mark.parametrize(
    "refusal", [Damaged("缺页"), Protected(), TooMuch("页数", 3), WrongFormat("这是图片", "请上传表格")]
)
def test_a_refusal_comes_back_with_its_sentence_and_facts(refusal: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes, name: str) -> None:
        raise refusal

    monkeypatch.setattr(screening, "read", refuse)
    kind, answer = child.answered(b"", "")
    assert kind == child.REFUSAL
    with pytest.raises(type(refusal), match=str(refusal)[:4]) as raised:
        understood(FORMS, child.REFUSAL, answer, 5)
    assert vars(raised.value) == vars(refusal)
    assert refused(raised.value).detail == str(refusal)


def test_a_file_of_more_than_twenty_megabytes_does_not_reach_a_child(one: Pool) -> None:
    before = ids(one)
    with pytest.raises(TooMuch, match="字节数"):
        one.read(bytes(FILE_SIZE + 1))
    assert ids(one) == before


def test_a_file_that_takes_too_long_ends_with_its_child() -> None:
    endless = books.pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"2 0 R")
    with Pool(1, seconds=1) as hasty:
        hasty.read(books.xlsx())
        before = ids(hasty)
        with pytest.raises(FileTooCostly, match="1 秒内读不完"):
            hasty.read(endless)
        assert ids(hasty) != before


def test_a_file_that_takes_too_much_memory_ends_with_its_child() -> None:
    big = books.xlsx(sharedStrings=books.strings(f"<t>{'目标' * 2_500_000}</t>"))
    with Pool(1, memory=pool.MEMORY // 2) as poor, pytest.raises((FileTooCostly, Damaged)):
        poor.read(big)


def test_a_child_that_dies_is_replaced(one: Pool) -> None:
    worker = one._slots.get()
    assert worker is not None
    worker.process.kill()
    one._slots.put(worker)
    with pytest.raises(FileTooCostly):
        one.read(books.xlsx())
    assert one.read(books.xlsx()).grids


def test_who_waits_too_long_for_a_child_is_told_to_come_again(one: Pool) -> None:
    with Pool(1, wait=0) as busy:
        slot = busy._slots.get()
        with pytest.raises(ParsersBusy) as raised:
            busy.read(books.xlsx())
        busy._slots.put(slot)
    problem = refused(raised.value)
    assert (problem.kind.status, problem.kind.code) == (503, "parsers_busy")


def test_many_threads_share_two_children() -> None:
    found: list[str] = []
    with Pool(2) as shared:
        threads = [
            threading.Thread(target=lambda: found.append(shared.read(books.xlsx()).grids[0].rows[0][1].text))
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == ["云平台"] * 12


def test_the_child_answers_until_nobody_asks() -> None:
    data, name = books.xlsx(), "表.xlsx".encode()
    asked = io.BytesIO((struct.pack("<QQ", len(name), len(data)) + name + data) * 2)
    answers = io.BytesIO()
    child.serve(asked, answers, child.answered)
    answer = packed(workbook.read_xlsx(data))
    assert answers.getvalue() == b"+" + 2 * (child.HEADER.pack(b"s", len(answer)) + answer)


def test_the_child_says_when_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(data: bytes, name: str) -> None:
        raise MemoryError

    monkeypatch.setattr(screening, "read", starve)
    assert child.answered(b"", "") == (child.SPENT, b"")
    with pytest.raises(FileTooCostly):
        understood(FORMS, child.SPENT, b"", 5)


def test_a_source_without_tables_goes_through(one: Pool) -> None:
    source = one.read(books.docx(books.paragraph("自评综述")))
    assert [cell.text for cell in source.texts] == ["自评综述"]
    assert unpacked(packed(source)) == source
    assert not source.grids


def test_children_end_with_what_they_belong_to() -> None:
    found = Pool(1)
    found.read(books.xlsx())
    (worker,) = found._slots.queue
    assert worker
    process = worker.process
    del found, worker
    gc.collect()
    assert process.poll() is not None


def test_a_pool_closed_twice_is_closed() -> None:
    found = Pool(1)
    found.read(books.xlsx())
    found.close()
    found.close()
