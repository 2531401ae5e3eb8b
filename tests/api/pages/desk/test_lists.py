"""The lists of reports and of deviations: filters, pages, who sees what."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.pages.desk import reports
from tests.api.pages.desk.figures import listed
from tests.api.pages.desk.person import Person
from tests.api.service.accounts import rows
from tests.api.service.world import World

Holds = Callable[[Any], bool]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Reports of every kind."""
    world = reports.filled(tmp_path_factory.mktemp("lists"))
    yield world
    world.service.close()


def handed(row: Any) -> bool:
    """Submitted or later."""
    return row["state"] not in ("draft", "returned")


def settled(row: Any) -> bool:
    """Approved or later."""
    return row["state"] in ("approved", "published", "withdrawn")


FILTERS: list[tuple[str, Holds]] = [
    ("handed_in=1", handed), ("handed_in=0", lambda row: not handed(row)), ("settled=1", settled),
    ("settled=0", lambda row: not settled(row)), ("scored=1", lambda row: row["total"] is not None),
    ("scored=0", lambda row: row["total"] is None), ("rated=1", lambda row: row["rate"] is not None),
    ("rated=0", lambda row: row["rate"] is None), ("graded=1", lambda row: row["grade"] != ""),
    ("graded=0", lambda row: row["grade"] == ""), ("grade=优", lambda row: row["grade"] == "优"),
    ("least_total=90", lambda row: row["total_scaled"] >= 90_000_000),
    ("below_total=79.99", lambda row: 0 <= row["total_scaled"] < 79_990_000),
    ("least_rate=60", lambda row: row["rate_scaled"] >= 600_000),
    ("below_rate=59.99", lambda row: 0 <= row["rate_scaled"] < 599_900),
    ("backed=1", lambda row: row["files"] > 0), ("backed=0", lambda row: row["files"] == 0),
    ("at={图书馆}", lambda row: row["name"] != "" and row["agency"] == "图书馆"),
    ("at={某市人社局}", lambda row: row["agency"] == "某市人社局"), ("owing=1", lambda row: row["owed"] > 0),
]  # fmt: skip


@pytest.mark.parametrize(("query", "holds"), FILTERS)
def test_every_filter_keeps_exactly_what_it_says(full: World, query: str, holds: Holds) -> None:
    asked = query.format(**full.agencies)
    everything = rows(
        full,
        "SELECT evaluations.*, agencies.name AS agency, (SELECT COUNT(*) FROM evidence WHERE evaluation_id ="
        " evaluations.id AND removed_at IS NULL) AS files FROM evaluations JOIN agencies ON agencies.id = agency_id"
        " WHERE latest = 1",
    )
    wanted = sorted(row["id"] for row in everything if holds(row))
    assert 0 < len(wanted) < len(everything)
    items = full.ok("管理员甲", "GET", f"evaluations?latest=1&limit=200&{asked}")["items"]
    found = [each["id"] for each in items]
    assert sorted(found) == wanted
    assert len(listed(Person(full, "管理员甲"), f"/evaluations?{asked}")) == len(wanted)


LOST = "deviations.lost_scaled > 0"
DEVIATIONS = {
    "losing=1": LOST, "losing=0": f"NOT ({LOST})", "about=funding": "place = 'funding'",
    "about=lines": "place <> 'funding'", "dimension=none": "dimension = ''", "category=none": "category = ''",
    "handed_in=1": "state NOT IN ('draft', 'returned')", "deviating=0": "cause = ''", "deviating=1": "cause <> ''",
    "outstanding=1": "explanation IN ('owed', 'insufficient')", "at={图书馆}": "agencies.name = '图书馆'",
    "backed=1": "EXISTS (SELECT 1 FROM evidence WHERE evidence.evaluation_id = evaluations.id AND"
                " evidence.place = deviations.place)",
}  # fmt: skip


@pytest.mark.parametrize(("query", "condition"), DEVIATIONS.items())
def test_every_filter_of_the_deviations_keeps_exactly_what_it_says(full: World, query: str, condition: str) -> None:
    source = (
        "FROM deviations JOIN evaluations ON evaluations.id = evaluation_id"
        " JOIN agencies ON agencies.id = deviations.agency_id WHERE latest = 1"
    )
    wanted = rows(full, f"SELECT deviations.id {source} AND {condition} ORDER BY 1")
    assert 0 < len(wanted) < rows(full, f"SELECT COUNT(*) AS n {source}")[0]["n"]
    asked = query.format(**full.agencies)
    found = full.ok("管理员甲", "GET", f"deviations?sort=id&limit=200&{asked}")["items"]
    assert [each["id"] for each in found] == [each["id"] for each in wanted]
    assert len(listed(Person(full, "管理员甲"), f"/deviations?{asked}")) == len(wanted)


def test_a_list_comes_fifty_at_a_time_and_back_to_the_first_page(full: World) -> None:
    person = Person(full, "管理员甲")
    page = person.get("/evaluations?sort=name&state=approved")
    assert page.count('<th scope="row">') == 50
    assert "回到第一页" not in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    page = person.get(following[1].replace("&amp;", "&"))
    assert 'href="/evaluations?state=approved&amp;sort=name">回到第一页' in page


def test_what_was_asked_for_stands_in_the_form(full: World) -> None:
    person = Person(full, "管理员甲")
    page = person.get(f"/evaluations?task=1&state=draft&text=项&at={full.agencies['图书馆']}&sort=-total")
    for part in ('<option value="1" selected>', '<option value="draft" selected>', 'value="项"', 'name="at"',
                 '<option value="-total" selected>', "不含下级"):  # fmt: skip
        assert part in page
    assert '<details class="more" open>' in page
    assert '<details class="more">' in person.get("/evaluations?state=draft&text=")
    page = person.get("/deviations?cause=missed&losing=1")
    assert '<option value="missed" selected>' in page
    assert '<details class="more" open>' in page


def test_only_latest_revisions_are_listed_unless_others_are_asked_for(full: World) -> None:
    person = Person(full, "管理员甲")
    assert listed(person, "/evaluations?text=项目14") == []
    assert len(listed(person, "/evaluations?text=项目14&latest=0")) == 4


def test_nothing_found_says_what_to_do(full: World) -> None:
    person = Person(full, "管理员甲")
    assert "没有符合条件的自评" in person.get("/evaluations?text=没有这个名字")
    assert "没有符合条件的偏差" in person.get("/deviations?year=1999")


@pytest.mark.parametrize("path", ["/evaluations", "/deviations"])
@pytest.mark.parametrize("query", ["task=x", "what=1", "after=%21", "sort=weight", "year=12"])
def test_what_cannot_be_asked_is_refused(full: World, path: str, query: str) -> None:
    person = Person(full, "管理员甲")
    person.get(f"{path}?{query}")
    assert person.status in (400, 422)


def test_others_reports_are_not_there_and_texts_stay_texts(full: World) -> None:
    page = Person(full, "管理员甲").get("/evaluations?text=script")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onmouseover=&#34;x" in page
    mine = listed(Person(full, "外单位审核人"), "/evaluations")
    assert {row["单位"] for row in mine} == {"图书馆"}
    assert all("图书馆" in row["自评"] for row in listed(Person(full, "外单位审核人"), "/deviations"))
    other = Person(full, "外单位填报人")
    for path in ("/evaluations", "/deviations"):
        assert "信息中心" not in other.get(path)
    other.get(f"/evaluations?agency={full.agencies['信息中心']}")
    assert other.status == 404


def test_a_deviation_leads_to_its_line_and_a_plan_nobody_began_to_itself(full: World) -> None:
    person = Person(full, "管理员甲")
    for row in rows(full, "SELECT * FROM deviations WHERE evaluation_id = 1 AND position > 0"):
        address = f"/evaluations/1#line-{row['position']}"
        assert f'href="{address}"' in person.get("/deviations?at={信息中心}&sort=id".format(**full.agencies))
        line = person.get(address).split(f'id="line-{row["position"]}"')[1].split("</tr>")[0]
        assert row["name"] in line
    (plan,) = rows(full, "SELECT id FROM plans WHERE name LIKE '没人开始%'")
    assert f'<a href="/plans/{plan["id"]}">没人开始' in person.get("/dashboard/not-started")
