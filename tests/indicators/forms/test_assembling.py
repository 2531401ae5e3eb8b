"""Bounds of files, and tables put together from scattered cells."""

import pytest

from indicators.forms import faults
from indicators.forms.assembling import Sheet, Span, Written, assembled
from indicators.forms.faults import MERGES, Room, TooMuch


def test_more_merges_than_any_form_has_are_refused() -> None:
    sheet = Sheet("自评表", {(0, 0): Written("甲")}, [Span(0, 1, 0, 0)] * (MERGES + 1))
    with pytest.raises(TooMuch, match="合并单元格"):
        assembled(sheet, Room())


def test_the_tables_of_a_file_share_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    room.take("表1", 100, 100)
    monkeypatch.setattr(faults, "POSITIONS", 15_000)
    with pytest.raises(TooMuch, match="全部表格的单元格"):
        room.take("表2", 100, 100)
    monkeypatch.undo()
    monkeypatch.setattr(faults, "TABLES", 2)
    with pytest.raises(TooMuch, match="表格个数"):
        room.take("表3", 1, 1)
    with pytest.raises(TooMuch, match="表4的单元格（1,000 行 × 1,000 列）超过 200,000"):
        Room().take("表4", 1000, 1000)


def test_a_merge_hidden_in_part_is_seen_and_one_hidden_whole_is_not() -> None:
    cells = {(0, 0): Written("甲"), (0, 1): Written("乙"), (2, 2): Written("丙")}
    sheet = Sheet("表", cells, [Span(0, 1, 0, 0), Span(0, 0, 1, 2)], {0})
    grid = assembled(sheet, Room())
    assert grid is not None
    assert (grid.rows[0][0].hidden, grid.rows[0][1].hidden) == (False, True)


def test_a_merge_of_one_cell_or_over_another_counts_for_nothing() -> None:
    cells = {(0, 0): Written("甲"), (1, 1): Written("乙")}
    grid = assembled(Sheet("表", cells, [Span(0, 0, 0, 0), Span(0, 0, 0, 1), Span(0, 1, 1, 1)]), Room())
    assert grid is not None
    assert grid.spans == {(0, 0): (1, 2)}
    assert grid.rows[1][1].text == "乙"


def test_merges_reach_beyond_the_last_text_but_not_without_end() -> None:
    cells = {(0, 0): Written("标题"), (1, 0): Written("甲")}
    wide = assembled(Sheet("表", cells, [Span(0, 0, 0, 5)]), Room())
    endless = assembled(Sheet("表", cells, [Span(0, 0, 0, 16_383)]), Room())
    assert wide is not None
    assert endless is not None
    assert (wide.width, endless.width) == (6, 1)
