"""Who takes part: the people of the world and more, some with two roles, some with less than their role gives."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.auth import ANONYMOUS, Actor, Grant, Right
from api.store import Store
from indicators.workflow import Rank, Role
from tests.api.service.world import PEOPLE, SCOPES, World

ABOVE: Mapping[str, str] = {
    "某市人社局": "某市财政局", "信息中心": "某市人社局", "信息中心分站": "信息中心", "某市文旅局": "某市财政局", "图书馆": "某市文旅局",
}  # fmt: skip
RANKS: Mapping[str, int] = {"某市财政局": 3, "某市人社局": 2, "某市文旅局": 2}  # all others: 1
NOBODY = "未登录的人"


class Person(NamedTuple):
    """A name, the roles held at agencies, and what the token is limited to."""

    name: str
    grants: tuple[tuple[str, str], ...] = ()
    scopes: str = SCOPES

    @property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(role for role, _ in self.grants)


_MORE: Sequence[Person] = (
    Person("填报兼审核人", (("manager", "信息中心"), ("supervisor", "信息中心"))),
    Person("主管填报兼财政审核人", (("manager", "某市人社局"), ("supervisor", "某市财政局"))),
    Person("主管审核人乙", (("supervisor", "某市人社局"),)),
    Person("财政审核人乙", (("supervisor", "某市财政局"),)),
    Person("分站填报人", (("manager", "信息中心分站"),)),
    Person("单位管理员", (("admin", "信息中心"),)),
    Person("外单位管理员", (("admin", "某市文旅局"),)),
    Person("外单位审计员", (("auditor", "图书馆"),)),
    Person("外单位集成程序", (("integrator", "图书馆"),)),
    Person("审计兼外单位填报人", (("auditor", "信息中心"), ("manager", "图书馆"))),
    Person("只读令牌的填报人", (("manager", "信息中心"),), "read"),
    Person("只读令牌的审核人", (("supervisor", "某市财政局"),), "read"),
    Person(NOBODY),
)
CAST: Mapping[str, Person] = {
    **{name: Person(name, ((role, agency),)) for name, (role, agency) in PEOPLE.items()},
    **{person.name: person for person in _MORE},
}
BY_ROLE: Mapping[str, Sequence[str]] = {
    role.value: tuple(name for name, person in CAST.items() if role.value in person.roles) for role in Role
}


def ancestors(agency: str) -> list[str]:
    """The agency and all above it."""
    found = [agency]
    while found[-1] in ABOVE:
        found.append(ABOVE[found[-1]])
    return found


def hire(store: Store, world: World) -> None:
    """Writes down whoever is not yet in the world, and a token for everybody that outlives the test."""
    at, until = "2024-01-01T00:00:00.000000Z", "2099-01-01T00:00:00.000000Z"
    for person in _MORE[:-1]:
        (row,) = store.rows(
            "INSERT INTO people (login, name, email, password, must_change, version, created_at, updated_at)"
            " VALUES (:name, :name, '', '', 0, 1, :at, :at) RETURNING id", name=person.name, at=at,
        )  # fmt: skip
        world.people[person.name] = row["id"]
        for role, agency in person.grants:
            store.run(
                "INSERT INTO grants (person_id, role, agency_id, granted_at) VALUES (:id, :role, :agency, :at)",
                id=row["id"], role=role, agency=world.agencies[agency], at=at,
            )  # fmt: skip
    for name, id in world.people.items():
        made, digest = world.service.new_secret()
        store.run(
            "INSERT INTO tokens (person_id, name, digest, scopes, created_by, created_at, expires_at)"
            " VALUES (:id, '长期', :digest, :scopes, :id, :at, :until)",
            id=id, digest=digest, scopes=CAST[name].scopes, at=at, until=until,
        )  # fmt: skip
        world.tokens[name] = made


def actor(world: World, name: str) -> Actor:
    """The person as the actions know them."""
    if name == NOBODY:
        return ANONYMOUS
    person = CAST[name]
    grants = tuple(
        Grant(Role(role), world.agencies[agency], tuple(Rank)[RANKS.get(agency, 1) - 1].value)
        for role, agency in person.grants
    )
    return Actor(world.people[name], name, grants, frozenset(map(Right, person.scopes.split())))
