"""jixiao verify package.zip: a result package computed again, without any database."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from api.cli.files import Refused, unreadable
from api.cli.forms import is_package, is_zip_of_forms
from api.cli.shared import FINE, FOUND, print_blocks, print_results
from api.package import PackageReport, verify_package
from api.package.evidence import check_evidence
from api.package.unpacking import PACKAGE_LIMIT
from api.problems.refusals_files import UnreadablePackage
from api.version import engine_version

evidence_option = click.option(
    "--evidence",
    default=None,
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="佐证材料所在的文件夹，按内容与结果包所列的核对。",
)


def packaged(names: Sequence[str], evidence: Path | None, chosen: object) -> bool:
    """Are these result packages, by their content? Refused where only some are, or where an option does not fit."""
    zips = [name for name in names if _is_package(name)]
    if not zips:
        if evidence:
            raise Refused("--evidence 只用于核对结果包（zip）")
        return False
    if len(zips) < len(names):
        raise Refused(f"请把结果包和其他文件分开核对；结果包：{'、'.join(zips)}")
    if chosen:
        raise Refused("结果包自带评分办法，不能另用 --rulebook 或 --rulebooks 指定")
    return True


def _is_package(name: str) -> bool:
    """By its content; a zip of which nobody can say what it holds is one, so that its fault is told."""
    path = Path(name)
    if not path.is_file():
        return False  # a folder, a pattern, or nothing: whoever reads documents says what is wrong
    try:
        data = path.read_bytes() if path.stat().st_size <= PACKAGE_LIMIT else b""
    except OSError as error:
        raise unreadable(name, error) from None
    return is_package(data) or (path.suffix.lower() == ".zip" and not is_zip_of_forms(data))


def verify_packages(names: Sequence[str], evidence: Path | None, *, as_json: bool) -> int:
    """Every package verified and told; all that cannot be read is refused at once."""
    reports = [_verified(name, evidence) for name in names]
    if as_json:
        print_results([{"file": name, **_json(report)} for name, report in zip(names, reports, strict=True)])
    else:
        print_blocks([_told(report) for report in reports], names)
    return FINE if all(report.ok for report in reports) else FOUND


def _verified(name: str, evidence: Path | None) -> PackageReport:
    try:
        with Path(name).open("rb") as file:
            report = verify_package(file.read(PACKAGE_LIMIT + 1), engine_version())
    except OSError as error:
        raise unreadable(name, error) from None
    except UnreadablePackage as error:
        raise Refused(f"{name}：{error}") from None
    return report if evidence is None else _with_evidence(report, evidence)


def _with_evidence(report: PackageReport, folder: Path) -> PackageReport:
    if not folder.is_dir():
        raise Refused(f"没有文件夹“{folder}”，请核对 --evidence 的路径")
    try:
        return report.with_checks(list(check_evidence(report.evidence, folder)))
    except OSError as error:
        raise unreadable(str(folder), error) from None


def _told(report: PackageReport) -> str:
    return "\n".join(
        [
            f"{report.name or '结果包'}：{'全部相符' if report.ok else '有不符之处'}",
            f"总分：所载 {report.stated or '未定'}，重算 {report.recomputed or '未定'}",
            *(f"{'相符' if each.ok else '不符'}　{each.name}：{each.why}" for each in report.checks),
            f"请与公开页面上的快照校验值对照：{report.digest}",
        ]
    )


def _json(report: PackageReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "agrees": report.ok,
        "digest": report.digest,
        "total": {"stated": report.stated, "recomputed": report.recomputed},
        "checks": [check._asdict() for check in report.checks],
    }
