"""Published results as pages: for anybody, with the working and what is needed to compute them again."""

from pathlib import Path

import pytest

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
