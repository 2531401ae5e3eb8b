"""Approved results scored again: what agrees is counted, what does not is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api import wire
from api.chain import canonical, sha256
from api.jobs import Job, jobs_of
from api.problems.refusals_jobs import JobFailed
from tests.api.jobs.conftest import Site
from tests.api.service import stories


@pytest.fixture
def done(site: Site) -> Site:
    """One approved evaluation, its snapshot no longer locked by a trigger."""
    stories.approved(site.world)
    site.store.write(lambda store: [
        store.run(f"DROP TRIGGER written_once_snapshots_{each}") for each in ("update", "delete", "replace")
    ])  # fmt: skip
    site.store.write(lambda store: store.run("DROP TRIGGER written_once_rulebooks_delete"))
    site.clock.now = datetime.now(UTC)
    return site


def recompute(site: Site) -> str:
    """The nightly job, now."""
    (job,) = (each for each in jobs_of(site.service.settings) if each.name == "recompute")
    return run(site, job)


def run(site: Site, job: Job) -> str:
    """What a job says that it did."""
    told = site.runner().run_once(job)
    assert told is not None
    site.clock.move(seconds=1)
    return told


def snapshot(site: Site) -> Any:
    """The one snapshot, as a value."""
    (row,) = site.store.rows("SELECT text FROM snapshots")
    return wire.parse(row["text"].encode())


def rewrite(site: Site, value: Any) -> None:
    """The snapshot replaced, with a digest that fits."""
    text = canonical(value)
    site.store.write(lambda store: store.run(
        "UPDATE snapshots SET text = :text, digest = :digest", text=text, digest=sha256(text)
    ))  # fmt: skip


def test_a_result_that_agrees_with_its_snapshot_is_counted(done: Site) -> None:
    assert recompute(done) == "1 个已审定结果，全部与快照相符"


def test_a_line_with_other_points_is_found_and_the_admins_are_told(done: Site) -> None:
    value = snapshot(done)
    value["sheet"]["lines"][0]["points"] = "0.01"
    rewrite(done, value)
    with pytest.raises(JobFailed, match=r"自评 1：第1行 points：所载 0\.01"):
        recompute(done)
    texts = [text for person, text in done.notes() if person == done.world.people["管理员甲"]]
    assert any("1 个已审定结果中有 1 个与快照不符" in text for text in texts)


def test_a_total_that_the_evaluation_does_not_show_is_found(done: Site) -> None:
    rewrite(done, snapshot(done) | {"total": "1"})
    with pytest.raises(JobFailed, match="总分：快照 1，自评"):
        recompute(done)


def test_a_snapshot_that_does_not_fit_its_digest_is_found(done: Site) -> None:
    done.store.write(lambda store: store.run("UPDATE snapshots SET text = text || ' '"))
    with pytest.raises(JobFailed, match="与其校验值不符"):
        recompute(done)


def test_a_rulebook_that_is_gone_is_found(done: Site) -> None:
    value = snapshot(done)
    value["rulebook"]["digest"] = "0" * 64
    rewrite(done, value)
    with pytest.raises(JobFailed, match="没有校验值为 0000"):
        recompute(done)
