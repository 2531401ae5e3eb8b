"""绩效目标表: a plan, its versions, and the one of them that is in force."""

from collections.abc import Iterable
from typing import Any

from api.store.agencies import like
from api.store.paging import Page, Query, Slice, page, within
from api.store.sqlite import Row, Store

SORTS = {"updated": "plans.updated_at", "name": "plans.name"}
VERSION_SORTS = {"number": "plan_versions.number"}
_VERSIONS = (
    "plan_versions LEFT JOIN people AS submitter ON submitter.id = plan_versions.submitted_by"
    " LEFT JOIN people AS decider ON decider.id = plan_versions.decided_by"
)
_VERSION = "plan_versions.*, submitter.name AS submitter, decider.name AS decider"
_NEWEST = (
    "plans JOIN plan_versions AS newest ON newest.plan_id = plans.id"
    " AND newest.number = (SELECT MAX(number) FROM plan_versions WHERE plan_versions.plan_id = plans.id)"
    " JOIN agencies ON agencies.id = plans.agency_id"
)
_SHOWN = "plans.*, newest.id AS newest_id, newest.number, newest.state, agencies.name AS agency"


def get(store: Store, id: int) -> Row | None:
    """The plan with number and state of its newest version (``newest_id``); None where there is none."""
    return next(iter(store.rows(f"SELECT {_SHOWN} FROM {_NEWEST} WHERE plans.id = :id", id=id)), None)  # noqa: S608


def named(store: Store, *, agency_id: int, year: int, name: str) -> Row | None:
    """The plan of that agency, year and name."""
    rows = store.rows(
        f"SELECT {_SHOWN} FROM {_NEWEST}"  # noqa: S608 - names of our own
        " WHERE plans.agency_id = :agency_id AND plans.year = :year AND plans.name = :name",
        agency_id=agency_id, year=year, name=name,
    )  # fmt: skip
    return next(iter(rows), None)


def version(store: Store, version_id: int) -> Row:
    """The version of that id, which another row names; with the names of who submitted and who decided."""
    sql = f"SELECT {_VERSION} FROM {_VERSIONS} WHERE plan_versions.id = :id"  # noqa: S608 - names of our own
    return store.rows(sql, id=version_id)[0]


def numbered(store: Store, plan_id: int, number: int) -> Row | None:
    """The plan's version of that number; None where there is none."""
    where = "plan_versions.plan_id = :plan_id AND plan_versions.number = :number"
    sql = f"SELECT {_VERSION} FROM {_VERSIONS} WHERE {where}"  # noqa: S608
    return next(iter(store.rows(sql, plan_id=plan_id, number=number)), None)


def versions(store: Store, plan_id: int, asked: Page) -> Slice:
    """A page of the plan's versions."""
    where, values = ("plan_versions.plan_id = :plan_id",), {"plan_id": plan_id}
    return page(store, Query(_VERSION, _VERSIONS, where, values, VERSION_SORTS, "plan_versions.id"), asked)


def approved(store: Store, plan: Row) -> Row | None:
    """The version in force; None until one is approved."""
    return version(store, plan["approved_id"]) if plan["approved_id"] else None


def submitters(store: Store, plan_id: int) -> frozenset[int]:
    """The persons who submitted the newest version, in whatever round, as the audit tells."""
    rows = store.rows(
        "SELECT DISTINCT person_id FROM audit WHERE noun = 'plan' AND noun_id = :id AND action = 'submit' AND id > ("
        "SELECT COALESCE(MAX(id), 0) FROM audit WHERE noun = 'plan' AND noun_id = :id AND action = 'approve')",
        id=plan_id,
    )
    return frozenset(row["person_id"] for row in rows)


def listed(
    store: Store, roots: Iterable[int], asked: Page, *, year: int | None = None, agency: int | None = None,
    state: str | None = None, text: str = "",
) -> Slice:  # fmt: skip
    """A page of the plans beneath these roots: of a year, of one agency, in a state, with a text in the name."""
    condition, values = within(store, "plans.agency_id", roots)
    where = [condition, *(sql for sql, given in zip(_FILTERS, (year, agency, state, text), strict=True) if given)]
    values |= {"year": year, "agency": agency, "state": state, "text": like(text)}
    return page(store, Query(_SHOWN, _NEWEST, tuple(where), values, SORTS, "plans.id"), asked)


_FILTERS = (
    "plans.year = :year",
    "plans.agency_id = :agency",
    "newest.state = :state",
    "plans.name LIKE :text ESCAPE '!'",
)


def twin(store: Store, *, agency_id: int, year: int, name: str, but: int = 0) -> bool:
    """Is there another plan of that agency, year and name?"""
    sql = "SELECT 1 FROM plans WHERE agency_id = :agency_id AND year = :year AND name = :name AND id <> :but"
    return bool(store.rows(sql, agency_id=agency_id, year=year, name=name, but=but))


def waiting(store: Store, roots: Iterable[int], person_id: int | None) -> int:
    """How many plans beneath these roots wait for approval that somebody else submitted."""
    scope, values = within(store, "plans.agency_id", roots)
    sql = (
        "SELECT COUNT(*) AS number FROM plan_versions JOIN plans ON plans.id = plan_versions.plan_id"  # noqa: S608
        f" WHERE plan_versions.state = 'submitted' AND plan_versions.submitted_by <> :me AND {scope}"
    )
    return int(store.rows(sql, me=person_id, **values)[0]["number"])


def insert(store: Store, *, agency_id: int, year: int, name: str, confidential: bool, by: int | None, at: str) -> int:
    """A new plan without versions; its id."""
    row = store.rows(
        "INSERT INTO plans (agency_id, year, name, confidential, version, created_by, created_at, updated_at)"
        " VALUES (:agency_id, :year, :name, :confidential, 1, :by, :at, :at) RETURNING id",
        agency_id=agency_id, year=year, name=name, confidential=int(confidential), by=by, at=at,
    )[0]  # fmt: skip
    return int(row["id"])


def touch(store: Store, id: int, *, at: str, **values: Any) -> None:
    """The plan one version on, with these columns set anew."""
    store.run(
        f"UPDATE plans SET {''.join(f'{name} = :{name}, ' for name in values)}"  # noqa: S608 - names of our own
        "version = version + 1, updated_at = :at WHERE id = :id",
        id=id, at=at, **values,
    )  # fmt: skip


def insert_version(
    store: Store, plan_id: int, number: int, *, document: str, reason: str, by: int | None, at: str
) -> int:
    """A new version of the plan, a draft; its id."""
    row = store.rows(
        "INSERT INTO plan_versions (plan_id, number, state, document, reason, remarks, created_by, created_at)"
        " VALUES (:plan_id, :number, 'draft', :document, :reason, '[]', :by, :at) RETURNING id",
        plan_id=plan_id, number=number, document=document, reason=reason, by=by, at=at,
    )[0]  # fmt: skip
    return int(row["id"])


def update_version(store: Store, id: int, **values: Any) -> None:
    """The version with these columns set anew; an approved one refuses (trigger)."""
    store.run(
        f"UPDATE plan_versions SET {', '.join(f'{name} = :{name}' for name in values)} WHERE id = :id",  # noqa: S608
        id=id, **values,
    )  # fmt: skip
