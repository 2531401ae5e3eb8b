"""Figures about the running service (运行指标) for Prometheus; each application has its own."""

import hmac
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any

from flask import Response, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from api import logs
from api.instants import instant
from api.settings import Settings

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"  # callers may invent methods and addresses; each would be a series of its own
_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_BESIDE = ("", "-wal", "-shm")  # the files of one SQLite database


class Metrics:
    """The figures of one application."""

    def __init__(self, settings: Settings) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self._requests = self._counter("requests", "请求数", "method", "route", "status")
        self._seconds = self._histogram("request_seconds", "答复一个请求的秒数", "method", "route")
        self._writes = self._counter("writes", "写入数，按结果", "outcome")
        self._commits = self._histogram("commit_seconds", "提交一次的秒数")
        self._runs = self._counter("job_runs", "定时作业运行数，按结果", "job", "outcome")
        self._succeeded = Gauge(
            "jixiao_job_last_success_timestamp_seconds", "定时作业最近一次成功的时刻", ["job"], registry=self.registry
        )
        self._slots = Gauge(
            "jixiao_job_slots", "各进程定时作业留有记录的次数，按现在的结果", ["job", "outcome"], registry=self.registry
        )
        self._failed_logins = self._counter("logins_failed", "登录失败数")
        self._space(settings)

    def count_request(self, response: Response) -> Response:
        """``after_request``: one more request; ``logs.begin`` has noted when it began."""
        method = request.method if request.method in METHODS else OTHER
        route = request.url_rule.rule if request.url_rule else OTHER
        self._requests.labels(method, route, str(response.status_code)).inc()
        self._seconds.labels(method, route).observe(logs.elapsed())
        return response

    def wrote(self, outcome: str) -> None:
        """One write of the store came to its end: ``committed``, ``refused`` or ``failed``."""
        self._writes.labels(outcome).inc()

    def committed(self, seconds: float) -> None:
        """One commit reached the disk."""
        self._commits.observe(seconds)

    def job_ran(self, job: str, outcome: str, now: datetime) -> None:
        """One run of a job came to its end: ``done`` or ``failed``."""
        self._runs.labels(job, outcome).inc()
        if outcome == "done":
            self._succeeded.labels(job).set(now.timestamp())

    def jobs_are(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """What the database tells of the jobs of all processes: slots per job and outcome, when one was last done."""
        self._slots.clear()
        for row in rows:
            self._slots.labels(row["job"], row["outcome"]).set(row["number"])
            if row["outcome"] == "done":
                self._succeeded.labels(row["job"]).set(instant(row["last"]).timestamp())

    def login_failed(self) -> None:
        """One login was refused."""
        self._failed_logins.inc()

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"jixiao_{name}", meaning, labels, registry=self.registry)

    def _histogram(self, name: str, meaning: str, *labels: str) -> Histogram:
        return Histogram(f"jixiao_{name}", meaning, labels, registry=self.registry, buckets=_QUICK)

    def _space(self, settings: Settings) -> None:
        """What is asked of the disk whenever somebody asks us."""
        size = Gauge("jixiao_database_bytes", "数据库文件的字节数", registry=self.registry)
        size.set_function(lambda: database_bytes(settings.database))
        free = Gauge("jixiao_disk_free_bytes", "所在磁盘的空闲字节数", ["folder"], registry=self.registry)
        folders = {"database": settings.database, "evidence": settings.evidence, "backups": settings.backup_folder}
        for name, folder in folders.items():
            free.labels(name).set_function(_free_function(folder))


def render(registry: CollectorRegistry) -> tuple[bytes, str]:
    """The figures as Prometheus reads them, and their content type."""
    return generate_latest(registry), CONTENT_TYPE_LATEST


def may_read(token: str, address: str | None, authorization: str) -> bool:
    """May this caller read the figures: by the token where one is set, otherwise from this machine only?"""
    if token:
        return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())
    return address is not None and _is_loopback(address)


def database_bytes(database: Path) -> int:
    """The bytes of the database with its log; 0 while there is none."""
    files = [database.with_name(database.name + ending) for ending in _BESIDE]
    return sum(map(_bytes, files))


def _bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # the log comes and goes with the connections
        return 0


def _free_function(folder: Path) -> Callable[[], float]:
    return lambda: disk_free(folder)


def disk_free(folder: Path) -> int:
    """The free bytes of the disk where the folder lies or will lie."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    return shutil.disk_usage(there).free


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:  # a name, or nothing: not known to be this machine
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback
