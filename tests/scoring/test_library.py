"""Which rulebooks there are, where they come from, and which one a document is scored under."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.library import UnknownRulebook, load_library
from scoring.sheet import score
from scoring.tables import RulebookError
from tests.scoring.build import form, line

PACKAGED = load_library()
PROVINCE = """
id = "yunnan-2024"
title = "云南省2024年度自评规则"
extends = "central-2021"
summary = "执行率20分，指标80分，逐行取整。"
places = ["云南省"]
first_year = 2024

[clauses.notice]
paper = "云南省2024年度绩效自评通知"
dated = 2024
evidence = "paper"
checked_on = 2026-11-20

[execution]
points = 20
method = "linear"
scope = "total"
placement = "outside"
zero_budget = "open"
clause = "notice"

[weights]
indicators = 80
clause = "notice"

[rounding]
rows = 0
total = 0
clause = "notice"
"""


def written(folder: Path, name: str, text: str) -> Path:
    """The folder with a rulebook in it."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_packaged_rulebooks_are_those_of_the_table_of_schemes() -> None:
    assert PACKAGED.ids() == tuple(
        (
            "central-2020 central-2021 huangpi-2023 hubei-2020 jilin-2023 mohrss-2023 "
            "platform-caps platform-default platform-grades-80 platform-person sichuan-2023"
        ).split()
    )


def test_a_province_is_a_file_in_a_folder_of_the_users_own(tmp_path: Path) -> None:
    library = load_library([written(tmp_path, "yunnan.toml", PROVINCE)])
    assert set(library.ids()) == {*PACKAGED.ids(), "yunnan-2024"}
    document = form([line("≥20次", "18.37次", "80")], budgeted="9", spent="7")
    sheet = score(document, library.get("yunnan-2024"))
    # 20 × 7 ÷ 9 = 15.55… → 16; 80 × 18.37 ÷ 20 = 73.48 → 73
    assert [sheet.execution.points, sheet.lines[0].points, sheet.total] == [Decimal(16), Decimal(73), Decimal(89)]


def test_only_toml_files_of_the_folder_are_read(tmp_path: Path) -> None:
    written(tmp_path, "readme.md", "说明")
    assert load_library([tmp_path]).ids() == PACKAGED.ids()


def test_a_child_may_stand_before_its_parent(tmp_path: Path) -> None:
    child = PROVINCE.replace("yunnan-2024", "a").replace("central-2021", "z").replace("notice", "letter")
    written(tmp_path, "a.toml", child)
    written(tmp_path, "z.toml", PROVINCE.replace("yunnan-2024", "z"))
    library = load_library([tmp_path])
    assert library.get("a").extends == "z"
    assert library.get("a").execution.points == library.get("z").execution.points


def test_a_child_that_names_a_clause_as_its_parent_does_is_refused(tmp_path: Path) -> None:
    """What it inherits would cite the child's paper."""
    written(tmp_path, "a.toml", PROVINCE.replace("notice", "paper"))
    with pytest.raises(RulebookError, match="同名条款") as caught:
        load_library([tmp_path])
    assert caught.value.key == "clauses.paper"


REFUSED = {
    "no such parent": ({"a.toml": PROVINCE.replace("central-2021", "atlantis")}, "a.toml", "extends", "atlantis"),
    "its own parent": ({"a.toml": PROVINCE.replace("central-2021", "yunnan-2024")}, "a.toml", "extends", "成环"),
    "an id already taken": (
        {"a.toml": PROVINCE.replace("yunnan-2024", "central-2021")},
        "a.toml",
        "id",
        "central-2021.toml",
    ),
    "no id": ({"a.toml": PROVINCE.replace("id = ", "nr = ")}, "a.toml", "id", "编号"),
    "an id that is no text": ({"a.toml": PROVINCE.replace('id = "yunnan-2024"', "id = 3")}, "a.toml", "id", "编号"),
    "no TOML": ({"a.toml": "id = "}, "a.toml", "（文件）", "TOML"),
    "clauses that are no table": (
        {"a.toml": "clauses = 3\n" + PROVINCE.replace("[clauses.notice]", "[notice]")},
        "a.toml",
        "notice",
        "不认识",
    ),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_a_folder_that_cannot_be_used_is_refused_with_file_key_and_reason(tmp_path: Path, refused: str) -> None:
    files, file, key, reason = REFUSED[refused]
    for name, text in files.items():
        written(tmp_path, name, text)
    with pytest.raises(RulebookError) as error:
        load_library([tmp_path])
    assert (error.value.file, error.value.key) == (str(tmp_path / file), key)
    assert reason in error.value.reason


def test_a_circle_of_three_is_refused_and_spelled_out(tmp_path: Path) -> None:
    for id, parent in (("a", "b"), ("b", "c"), ("c", "a")):
        text = PROVINCE.replace("yunnan-2024", id).replace("central-2021", parent)
        written(tmp_path, f"{id}.toml", text)
    with pytest.raises(RulebookError, match="a→b→c→a"):
        load_library([tmp_path])


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="没有这个文件夹"):
        load_library([tmp_path / "nowhere"])


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes('id = "云南"'.encode("gbk"))
    with pytest.raises(RulebookError, match="UTF-8"):
        load_library([tmp_path])


def test_an_unknown_rulebook_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownRulebook, match="atlantis") as error:
        PACKAGED.get("atlantis")
    assert (error.value.id, error.value.known) == ("atlantis", PACKAGED.ids())


def candidates(place: str, year: int) -> list[str]:
    """The ids of the candidates."""
    return [candidate.rulebook.id for candidate in PACKAGED.candidates(place, year)]


PLATFORM = ["platform-caps", "platform-default", "platform-grades-80", "platform-person"]


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ("中央", 2023, ["central-2020", "central-2021", "mohrss-2023"]),
        ("中央", 2020, ["central-2020"]),
        ("吉林省", 2023, ["jilin-2023", *PLATFORM]),
        ("吉林省长春市", 2023, ["jilin-2023", *PLATFORM]),
        ("湖北省武汉市黄陂区", 2023, ["huangpi-2023", "hubei-2020", *PLATFORM]),
        ("湖北省武汉市黄陂区", 2024, ["hubei-2020", *PLATFORM]),
        ("山东省", 2023, PLATFORM),
        ("山东省", 2019, []),
    ],
)
def test_the_candidates_fit_place_and_year_and_the_dated_ones_come_first(
    place: str, year: int, expected: list[str]
) -> None:
    assert candidates(place, year) == expected


@pytest.mark.parametrize(
    ("place", "year", "chosen"),
    [
        ("吉林省", 2023, "jilin-2023"),
        ("四川省", 2023, "sichuan-2023"),
        ("中央", 2020, "central-2020"),
        ("湖北省", 2023, "hubei-2020"),
        ("中央", 2023, None),  # three dated ones
        ("湖北省武汉市黄陂区", 2023, None),  # the province's and the district's
        ("山东省", 2023, None),  # only undated ones
        ("山东省", 2019, None),  # none
    ],
)
def test_a_rulebook_is_chosen_only_where_exactly_one_dated_one_fits(place: str, year: int, chosen: str | None) -> None:
    choice = PACKAGED.choose(replace(form([]), place=place, budget_year=year))
    assert (choice.rulebook.id if choice.rulebook else None) == chosen
    assert [candidate.rulebook.id for candidate in choice.candidates] == candidates(place, year)
    assert choice.reason


def test_a_choice_says_why_and_each_candidate_why_it_fits() -> None:
    assert "唯一适用" in PACKAGED.choose(replace(form([]), place="吉林省")).reason
    assert "不唯一" in PACKAGED.choose(replace(form([]), place="中央")).reason
    assert "没有适用" in PACKAGED.choose(replace(form([]), place="山东省", budget_year=2019)).reason
    reasons = {candidate.rulebook.id: candidate.reason for candidate in PACKAGED.candidates("吉林省", 2023)}
    assert reasons["jilin-2023"] == "适用于吉林省，预算年度2023年，注明年份"
    assert reasons["platform-default"] == "适用于地方，预算年度2020年起，未注明年份，须由人选定"


def test_a_named_rulebook_is_taken_and_one_given_by_the_caller_comes_before_it() -> None:
    document = replace(form([]), place="吉林省", rulebook="mohrss-2023")
    choice = PACKAGED.choose(document)
    assert choice.rulebook is PACKAGED.get("mohrss-2023")
    assert (choice.candidates, choice.reason) == ((), "由表格指定")
    given = PACKAGED.choose(document, "hubei-2020")
    assert given.rulebook is PACKAGED.get("hubei-2020")
    assert given.reason == "由使用者指定"
    with pytest.raises(UnknownRulebook):
        PACKAGED.choose(document, "atlantis")
