"""Rulebooks as pages to read: where each rule comes from, how well it is known, and how two of them differ."""

import pytest
from flask.testing import FlaskClient

from scoring.library import load_library
from tests.api.pages.desk.person import Person
from tests.api.service.world import World, make_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world without anything in it."""
    return make_world(tmp_path_factory.mktemp("rulebooks"))


def seen(world: World, path: str, status: int = 200) -> str:
    """A page as anybody gets it."""
    client: FlaskClient = world.app.test_client()
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.get_data(as_text=True).split())


@pytest.mark.parametrize("id", load_library().ids())
def test_every_rule_names_its_paper_its_evidence_and_the_rulebook_that_states_it(world: World, id: str) -> None:
    page, book = seen(world, f"/rulebooks/{id}"), world.service.library.get(id)
    assert page.count("本办法规定") == len(book.own)
    assert page.count("继承自 <a") == 16 - len(book.own)
    for clause in {
        each.key: each for name in ("execution", "rounding", "grades") for each in book.behind(name)
    }.values():
        assert f"《{clause.paper}》" in page
        assert f"核对于 {clause.checked_on}" in page
    for name in book.recalled:
        assert f'href="#{name}"' in page


def test_what_is_inherited_leads_to_where_it_is_stated(world: World) -> None:
    page = seen(world, "/rulebooks/jilin-2023")
    assert '继承自 <a href="/rulebooks/central-2020#at_most">' in page
    assert '继承自 <a href="/rulebooks/central-2021#yes_no">' in page
    assert 'href="/rulebooks/jilin-2023">jilin-2023</a>' in seen(world, "/rulebooks/central-2021")


def test_two_rulebooks_side_by_side_show_what_differs(world: World) -> None:
    page = seen(world, "/rulebooks/jilin-2023?with=mohrss-2023")
    assert "有 4 项规定不同" in page
    assert page.count(">不同</span>") == 4
    assert page.count("同左") == 12
    assert "得分 = 10 × 执行率，以10分为限" in page
    assert '<option value="mohrss-2023" selected>' in page


def test_a_rulebook_that_only_cites_otherwise_is_no_other(world: World) -> None:
    page = seen(world, "/rulebooks/jilin-2023?with=jilin-2023")
    assert "各项规定相同" in page


def test_another_one_that_is_not_there_is_refused(world: World) -> None:
    seen(world, "/rulebooks/jilin-2023?with=none", 404)
    seen(world, "/rulebooks/jilin-2023?other=1", 422)


def test_who_is_signed_in_is_led_to_what_would_change(world: World) -> None:
    assert "/what-if" not in seen(world, "/rulebooks/jilin-2023")
    assert 'href="/what-if?rulebook=jilin-2023"' in Person(world, "填报人甲").get("/rulebooks/jilin-2023")
    assert 'href="/what-if"' in Person(world, "填报人甲").get("/rulebooks")
