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
from api.store import Store, agencies
from indicators.model import Document
from indicators.workflow import Rank, Role

ROOT = "演示市财政局"
AGENCIES = (
    ("演示市人社局", Rank.DEPARTMENT, ROOT),
    ("演示市信息中心", Rank.AGENCY, "演示市人社局"),
    ("演示市社保中心", Rank.AGENCY, "演示市人社局"),
    ("演示市就业中心", Rank.AGENCY, "演示市人社局"),
    ("演示市文旅局", Rank.DEPARTMENT, ROOT),
    ("演示市图书馆", Rank.AGENCY, "演示市文旅局"),
)
ACCOUNTS = (
    ("guanli", "管理员甲", Role.ADMIN, ROOT),
    ("caizheng", "财政审核人甲", Role.SUPERVISOR, ROOT),
    ("shenji", "审计人员甲", Role.AUDITOR, ROOT),
    ("zhuguan", "主管审核人甲", Role.SUPERVISOR, "演示市人社局"),
    ("wenlv", "主管审核人乙", Role.SUPERVISOR, "演示市文旅局"),
    ("shenhe", "单位审核人甲", Role.SUPERVISOR, "演示市信息中心"),
    ("jiushen", "单位审核人乙", Role.SUPERVISOR, "演示市就业中心"),
    ("tianbao", "填报人甲", Role.MANAGER, "演示市信息中心"),
    ("shebao", "填报人乙", Role.MANAGER, "演示市社保中心"),
    ("jiuye", "填报人丙", Role.MANAGER, "演示市就业中心"),
    ("tushuguan", "填报人丁", Role.MANAGER, "演示市图书馆"),
    ("jicheng", "集成程序甲", Role.INTEGRATOR, "演示市信息中心"),
)
# Who fills in and decides on the forms under each rulebook: a manager, and a reviewer for each of two levels.
CASTS = {
    "huangpi-2023": ("shebao", "zhuguan", "caizheng"),
    "jilin-2023": ("jiuye", "jiushen", "zhuguan"),
    "sichuan-2023": ("tushuguan", "wenlv", "caizheng"),
}
OTHERS = ("tianbao", "shenhe", "zhuguan")


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
        books = {document.rulebook for document in forms}
        casts = {name: _cast(store, *CASTS.get(name, OTHERS)) for name in books}
        add_forms(store, service.library, now, casts, forms)

    store.write(work)
    return accounts


def _cast(store: Store, manager: str, *reviewers: str) -> Cast:
    """Who fills in the forms of one agency, and who decides on them."""
    reporter = acting_as(store, manager)
    found = agencies.get(store, reporter.grants[0].agency_id)
    assert found is not None
    reviewing = tuple(acting_as(store, login) for login in reviewers)
    return Cast(found["id"], found["name"], reporter, reviewing, acting_as(store, "caizheng"))


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
