"""Many at once (批量): the same checks one by one, each all or nothing, every refusal reported beside what was done."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.problems.table import REFUSALS, detail
from api.store import Store


def each(
    store: Store, items: Iterable[Mapping[str, Any]], act: Callable[[dict[str, Any]], int]
) -> list[dict[str, Any]]:
    """What became of every item: done with its new version, or the code and sentence of its refusal."""
    return [_one(store, dict(item), act) for item in items]


def _one(store: Store, item: dict[str, Any], act: Callable[[dict[str, Any]], int]) -> dict[str, Any]:
    try:
        version = store.write(lambda _: act(item))
    except tuple(REFUSALS) as error:
        return {"id": item["id"], "done": False, "version": None, **refused_as(error)}
    return {"id": item["id"], "done": True, "version": version, "code": None, "detail": None}


def refused_as(error: Exception) -> dict[str, str]:
    """A refusal as code and sentence."""
    return {"code": REFUSALS[type(error)].code, "detail": detail(error)}
