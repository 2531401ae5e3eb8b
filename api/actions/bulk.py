"""成批增加人员: a sheet of people, all of them or none, with everything that is wrong told at once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from api.actions import people as persons
from api.actions.people import Wanted, account_of
from api.auth import ROLE_NAMES, Actor, Right, reach
from api.problems.faults import FieldError
from api.problems.refusals_people import RowsRefused
from api.store import Row, Store, people
from indicators.workflow import Role

ROLES = {word: role for role, name in ROLE_NAMES.items() for word in (role.value, name)} | {"审计员": Role.AUDITOR}
Numbered = Callable[[int], str]  # how people call a row, by its place in the sheet
Wrong = Iterator[tuple[str, str, str]]  # field, why, code


def by_place(i: int) -> str:
    """The rows as a program sent them, from 1."""
    return f"第{i + 1}行"


class SheetRow(NamedTuple):
    """One row as it was written: role and agency in words."""

    login: str
    name: str
    email: str
    role: str
    agency: str


class Checked(NamedTuple):
    """One row that can be taken."""

    row: SheetRow
    wanted: Wanted


def checked(store: Store, actor: Actor, rows: Sequence[SheetRow], numbered: Numbered = by_place) -> list[Checked]:
    """The rows with role and agency found; RowsRefused with every error, its path and the row's number."""
    roots, found, errors = reach(actor, Right.MANAGE_PEOPLE), list[Checked](), list[FieldError]()
    accounts = [account_of(row.login) for row in rows]
    for i, row in enumerate(rows):
        at = [each["id"] for each in people.agencies_called(store, roots, row.agency.strip())]
        twin = next((j for j in range(i) if accounts[j] == accounts[i]), None)
        wrong = [
            *_account_errors(store, accounts[i], None if twin is None else numbered(twin)),
            *_role_errors(row.role), *_agency_errors(row.agency, len(at)),
        ]  # fmt: skip
        errors += [FieldError(f"rows[{i}].{field}", f"{numbered(i)}：{why}", code) for field, why, code in wrong]
        if not wrong:
            found.append(Checked(row, Wanted(ROLES[row.role.strip()], at[0])))
    if errors:
        raise RowsRefused(errors)
    return found


def _account_errors(store: Store, account: str, twin: str | None) -> Wrong:
    if twin:
        yield "login", f"账号“{account}”与{twin}重复", "repeated"
    elif people.by_login(store, account):
        yield "login", f"账号“{account}”已存在", "taken"


def _role_errors(text: str) -> Wrong:
    if text.strip() not in ROLES:
        yield "role", f"没有角色“{text}”，应为{'、'.join(ROLE_NAMES.values())}之一", "not_a_choice"


def _agency_errors(text: str, count: int) -> Wrong:
    if count == 0:
        yield "agency", f"没有名称或代码为“{text}”的单位，或不在您的权限范围内", "no_such_thing"
    if count > 1:
        yield "agency", f"有 {count} 个单位叫“{text}”，请改写单位代码", "ambiguous"


def add(
    store: Store, actor: Actor, now: datetime, rows: Sequence[SheetRow], kept: Sequence[str],
    numbered: Numbered = by_place,
) -> list[Row]:  # fmt: skip
    """Every row a new person; ``kept`` are the hashes of their initial passwords. RowsRefused, and then nobody."""

    def work(store: Store) -> list[Row]:
        good = checked(store, actor, rows, numbered)
        return [
            persons.insert(
                store, actor, now, login=row.login, name=row.name, email=row.email, grants=[wanted], kept=each
            )
            for (row, wanted), each in zip(good, kept, strict=True)
        ]

    return store.write(work)
