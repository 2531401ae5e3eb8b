"""快照: the approved results, as they were locked."""

from collections.abc import Iterator

from api.store.sqlite import Row, Store

MANY = 50  # snapshots in memory at a time: each holds a whole form with its working


def every(store: Store) -> Iterator[Row]:
    """Every snapshot with the total that its evaluation shows, in the order of the evaluations."""
    after = 0
    while rows := store.rows(
        "SELECT snapshots.*, evaluations.total FROM snapshots JOIN evaluations ON evaluations.id = evaluation_id"
        " WHERE evaluation_id > :after ORDER BY evaluation_id LIMIT :many",
        after=after, many=MANY,
    ):  # fmt: skip
        yield from rows
        after = rows[-1]["evaluation_id"]
