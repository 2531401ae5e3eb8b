"""Many reports that wait for a review: made of one published form, each with something of its own to judge."""

from typing import Any

from tests.api.service import stories
from tests.api.service.world import World


def several(world: World, number: int, name: str = "mohrss-2023-egov", *, levels: int = 2) -> list[Any]:
    """So many reports submitted under one task; the first misses two targets, the second over-achieves."""
    first = stories.form(name)
    task = stories.task(world, first, levels=levels)
    return [one(world, stories.form(name), task, i) for i in range(number)]


def one(world: World, report: Any, task: int, i: int) -> Any:
    """A report of its own name, submitted."""
    report["project"]["name"] = f"第{i + 1}项目"
    made = world.ok(
        "填报人甲", "POST", "evaluations", {"plan_id": stories.approved_plan(world, report), "task_id": task}
    )
    parts = stories.filled_parts(report)
    told(parts["lines"], i)
    path = f"evaluations/{made['id']}"
    saved = world.ok("填报人甲", "PATCH", path, parts, version=made["version"])["evaluation"]
    return world.ok("填报人甲", "POST", f"{path}/submit", version=saved["version"])


def told(lines: list[Any], i: int) -> None:
    """What the report says: mostly as published."""
    if i == 0:
        why = {"reason": "平台迁移，十二月停用一个月。", "remedy": "下年把迁移排在年初。"}
        lines[1] |= {"actual": "11个月", "self_score": "9.0", "explanation": why}
        lines[4] |= {"actual": "5小时", "self_score": "6.4", "explanation": {"reason": "工单多，人手不够"}}
    if i == 1:
        lines[0]["actual"] = "5次"
