"""Tasks: set for agencies beneath, under a rulebook that somebody chose, until a day that moves only with a reason."""

from typing import Any

import pytest

from api.store import Store, rulebooks, tasks
from tests.api.service.world import World

Told = dict[str, Any]


def terms(world: World, **changed: Any) -> Told:
    """The body of a task for two agencies of one department."""
    agencies = [world.agencies["信息中心"], world.agencies["信息中心分站"]]
    return {
        "year": 2023, "name": "2023年度绩效自评", "place": "中央", "rulebook": "central-2021", "agencies": agencies,
        "opens_on": "2024-01-01", "deadline": "2024-03-31", "levels": 2, **changed,
    }  # fmt: skip


def begin(world: World, task_id: int, agency: str, state: str = "draft", name: str = "运维") -> None:
    """An evaluation under the task, put there behind the doors."""

    def work(store: Store) -> None:
        values = {"agency": world.agencies[agency], "name": name, "by": world.people["填报人甲"], "task": task_id}
        plan = store.rows(
            "INSERT INTO plans (agency_id, year, name, confidential, version, created_by, created_at, updated_at)"
            " VALUES (:agency, 2023, :name, 0, 1, :by, '', '') RETURNING id", **values,
        )[0]["id"]  # fmt: skip
        version = store.rows(
            "INSERT INTO plan_versions (plan_id, number, state, document, reason, remarks, created_by, created_at)"
            " VALUES (:plan, 1, 'approved', '{}', '', '[]', :by, '') RETURNING id", plan=plan, **values,
        )[0]["id"]  # fmt: skip
        store.run("UPDATE plans SET approved_id = :version WHERE id = :plan", version=version, plan=plan)
        if state:
            store.run(
                "INSERT INTO evaluations (task_id, plan_id, plan_version_id, agency_id, year, name, confidential,"
                " rulebook_digest, levels, state, level, round, revision, latest, document, total_scaled, low, high,"
                " grade, rate_scaled, open_lines, owed, weak, version, created_by, created_at, updated_at)"
                " SELECT :task, :plan, :version, :agency, 2023, :name, 0, rulebook_digest, 2, :state, 1, 1, 1, 1,"
                " '{}', -1, '0', '0', '', -1, 0, 0, 0, 1, :by, '', '' FROM tasks WHERE id = :task",
                plan=plan, version=version, state=state, **values,
            )  # fmt: skip

    store = world.open()
    store.write(work)
    store.close()


def paths(response: Any) -> list[str]:
    """Where a refusal says that something is wrong."""
    return [error["path"] for error in response.get_json()["errors"]]


def test_a_task_goes_to_its_agencies_with_the_choice_of_its_rulebook_on_record(world: World) -> None:
    made = world.ok("主管审核人甲", "POST", "tasks", terms(world, why="本级统一用此办法"))
    assert made["agency_id"] == world.agencies["某市人社局"]
    assert (made["opens_at"], made["deadline"]) == ("2023-12-31T16:00:00.000000Z", "2024-03-31T15:59:59.999999Z")
    choice = made["choice"]
    assert (choice["chosen"], choice["why"]) == ("central-2021", "本级统一用此办法")
    assert {each["id"] for each in choice["candidates"]} >= {"central-2020", "central-2021"}
    assert "2021" in choice["reason"]
    assert [each["name"] for each in world.ok("填报人甲", "GET", f"tasks/{made['id']}")["agencies"]] == [
        "信息中心",
        "信息中心分站",
    ]
    store = world.open()
    (kept,) = store.rows("SELECT * FROM rulebooks")
    (told,) = store.rows("SELECT * FROM audit WHERE noun = 'task'")
    store.close()
    assert kept["digest"] == made["rulebook_digest"]
    assert (told["action"], told["person"], told["why"]) == ("add", "主管审核人甲", "本级统一用此办法")


def test_the_candidates_are_offered_with_their_reasons(world: World) -> None:
    offered = world.ok("主管审核人甲", "GET", "rulebook-candidates?place=中央&year=2023")["candidates"]
    assert "central-2021" in [each["id"] for each in offered]
    assert all(each["reason"] for each in offered)
    for query in ("place=中央", "year=2023", "place=中央&year=1066"):
        assert world.call("主管审核人甲", "GET", f"rulebook-candidates?{query}").status_code == 422
    refused = world.call("主管审核人甲", "GET", "rulebook-candidates?place=中央")
    assert refused.get_json()["detail"] == "参数“year”须给出"


def test_a_rulebook_besides_the_candidates_needs_a_reason(world: World) -> None:
    other = terms(world, rulebook="sichuan-2023")
    refused = world.call("主管审核人甲", "POST", "tasks", other)
    assert (refused.status_code, paths(refused)) == (422, ["why"])
    made = world.ok("主管审核人甲", "POST", "tasks", other | {"why": "试点单位参照四川办法"})
    assert (made["choice"]["reason"], made["choice"]["why"]) == ("", "试点单位参照四川办法")
    unknown = world.call("主管审核人甲", "POST", "tasks", terms(world, rulebook="没有这套"))
    assert unknown.get_json()["code"] == "unknown_rulebook"


def test_a_subtree_brings_every_agency_beneath_that_is_not_closed(world: World) -> None:
    closed = {"name": "信息中心分站", "code": "", "rank": "agency", "closed": True}
    world.ok("管理员甲", "PUT", f"agencies/{world.agencies['信息中心分站']}", closed, version=1)
    body = terms(world, agencies=[world.agencies["某市人社局"]], subtree=True)
    made = world.ok("财政审核人甲", "POST", "tasks", body)
    assert [each["name"] for each in made["agencies"]] == ["信息中心", "某市人社局"]
    assert paths(world.call("财政审核人甲", "POST", "tasks", terms(world))) == ["agencies[1]"]


@pytest.mark.parametrize("agency", ["图书馆", "某市财政局"])
def test_nobody_sets_a_task_for_an_agency_out_of_reach(world: World, agency: str) -> None:
    refused = world.call("主管审核人甲", "POST", "tasks", terms(world, agencies=[world.agencies[agency]]))
    assert (refused.status_code, paths(refused)) == (422, ["agencies[0]"])


def test_a_task_is_set_by_an_agency_at_which_one_may(world: World) -> None:
    body = terms(world, agency_id=world.agencies["某市文旅局"])
    assert world.call("主管审核人甲", "POST", "tasks", body).status_code == 404
    named = world.ok("财政审核人甲", "POST", "tasks", terms(world, agency_id=world.agencies["某市人社局"]))
    assert named["agency_id"] == world.agencies["某市人社局"]
    store = world.open()
    store.write(
        lambda store: store.run(
            "INSERT INTO grants (person_id, role, agency_id, granted_at) VALUES (:person, 'supervisor', :agency, '')",
            person=world.people["主管审核人甲"], agency=world.agencies["图书馆"],
        )
    )  # fmt: skip
    store.close()
    assert paths(world.call("主管审核人甲", "POST", "tasks", terms(world))) == ["agency_id"]


@pytest.mark.parametrize("who", ["填报人甲", "集成程序甲", "审计员甲"])
def test_whoever_reports_or_audits_sets_no_tasks(world: World, who: str) -> None:
    assert world.call(who, "POST", "tasks", terms(world)).status_code == 403


def test_a_deadline_before_the_opening_is_refused(world: World) -> None:
    refused = world.call("主管审核人甲", "POST", "tasks", terms(world, deadline="2023-12-31"))
    assert (refused.status_code, paths(refused)) == (422, ["deadline"])
    same = terms(world, opens_on="2024-03-31")
    assert world.call("主管审核人甲", "POST", "tasks", same).status_code == 201


def test_a_task_of_other_agencies_is_no_task(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    for path in (f"tasks/{id}", f"tasks/{id}/extensions", f"tasks/{id}/progress", "tasks/99"):
        assert world.call("外单位审核人", "GET", path).status_code == 404
    assert world.call("外单位审核人", "PUT", f"tasks/{id}", terms(world), version=1).status_code == 404
    assert world.ok("外单位填报人", "GET", "tasks")["items"] == []
    assert world.call("单位审核人甲", "PUT", f"tasks/{id}", terms(world), version=1).status_code == 403


def test_of_a_task_for_many_one_sees_only_ones_own_agencies(world: World) -> None:
    body = terms(world, agencies=[world.agencies["信息中心"], world.agencies["图书馆"]])
    id = world.ok("财政审核人甲", "POST", "tasks", body)["id"]
    for name, agency in (("填报人甲", "信息中心"), ("外单位填报人", "图书馆")):
        assert [each["name"] for each in world.ok(name, "GET", f"tasks/{id}")["agencies"]] == [agency]
        assert [each["agency"] for each in world.ok(name, "GET", f"tasks/{id}/progress")["items"]] == [agency]


def test_the_list_is_filtered_and_sorted(world: World) -> None:
    made = [
        world.ok("财政审核人甲", "POST", "tasks", terms(world, year=year, name=f"{year}年自评", deadline=day))["id"]
        for year, day in ((2021, "2024-05-01"), (2022, "2099-03-01"), (2023, "2024-02-01"))
    ]
    body = terms(world, name="图书馆100%自评", agencies=[world.agencies["图书馆"]], deadline="2024-01-02")
    library = world.ok("财政审核人甲", "POST", "tasks", body)["id"]

    def ids(query: str) -> list[int]:
        return [each["id"] for each in world.ok("财政审核人甲", "GET", f"tasks?{query}")["items"]]

    assert ids("sort=deadline") == [library, made[2], made[0], made[1]]
    assert ids("sort=-year&limit=2") == [library, made[2]]
    assert ids("year=2022") == [made[1]]
    assert ids(f"agency={world.agencies['图书馆']}") == [library]
    assert ids("text=100%25") == [library]
    assert ids("open=yes") == [made[1]]
    world.ok("财政审核人甲", "POST", f"tasks/{made[0]}/extensions", {"deadline": "2099-01-01", "reason": "系统升级"})
    assert set(ids("open=yes")) == {made[0], made[1]}


def test_a_task_is_changed_by_version_and_the_audit_tells_what(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    only = terms(world, name="改名", rulebook="central-2020", agencies=[world.agencies["某市人社局"]], why="改用10号文")
    assert world.call("主管审核人甲", "PUT", f"tasks/{id}", only).status_code == 428
    changed = world.ok("主管审核人甲", "PUT", f"tasks/{id}", only, version=1)
    assert (changed["name"], changed["version"], changed["choice"]["chosen"]) == ("改名", 2, "central-2020")
    assert [each["name"] for each in changed["agencies"]] == ["某市人社局"]
    assert world.ok("主管审核人甲", "PUT", f"tasks/{id}", only, version=2)["version"] == 2
    store = world.open()
    rows = store.rows("SELECT * FROM audit WHERE noun = 'task' ORDER BY id")
    store.close()
    assert [row["action"] for row in rows] == ["add", "change"]
    assert '"name":"2023年度绩效自评"' in rows[1]["before"]
    assert '"name":"改名"' in rows[1]["after"]
    assert rows[1]["why"] == "改用10号文"


def test_a_stale_version_is_refused_with_both_versions(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    world.ok("主管审核人甲", "PUT", f"tasks/{id}", terms(world, name="第二次的名称"), version=1)
    late = world.call("主管审核人甲", "PUT", f"tasks/{id}", terms(world, deadline="2024-04-01"), version=1)
    told = late.get_json()
    assert (late.status_code, told["version"], sorted(told["differs"])) == (412, 2, ["deadline", "name"])
    assert (told["current"]["deadline"], told["yours"]["deadline"]) == ("2024-03-31", "2024-04-01")


def test_what_evaluations_rest_on_stays_once_there_is_one(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    begin(world, id, "信息中心")
    wanted = terms(
        world, year=2022, place="地方", rulebook="central-2020", why="改", levels=3, opens_on="2024-02-01",
        deadline="2024-04-30", agencies=[world.agencies["信息中心分站"]],
    )  # fmt: skip
    refused = world.call("主管审核人甲", "PUT", f"tasks/{id}", wanted, version=1)
    fixed = ["agencies", "deadline", "levels", "opens_at", "place", "rulebook", "year"]
    assert (refused.status_code, sorted(paths(refused))) == (409, fixed)
    more = terms(world, name="改名", agencies=[world.agencies["信息中心"], world.agencies["某市人社局"]])
    kept = world.ok("主管审核人甲", "PUT", f"tasks/{id}", more, version=1)
    assert [each["name"] for each in kept["agencies"]] == ["信息中心", "某市人社局"]


def test_an_extension_moves_the_deadline_of_one_agency_or_of_all(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    one = {"agency_id": world.agencies["信息中心"], "deadline": "2024-04-10", "reason": "机房搬迁"}
    made = world.ok("主管审核人甲", "POST", f"tasks/{id}/extensions", one)
    assert (made["agency"], made["deadline"], made["person"]) == (
        "信息中心",
        "2024-04-10T15:59:59.999999Z",
        "主管审核人甲",
    )

    def days() -> dict[str, str]:
        return {
            each["name"]: each["deadline"][:10] for each in world.ok("主管审核人甲", "GET", f"tasks/{id}")["agencies"]
        }

    assert days() == {"信息中心": "2024-04-10", "信息中心分站": "2024-03-31"}
    world.ok("主管审核人甲", "POST", f"tasks/{id}/extensions", {"deadline": "2024-04-05", "reason": "清明假期"})
    assert days() == {"信息中心": "2024-04-10", "信息中心分站": "2024-04-05"}
    reasons = [each["reason"] for each in world.ok("填报人甲", "GET", f"tasks/{id}/extensions")["items"]]
    assert reasons == ["机房搬迁", "清明假期"]
    store = world.open()
    rows = store.rows("SELECT * FROM audit WHERE action = 'extend' ORDER BY id")
    store.close()
    assert [row["why"] for row in rows] == ["机房搬迁", "清明假期"]
    assert "2024-03-31" in rows[0]["before"]
    assert "2024-04-10" in rows[0]["after"]


def test_an_extension_only_moves_later_with_a_reason_by_whoever_set_the_task(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    path, later = f"tasks/{id}/extensions", {"deadline": "2024-04-10", "reason": "机房搬迁"}
    for day in ("2024-03-31", "2024-03-01"):
        assert world.call("主管审核人甲", "POST", path, later | {"deadline": day}).get_json()["code"] == "not_possible"
    for reason in ("", "  "):
        assert paths(world.call("主管审核人甲", "POST", path, later | {"reason": reason})) == ["reason"]
    assert paths(world.call("主管审核人甲", "POST", path, later | {"agency_id": world.agencies["图书馆"]})) == [
        "agency_id"
    ]
    assert world.call("单位审核人甲", "POST", path, later).status_code == 403
    assert world.call("外单位审核人", "POST", path, later).status_code == 404
    assert world.ok("主管审核人甲", "GET", path)["items"] == []


def test_progress_counts_evaluations_by_state_and_plans_that_wait(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    for state, name in (("draft", "甲"), ("submitted", "乙"), ("submitted", "丙"), ("", "丁")):
        begin(world, id, "信息中心", state, name)
    begin(world, id, "信息中心分站", "approved")
    center, branch = world.ok("主管审核人甲", "GET", f"tasks/{id}/progress")["items"]
    assert {key: center[key] for key in ("draft", "submitted", "approved", "waiting", "overdue")} == {
        "draft": 1, "submitted": 2, "approved": 0, "waiting": 1, "overdue": True,
    }  # fmt: skip
    assert (branch["approved"], branch["waiting"], branch["overdue"]) == (1, 0, False)
    world.ok("主管审核人甲", "POST", f"tasks/{id}/extensions", {"deadline": "2099-01-01", "reason": "系统升级"})
    assert not world.ok("主管审核人甲", "GET", f"tasks/{id}/progress")["items"][0]["overdue"]


def test_the_rulebook_of_a_task_comes_back_as_it_was_chosen(world: World) -> None:
    digests = {world.ok("主管审核人甲", "POST", "tasks", terms(world))["rulebook_digest"] for _ in range(2)}
    store = world.open()
    (digest,) = digests
    assert rulebooks.get(store, digest) == world.service.library.get("central-2021")
    with pytest.raises(KeyError):
        rulebooks.get(store, "没有")
    store.close()


def test_an_evaluation_asks_its_task_for_agency_and_deadline(world: World) -> None:
    id = world.ok("主管审核人甲", "POST", "tasks", terms(world))["id"]
    center, branch = world.agencies["信息中心"], world.agencies["信息中心分站"]
    one = {"agency_id": center, "deadline": "2024-04-10", "reason": "机房搬迁"}
    world.ok("主管审核人甲", "POST", f"tasks/{id}/extensions", one)
    store = world.open()
    task = tasks.get(store, id)
    assert task is not None
    assert [tasks.deadline(store, task, each)[:10] for each in (center, branch)] == ["2024-04-10", "2024-03-31"]
    assert [tasks.includes(store, id, each) for each in (center, world.agencies["图书馆"])] == [True, False]
    store.close()
