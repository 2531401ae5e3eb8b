"""A small world to test in: a finance department, two departments, their agencies, and named people with tokens."""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from api.app import create_app
from api.door.service import Service
from api.instants import stamp
from api.settings import from_environment
from api.store import Store, agencies
from indicators.workflow import Rank

SECRET = "只用于测试的密钥，足够长就可以了，不必保密，也不要照抄，更不要用在正式的服务里"
SCOPES = "read report review publish plan approve_plan manage_tasks manage_agencies manage_people audit score"
SAMPLES = Path(__file__).parents[3] / "samples"
_keys = itertools.count(1)

# name of the person: role and agency
PEOPLE: Mapping[str, tuple[str, str]] = {
    "管理员甲": ("admin", "某市财政局"),
    "审计员甲": ("auditor", "某市财政局"),
    "财政审核人甲": ("supervisor", "某市财政局"),
    "主管审核人甲": ("supervisor", "某市人社局"),
    "单位审核人甲": ("supervisor", "信息中心"),
    "填报人甲": ("manager", "信息中心"),
    "填报人乙": ("manager", "信息中心"),
    "集成程序甲": ("integrator", "信息中心"),
    "外单位填报人": ("manager", "图书馆"),
    "外单位审核人": ("supervisor", "某市文旅局"),
}


@dataclass
class World:
    """The application, its agencies by name, and everybody's token."""

    app: Flask
    service: Service
    agencies: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def open(self) -> Store:
        """A connection for looking behind the doors."""
        return self.service.open()

    def at(self, moment: datetime) -> None:
        """From now on it is this moment."""
        self.service = replace(self.service, clock=lambda: moment)
        self.app.extensions["jixiao.service"] = self.service

    def grant(self, who: str, role: str, agency: str) -> None:
        """One role more for somebody."""
        store = self.open()
        store.write(
            lambda store: store.run(
                "INSERT INTO grants (person_id, role, agency_id, granted_at) VALUES (:id, :role, :agency_id, :at)",
                id=self.people[who], role=role, agency_id=self.agencies[agency], at=stamp(datetime.now(UTC)),
            )
        )  # fmt: skip
        store.close()

    def call(
        self, who: str, method: str, path: str, body: Any = None, *, version: int | None = None, key: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:  # fmt: skip
        """A request by somebody ("" is anonymous), with a new idempotency key unless one is given."""
        sent = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        if method == "POST":
            sent["Idempotency-Key"] = key or f"key-{next(_keys)}"
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        data = None if body is None else json.dumps(body, ensure_ascii=False)
        kind = None if body is None else "application/json"
        full = path if path.startswith("/") else f"/api/v1/{path}"
        return self.app.test_client().open(
            full, method=method, data=data, content_type=kind, headers={**sent, **(headers or {})}, buffered=True
        )

    def ok(self, who: str, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """The JSON of a request that must succeed."""
        response = self.call(who, method, path, body, **options)
        assert response.status_code < 300, response.get_data(as_text=True)
        return response.get_json()


def make_world(folder: Path, **environment: str) -> World:
    """A fresh world on a real file."""
    settings = from_environment({"JIXIAO_DATABASE": str(folder / "jixiao.db"), "JIXIAO_SECRET": SECRET, **environment})
    app = create_app(settings)
    world = World(app, app.extensions["jixiao.service"])
    store = world.open()
    store.write(lambda store: _settle(store, world))
    store.close()
    return world


def _settle(store: Store, world: World) -> None:
    now = datetime.now(UTC)
    tree = (
        ("某市财政局", Rank.FINANCE, None), ("某市人社局", Rank.DEPARTMENT, "某市财政局"), ("信息中心", Rank.AGENCY, "某市人社局"),
        ("信息中心分站", Rank.AGENCY, "信息中心"), ("某市文旅局", Rank.DEPARTMENT, "某市财政局"), ("图书馆", Rank.AGENCY, "某市文旅局"),
    )  # fmt: skip
    for name, rank, above in tree:
        parent = world.agencies[above] if above else None
        row = agencies.insert(store, name=name, code="", rank=rank, parent_id=parent, at=stamp(now))
        world.agencies[name] = row["id"]
    for name, (role, agency) in PEOPLE.items():
        _add(store, world, name=name, role=role, agency_id=world.agencies[agency], now=now)


def _add(store: Store, world: World, *, name: str, role: str, agency_id: int, now: datetime) -> None:
    at = stamp(now)
    (person,) = store.rows(
        "INSERT INTO people (login, name, email, password, must_change, version, created_at, updated_at)"
        " VALUES (:name, :name, '', '', 0, 1, :at, :at) RETURNING id", name=name, at=at,
    )  # fmt: skip
    store.run(
        "INSERT INTO grants (person_id, role, agency_id, granted_at) VALUES (:id, :role, :agency_id, :at)",
        id=person["id"], role=role, agency_id=agency_id, at=at,
    )  # fmt: skip
    made, digest = world.service.new_secret()
    store.run(
        "INSERT INTO tokens (person_id, name, digest, scopes, created_by, created_at, expires_at)"
        " VALUES (:id, '测试', :digest, :scopes, :id, :at, :until)",
        id=person["id"], digest=digest, scopes=SCOPES, at=at, until=stamp(now + timedelta(days=90)),
    )  # fmt: skip
    world.people[name], world.tokens[name] = person["id"], made
