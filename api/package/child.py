"""The child process that verifies packages of strangers: what it found comes back as JSON, every text of it short."""

import json
from typing import Any

from api.package.report import Check, PackageReport
from api.package.verifying import verify_package
from api.parsing.child import guarded, run
from api.parsing.worker import Task
from api.problems.refusals_files import UnreadablePackage
from api.version import engine_version

LONGEST = 500  # characters of one text of the report


def answered(data: bytes, _name: str) -> tuple[bytes, bytes]:
    """The report, or why there is none."""
    return guarded(lambda: _packed(verify_package(data, engine_version())), (UnreadablePackage,))


def _packed(report: PackageReport) -> bytes:
    told = report._replace(evidence=(), checks=tuple(Check(*map(_short, check)) for check in report.checks))
    return json.dumps([_short(each) for each in told]).encode()


def _short(value: Any) -> Any:
    return value[:LONGEST] if isinstance(value, str) else value


def unpacked(answer: bytes) -> PackageReport:
    """The report again, without its evidence."""
    name, digest, checks, stated, recomputed, _, evaluation = json.loads(answer)
    return PackageReport(name, digest, tuple(Check(*each) for each in checks), stated, recomputed, (), evaluation)


def main() -> None:
    """Verify packages."""
    run(answered)


PACKAGES = Task("api.package.child", unpacked, {UnreadablePackage.__name__: UnreadablePackage})
