"""Every operation × asker × relation × state answers what the rows say, and whoever is refused changes nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.service.matrix import prepared as preparing
from tests.api.service.matrix.asking import Cell, ask, outcome
from tests.api.service.matrix.model import Row, rows
from tests.api.service.matrix.pages import PAGES, address
from tests.api.service.matrix.prepared import Prepared
from tests.api.service.matrix.things import ASKERS
from tests.api.service.world import World

OPERATIONS = sorted(rows())
Wrong = list[str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """The world with everything in it."""
    made = preparing.prepare(tmp_path_factory.mktemp("matrix"))
    yield made
    made.world.service.close()


def routes(world: World) -> set[str]:
    """Every method and path that the application answers."""
    return {
        f"{method} {rule.rule.replace('<id:', '<').replace('<', '{').replace('>', '}')}"
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(prepared: Prepared) -> None:
    told = {name.replace(" ", " /api/v1", 1) for name in rows()} | set(PAGES)
    found = routes(prepared.world)
    assert not found - told, f"no row says who may: {sorted(found - told)}"
    assert not told - found, f"no such route: {sorted(told - found)}"


def test_every_noun_in_every_state_is_asked_about(prepared: Prepared) -> None:
    used = {row.thing for row in rows().values()}
    assert {noun for noun, _, _ in prepared.things} == used - {""}
    for row in rows().values():
        known = {state for noun, _, state in prepared.things if noun == row.thing}
        assert set(row.states.split()) <= known, row.operation


def check(prepared: Prepared, cell: Cell, who: str, expected: int, before: int, image: Path | None = None) -> Wrong:
    """What is wrong with one answer; afterwards the database is as it was, with so much kept as ``before``."""
    answer = ask(prepared.world, who, cell)
    with answer:
        told = answer.get_data()[:300].decode(errors="replace")
    found, after = outcome(cell.operation, answer), prepared.kept()
    place = f"{cell.operation}: {who or 'nobody'}/{cell.relation}/{cell.state}"
    wrong = [f"{place}: {found}, not {expected}: {told}"] if found != expected else []
    if answer.status_code >= 400 and after != before:
        wrong.append(f"{place}: refused with {found}, and yet something changed")
    if after != before:
        prepared.restore(image)
    return wrong


@pytest.mark.parametrize("operation", OPERATIONS)
def test_everybody_may_what_the_row_says_and_nothing_else(
    prepared: Prepared, operation: str, record_property: Callable[[str, object], None]
) -> None:
    row, wrong, count, before = rows()[operation], Wrong(), 0, prepared.kept()
    for cell in prepared.cells(row):
        for who in ASKERS:
            wrong += check(prepared, cell, who, row.expected(who, cell.relation, cell.state), before)
        wrong += check(prepared, cell, "", row.anonymous(cell.state), before)
        count += len(ASKERS) + 1
    record_property("cells", count)
    assert not wrong, "\n".join(wrong)


def without(prepared: Prepared, take: Callable[..., None], expected: Callable[[Row, Cell, str], int]) -> Wrong:
    """What is wrong when everybody asks for everything at their own agency after something was taken from them."""
    image, wrong = prepared.image_after(take), Wrong()
    prepared.restore(image)
    before = prepared.kept()
    for row in rows().values():
        for cell in prepared.cells(row):
            for who in ASKERS if cell.relation == "own" else ():
                wrong += check(prepared, cell, who, expected(row, cell, who), before, image)
    prepared.restore()
    return wrong


@pytest.mark.parametrize("take", [preparing.revoke, preparing.disable], ids=["token revoked", "person disabled"])
def test_a_secret_that_was_taken_away_opens_nothing(prepared: Prepared, take: Callable[..., None]) -> None:
    wrong = without(prepared, take, lambda row, _cell, _who: row.revoked())
    assert not wrong, "\n".join(wrong[:50])


def test_who_has_no_role_any_more_sees_nothing(prepared: Prepared) -> None:
    wrong = without(prepared, preparing.strip, lambda row, cell, who: row.stripped(who, cell.relation, cell.state))
    assert not wrong, "\n".join(wrong[:50])


def test_a_list_shows_nothing_of_another_agency(prepared: Prepared) -> None:
    world, other = prepared.world, prepared.world.agencies["图书馆"]
    for path in ("agencies", "tasks", "plans", "evaluations", "deviations"):
        for who in ("manager", "supervisor", "admin", "integrator", "auditor"):
            items = world.ok(ASKERS[who][0], "GET", f"{path}?limit=200")["items"]
            assert items, (path, who)
            assert other not in {item["id"] if path == "agencies" else item.get("agency_id") for item in items}


def test_a_list_shows_nothing_at_all_to_who_has_no_role_any_more(prepared: Prepared) -> None:
    prepared.restore(prepared.image_after(preparing.strip))
    for path in ("agencies", "tasks", "plans", "evaluations", "deviations"):
        for who in ASKERS:
            assert prepared.world.ok(ASKERS[who][0], "GET", path)["items"] == [], (path, who)
    prepared.restore()


@pytest.mark.parametrize("route", sorted(PAGES))
def test_every_other_route_answers_as_its_row_says(prepared: Prepared, route: str) -> None:
    row, method, place = PAGES[route], route.partition(" ")[0], address(route, prepared.things)
    client, before = prepared.world.app.test_client(), prepared.kept()
    askers = row.get("only", " ".join(ASKERS)).split()
    told = {who: row.get("signed_in", 200) if who in askers else row.get("others", 403) for who in ASKERS}
    for who, expected in {"": row.get("anonymous", 200), **told}.items():
        headers = {"Authorization": f"Bearer {prepared.world.tokens[ASKERS[who][0]]}"} if who else {}
        with client.open(place, method=method, headers=headers) as answer:
            assert answer.status_code == expected, (route, who)
    assert prepared.kept() == before
