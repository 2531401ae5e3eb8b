"""The same thing is called the same on every page, whoever made it."""

import pytest

from tests.api.pages.desk.person import Person
from tests.api.service.world import World

LISTS = {
    "/agencies": ("?text=x", "管理员甲"), "/people": ("?text=x", "管理员甲"), "/tasks": ("?text=x", "管理员甲"),
    "/plans": ("?text=x", "管理员甲"), "/evaluations": ("?text=x", "管理员甲"), "/deviations": ("?year=2023", "管理员甲"),
    "/audit": ("?noun=task", "管理员甲"), "/jobs": ("?job=mail", "管理员甲"), "/queue": ("?text=x", "单位审核人甲"),
    "/published": ("?text=x", "管理员甲"),
}  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_each_list_is_filtered_and_cleared_by_the_same_words(world: World, address: str) -> None:
    query, name = LISTS[address]
    person, clear = Person(world, name), f'<a class="button" href="{address}">清除</a>'
    plain = person.get(address)
    assert "<button>筛选</button>" in plain
    assert clear not in plain
    given = person.get(address + query)
    assert person.status == 200
    assert clear in given
