"""The jobs in the background of a process: apscheduler wakes them, the claim in the database decides who runs them."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from api import logs
from api.jobs.job import Job
from api.jobs.runner import Runner
from api.problems.service import Busy, StorageFull

# Every so often each process looks whether a slot has come, was left by a holder that died, or is to be tried again.
LOOK = timedelta(seconds=10)


class Scheduler:
    """Runs the jobs from ``start`` to ``stop``; at the start what was missed meanwhile."""

    def __init__(self, runner: Runner, jobs: Sequence[Job], look: timedelta = LOOK) -> None:
        for quiet in ("apscheduler.scheduler", "apscheduler.executors.default"):
            logging.getLogger(quiet).setLevel(logging.ERROR)  # that it woke up and that a job still runs is no news
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max(1, len(jobs)))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for job in jobs:
            self._scheduler.add_job(
                _look, IntervalTrigger(seconds=look.total_seconds(), timezone=UTC), args=[runner, job], id=job.name,
                next_run_time=datetime.now(UTC),
            )  # fmt: skip

    def start(self) -> None:
        """From now on."""
        self._scheduler.start()

    def stop(self) -> None:
        """Nothing new begins; what runs is finished."""
        self._scheduler.shutdown(wait=True)


def _look(runner: Runner, job: Job) -> None:
    """What is due is done; a database that takes nothing at the moment is asked again at the next look."""
    try:
        runner.run_due(job)
    except (Busy, StorageFull) as error:
        logs.event("job.postponed", logger="jixiao.jobs", level=logging.WARNING, job=job.name, why=str(error))
