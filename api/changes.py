"""What differs between two JSON values (改动): by path, before and after. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Change(NamedTuple):
    """One place that differs; None where the value is not there on that side."""

    where: str
    before: Any
    after: Any


def changes(before: Any, after: Any) -> list[Change]:
    """Every leaf that differs, in the order of the first value."""
    return list(_changes(before, after, ""))


def _changes(before: Any, after: Any, path: str) -> Iterator[Change]:
    if before == after:
        return
    before, after = _empty(before, after), _empty(after, before)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(before, list) and isinstance(after, list):
        for i in range(max(len(before), len(after))):
            inner = f"{path}[{i}]"
            yield from _changes(before[i] if i < len(before) else None, after[i] if i < len(after) else None, inner)
    else:
        yield Change(path, before, after)


def _empty(value: Any, other: Any) -> Any:
    """What is not there at all, as an empty one of what stands on the other side, so that its leaves are told."""
    if value is None and other and isinstance(other, Mapping | list):
        return {} if isinstance(other, Mapping) else []
    return value


def halves(found: list[Change]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes as the audit keeps them: what was, and what is, by path."""
    return (
        {each.where: each.before for each in found if each.before is not None},
        {each.where: each.after for each in found if each.after is not None},
    )
