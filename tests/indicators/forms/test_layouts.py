"""The declarations of families: spans fit, fields exist, headings are words that the reader knows."""

import pytest

from indicators.forms.layout import LAYOUTS
from indicators.forms.layout.parts import Facts, Layout, Listing, Money, PerObjective, columns_of, labels_of
from indicators.forms.layout.synonyms import FACTS, GOAL, GOAL_LABEL, LINE, MARGINS, MONEY, SOURCES, TITLE, key
from indicators.forms.reading.families import words


def spans(layout: Layout) -> list[int]:
    """The width, in the layout's columns, of every kind of row."""
    found = []
    for block in layout.blocks:
        for part in (block.goal, block.lines) if isinstance(block, PerObjective) else (block,):
            if isinstance(part, Facts):
                found += [sum(piece.columns for piece in row) for row in part.rows]
                continue
            beside = part.beside if isinstance(part, Money) else None
            margins = 0 if isinstance(part, Listing) else part.margin.columns
            found.append(margins + sum(column.columns for column in part.columns) + (beside.columns if beside else 0))
            found += [
                margins + sum(piece.columns for piece in total) for total in (getattr(part, "total", ()),) if total
            ]
    return found


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_row_of_a_family_is_as_wide_as_its_table(layout: Layout) -> None:
    assert set(spans(layout)) == {len(layout.widths)}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_reader_knows_every_word_that_a_family_prints(layout: Layout) -> None:
    known = LINE.keys() | MONEY.keys() | GOAL.keys() | FACTS.keys() | SOURCES.keys() | MARGINS
    unknown = {word for word in words(layout) if word not in known and not GOAL_LABEL.fullmatch(word)}
    assert unknown == set()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_heading_of_a_column_means_its_field(layout: Layout) -> None:
    names = (
        {**LINE, "指标值": "target"} if not layout.family.startswith("sichuan") else {**LINE, "指标值": "target.value"}
    )
    for column in columns_of(layout):
        if column.heading:
            known = {table.get(key(column.heading)) for table in (names, MONEY, GOAL)}
            assert column.field in known


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_title_of_a_family_is_seen_as_one(layout: Layout) -> None:
    assert TITLE.search(layout.title)


def test_the_labels_of_a_family_are_those_of_all_its_blocks() -> None:
    assert "年度资金总额：" in labels_of(LAYOUTS["central"])
    assert "{name}：\n（{weight}分）" in labels_of(LAYOUTS["hubei_whole"])
    assert "总分" in labels_of(LAYOUTS["central"])
    assert labels_of(LAYOUTS["sichuan_plan"]) == ()
