"""Evidence: received whole or not at all, had by those who may, counted, and part of what is locked."""

import hashlib
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.package import verify_package
from api.version import engine_version
from tests.api.service import stories
from tests.api.service.world import World, make_world

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LINE = "objectives[0].indicators[7]"


def attach(
    world: World, made: Any, content: bytes = PDF, *, who: str = "填报人甲", name: str = "验收报告.pdf", where: str = LINE,
    version: int | None = None, key: str = "k",
) -> TestResponse:  # fmt: skip
    """A file sent as evidence."""
    return world.app.test_client().post(
        f"/api/v1/evaluations/{made['id']}/evidence", query_string={"where": where, "name": name}, data=content,
        headers={
            "Authorization": f"Bearer {world.tokens[who]}", "If-Match": f'"{version or made["version"]}"',
            "Idempotency-Key": key, "Content-Type": "application/octet-stream",
        },
    )  # fmt: skip


def test_a_file_is_kept_by_its_content_and_had_back_byte_for_byte(world: World) -> None:
    made, _ = stories.opened(world)
    told = attach(world, made).get_json()
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (told["name"], told["media_type"], told["size"]) == ("验收报告.pdf", "application/pdf", len(PDF))
    for who in ("填报人甲", "主管审核人甲", "审计员甲"):
        had = world.call(who, "GET", f"evidence/{told['id']}")
        assert had.data == PDF
        assert "attachment" in had.headers["Content-Disposition"]
        assert "%E9%AA%8C" in had.headers["Content-Disposition"]
    assert world.call("外单位填报人", "GET", f"evidence/{told['id']}").status_code == 404


def test_a_file_sent_again_under_its_key_is_one_piece_of_evidence(world: World) -> None:
    made, _ = stories.opened(world)
    first, again = attach(world, made), attach(world, made)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    assert attach(world, made, PDF + b"%").get_json()["code"] == "idempotency_key_reused"
    assert len(world.ok("填报人甲", "GET", f"evaluations/{made['id']}/evidence")["items"]) == 1


@pytest.mark.parametrize(
    ("content", "options", "status", "code"),
    [
        (b"", {}, 422, "evidence_empty"),
        (PDF, {"name": "验收报告.exe"}, 415, "evidence_not_allowed"),
        (b"MZ\x90\x00", {}, 415, "evidence_not_allowed"),
        (PDF, {"where": "objectives[0].indicators[99]"}, 422, "invalid_document"),
        (PDF, {"version": 7}, 412, "version_conflict"),
        (PDF, {"who": "主管审核人甲"}, 403, "not_allowed"),
        (PDF, {"who": "外单位填报人"}, 404, "no_such_thing"),
    ],
)
def test_what_is_refused_leaves_nothing(
    world: World, content: bytes, options: dict[str, Any], status: int, code: str
) -> None:
    made, _ = stories.opened(world)
    refused = attach(world, made, content, **options)
    assert (refused.status_code, refused.get_json()["code"]) == (status, code)
    assert world.ok("填报人甲", "GET", f"evaluations/{made['id']}/evidence")["items"] == []
    folder = world.service.settings.evidence
    assert not [path for path in folder.rglob("*") if path.is_file() and "incoming" in path.parts]


def test_limits_hold_for_a_file_and_for_an_evaluation(tmp_path: Any) -> None:
    world = make_world(tmp_path, JIXIAO_EVIDENCE_LIMIT="100", JIXIAO_EVIDENCE_TOTAL_LIMIT="150")
    made, _ = stories.opened(world)
    assert attach(world, made, PDF + b"%" * (100 - len(PDF)), key="a").status_code == 201
    assert (
        attach(world, made, PDF + b"%" * (101 - len(PDF)), key="b", version=2).get_json()["code"]
        == "evidence_too_large"
    )
    assert attach(world, made, PDF, key="c", version=2).get_json()["code"] == "evidence_quota"


def test_evidence_counts_until_it_is_taken_off_again(world: World) -> None:
    made, _ = stories.opened(world)
    told = attach(world, made).get_json()
    cover = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["evidence_cover"]
    assert (cover["lines"], cover["of_lines"], cover["weight"], cover["share"]) == (1, 8, "20.0", "22.22")
    assert world.call("填报人甲", "DELETE", f"evidence/{told['id']}", version=2).status_code == 204
    cover = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["evidence_cover"]
    assert (cover["lines"], cover["share"]) == (0, "0.00")
    assert world.call("填报人甲", "DELETE", f"evidence/{told['id']}", version=3).status_code == 404


def test_evidence_of_what_is_submitted_stays_and_is_named_in_the_snapshot(world: World) -> None:
    saved, _ = stories.filled(world)
    made = saved["evaluation"]
    told = attach(world, made).get_json()
    version = made["version"] + 1
    made = world.ok("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=version)
    assert attach(world, made, key="z").get_json()["code"] == "wrong_state"
    refused = world.call("填报人甲", "DELETE", f"evidence/{told['id']}", version=made["version"])
    assert refused.get_json()["code"] == "wrong_state"
    for who in stories.REVIEWERS[:2]:
        made = world.ok(who, "POST", f"evaluations/{made['id']}/approve", {}, version=made["version"])
    made = world.ok("管理员甲", "POST", f"evaluations/{made['id']}/publish", version=made["version"])
    (named,) = world.ok("", "GET", f"published/{made['id']}")["evidence"]
    assert (named["where"], named["sha256"]) == (LINE, told["sha256"])
    assert world.call("", "GET", f"evidence/{told['id']}").status_code == 401


def test_a_claim_by_the_name_of_a_tier_is_submitted_with_evidence_only(world: World) -> None:
    saved, _ = stories.filled(world, "huangpi-2023-archives", levels=1)
    made = saved["evaluation"]
    claimed = [line["where"] for line in saved["sheet"]["lines"] if line["basis"] == "claimed"]
    assert claimed
    refused = world.call("填报人甲", "POST", f"evaluations/{made['id']}/submit", version=made["version"])
    owed = [each["path"] for each in refused.get_json()["errors"] if each["code"] == "evidence_owed"]
    assert owed == [f"{where}.evidence" for where in claimed]
    for number, where in enumerate(claimed):
        attach(world, made, where=where, key=str(number), version=made["version"] + number)
    left = world.ok("填报人甲", "GET", f"evaluations/{made['id']}")["missing"]
    assert not [each for each in left if each["code"] == "evidence_owed"]


def test_evidence_of_the_funds_and_of_the_whole_form_is_in_a_package_that_verifies(world: World) -> None:
    saved, _ = stories.filled(world, levels=1)
    made = saved["evaluation"]
    path = f"evaluations/{made['id']}"
    assert attach(world, made, where="funding", key="funds").status_code == 201
    version = world.ok("填报人甲", "GET", path)["evaluation"]["version"]
    made = world.ok("填报人甲", "POST", f"{path}/submit", version=version)
    world.ok("单位审核人甲", "POST", f"{path}/approve", {}, version=made["version"])
    found = verify_package(world.call("填报人甲", "GET", f"{path}/package").data, engine_version())
    assert [each for each in found.checks if not each.ok] == []


def test_a_file_that_is_missing_on_the_server_is_said_to_be(world: World) -> None:
    made, _ = stories.opened(world)
    told = attach(world, made).get_json()
    world.service.blobs.path(told["sha256"]).unlink()
    refused = world.call("填报人甲", "GET", f"evidence/{told['id']}")
    assert refused.status_code == 404
    assert "jixiao doctor" in refused.get_json()["detail"]
