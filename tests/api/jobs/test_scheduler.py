"""The jobs in the background of a process."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from api.door.service import Service
from api.jobs import Job, Scheduler, jobs_of
from api.jobs.job import Every
from api.problems.service import StorageFull
from tests.api.jobs.conftest import Site

LOOK = timedelta(seconds=0.05)


@contextmanager
def running(scheduler: Scheduler) -> Iterator[None]:
    """The scheduler at work."""
    scheduler.start()
    try:
        yield
    finally:
        scheduler.stop()


def test_what_was_missed_is_done_at_the_start_and_the_rest_at_its_time(site: Site) -> None:
    done, enough = list[datetime](), threading.Event()

    def work(_service: Service, now: datetime) -> str:
        done.append(now)
        site.clock.move(minutes=1)
        if len(done) == 3:
            enough.set()
        return ""

    scheduler = Scheduler(site.runner(), [Job("tick", "嘀嗒", Every(timedelta(minutes=1)), work)], LOOK)
    with running(scheduler):
        assert enough.wait(20)
    assert [moment.minute for moment in done[:3]] == [0, 1, 2]


def test_every_job_of_the_service_does_its_work_on_an_empty_service(site: Site) -> None:
    details = {job.name: site.runner().run_once(job) for job in jobs_of(site.service.settings)}
    assert details["seal"] == "没有新的审计记录"
    assert details["reminders"] == "新提醒 0 条"
    assert details["recompute"] == "0 个已审定结果，全部与快照相符"
    assert details["cleanup"] == "登录 0、幂等键 0、作业记录 0、未确认的导入 0、无主文件 0"
    assert "佐证材料 0 件" in (details["backup"] or "")


def test_a_disk_that_is_full_is_one_line_and_the_job_is_done_later(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    tries, enough = [0], threading.Event()

    def work(_service: Service, _now: datetime) -> str:
        tries[0] += 1
        if tries[0] == 1:
            site.clock.move(minutes=6)
            raise StorageFull
        enough.set()
        return ""

    scheduler = Scheduler(site.runner(), [Job("tick", "嘀嗒", Every(timedelta(days=1)), work)], LOOK)
    with caplog.at_level(logging.WARNING), running(scheduler):
        for _ in range(400):
            if enough.wait(0.05):
                break
            site.clock.move(minutes=1)
    assert enough.is_set()
    (record,) = (each for each in caplog.records if each.getMessage() == "job.postponed")
    assert "磁盘" in record.__dict__["facts"]["why"]
