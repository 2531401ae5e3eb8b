"""The nouns of the matrix: how a thing of each is made, in which states."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from api.actions import notifications
from api.store import Store
from tests.api.service.matrix.things import AGENCIES, ASKERS, PASSWORD, Making, Thing, people
from tests.api.service.stories import begin_import, form, task
from tests.api.service.world import World

Place = tuple[str, str, str]  # noun, relation of its agency to the askers, state
Maker = Callable[[Making, str], Thing]
TODAY = date.today()  # noqa: DTZ011 - days around now, whichever zone


def evaluation(making: Making, state: str) -> Thing:
    """An evaluation, with the document of its next save."""
    made = making.evaluation(state)
    path = f"evaluations/{made['id']}"
    return making.thing(made["id"], document=making.world.ok(making.reporter, "GET", path)["document"])


def superseded(making: Making, state: str) -> Thing:
    """An evaluation whose plan was changed after it began."""
    made = making.evaluation(state)
    plan = making.world.ok(making.reporter, "GET", f"plans/{made['plan_id']}")
    plan = making.step(making.reporter, "plans", plan, "change", {"reason": "追加预算"})
    body = {"document": plan["newest"]["document"] | {"notes": ["调整一处"]}}
    plan = making.world.ok(making.reporter, "PUT", f"plans/{plan['id']}", body, version=plan["version"])
    plan = making.step(making.reporter, "plans", plan, "submit")
    making.step(making.approver, "plans", plan, "approve")
    return making.thing(made["id"])


def evidence(making: Making, state: str) -> Thing:
    """A file at an evaluation."""
    made = making.evaluation()
    path = f"/api/v1/evaluations/{made['id']}/evidence?name=证明.txt"
    headers = {
        "Authorization": f"Bearer {making.world.tokens[making.reporter]}", "If-Match": f'"{made["version"]}"',
        "Idempotency-Key": f"evidence-{made['id']}",
    }  # fmt: skip
    answer = making.world.app.test_client().post(path, data="巡检记录".encode(), headers=headers)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    if state == "submitted":
        made |= {"version": int(answer.headers["ETag"].strip('"'))}
        making.step(making.reporter, "evaluations", made, "submit")
    return making.thing(answer.get_json()["id"], evaluation_id=made["id"])


def plan(making: Making, state: str) -> Thing:
    """A plan, with the document of its next save."""
    made = making.plan(state)
    document = made["newest"]["document"] | {"notes": ["改动一处"]}
    return making.thing(made["id"], document=document, number=1)


def opening(making: Making, _: str) -> Thing:
    """An approved plan without an evaluation yet, and its task."""
    return making.thing(making.plan()["id"], task_id=making.task_id)


def new_plan(making: Making, _: str) -> Thing:
    """A plan that does not exist yet."""
    return making.thing(0, document=making.document())


def a_task(making: Making, _: str) -> Thing:
    """A task of the finance department for this agency alone, with the terms that can no longer change."""
    terms = {"opens_on": str(TODAY - timedelta(days=10)), "deadline": str(TODAY + timedelta(days=30))}
    return making.thing(making.task_id, terms=terms)


def agency(making: Making, _: str) -> Thing:
    """The agency itself."""
    return making.thing(making.world.agencies[making.agency])


def person(making: Making, _: str) -> Thing:
    """Somebody with one role at the agency and a token, and somebody who could take over."""
    made, to = (_somebody(making, f"{making.relation}{name}") for name in ("a", "b"))
    chief = ASKERS["chief"][0]
    wanted = {"name": "报送程序", "scopes": ["read"], "expires_on": str(TODAY + timedelta(days=30))}
    token = making.post(chief, f"people/{made['id']}/tokens", wanted)
    grant = made["grants"][0]["id"]
    return making.thing(made["id"], login=made["login"], to=to["id"], grant_id=grant, token_id=token["id"])


def _somebody(making: Making, login: str) -> Any:
    grants = [{"role": "manager", "agency_id": making.world.agencies[making.agency]}]
    body = {"login": login, "name": "被管理人", "grants": grants, "password": PASSWORD}
    return making.post(ASKERS["chief"][0], "people", body)


def notification(making: Making, _: str) -> Thing:
    """A notification of the asker who reports, or of somebody of another agency."""
    who = ASKERS["manager"][0] if making.relation == "own" else making.reporter
    store = making.world.open()
    id = store.write(lambda store: _notified(store, making.world.people[who]))
    store.close()
    return making.thing(id)


def _notified(store: Store, person_id: int) -> int:
    notifications.notify(store, datetime.now(UTC), [person_id], subject="matrix", kind="test", text="请填报")
    return int(store.rows("SELECT MAX(id) AS id FROM notifications")[0]["id"])


def an_import(making: Making, state: str) -> Thing:
    """An import begun by the asker who reports, or by somebody of another agency."""
    world = making.world
    who = ASKERS["manager"][0] if making.relation == "own" else making.reporter
    answer = begin_import(world, who, f"import-{making.relation}-{state}")
    if state == "confirmed":
        world.ok(who, "POST", f"imports/{answer['id']}/confirm", {})
    return making.thing(answer["id"])


NOUNS: Mapping[str, tuple[Maker, tuple[str, ...], str]] = {
    "agency": (agency, ("",), "agencies"),
    "person": (person, ("",), "people"),
    "task": (a_task, ("",), "tasks"),
    "plan": (plan, ("draft", "submitted", "returned", "approved"), "plans"),
    "new_plan": (new_plan, ("",), ""),
    "opening": (opening, ("",), ""),
    "evaluation": (
        evaluation, ("draft", "submitted", "returned", "approved", "published", "withdrawn"), "evaluations",
    ),
    "superseded": (superseded, ("draft", "submitted"), "evaluations"),
    "evidence": (evidence, ("draft", "submitted"), "evaluations"),
    "notification": (notification, ("",), ""),
    "import": (an_import, ("preview", "confirmed"), ""),
}  # fmt: skip


def things(world: World) -> dict[Place, Thing]:
    """Everything there is to ask about, each with the version that it now has."""
    people(world)
    report = form()
    found: dict[Place, Thing] = {}
    for relation, name in AGENCIES.items():
        making = Making(world, relation, report, task(world, report, name, levels=1))
        for noun, (make, states, _) in NOUNS.items():
            found |= {(noun, relation, state): make(making, state) for state in states}
    store = world.open()
    told = {place: _versioned(store, NOUNS[place[0]][2], thing) for place, thing in found.items()}
    store.close()
    return told


def _versioned(store: Store, table: str, thing: Thing) -> Thing:
    if not table:
        return thing
    id = thing.more.get("evaluation_id", thing.id)
    (row,) = store.rows(f"SELECT version FROM {table} WHERE id = :id", id=id)
    return thing._replace(more={**thing.more, "version": row["version"]})
