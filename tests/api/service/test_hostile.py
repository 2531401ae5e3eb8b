"""Requests that nobody means well with: each is refused, none is a bug."""

import base64
import json

import pytest

from tests.api.service import stories
from tests.api.service.world import World

FIRST = "objectives[0].indicators[0]"


@pytest.mark.parametrize(
    "parts",
    [
        {"clear": ["objectives"]},
        {"clear": ["objectives"], "lines": [{"where": FIRST, "actual": "5"}]},
        {"clear": ["agency"]},
        {"lines": [{"where": FIRST, "clear": ["target"], "target_answer": "5"}]},
        {"lines": [{"where": FIRST, "clear": ["name"]}]},
    ],
)
def test_what_is_not_the_reporters_cannot_be_cleared(world: World, parts: dict[str, object]) -> None:
    made, _ = stories.opened(world)
    refused = world.call("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])
    assert refused.status_code == 422
    assert [each["code"] for each in refused.get_json()["errors"]] == ["not_a_choice"]


@pytest.mark.parametrize("last", ["\ud800", "a\udfffb", "\0", 2**63, 1.5, None, ["a"], True])
@pytest.mark.parametrize("path", ["/published", "/api/v1/published", "/api/v1/evaluations"])
def test_a_forged_cursor_is_refused(world: World, path: str, last: object) -> None:
    packed = json.dumps(["-updated", last, 1]).encode()
    cursor = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert world.call("填报人甲", "GET", f"{path}?after={cursor}").status_code == 422


@pytest.mark.parametrize("spent", ["9" * 30, "9" * 25 + ".99999"])
def test_figures_of_thirty_digits_are_scored(world: World, spent: str) -> None:
    saved, _ = stories.filled(world)
    row = {"source": "total", "initial": "1", "budgeted": "0.0000000000000000000000000001", "spent": spent}
    made = saved["evaluation"]
    parts = {"funding": {"unit": "万元", "rows": [row]}}
    told = world.ok("填报人甲", "PATCH", f"evaluations/{made['id']}", parts, version=made["version"])
    assert told["evaluation"]["rate"].startswith("9" * 25) or told["evaluation"]["rate"].startswith("1" + "0" * 25)
    for path in ("", "/score", "/trace", "/deviations", "/review", "/history"):
        world.ok("填报人甲", "GET", f"evaluations/{made['id']}{path}")
    world.ok("填报人甲", "GET", "evaluations?sort=-rate")
