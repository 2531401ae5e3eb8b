"""A package verified: every digest, the working computed again, the audit chain, the evidence list. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from api import wire
from api.actions.documents import all_issues
from api.chain import canonical, content_of, first_break, sha256
from api.package.parts import DIGEST, NAMES, SNAPSHOT, digest_line, digests, parts
from api.package.report import Check, Difference, PackageReport, agreed, differences
from api.package.snapshot import FORMAT, EvidenceFile, rulebook_facts
from api.package.unpacking import NOT_READ, Unpacked, unpack
from api.problems.faults import InvalidDocument
from api.schemas import dump_document, load_document
from api.views.sheet import sheet_json
from indicators.model import Document
from scoring.portable import rulebook_from
from scoring.rulebook import Rulebook
from scoring.sheet import score
from scoring.tables import RulebookError

LARGEST_ID = 2**63 - 1
_HASH = re.compile(r"[0-9a-f]{64}")
_MEMBERS = {"format", "document", "rulebook", "evidence", "sheet", "total", "engine_version", "approved"}
# Sentences that a later version may word differently; points, figures and working must agree in every version.
_WORDED = re.compile(r"issues\b.*|lines\[\d+\]\.questions\b.*|owed\[\d+\]\.draft")
_TOTALS = ("total", "points_so_far", "range", "grade", "by_basis", "by_dimension", "by_objective", "pools")


def verify_package(data: bytes, engine_version: str) -> PackageReport:
    """Everything in the package checked against itself and computed again; UnreadablePackage where it is none."""
    held = unpack(data)
    book, rules = _rulebook(held)
    document, form = _document(held)
    scored = Recomputed(None, ("评分办法或自评表读不出来，未能重新计分",))
    if book and document:
        scored = recomputed(held.snapshot, document, book, engine_version)
    digest = sha256(held.files[SNAPSHOT].decode())
    evidence, listed = _evidence(held, document)
    checks = (_files(held, digest), _snapshot(held, digest), _copies(held), rules, form,
              *_scores(held, scored), _chain(held), _bound(held, digest), listed)  # fmt: skip
    stated = held.snapshot.get("total")
    return PackageReport(
        document.name if document else "",
        digest,
        checks,
        stated if isinstance(stated, str) else None,
        scored.sheet["total"] if scored.sheet else None,
        evidence,
        _evaluation(held, digest),
    )


def _evaluation(held: Unpacked, digest: str) -> int | None:
    """The number of the evaluation, by the first row of audit that names the snapshot."""
    line = next((line for line in held.audit if digest in line), "")
    try:
        row = wire.parse(line.encode())
    except NOT_READ:
        return None
    number = row.get("noun_id") if isinstance(row, dict) else None
    return number if type(number) is int and 0 < number <= LARGEST_ID else None


def _files(held: Unpacked, digest: str) -> Check:
    stated = held.files[DIGEST].decode(errors="replace").splitlines()
    wrong = [name for name in NAMES if name != DIGEST and digest_line(name, held.files[name]) not in stated]
    told: list[str] = [f"{name} 与 {DIGEST} 所载不符" for name in wrong]
    if not told and held.files[DIGEST] != digests(held.files, digest):
        told = [f"{DIGEST} 本身被改动过，或快照校验值与 {SNAPSHOT} 不符"]
    return agreed("文件校验值", f"{len(NAMES) - 1} 个文件都与 {DIGEST} 所载相符", told)


def _snapshot(held: Unpacked, digest: str) -> Check:
    wrong = []
    if canonical(held.snapshot).encode() != held.files[SNAPSHOT]:
        wrong.append("不是规范写法，被改动过")
    if held.snapshot.get("format") != FORMAT or held.snapshot.keys() != _MEMBERS:
        wrong.append(f"不是第 {FORMAT} 版格式的快照，请用与它相应的 jixiao 核对")
    if f"# 快照校验值 {digest}\n".encode() not in held.files[DIGEST]:
        wrong.append(f"{DIGEST} 所载的快照校验值不是 {digest}")
    return agreed("快照校验值", digest, wrong)


def _copies(held: Unpacked) -> Check:
    wrong = [f"{name}：{each}" for name, value in parts(held.snapshot).items()
             for each in differences(held.parts[name], value)]  # fmt: skip
    return agreed("各文件与快照", "自评表、计分结果、计分过程、佐证材料清单都与快照相同", wrong)


def _rulebook(held: Unpacked) -> tuple[Rulebook | None, Check]:
    """The rulebook, None where it cannot be read; one that the snapshot does not name still serves to recompute."""
    try:
        book = rulebook_from(held.rulebook)
    except RulebookError as error:
        return None, Check("评分办法", False, str(error))
    wrong = list(differences(held.snapshot.get("rulebook"), rulebook_facts(book)))
    return book, agreed("评分办法", f"{book.title}，校验值 {book.digest}", wrong)


def _document(held: Unpacked) -> tuple[Document | None, Check]:
    value = held.snapshot.get("document")
    try:
        document = load_document(value)
    except InvalidDocument as error:
        return None, agreed("自评表", "", [f"{each.path or '文档'}：{each.message}" for each in error.errors])
    wrong = list(differences(value, dump_document(document)))
    return document, agreed("自评表", "读得出来，写法规范", wrong)


class Recomputed(NamedTuple):
    """The sheet computed again (None: it could not be), and where the stated one differs."""

    sheet: dict[str, Any] | None
    wrong: tuple[Difference | str, ...]


def recomputed(snapshot: Mapping[str, Any], document: Document, book: Rulebook, engine_version: str) -> Recomputed:
    """The snapshot's document scored again, and everything in which the snapshot's sheet and total differ from it."""
    result = score(document, book)
    sheet = wire.kept(canonical(sheet_json(result, all_issues(result), trace=True)))
    same = snapshot.get("engine_version") == engine_version
    found = (each for each in differences(snapshot.get("sheet"), sheet) if same or not _WORDED.fullmatch(each.path))
    total = differences(snapshot.get("total"), sheet["total"], "快照所载总分")
    return Recomputed(sheet, (*found, *total))


def _scores(held: Unpacked, scored: Recomputed) -> Iterator[Check]:
    """Lines, working, total and the rest of the sheet: every difference is told by exactly one of them."""
    told: dict[str, list[Difference | str]] = {"逐行得分": [], "计分过程": [], "总分": [], "计分结果的其余内容": []}
    for each in scored.wrong:
        told[_kind(each)].append(each)
    lines = len(scored.sheet["lines"]) if scored.sheet else 0
    total = scored.sheet["total"] if scored.sheet else None
    fine = {
        "逐行得分": f"{lines} 行和预算执行率重新计算，与所载相同",
        "计分过程": "每一步的数都与重新计算的相同",
        "总分": f"{total} 分，与所载相同" if total else "未定，与所载相同",
        "计分结果的其余内容": f"偏差、应说明的、问题都相同（由 {held.snapshot.get('engine_version')} 版计分）",
    }
    for name, wrong in told.items():
        yield agreed(name, fine[name], wrong if scored.sheet else scored.wrong)


def _kind(each: Difference | str) -> str:
    path = each.path if isinstance(each, Difference) else ""
    if re.search(r"(^|\.)trace\b", path):
        return "计分过程"
    if path.startswith(("lines", "execution")):
        return "逐行得分"
    return "总分" if path.startswith((*_TOTALS, "快照")) else "计分结果的其余内容"


def _chain(held: Unpacked) -> Check:
    """The audit extract: every row canonical, every row linked to the one before."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(held.audit[:-1], 1):
        try:
            row = wire.parse(line.encode())
        except NOT_READ as error:
            return Check("审计链", False, f"第 {number} 条：{error}")
        if not isinstance(row, dict) or canonical(row) != line:
            return Check("审计链", False, f"第 {number} 条不是规范写法，被改动过")
        rows.append(row)
    if held.audit[-1] or not rows:
        return Check("审计链", False, "审计记录是空的，或最后一条不完整")
    broken = first_break(rows)
    silent = sum(not content_of(row) for row in rows)
    told = f"{len(rows)} 条，逐条相连" + (f"，其中 {silent} 条的内容不公开" if silent else "")
    return agreed("审计链", told, [f"第 {broken.row} 条{broken.reason}"] if broken else [])


def _bound(held: Unpacked, digest: str) -> Check:
    """The approval is a row of the chain that names the snapshot; otherwise the two were put together by somebody."""
    named = any(digest in line for line in held.audit)
    return agreed("审计与快照", "审计记录载有此快照的校验值", [] if named else ["审计记录里没有此快照的校验值"])


def _evidence(held: Unpacked, document: Document | None) -> tuple[tuple[EvidenceFile, ...], Check]:
    """The list of evidence, each entry complete and at a line of the form."""
    listed = held.snapshot.get("evidence")
    if not isinstance(listed, list) or not all(_complete(each) for each in listed):
        return (), Check("佐证材料清单", False, "有缺项或写法不对的材料")
    evidence = tuple(EvidenceFile(**each) for each in listed)
    lines = [where for where, _ in document.lines()] if document else [each.where for each in evidence]
    places = {"", "funding", *lines}  # of the whole form, of the funds
    wrong = [f"“{each.name}”所在的行 {each.where} 不在表上" for each in evidence if each.where not in places]
    return evidence, agreed("佐证材料清单", f"{len(evidence)} 件，都注明所在的行和内容的校验值", wrong)


def _complete(each: Any) -> bool:
    if not isinstance(each, dict) or each.keys() != set(EvidenceFile._fields):
        return False
    texts = all(isinstance(each[key], str) for key in ("where", "name", "sha256", "media_type"))
    return texts and bool(_HASH.fullmatch(each["sha256"])) and type(each["size"]) is int and each["size"] > 0
