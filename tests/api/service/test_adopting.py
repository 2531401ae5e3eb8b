"""Another version of the plan adopted in the middle of a review: what stands beside a line never lands on another."""

from typing import Any

from tests.api.service import planning, stories
from tests.api.service.planning import line
from tests.api.service.world import World

VISITS, UPTIME, USERS = (f"objectives[0].indicators[{i}]" for i in range(3))
RULES = {"budget_year": 2023, "place": "中央", "rulebook": "central-2021"}
FUNDS = {"unit": "万元", "rows": [{"source": "total", "initial": "100", "budgeted": "100", "spent": "100"}]}
REPORTED = {"lines": [{"where": VISITS, "actual": "12次"}, {"where": UPTIME, "actual": "99%"},
                      {"where": USERS, "actual": "90%"}], "funding": FUNDS}  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def changed_plan(world: World, plan_id: int, lines: list[Any], project: str = "网络运维") -> None:
    """The plan's further version with these lines, approved."""
    plan = world.ok("填报人甲", "GET", f"plans/{plan_id}")
    plan = planning.step(world, "填报人甲", plan, "change", planning.REASON)
    document = planning.document()
    document["objectives"][0]["indicators"], document["project"]["name"] = lines, project
    plan = world.ok("填报人甲", "PUT", f"plans/{plan_id}", {"document": document}, version=plan["version"])
    planning.step(world, "单位审核人甲", planning.step(world, "填报人甲", plan, "submit"), "approve")


def returned(world: World) -> Any:
    """A report returned after two of its lines were reviewed; the third has evidence."""
    body = {"plan_id": planning.approved(world)["id"], "task_id": stories.task(world, RULES, levels=1)}
    made = world.ok("填报人甲", "POST", "evaluations", body)
    path = f"evaluations/{made['id']}"
    made = world.ok("填报人甲", "PATCH", path, REPORTED, version=made["version"])["evaluation"]
    sent = world.app.test_client().post(
        f"/api/v1/{path}/evidence?name=a.pdf&where={USERS}", data=PDF,
        headers={"Authorization": f"Bearer {world.tokens['填报人甲']}", "If-Match": f'"{made["version"]}"',
                 "Idempotency-Key": "upload"},
    )  # fmt: skip
    assert sent.status_code == 201, sent.get_data(as_text=True)
    version = world.ok("填报人甲", "GET", path)["evaluation"]["version"]
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=version)
    lines = [{"where": VISITS, "score": "45", "opinion": "次数不实"}, {"where": USERS, "score": "8"}]
    made = world.ok("单位审核人甲", "PUT", f"{path}/review", {"lines": lines}, version=made["version"])
    return world.ok("单位审核人甲", "POST", f"{path}/return", {"opinion": "请核实"}, version=made["version"])


def adopted(world: World, made: Any) -> Any:
    """The report on the plan's newest version."""
    return world.ok("填报人甲", "POST", f"evaluations/{made['id']}/adopt", version=made["version"])


def test_a_review_never_counts_for_another_line_than_it_was_given_for(world: World) -> None:
    made = returned(world)
    lines = [line("系统可用率", "≥99%", "20", "benefit", "social_benefit"), line("巡检次数", "≥12次", "60"),
             line("用户满意度", "≥90%", "10", "satisfaction", "service_satisfaction")]  # fmt: skip
    changed_plan(world, made["plan_id"], lines)
    told = adopted(world, made)
    assert told["evaluation"]["total"] == "100.00"
    gone = next(each for each in told["changed"] if each["where"].startswith(f"{VISITS}.review"))
    assert gone["before"]["score"] == "45"
    whole = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    assert [(each["where"], each["score"], each["reviewer"]) for each in whole["reviews"]] == [
        (USERS, "8", "单位审核人甲")
    ]
    made = world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=told["evaluation"]["version"])
    made = world.ok("单位审核人甲", "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"])
    assert (made["state"], made["total"]) == ("approved", "98.00")
    history = world.ok("填报人甲", "GET", f"evaluations/{made['id']}/history")
    assert "复核删去" in next(each["sentence"] for each in history["events"] if each["action"] == "adopt")


def test_review_and_evidence_go_with_a_line_that_moves(world: World) -> None:
    made = returned(world)
    users = line("用户满意度", "≥90%", "10", "satisfaction", "service_satisfaction")
    changed_plan(world, made["plan_id"], [users, line("巡检次数", "≥12次", "80")])
    adopted(world, made)
    whole = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    assert [(each["where"], each["score"]) for each in whole["reviews"]] == [(VISITS, "8")]
    assert [each["where"] for each in whole["evidence"]] == [VISITS]
    assert [each["actual"] for each in whole["document"]["objectives"][0]["indicators"]] == ["90%", "12次"]


def test_evidence_of_a_line_that_is_no_more_is_evidence_of_the_whole_form(world: World) -> None:
    made = returned(world)
    changed_plan(world, made["plan_id"], [line("巡检次数", "≥12次", "50"), line("机房温度达标", "≥40天", "40")])
    told = adopted(world, made)
    whole = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")
    assert [each["where"] for each in whole["evidence"]] == [""]
    assert [each["where"] for each in whole["reviews"]] == [VISITS]
    assert any("移至 整张表" in str(each["after"]) for each in told["changed"])


def test_lines_of_the_same_name_keep_each_its_own_figures(world: World) -> None:
    twins = [line("完成率", "≥90%", "40"), line("完成率", "≥80%", "50")]
    document = planning.document()
    document["objectives"][0]["indicators"] = twins
    plan = planning.add(world, document=document)
    plan = planning.step(world, "单位审核人甲", planning.step(world, "填报人甲", plan, "submit"), "approve")
    body = {"plan_id": plan["id"], "task_id": stories.task(world, RULES, levels=1)}
    made = world.ok("填报人甲", "POST", "evaluations", body)
    parts = {"lines": [{"where": VISITS, "actual": "91%"}, {"where": UPTIME, "actual": "82%"}]}
    made = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])["evaluation"]
    changed_plan(world, plan["id"], [line("完成率", "≥80%", "50"), line("完成率", "≥95%", "40")])
    adopted(world, made)
    found = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["document"]["objectives"][0]["indicators"]
    assert [(each["target"], each["actual"]) for each in found] == [("≥80%", "82%"), ("≥95%", "91%")]


def test_an_evaluation_is_called_as_the_plan_that_it_rests_on(world: World) -> None:
    made = returned(world)
    changed_plan(world, made["plan_id"], planning.document()["objectives"][0]["indicators"], "网络和机房运维")
    told = adopted(world, made)
    assert told["evaluation"]["name"] == "网络和机房运维"
    found = world.ok("填报人甲", "GET", "evaluations?text=机房")["items"]
    assert [each["id"] for each in found] == [made["id"]]
