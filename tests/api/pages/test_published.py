"""Published results as pages: for anybody, with the working and what is needed to compute them again."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh world."""
    return make_world(tmp_path)


def test_nothing_published_is_said_so(world: World) -> None:
    assert "还没有公开的结果" in world.call("", "GET", "/published").get_data(as_text=True)


def test_a_published_result_is_a_page_with_its_digest_and_its_package(world: World) -> None:
    made = stories.published(world)
    listed = world.call("", "GET", "/published").get_data(as_text=True)
    assert f'href="/published/{made["id"]}"' in listed
    page = world.call("", "GET", f"/published/{made['id']}").get_data(as_text=True)
    digest = world.ok("", "GET", f"published/{made['id']}")["digest"]
    assert digest in page
    assert f"/api/v1/published/{made['id']}/package" in page
    assert "<b>96.3</b>" in page
    assert "年" in page.split("审定于", 1)[1][:12]


def test_what_a_reviewer_found_stands_beside_the_points_it_changed(world: World) -> None:
    made = stories.submitted(world)
    line = {
        "where": "objectives[0].indicators[0]",
        "value": "9次",
        "score": "1",
        "opinion": "少一次",
        "ground": "缺少佐证",
    }
    path = f"evaluations/{made['id']}"
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", {"lines": [line]}, version=made["version"])
    for who in stories.REVIEWERS[:2]:
        made = world.ok(who, "POST", f"{path}/approve", {}, version=made["version"])
    world.ok("管理员甲", "POST", f"{path}/publish", version=made["version"])
    page = world.call("", "GET", f"/published/{made['id']}").get_data(as_text=True)
    for said in ("复核认定：9次", "复核意见：少一次", "复核依据：缺少佐证"):
        assert page.count(said) == 1
    assert "复核条款" not in page


@pytest.mark.parametrize("id", ["1", "0", "abc", "9" * 30, "１"])
def test_what_is_not_published_is_no_page(world: World, id: str) -> None:
    stories.approved(world)
    assert world.call("", "GET", f"/published/{id}").status_code == 404


def test_the_list_is_walked_by_its_next_link(world: World) -> None:
    assert world.call("", "GET", "/published?after=xx").status_code == 422
    assert world.call("", "GET", "/published?nothing=1").status_code == 422


def test_the_page_says_where_one_is(world: World) -> None:
    made = stories.published(world)
    page = world.call("", "GET", f"/published/{made['id']}").get_data(as_text=True)
    assert '<a href="/published" aria-current="page">' in page
    assert page.count('aria-current="page"') == 1


def test_the_list_is_filtered_by_name_agency_and_year_and_leads_to_the_same_as_json(world: World) -> None:
    stories.published(world)
    for query in (
        "",
        "?year=2023",
        "?text=电子政务",
        "?agency_named=信息",
        "?sort=-total",
        "?year=&text=&agency_named=",
    ):
        assert 'href="/published/1"' in world.call("", "GET", f"/published{query}").get_data(as_text=True), query
    for query in ("?year=2020", "?text=没有的", "?agency_named=图书馆"):
        page = world.call("", "GET", f"/published{query}").get_data(as_text=True)
        assert "没有这样的结果" in page, query
    page = world.call("", "GET", "/published?year=2023&text=电子&agency_named=信息").get_data(as_text=True)
    address = re.search(r'<link rel="alternate" type="application/json" title="机器可读" href="([^"]+)"', page)
    assert address
    assert world.ok("", "GET", unescape(address[1]))["items"][0]["id"] == 1


def test_a_published_page_names_the_same_as_json(world: World) -> None:
    made = stories.published(world)
    page = world.call("", "GET", f"/published/{made['id']}").get_data(as_text=True)
    assert f'rel="alternate" type="application/json" title="机器可读" href="/api/v1/published/{made["id"]}"' in page


def test_whoever_is_signed_in_stays_so_on_public_pages(world: World) -> None:
    person = Person(world, "填报人甲")
    for path in ("/published", "/rulebooks", "/rulebooks/central-2021"):
        assert "填报人甲" in person.get(path)
