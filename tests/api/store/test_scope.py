"""A scope shows the subtrees of its roots and nothing else, whichever way the query goes about it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import Store, agencies
from api.store.paging import Page, within

COUNT = 40
ABOVE = st.lists(
    st.integers(0, COUNT), min_size=COUNT, max_size=COUNT
)  # who stands above each, if it is an earlier one


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for one tree of agencies after another."""
    store = Store(tmp_path_factory.mktemp("scope") / "x.db")
    store.migrate()
    yield store
    store.close()


def grown(store: Store, above: list[int]) -> None:
    """A tree in place of the last; inside a write only."""
    store.run("DELETE FROM agency_ancestors")
    for id in range(COUNT, 0, -1):
        store.run("DELETE FROM agencies WHERE id = :id", id=id)
    for id, parent in enumerate(above, 1):
        parent_id = parent if 0 < parent < id else None
        row = agencies.insert(store, name=f"单位{id}", code="", rank="agency", parent_id=parent_id, at="")
        assert row["id"] == id


def beneath(above: list[int], id: int, roots: frozenset[int]) -> bool:
    """Is the agency, or one above it, among the roots?"""
    while id not in roots:
        parent = above[id - 1]
        if not 0 < parent < id:
            return False
        id = parent
    return True


@given(ABOVE, st.frozensets(st.integers(1, COUNT), max_size=6))
def test_a_list_shows_the_subtrees_of_the_roots_and_nothing_else(
    tree: Store, above: list[int], roots: frozenset[int]
) -> None:
    tree.write(lambda store: grown(store, above))
    found = agencies.listed(tree, roots, Page("id", limit=COUNT))
    assert [row["id"] for row in found.rows] == [id for id in range(1, COUNT + 1) if beneath(above, id, roots)]


@pytest.mark.parametrize(("inside", "way"), [(6, "IN"), (7, "EXISTS")])
def test_a_scope_of_more_than_the_root_of_all_agencies_is_a_large_one(tree: Store, inside: int, way: str) -> None:
    tree.write(lambda store: grown(store, [0, *([1] * (inside - 1)), *([0] * (COUNT - inside))]))
    condition, values = within(tree, "agencies.id", {1})
    assert way in condition
    assert values == {"root_0": 1}
