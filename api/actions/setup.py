"""首次使用: the first agency and the first admin of an empty database; and who the command line acts as."""

from datetime import datetime

from api.actions import people as persons
from api.actions.people import Wanted
from api.auth import SYSTEM, Actor, Grant
from api.instants import stamp
from api.problems.service import NotPossible
from api.store import Row, Store, agencies, audit, people
from indicators.workflow import Rank, Role


def set_up(
    store: Store, now: datetime, *, agency: str, rank: Rank, login: str, kept: str, must_change: bool = True
) -> Row:
    """The first admin, of the agency above all others; NotPossible where there is anybody already."""

    def work(store: Store) -> Row:
        if people.anybody(store):
            raise NotPossible("数据库里已有单位或人员，不能再初始化；管理员进不来时用 jixiao people reset 账号")
        root = add_agency(store, now, name=agency, rank=rank, parent_id=None)
        wanted = [Wanted(Role.ADMIN, root["id"])]
        return persons.insert(
            store, SYSTEM, now, login=login, name="管理员", email="", grants=wanted, kept=kept, must_change=must_change
        )

    return store.write(work)


def add_agency(store: Store, now: datetime, *, name: str, rank: Rank, parent_id: int | None) -> Row:
    """An agency that the system itself adds, inside a write."""
    row = agencies.insert(store, name=name, code="", rank=rank, parent_id=parent_id, at=stamp(now))
    after = {"name": name, "rank": rank.value, "parent_id": parent_id}
    audit.record(store, SYSTEM, now, "add", "agency", id=row["id"], agency_id=row["id"], after=after)
    return row


def operator(store: Store) -> Actor:
    """Whoever works at the machine itself: an admin of everything, who has no account."""
    held = tuple(Grant(Role.ADMIN, row["id"], row["rank"]) for row in people.roots(store))
    return Actor(None, "命令行", held)
