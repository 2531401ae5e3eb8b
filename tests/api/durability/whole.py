"""Is a database whole? Every part of an evaluation says the same as the others."""

from datetime import UTC, datetime

from api.actions.auditing import verify
from api.actions.evaluations.current import whole
from api.actions.evaluations.figures import deviation_rows, figures
from api.auth import SYSTEM
from api.chain import first_break
from api.schemas import dump_document
from api.store import Store, audit, deviations, evaluations, reviewing
from tests.api.durability.clients import Saver, Submitter
from tests.api.service.world import World

Workers = list[Saver | Submitter]


def check(world: World, workers: Workers) -> None:
    """Nothing acknowledged is lost, nothing is half there, chains and file are whole."""
    store = world.open()
    try:
        assert store.damage() == []
        assert verify(store).faults == ()
        for id in {worker.id for worker in workers}:
            _agreeing(store, id)
        for worker in workers:
            _settled(store, worker)
    finally:
        store.close()


def _agreeing(store: Store, id: int) -> None:
    """The document, the figures beside it, its deviations and the last row of its audit tell of the same save."""
    row = evaluations.get(store, id)
    assert row is not None
    current = whole(store, row)
    told = figures(current.sheet)
    assert {name: row[name] for name in told} == told
    rows = deviations.authors(store, id)
    made = {each["place"]: each for each in deviation_rows(current.sheet, row, rows, SYSTEM, datetime.now(UTC))}
    assert {place: {name: kept[name] for name in deviations.COLUMNS} for place, kept in rows.items()} == made
    chain = audit.of_chain(store, f"evaluation:{id}")
    assert first_break(chain) is None
    assert len(chain) == row["version"], "each change has one version and one row"
    assert len(reviewing.submissions(store, id)) == sum(each["action"] == "submit" for each in chain)
    texts = {each["place"]: (each["reason"], each["remedy"]) for each in deviations.history(store, id)}
    assert {place: (kept["reason"], kept["remedy"]) for place, kept in rows.items() if kept["reason"]} == texts


def _settled(store: Store, worker: Saver | Submitter) -> None:
    row = evaluations.get(store, worker.id)
    assert row is not None
    assert row["version"] >= worker.version
    if isinstance(worker, Saver):
        document = dump_document(whole(store, row).document)
        worker.settle({place: _actual(document, place) for place in worker.places})
        return
    kept = store.rows("SELECT key FROM idempotency WHERE status = 200")
    keys, steps = {each["key"] for each in kept}, row["version"] - 2
    unanswered = worker.waiting is not None and worker.waiting[1] in keys
    assert set(worker.done) <= keys
    assert steps == len(worker.done) + unanswered, "each key has one effect"


def _actual(document: object, place: str) -> str:
    value = document
    for part in place.replace("]", "").replace(".", "[").split("["):
        value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]
    actual = value["actual"]  # type: ignore[index]
    return str(actual["text"] if isinstance(actual, dict) else actual)
