"""One slot is done once: claimed, renewed, taken over, tried again, given up."""

import re
import threading
import time
from datetime import datetime, timedelta
from functools import partial

import pytest

from api.door.service import Service
from api.jobs import Job, Runner
from api.jobs.job import Every
from api.problems.refusals_jobs import JobFailed
from api.store import jobs
from tests.api.jobs.conftest import Site

MINUTE = timedelta(minutes=1)
HELD_AT, HELD_UNTIL = "2026-03-02T04:00:00.000000Z", "2026-03-02T04:02:00.000000Z"


def counting(done: list[datetime]) -> Job:
    """A job that notes when it ran."""

    def work(_service: Service, now: datetime) -> str:
        done.append(now)
        return f"第 {len(done)} 次"

    return Job("count", "计数", Every(MINUTE), work)


def failing(times: list[int], why: Exception) -> Job:
    """A job that fails so many times."""

    def work(_service: Service, _now: datetime) -> str:
        times[0] -= 1
        if times[0] >= 0:
            raise why
        return "好了"

    return Job("fail", "失败", Every(timedelta(days=1)), work)


def test_a_slot_is_done_once_however_often_one_looks(site: Site) -> None:
    done: list[datetime] = []
    for _ in range(3):
        site.runner().run_due(counting(done))
    assert len(done) == 1
    site.clock.move(minutes=1)
    site.runner().run_due(counting(done))
    assert site.runs(counting([])) == [("04:00", "done", 1), ("04:01", "done", 1)]


def test_what_was_missed_is_done_late_and_only_the_last_of_it(site: Site) -> None:
    done: list[datetime] = []
    site.runner().run_due(counting(done))
    site.clock.move(hours=5)
    site.runner().run_due(counting(done))
    assert site.runs(counting([])) == [("04:00", "done", 1), ("09:00", "done", 1)]


def test_a_slot_that_somebody_holds_is_left_alone_until_the_lease_runs_out(site: Site) -> None:
    done: list[datetime] = []
    job = counting(done)
    site.store.write(lambda store: jobs.claim(
        store, "count", HELD_AT, "别人", at=HELD_AT, until=HELD_UNTIL, most=3
    ))  # fmt: skip
    site.runner().run_due(job)
    assert done == []
    site.clock.move(minutes=30)
    site.runner().run_due(job)
    assert site.runs(job) == [("04:00", "done", 2), ("04:30", "done", 1)]
    assert len(done) == 2


def test_a_failed_slot_is_tried_again_after_a_while_and_the_admins_are_told_once(site: Site) -> None:
    job = failing([2], JobFailed("磁带没有放进去"))
    for _ in range(2):
        with pytest.raises(JobFailed):
            site.runner().run_due(job)
        site.runner().run_due(job)  # not yet
        site.clock.move(minutes=6)
    site.runner().run_due(job)
    assert [run[1:] for run in site.runs(job)] == [("done", 3)]
    assert site.notes() == [(site.world.people["管理员甲"], "定时作业“失败”失败：磁带没有放进去")]


def test_a_slot_that_keeps_failing_is_given_up(site: Site) -> None:
    job = failing([9], ZeroDivisionError("除以零"))
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            site.runner().run_due(job)
        site.clock.move(minutes=6)
    site.runner().run_due(job)
    assert [run[1:] for run in site.runs(job)] == [("failed", 3)]
    (row,) = site.store.rows("SELECT detail FROM job_runs")
    assert row["detail"] == "ZeroDivisionError: 除以零"


def test_a_slot_whose_holders_keep_dying_is_given_up_and_told(site: Site) -> None:
    job = failing([0], JobFailed(""))
    slot = "2026-03-01T00:00:00.000000Z"
    for _ in range(3):
        at, until = (f"{site.clock.now + timedelta(minutes=n):%Y-%m-%dT%H:%M:%S.%fZ}" for n in (0, 2))
        assert site.store.write(partial(jobs.claim, job="fail", slot=slot, holder="死者", at=at, until=until, most=3))
        site.clock.move(minutes=3)
    site.runner().run_due(job)
    assert [run[1:] for run in site.runs(job)] == [("failed", 3), ("done", 1)]
    assert "中途停止" in site.notes()[0][1]


def test_the_lease_is_renewed_while_the_work_runs(site: Site) -> None:
    leases: list[str] = []

    def work(_service: Service, _now: datetime) -> str:
        for _ in range(2):
            site.clock.move(seconds=30)
            before = len(leases)
            for _ in range(200):
                (row,) = reader.rows("SELECT lease_until FROM job_runs")
                if row["lease_until"] not in leases:
                    leases.append(row["lease_until"])
                    break
                time.sleep(0.01)
            assert len(leases) > before
        return "久"

    reader = site.world.open()
    site.runner(lease=timedelta(seconds=0.2)).run_due(Job("long", "久", Every(timedelta(days=1)), work))
    reader.close()
    assert leases == sorted(leases)


def test_whoever_lost_the_slot_does_not_write_its_end(site: Site) -> None:
    def work(_service: Service, _now: datetime) -> str:
        site.store.write(lambda store: store.run("UPDATE job_runs SET holder = '别人'"))
        for _ in range(200):
            if not any(each.name.startswith("lease of") for each in threading.enumerate()):
                return "做完了"
            time.sleep(0.01)
        raise AssertionError("the heartbeat goes on")

    job = Job("lost", "失去", Every(timedelta(days=1)), work)
    site.runner(lease=timedelta(seconds=0.2)).run_due(job)
    assert [run[1:] for run in site.runs(job)] == [("running", 1)]


def test_a_job_can_be_run_at_once(site: Site) -> None:
    done: list[datetime] = []
    assert site.runner().run_once(counting(done)) == "第 1 次"
    assert site.runner().run_once(counting(done)) is None  # the very same instant
    assert Runner(site.service, site.clock).run_once(counting(done)) is None
    site.clock.move(seconds=1)
    assert site.runner().run_once(counting(done)) == "第 2 次"


def test_runs_are_listed_for_the_top_of_the_tree_and_counted_for_prometheus(site: Site) -> None:
    site.runner().run_due(counting([]))
    with pytest.raises(JobFailed):
        site.runner().run_due(failing([1], JobFailed("不行")))
    told = site.world.ok("审计员甲", "GET", "jobs/runs")["items"]
    assert {(each["job"], each["outcome"], each["detail"]) for each in told} == {
        ("count", "done", "第 1 次"), ("fail", "failed", "不行"),
    }  # fmt: skip
    assert len(site.world.ok("管理员甲", "GET", "jobs/runs?outcome=failed&job=fail")["items"]) == 1
    assert site.world.call("填报人甲", "GET", "jobs/runs").status_code == 403
    figures = site.world.call("", "GET", "/metrics").get_data(as_text=True)
    assert 'jixiao_job_slots{job="fail",outcome="failed"} 1.0' in figures
    (value,) = re.findall(r'jixiao_job_last_success_timestamp_seconds{job="count"} (\S+)', figures)
    assert float(value) == site.clock.now.timestamp()
