"""Deviations: per line the computed facts with the explanation, across evaluations, in exact figures."""

import csv
import io

import pytest

from api.door.csvfile import plain
from tests.api.service import stories
from tests.api.service.world import World


@pytest.fixture
def jilin(world: World) -> World:
    """A world with the 12333 form of Jilin, which missed two targets, filled."""
    stories.filled(world, "jilin-2023-12333")
    return world


def test_facts_and_explanation_stand_together(jilin: World) -> None:
    items = jilin.ok("主管审核人甲", "GET", "deviations?cause=missed&sort=-share")["items"]
    assert items
    for each in items:
        assert each["agency"] == "信息中心"
        assert each["direction"] in ("below", "above", "none")
        assert each["explanation"] in ("given", "weak", "insufficient", "owed")
    calls = next(each for each in items if each["actual"].startswith("171.95"))
    assert (calls["amount"], calls["share"], calls["unit"]) == ("-28.05", "-14.03", "万人次")
    assert calls["reason"]
    assert (calls["author"], calls["draft"][:4]) == ("填报人甲", "全年实际")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("dimension=output", lambda each: each["dimension"] == "output"),
        ("least_share=10", lambda each: abs(float(each["share"])) >= 10),
        ("year=2023", lambda each: each["year"] == 2023),
        ("explanation=weak", lambda each: each["explanation"] == "weak"),
        ("direction=below", lambda each: each["direction"] == "below"),
    ],
)
def test_every_filter_keeps_what_it_says(jilin: World, query: str, holds: object) -> None:
    everything = jilin.ok("财政审核人甲", "GET", "deviations")["items"]
    found = jilin.ok("财政审核人甲", "GET", f"deviations?{query}")["items"]
    assert found
    assert callable(holds)
    assert all(holds(each) for each in found)
    fitting = [each["id"] for each in everything if each["share"] is not None or "share" not in query]
    left = {each["id"] for each in everything} - {each["id"] for each in found}
    assert not [each for each in everything if each["id"] in left and each["id"] in fitting and holds(each)]


def test_nobody_sees_the_deviations_of_others(jilin: World) -> None:
    assert jilin.ok("外单位审核人", "GET", "deviations")["items"] == []
    assert jilin.call("", "GET", "deviations").status_code == 401


def test_an_unchanged_text_keeps_its_author_and_every_text_stays_in_the_history(world: World) -> None:
    saved, _ = stories.filled(world)
    made, where = saved["evaluation"], "objectives[0].indicators[7]"
    path = f"evaluations/{made['id']}"
    part = {"lines": [{"where": "objectives[0].indicators[0]", "actual": "2次"}]}
    saved = world.ok("填报人乙", "PATCH", path, part, version=made["version"])
    (row,) = [each for each in world.ok("填报人甲", "GET", f"{path}/deviations")["items"] if each["where"] == where]
    assert row["author"] == "填报人甲"
    new = {
        "lines": [{"where": where, "explanation": {"reason": "用户证明没有按时收集", "remedy": "3月前补齐用户证明"}}]
    }
    world.ok("填报人乙", "PATCH", path, new, version=saved["evaluation"]["version"])
    (row,) = [each for each in world.ok("填报人甲", "GET", f"{path}/deviations")["items"] if each["where"] == where]
    assert row["author"] == "填报人乙"
    texts = [each for each in world.ok("填报人甲", "GET", f"{path}/history")["explanations"] if each["where"] == where]
    assert [each["author"] for each in texts] == ["填报人甲", "填报人乙"]


def test_csv_cells_are_what_is_stored_and_run_nothing(world: World) -> None:
    made, _ = stories.opened(world)
    evil = '=HYPERLINK("http://x.invalid","点我")，因供应商破产'
    line = {"where": "objectives[0].indicators[0]", "actual": "0次", "explanation": {"reason": evil, "remedy": "-1+1"}}
    world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", {"lines": [line]}, version=made["version"])
    told = world.call("填报人甲", "GET", "deviations?format=csv")
    assert told.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(told.data.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row.values()]
    assert f"'{evil}" in cells
    assert not [cell for cell in cells if cell[:1] in "=@+\t\r" and cell]
    assert evil in [plain(row["reason"]) for row in rows]
    assert "-100.00" in [row["share"] for row in rows]
