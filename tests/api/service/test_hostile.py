"""Requests that nobody means well with: each is refused, none is a bug."""

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
