"""/verify: a result package computed again for anybody, and compared with what is published here; nothing is kept."""

from typing import NamedTuple

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from api.actions.evaluations import looking
from api.intake import query
from api.package import PackageReport
from api.package.unpacking import require_zip
from api.pages.desk.base import Visit, page
from api.problems.refusals_files import FileTooCostly, ParsersBusy, UnreadablePackage
from api.problems.service import NotFound
from api.store import Row

MOST = 10  # packages of one request


class Verdict(NamedTuple):
    """A package as it was sent: its report, or why there is none, and what is published here under its number.

    ``same``: the published result has the package's digest; None where nothing is published.
    """

    file: str
    report: PackageReport | None = None
    refused: str = ""
    published: Row | None = None
    digest: str = ""

    @property
    def same(self) -> bool | None:
        """Is it what is published here?"""
        return None if self.published is None or self.report is None else self.digest == self.report.digest


@page("/verify", public=True)
def verify(visit: Visit) -> str:
    """Where packages are dropped."""
    query()
    return _page([])


@page("/verify", "POST", public=True)
def verified(visit: Visit) -> Response:
    """Every package sent, verified; 422 where one cannot be read, 503 where nobody was free to read it."""
    query()
    try:
        files = [each for each in request.files.getlist("package") if each.filename]
    except RequestEntityTooLarge:
        most = visit.service.settings.body_limit // (1024 * 1024)
        return Response(_page([], f"选的文件合计超过 {most} MB，没有核对；请一次少选几个"), 413)
    if not files or len(files) > MOST:
        wrong = f"一次至多 {MOST} 个结果包，现在有 {len(files)} 个" if files else "请先选一个结果包（zip 文件）"
        return Response(_page([], wrong), 422)
    try:
        found = [_verdict(visit, each.filename or "", each.read()) for each in files]
    except ParsersBusy:
        return Response(_page([], "别人的结果包正在核对，请过几秒再试"), 503, headers={"Retry-After": "3"})
    return Response(_page(found), 422 if any(each.refused for each in found) else 200)


def _page(found: list[Verdict], wrong: str = "") -> str:
    return render_template("verify.html", found=found, wrong=wrong, most=MOST)


def _verdict(visit: Visit, name: str, data: bytes) -> Verdict:
    try:
        require_zip(data)
        report = visit.service.verifiers.read(data)
    except UnreadablePackage as refusal:
        return Verdict(name, refused=str(refusal))
    except FileTooCostly as refusal:
        return Verdict(
            name, refused=f"重新计算它超过 {refusal.limit} 秒，或所需内存过多，没有核对；审定的结果包不会这样大"
        )
    if report.evaluation is None:
        return Verdict(name, report)
    try:
        row, digest = visit.store.read(lambda store: looking.public_digest(store, report.evaluation or 0))
    except NotFound:
        return Verdict(name, report)
    return Verdict(name, report, "", row, digest)
