"""演示: invented agencies, and one account for every role, in an empty database."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from api import passwords
from api.actions import people as persons
from api.actions.demo_forms import Cast, acting_as, add_forms
from api.actions.people import Wanted
from api.actions.setup import add_agency, set_up
from api.auth import SYSTEM
from api.door.service import Service
from api.store import Store
from indicators.model import Document
from indicators.workflow import Rank, Role

ROOT = "演示市财政局"
AGENCIES = (
    ("演示市人社局", Rank.DEPARTMENT, ROOT),
    ("演示市信息中心", Rank.AGENCY, "演示市人社局"),
    ("演示市文旅局", Rank.DEPARTMENT, ROOT),
    ("演示市图书馆", Rank.AGENCY, "演示市文旅局"),
)
ACCOUNTS = (
    ("guanli", "管理员甲", Role.ADMIN, ROOT),
    ("caizheng", "财政审核人甲", Role.SUPERVISOR, ROOT),
    ("shenji", "审计人员甲", Role.AUDITOR, ROOT),
    ("zhuguan", "主管审核人甲", Role.SUPERVISOR, "演示市人社局"),
    ("shenhe", "单位审核人甲", Role.SUPERVISOR, "演示市信息中心"),
    ("tianbao", "填报人甲", Role.MANAGER, "演示市信息中心"),
    ("tushuguan", "填报人乙", Role.MANAGER, "演示市图书馆"),
    ("jicheng", "集成程序甲", Role.INTEGRATOR, "演示市信息中心"),
)


class Account(NamedTuple):
    """An account of the demonstration, with its password to be shown once."""

    login: str
    name: str
    role: Role
    agency: str
    password: str


def demo(store: Store, service: Service, now: datetime, documents: Iterable[Document] = ()) -> list[Account]:
    """Agencies, people and forms of the demonstration; NotPossible where the database holds anything already."""
    accounts = [Account(*each, passwords.generated()) for each in ACCOUNTS]
    kept = {each.login: passwords.hashed(each.password) for each in accounts}
    forms = tuple(documents)

    def work(store: Store) -> None:
        _people(store, now, accounts, kept)
        add_forms(store, service.library, now, _cast(store), forms)

    store.write(work)
    return accounts


def _cast(store: Store) -> Cast:
    """Who fills the forms and decides on them, all for one agency."""
    manager = acting_as(store, "tianbao")
    reviewers = (acting_as(store, "shenhe"), acting_as(store, "zhuguan"))
    return Cast(manager.grants[0].agency_id, "演示市信息中心", manager, reviewers, acting_as(store, "caizheng"))


def _people(store: Store, now: datetime, accounts: list[Account], kept: dict[str, str]) -> None:
    first, *others = accounts
    admin = set_up(
        store, now, agency=ROOT, rank=Rank.FINANCE, login=first.login, kept=kept[first.login], must_change=False
    )
    ids = {ROOT: admin["grants"][0]["agency_id"]}
    for name, rank, above in AGENCIES:
        ids[name] = add_agency(store, now, name=name, rank=rank, parent_id=ids[above])["id"]
    for each in others:
        persons.insert(
            store, SYSTEM, now, login=each.login, name=each.name, email="", kept=kept[each.login], must_change=False,
            grants=[Wanted(each.role, ids[each.agency])],
        )  # fmt: skip
