"""The figures of the dashboard: led by an index to the task or the year, and never by way of the documents."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.store import Store, dashboard
from api.store.dashboard import Chosen
from tests.api.store.rows import insert, sample, tables
from tests.api.store.test_paging import plan_of

ROOTS = frozenset({1})
SCOPES = {"task_id": Chosen(ROOTS, 1, 2024), "year": Chosen(ROOTS, None, 2024)}
FIGURES: dict[str, Callable[[Store, Chosen], object]] = {
    "figures": dashboard.figures,
    "lines": dashboard.lines,
    "by_agency": lambda store, chosen: dashboard.by_agency(store, chosen, 1),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A row in every table."""
    store = Store(Path(tmp_path_factory.mktemp("dashboard") / "x.db"))
    store.migrate()
    store.write(_fill)
    yield store
    store.close()


def _fill(store: Store) -> None:
    for table in tables(store):
        insert(store, table, sample(store, table))


@pytest.mark.parametrize("column", SCOPES)
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_led_by_an_index_of_its_scope(filled: Store, name: str, column: str) -> None:
    plan = plan_of(filled, lambda: FIGURES[name](filled, SCOPES[column]))
    (step,) = (each for each in plan if "evaluations USING" in each or each.startswith("SCAN evaluations"))
    assert f"({column}=" in step or "agency_id=" in step, plan
    assert not [each for each in plan if each.startswith(("SCAN deviations", "SCAN evidence"))], plan


def test_no_figure_reads_a_document(filled: Store) -> None:
    executed: list[str] = []
    filled._db.conn.set_trace_callback(executed.append)
    for chosen in SCOPES.values():
        for figure in FIGURES.values():
            figure(filled, chosen)
        dashboard.by_year(filled, ROOTS)
        dashboard.not_started(filled, chosen, None)
    filled._db.conn.set_trace_callback(None)
    assert executed
    assert not [each for each in executed if "document" in each]
