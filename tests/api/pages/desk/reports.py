"""Many reports at once: copies of one that was really made, with other states, totals, rates, agencies and years."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from api.store import Row, Store, deviations, evaluations, rulebooks
from api.store.scaled import scaled
from tests.api.service import stories
from tests.api.service.world import World, make_world

LINE = {
    "place": "objectives[0].indicators[0]", "position": 1, "name": "受理件数", "dimension": "output",
    "category": "quantity", "target": "≥100件", "actual": "90件", "cause": "missed", "causes": "missed",
    "direction": "below", "amount": "-10", "unit": "件", "share": "-0.1", "share_scaled": 100_000, "lost": "1.5",
    "lost_scaled": 1_500_000, "draft": "全年实际90件", "reason": "", "remedy": "", "explanation": "owed", "fault": "blank",
    "author_id": None, "authored_at": None,
}  # fmt: skip


PAYLOAD = '<script>alert(1)</script>" onmouseover="x'
FORMULA = "=1+1"
KINDS: tuple[dict[str, Any], ...] = (
    {"total": "95.5", "rate": "0.95", "state": "approved", "files": ["objectives[0].indicators[0]"], "lines": [{}]},
    {"total": "100", "rate": "1", "state": "published", "grade": "优"},
    {"total": "79.99", "rate": "0.9", "state": "submitted", "lines": [{"cause": "points_lost", "lost": "0.25",
     "lost_scaled": 250_000, "explanation": "weak", "category": "quality"}, {"explanation": "given"}]},
    {"total": "90", "rate": "0.5999", "state": "withdrawn", "grade": "优", "name": PAYLOAD},
    {"total": None, "rate": "0.5", "state": "submitted", "lines": [{"dimension": "", "category": ""}]},
    {"total": "60", "rate": None, "state": "approved", "lines": [{"place": "funding", "dimension": "", "category": "",
     "cause": "points_lost", "lost": "2", "lost_scaled": 2_000_000, "name": "预算执行率"}]},
    {"total": "12.345678", "rate": "1.2", "state": "approved", "lines": [{"cause": "over_achieved", "lost": None,
     "lost_scaled": -1, "explanation": "given"}], "files": ["objectives[0].indicators[3]"]},
    {"total": "88", "rate": "0.8", "state": "draft", "lines": [{}, {"explanation": "insufficient"}], "owed": 2},
    {"total": "70", "rate": "0.7", "state": "returned", "lines": [{"cause": "", "explanation": "owed"}], "owed": 1},
    {"total": "80", "rate": "0.97"}, {"total": "75", "rate": "0.8999"}, {"total": "95", "rate": "0.6"},
    {"total": "89.99", "rate": "0.3"},
    {"total": "99", "rate": "0.99", "state": "submitted", "confidential": 1, "year": 2022},
    {"total": "50", "rate": "0.5", "state": "submitted", "latest": 0},
)  # fmt: skip


def filled(folder: Path) -> World:
    """A fresh world with reports of every kind."""
    world = make_world(folder)
    like = model(world)
    store = world.open()
    store.write(lambda store: fill(store, world, like))
    store.close()
    return world


def model(world: World) -> Row:
    """A report that was really begun, under a task for 信息中心."""
    made, _ = stories.opened(world)
    store = world.open()
    found = evaluations.get(store, made["id"])
    store.close()
    assert found is not None
    return {name: value for name, value in found.items() if name not in ("id", "agency")}


def add(
    store: Store, like: Row, total: str | None = None, rate: str | None = None, state: str = "submitted",
    lines: Iterable[Mapping[str, Any]] = (), files: Iterable[str] = (), **other: Any,
) -> int:  # fmt: skip
    """One report more, with these lines among its deviations and files at these places; inside a write only."""
    figures = {
        "total": total, "total_scaled": scaled(None if total is None else Decimal(total)), "rate": rate,
        "rate_scaled": scaled(None if rate is None else Decimal(rate)), "grade": "", "owed": 0,
    }  # fmt: skip
    number = store.rows("SELECT MAX(revision) + 1 AS next FROM evaluations")[0]["next"]
    id = evaluations.insert(store, like | {"revision": number, "latest": 1} | figures | other | {"state": "draft"})
    row = {"evaluation_id": id, "agency_id": (like | other)["agency_id"], "year": (like | other)["year"]}
    found = [{**LINE, **row, "place": f"objectives[0].indicators[{n}]"} | dict(each) for n, each in enumerate(lines)]
    deviations.replace(store, id, found)
    for place in files:
        store.run(
            "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
            " VALUES (:id, :place, '验收单.pdf', 'application/pdf', 1, 'x', :by, '2024-01-01')",
            id=id, place=place, by=like["created_by"],
        )  # fmt: skip
    store.run("UPDATE evaluations SET state = :state WHERE id = :id", state=state, id=id)
    return id


def fill(store: Store, world: World, like: Row) -> None:
    """Reports of every kind, sixty of one of them, over four agencies; one plan that nobody has begun."""
    book = world.service.library.get("central-2020")
    rulebooks.keep(store, book)
    like = like | {"rulebook_digest": book.digest}
    agencies = [world.agencies[name] for name in ("信息中心", "信息中心分站", "图书馆", "某市人社局")]
    for number, kind in enumerate(KINDS):
        for agency in agencies:
            add(store, like, **{"name": f"项目{number}", "agency_id": agency, **kind})
    for number in range(60):
        add(store, like, "92.01", "0.931", "approved", agency_id=agencies[2], name=f"批量{number}", grade="优")
    store.run("UPDATE tasks SET name = :name", name=FORMULA)
    store.run(
        "INSERT INTO plans (agency_id, year, name, confidential, version, created_by, created_at, updated_at,"
        " approved_id) SELECT agency_id, year, :name, 0, 1, created_by, created_at, updated_at, approved_id FROM plans",
        name=f"没人开始{PAYLOAD}",
    )
