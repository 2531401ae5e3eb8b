"""A thousand reports: every list shows a page of them at a time, and all of them by the end."""

import re
from collections.abc import Callable

import pytest

from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.world import World

ROWS = 1000
LINK = re.compile(r'<a href="/evaluations/(\d+)(?:/review)?[^"]*">第\d+份')


def thousand(world: World) -> None:
    """One report submitted over HTTP, and 999 copies of it under names of their own."""
    made = stories.submitted(world, levels=1)
    store = world.open()
    names = [row["name"] for row in store.rows("PRAGMA table_info(evaluations)") if row["name"] != "id"]
    told = {"name": "'第' || n || '份'", "revision": "n + 1", "previous_id": "NULL"}
    columns, values = ", ".join(names), ", ".join(told.get(name, name) for name in names)
    store.write(
        lambda store: store.run(
            f"WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {ROWS})"
            f" INSERT INTO evaluations ({columns}) SELECT {values} FROM evaluations, counted"
            " WHERE evaluations.id = :id",
            id=made["id"],
        )
    )
    store.write(lambda store: store.run("UPDATE evaluations SET latest = 0 WHERE id = :id", id=made["id"]))
    store.close()


def walked(person: Person, address: str) -> list[list[str]]:
    """The reports on each page of a list, by the link to the next."""
    pages, following = [], address
    while following:
        page = person.get(following)
        assert person.status == 200, page
        pages.append(LINK.findall(page))
        found = re.search(r'<a class="button" rel="next" href="([^"]+)"', page)
        following = found[1].replace("&amp;", "&") if found else ""
    return pages


@pytest.mark.parametrize("address", ["/evaluations", "/evaluations?sort=name", "/queue", "/queue?sort=-submitted"])
def test_a_thousand_rows_are_twenty_pages_of_fifty(
    world: World, address: str, record_property: Callable[[str, object], None]
) -> None:
    thousand(world)
    person = Person(world, "单位审核人甲")
    pages = walked(person, address)
    assert [len(each) for each in pages] == [50] * (ROWS // 50)
    assert len({id for each in pages for id in each}) == ROWS
    record_property("bytes of a page", len(person.page.encode()))
