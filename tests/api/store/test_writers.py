"""Many writers at once lose nothing."""

import threading
from pathlib import Path

from api.store import Store
from tests.api.store.starting import together

WRITERS, TIMES = 16, 50
COUNT = "UPDATE counters SET value = (SELECT value FROM counters) + 1"


def counted(path: Path) -> int:
    """What the counter stands at."""
    store = Store(path)
    (row,) = store.rows("SELECT value FROM counters")
    store.close()
    return int(row["value"])


def counter(store: Store) -> None:
    """A counter at 0."""
    store.write(lambda store: store.run("CREATE TABLE counters (value INTEGER NOT NULL) STRICT"))
    store.write(lambda store: store.run("INSERT INTO counters VALUES (0)"))


def add(store: Store) -> None:
    """One more, the way an action does it: read, think, write."""
    (row,) = store.rows("SELECT value FROM counters")
    store.run("UPDATE counters SET value = :value", value=row["value"] + 1)


def many(path: Path) -> None:
    """A writer's work, on a connection of its own."""
    store = Store(path)
    for _ in range(TIMES):
        store.write(add)
    store.close()


def test_sixteen_threads_lose_no_increment(store: Store) -> None:
    counter(store)
    threads = [threading.Thread(target=many, args=(store.path,)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(store.path) == WRITERS * TIMES


def test_four_processes_of_four_threads_lose_no_increment(store: Store) -> None:
    counter(store)
    setup = "import sys; from pathlib import Path; from tests.api.store.test_writers import in_threads"
    together(4, setup, "in_threads(Path(sys.argv[1]), 4)", [str(store.path)])
    assert counted(store.path) == WRITERS * TIMES


def in_threads(path: Path, count: int) -> None:
    """The work of that many writers in this process."""
    threads = [threading.Thread(target=many, args=(path,)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
