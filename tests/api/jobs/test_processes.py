"""Real processes on one database: each slot once, and what a killed one held is taken over."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.settings import from_environment
from api.store import Row, Store
from tests.api.service.world import SECRET

ROOT = Path(__file__).parents[3]
PROCESSES = 6

# A process that runs one job whose work is a line in a file, and which takes some time; ended by its own process id.
PROGRAM = """
import os, sys, time
from datetime import timedelta
from api.app import create_service
from api.jobs import Job, Runner, Scheduler
from api.jobs.job import Every
from api.settings import from_environment

period, seconds, path = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
service = create_service(from_environment(os.environ))

def work(service, now):
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{os.getpid()}\\n".encode())
    os.close(handle)
    time.sleep(seconds)
    return str(os.getpid())

runner = Runner(service, service.clock, lease=timedelta(seconds=1.2))
scheduler = Scheduler(runner, [Job("tick", "嘀嗒", Every(timedelta(seconds=period)), work)], timedelta(seconds=0.1))
scheduler.start()
print("started", flush=True)
sys.stdin.read()
scheduler.stop()
"""


@contextmanager
def running(folder: Path, number: int, period: float, seconds: float) -> Iterator[list[subprocess.Popen[str]]]:
    """So many processes on one database, each ended by its own process id."""
    environment = os.environ | {"JIXIAO_DATABASE": str(folder / "jixiao.db"), "JIXIAO_SECRET": SECRET}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(period), str(seconds), str(folder / "done")],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(number)
    ]  # fmt: skip
    try:
        for process in processes:
            assert process.stdout is not None and process.stdout.readline() == "started\n"
        yield processes
    finally:
        for process in processes:
            process.communicate("", timeout=60)


def runs(folder: Path) -> list[Row]:
    """What the database says of the runs."""
    store = Store(folder / "jixiao.db")
    try:
        return store.rows("SELECT * FROM job_runs ORDER BY slot")
    finally:
        store.close()


def until(true: Callable[[], bool], what: str) -> None:
    """Waits until something is so."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(what)


def test_each_slot_is_done_once_over_several_processes(tmp_path: Path) -> None:
    with running(tmp_path, PROCESSES, period=0.5, seconds=0.05):
        until(lambda: len(runs(tmp_path)) >= 8, "eight slots came")
    rows = runs(tmp_path)
    assert Counter(row["outcome"] for row in rows) == {"done": len(rows)}
    assert {row["attempts"] for row in rows} == {1}
    done = Counter((tmp_path / "done").read_text().split())
    assert done.total() == len(rows)
    assert done == Counter(row["detail"] for row in rows)


def test_what_a_killed_process_held_is_taken_over(tmp_path: Path) -> None:
    with running(tmp_path, 3, period=86400, seconds=3) as processes:
        until((tmp_path / "done").exists, "somebody began")
        first = int((tmp_path / "done").read_text())
        (victim,) = (each for each in processes if each.pid == first)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        until(lambda: runs(tmp_path)[0]["outcome"] == "done", "another finished it")
    (row,) = runs(tmp_path)
    assert row["attempts"] == 2
    assert (tmp_path / "done").read_text().split() == [str(first), row["detail"]]
    assert row["detail"] != str(first)


def test_a_process_that_is_asked_to_end_finishes_what_it_does(tmp_path: Path) -> None:
    with running(tmp_path, 1, period=86400, seconds=1) as (process,):
        until((tmp_path / "done").exists, "it began")
        began = time.monotonic()
        process.communicate("", timeout=30)
        assert time.monotonic() - began > 0.3
    assert [(row["outcome"], row["attempts"]) for row in runs(tmp_path)] == [("done", 1)]


@pytest.mark.parametrize("arguments", [("--once", "seal"), ()])
def test_the_jobs_run_in_a_process_of_their_own(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    environment = {"JIXIAO_DATABASE": str(tmp_path / "jixiao.db"), "JIXIAO_SECRET": SECRET}
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from api.cli import main; main(prog_name='jixiao')", "jobs", *arguments],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    if not arguments:
        assert "定时作业已启动：seal、reminders、backup、recompute、cleanup" in line
        until(
            lambda: [row["outcome"] for row in runs(tmp_path)] == ["done"] * 5, "what was missed is done at the start"
        )
        process.send_signal(signal.SIGTERM)
    else:
        assert line == "没有新的审计记录\n"
    _, logged = process.communicate(timeout=30)
    assert process.returncode == 0
    assert '"message": "job.done"' in logged
    assert from_environment(environment).backup_folder.exists() is not bool(arguments)
