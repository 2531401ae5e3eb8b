"""Generated requests that reach deep: ids of what exists, versions that are current, keys that are new.

Only what was drawn to be valid is replaced by something else that is valid; what was drawn to be refused stays.
"""

import itertools
import re
from collections.abc import Mapping
from typing import Any

from schemathesis.core.parameters import ParameterLocation as Location

from api.door.parameters import cursor_of
from api.store import Store
from tests.api.contract.good import GOOD
from tests.api.service.world import World

IRREGULAR = {"parent": "agencies", "agency": "agencies", "person": "people", "to": "people", "evidence": "evidence"}
BOOK = "mohrss-2023"
LARGEST = 2**63
_ID = re.compile(r"([^/]+)/\{(\w+)\}")
_keys = itertools.count(1)


class Reaching:
    """The hook of one run; ``who`` and the agency above all are left alone, or the rest of the run would be refused."""

    def __init__(self, world: World, who: str) -> None:
        self.world, self.spared = world, {"people": world.people[who], "agencies": 1}

    def __call__(self, _context: Any, case: Any, _options: Any) -> None:
        """Before a request is sent."""
        store = self.world.open()
        try:
            self._reach(store, case)
        finally:
            store.close()

    def _reach(self, store: Store, case: Any) -> None:
        if drawn(case, Location.PATH):
            for noun, name in _ID.findall(case.path):
                case.path_parameters[name] = self._id(store, table(noun, name), case.path_parameters.get(name))
        if drawn(case, Location.QUERY):
            case.query = {name: self._query(store, case, name, value) for name, value in (case.query or {}).items()}
        if drawn(case, Location.BODY):
            case.body = self._body(store, case.body)
        if drawn(case, Location.HEADER) and case.headers:
            self._headers(store, case)
        if case.operation.label in GOOD and case.meta and case.meta.generation.mode.is_positive and next(_keys) % 2:
            GOOD[case.operation.label](store, case)

    def _query(self, store: Store, case: Any, name: str, value: Any) -> Any:
        if name == "after" and any(each.name == "sort" for each in case.operation.query):
            return cursor_of(sort_of(case), ("", 0))
        return self._value(store, value, name)

    def _body(self, store: Store, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._body(store, inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._body(store, inner, name) for inner in value]
        return self._value(store, value, name)

    def _value(self, store: Store, value: Any, name: str) -> Any:
        """A value with another that says the same as plainly as we ask for, or that names something."""
        if isinstance(value, float):  # 12.0 is an integer to JSON Schema, 1e-9 a number; we ask for 12 and no exponent
            value = int(value) if value.is_integer() else round(value, 4)
        if name == "rulebook" and isinstance(value, str) and value:
            return BOOK
        if name == "closed" and value is True:  # an agency that is closed leads no further
            return next(_keys) % 8 == 0
        return self._id(store, table(name), value) if named(name) else value

    def _headers(self, store: Store, case: Any) -> None:
        if "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = f"contract-{next(_keys)}"
        found = _ID.search(case.path)
        if "If-Match" in case.headers and found and next(_keys) % 4:
            version = self._version(store, table(found[1], found[2]), case.path_parameters.get(found[2]))
            case.headers["If-Match"] = version or case.headers["If-Match"]

    def _id(self, store: Store, table: str, value: Any) -> Any:
        """The id of something that is there for three values of four that name nothing."""
        if type(value) is not int or not exists(store, table):
            return value
        ids = [row["id"] for row in store.rows(f"SELECT id FROM {table} ORDER BY id")]
        ids = [id for id in ids if id != self.spared.get(table)]
        drawn = value % 4 == 0 and value != self.spared.get(table)
        return value if not ids or value in ids or drawn else ids[value % len(ids)]

    def _version(self, store: Store, table: str, id: Any) -> str:
        if type(id) is not int or id >= LARGEST or not exists(store, table, "version"):
            return ""
        rows = store.rows(f"SELECT version FROM {table} WHERE id = :id", id=id)
        return f'"{rows[0]["version"]}"' if rows else ""


def drawn(case: Any, location: Location) -> bool:
    """Was this part of the request drawn to be valid?"""
    return case.meta is not None and location in case.meta.components and not case.meta.is_negative_at(location)


def named(name: str) -> bool:
    """Does a field or parameter of this name name a thing?"""
    return name.endswith(("_id", "_ids")) or name in {*IRREGULAR, "agencies", "task", "plan", "evaluation"}


def table(noun: str, name: str = "") -> str:
    """The table behind a segment of an address or a field's name."""
    word = (name if name.endswith("_id") else noun).removesuffix("s" * name.endswith("_ids"))
    word = word.removesuffix("_ids").removesuffix("_id").replace("-", "_")
    return IRREGULAR.get(word, word if word.endswith("s") or word == "people" else f"{word}s")


def exists(store: Store, table: str, column: str = "id") -> bool:
    """Is there such a table, with such a column?"""
    sql = "SELECT 1 FROM pragma_table_info(:table) WHERE name = :column"
    return bool(re.fullmatch(r"\w+", table)) and bool(store.rows(sql, table=table, column=column))


def sort_of(case: Any) -> str:
    """The sort that the request asks for, or the one that it gets."""
    given: Mapping[str, Any] = case.query or {}
    declared = {each.name: each for each in case.operation.query}
    return str(given.get("sort") or declared["sort"].definition["schema"]["default"])
