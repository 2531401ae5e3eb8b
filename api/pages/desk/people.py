"""/people: everybody within reach (人员), and one more."""

from flask import Response, render_template, request

from api.actions import people as persons
from api.actions.agencies import around, get
from api.actions.agency_choice import meant, words
from api.actions.people import Initial, Wanted, initial
from api.auth import ROLE_NAMES, Right, reach
from api.door.forms import checked
from api.door.parameters import choice, text
from api.intake import query
from api.pages.desk.admin import agency_asked, agency_names, at, joined, require_right, typed
from api.pages.desk.base import Visit, id_of, page
from api.pages.desk.listing import asked
from api.pages.desk.secrets_once import hand_out
from api.problems.faults import FieldError
from api.problems.table import Problem
from api.schemas.service.people import NewPersonSchema, PeopleRowSchema
from api.store.paging import Slice
from indicators.workflow import Role

ROLES = tuple((role.value, name) for role, name in ROLE_NAMES.items())
FILTERS = (
    text("text", "姓名或账号中的文字"), text("agency", "单位的名称或代码"), choice("role", "角色", tuple(Role)),
    choice("state", "open：在用的，closed：停用的", ("open", "closed")),
)  # fmt: skip
FIELDS = ("login", "name", "email", "role", "agency")


@page("/people")
def people(visit: Visit) -> str:
    """Everybody within reach."""
    persons.scope(visit.actor)
    ask, faults = asked(FILTERS, ("name", "login"), "name"), list[FieldError]()
    at_agency = agency_asked(visit, Right.READ, faults)
    state = ask.values["state"]
    found = Slice([], None) if faults else persons.listed(
        visit.store, visit.actor, ask.page, agency=at_agency, role=ask.values["role"], text=ask.values["text"] or "",
        disabled=None if state is None else state == "closed",
    )  # fmt: skip
    return render_template(
        "desk/people.html", rows=found.rows, following=ask.following(found), given=ask.given, roles=ROLES,
        role_names=ROLE_NAMES, names=agency_names(visit, Right.MANAGE_PEOPLE), faults=faults,
        manages=bool(reach(visit.actor, Right.MANAGE_PEOPLE)),
    )  # fmt: skip


@page("/people/new")
def new_person(visit: Visit) -> str:
    """The form for one more person; ``agency`` is the number of where they work."""
    query("agency")
    require_right(visit.actor, Right.MANAGE_PEOPLE)
    number = request.args.get("agency")
    row = get(visit.store, visit.actor, id_of(number)) if number else None
    place = words(around(visit.store, [row])[0]) if row else ""
    return _new(visit, dict.fromkeys(FIELDS, "") | {"role": Role.MANAGER.value, "agency": place}, None)


def _new(visit: Visit, values: dict[str, str], problem: Problem | None) -> str:
    names = agency_names(visit, Right.MANAGE_PEOPLE)
    told = at(problem, "login", "taken")
    return render_template("desk/person_new.html", values=values, problem=told, names=names, roles=ROLES)


@page("/people", "POST")
def add_person(visit: Visit) -> Response:
    """One more person, whose initial password is shown on this answer and nowhere else."""
    given = typed(*FIELDS)

    def act(made: Initial) -> str:
        at_agency, told, _ = joined(
            lambda: meant(visit.store, visit.actor, Right.MANAGE_PEOPLE, given["agency"]),
            lambda: checked(PeopleRowSchema, {key: text.strip() for key, text in given.items()}),
            lambda: persons.check_free(visit.store, given["login"]),
        )
        wanted = [{"role": told["role"], "agency_id": at_agency}]
        body = checked(NewPersonSchema, {key: told[key] for key in ("login", "name", "email")} | {"grants": wanted})
        grants = [Wanted(**each) for each in body["grants"]]
        row = persons.add(
            visit.store, visit.actor, visit.now, login=body["login"], name=body["name"], email=body["email"],
            grants=grants, kept=made.kept,
        )  # fmt: skip
        return f"/people/{row['id']}?done=told"

    require_right(visit.actor, Right.MANAGE_PEOPLE)
    return hand_out(
        visit, lambda: initial(None), act, lambda made, place: told_once(visit, made, place, "added"),
        lambda problem: _new(visit, given, problem),
    )  # fmt: skip


def told_once(visit: Visit, made: Initial, place: str, what: str) -> str:
    """The page that shows an initial password, this once."""
    row = persons.get(visit.store, visit.actor, id_of(place.partition("?")[0].rpartition("/")[2]))
    return render_template("desk/password_once.html", row=row, password=made.shown, what=what)
