"""A reason and a remedy in one cell."""

import pytest

from indicators.forms.prose import join_explanation, split_explanation


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("", "")),
        ("无", ("无", "")),
        ("佐证材料不足。下一步将注重收集。", ("佐证材料不足。", "下一步将注重收集。")),
        ("佐证材料不足，\n下一步将注重收集。", ("佐证材料不足，", "下一步将注重收集。")),
        ("下一步将注重收集。", ("", "下一步将注重收集。")),
        ("偏差原因：疫情。改进措施：线上开展。", ("疫情。", "线上开展。")),
        ("原因分析：疫情\n2.改进措施：线上开展", ("疫情", "线上开展")),
        ("改进措施：线上开展", ("", "线上开展")),
        ("将下一步计划提前", ("将下一步计划提前", "")),
    ],
)
def test_a_cell_is_split_where_the_remedy_begins(text: str, parts: tuple[str, str]) -> None:
    assert split_explanation(text) == parts


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("", ""),
        ("疫情影响", ""),
        ("疫情影响", "线上开展"),
        ("", "线上开展"),
        ("疫情影响。", "下一步线上开展"),
        ("疫情影响", "下一步线上开展"),
    ],
)
def test_what_is_joined_is_split_again(reason: str, remedy: str) -> None:
    assert split_explanation(join_explanation(reason, remedy)) == (reason, remedy)
