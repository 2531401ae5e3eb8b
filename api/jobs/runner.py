"""One slot of one job run: claimed, its lease renewed while it runs, its end written down."""

import logging
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType

from api import logs
from api.actions.notifications import notify
from api.backup.refusals import BadBackup
from api.door.service import Service
from api.instants import day_of, stamp
from api.jobs.job import Clock, Job
from api.problems.refusals_jobs import JobFailed
from api.problems.service import Busy, StorageFull
from api.problems.table import REFUSALS
from api.store import Store, jobs, notifications

MOST = 3  # attempts at one slot
DIED = f"运行它的进程 {MOST} 次中途停止，不再重试"
_LOG = "jixiao.jobs"


@dataclass(frozen=True)
class Runner:
    """Runs what is due, in this process; any number of processes may do the same."""

    service: Service
    clock: Clock
    lease: timedelta = timedelta(minutes=2)
    retry: timedelta = timedelta(minutes=5)

    def run_due(self, job: Job) -> None:
        """Every slot of the job that somebody must do now; what the work raises is written down and raised."""
        store = self.service.open()
        try:
            now = self.clock()
            for slot in jobs.given_up(store, job.name, at=stamp(now), most=MOST):
                self._give_up(store, job, slot)
            for slot in jobs.due(store, job.name, stamp(job.schedule.last(now)), at=stamp(now), most=MOST):
                self._run(store, job, slot)
        finally:
            store.close()

    def run_once(self, job: Job) -> str | None:
        """The job now, in a slot of its own, whenever it last ran: what was done; None where this slot was taken."""
        store = self.service.open()
        try:
            return self._run(store, job, stamp(self.clock()))
        finally:
            store.close()

    def _run(self, store: Store, job: Job, slot: str) -> str | None:
        now, holder = self.clock(), f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        until = stamp(now + self.lease)
        claimed = store.write(
            lambda store: jobs.claim(store, job.name, slot, holder, at=stamp(now), until=until, most=MOST)
        )
        return _Run(self, store, job, slot, holder).work() if claimed else None

    def _give_up(self, store: Store, job: Job, slot: str) -> None:
        at = stamp(self.clock())
        if store.write(lambda store: jobs.give_up(store, job.name, slot, at=at, detail=DIED)):
            tell_failure(self, store, job, DIED)


def tell_failure(runner: Runner, store: Store, job: Job, detail: str) -> None:
    """The figures and the admins are told; each admin once per job and day, however often it fails."""
    now = runner.clock()
    runner.service.metrics.job_ran(job.name, "failed", now)
    people = [row["id"] for row in notifications.admins(store)]
    text = f"定时作业“{job.title}”失败：{detail}"
    notify(store, now, people, f"job:{job.name}:{day_of(now)}", kind="job", text=text)


@dataclass(frozen=True)
class _Run:
    """A claimed slot."""

    runner: Runner
    store: Store
    job: Job
    slot: str
    holder: str

    def work(self) -> str:
        """What was done (Chinese)."""
        began = time.perf_counter()
        try:
            with _Heartbeat(self):
                detail = self.job.work(self.runner.service, self.runner.clock())
        except Exception as error:
            self._finish("failed", _told(error))
            raise
        if self._finish("done", detail):
            self.runner.service.metrics.job_ran(self.job.name, "done", self.runner.clock())
        ms = round((time.perf_counter() - began) * 1000, 1)
        logs.event("job.done", logger=_LOG, job=self.job.name, slot=self.slot, detail=detail, ms=ms)
        return detail

    def _finish(self, outcome: str, detail: str) -> bool:
        """False where the slot was taken over meanwhile: then it is the other's to tell."""
        now = self.runner.clock()
        finished = self.store.write(
            lambda store: jobs.finish(
                store, self.job.name, self.slot, self.holder, outcome=outcome, detail=detail[:2000], at=stamp(now),
                until=stamp(now + self.runner.retry),
            )
        )  # fmt: skip
        if finished and outcome == "failed":
            tell_failure(self.runner, self.store, self.job, detail)
        return finished

    def renew(self) -> bool:
        """Another lease from now; a connection of its own, since it is another thread."""
        store = self.runner.service.open()
        try:
            until = stamp(self.runner.clock() + self.runner.lease)
            return store.write(lambda store: jobs.renew(store, self.job.name, self.slot, self.holder, until=until))
        finally:
            store.close()


class _Heartbeat:
    """Renews the lease in the background while the work runs."""

    def __init__(self, run: _Run) -> None:
        self._run, self._ended = run, threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease of {run.job.name}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        seconds = self._run.runner.lease.total_seconds() / 4
        while not self._ended.wait(seconds):
            try:
                held = self._run.renew()
            except (Busy, StorageFull):  # the next beat tries again; should none succeed, the lease runs out
                continue
            if not held:
                job, slot = self._run.job.name, self._run.slot
                logs.event("job.taken_over", logger=_LOG, level=logging.WARNING, job=job, slot=slot)
                return


def _told(error: Exception) -> str:
    """A refusal is a sentence already; anything else is named by its class."""
    return str(error) if isinstance(error, (JobFailed, BadBackup, *REFUSALS)) else f"{type(error).__name__}: {error}"
