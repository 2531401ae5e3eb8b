"""Plans to test with, and the steps of their workflow as people take them."""

from typing import Any

from tests.api.service.world import World

Told = dict[str, Any]


def line(name: str, target: str, weight: str, dimension: str = "output", category: str = "quantity") -> Told:
    """One indicator."""
    return {"dimension": dimension, "category": category, "name": name, "target": target, "weight": weight}


def document(project: str = "网络运维", times: str = "≥12次", **changed: Any) -> Told:
    """A plan of 信息中心 without errors."""
    lines = [
        line("巡检次数", times, "50"),
        line("系统可用率", "≥99%", "30", "benefit", "social_benefit"),
        line("用户满意度", "≥90%", "10", "satisfaction", "service_satisfaction"),
    ]
    return {
        "document": "plan", "budget_year": 2023, "place": "中央", "rulebook": "central-2021",
        "agency": {"name": "信息中心"}, "project": {"name": project}, "execution_weight": "10",
        "objectives": [{"text": "保障网络稳定运行", "indicators": lines}], **changed,
    }  # fmt: skip


def add(world: World, who: str = "填报人甲", agency: str = "信息中心", **given: Any) -> Told:
    """A draft."""
    body = {"agency_id": world.agencies[agency], "document": document(), **given}
    made: Told = world.ok(who, "POST", "plans", body)
    return made


def step(world: World, who: str, plan: Told, name: str, body: Any = None) -> Told:
    """A step that must succeed, on the version that the caller has in hand."""
    told: Told = world.ok(who, "POST", f"plans/{plan['id']}/{name}", body, version=plan["version"])
    return told


def refused(world: World, who: str, plan: Told, name: str, body: Any = None) -> tuple[int, Told]:
    """Status and problem of a step that must be refused."""
    response = world.call(who, "POST", f"plans/{plan['id']}/{name}", body, version=plan["version"])
    assert response.status_code >= 400, response.get_data(as_text=True)
    return response.status_code, response.get_json()


def approved(world: World) -> Told:
    """A plan in force."""
    return step(world, "单位审核人甲", step(world, "填报人甲", add(world), "submit"), "approve")


REMARKS = {"remarks": [{"where": "objectives[0].indicators[0].target", "text": "指标值偏低，请核实"}]}
REASON = {"reason": "年中追加预算，次数相应增加"}
