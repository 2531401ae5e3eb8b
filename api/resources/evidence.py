"""佐证材料: /api/v1/evaluations/{id}/evidence and /api/v1/evidence/{id}."""

from typing import Any
from urllib.parse import quote

from flask import request

from api.actions.evaluations import evidence
from api.auth import Right
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import text
from api.door.uploads import Upload, take
from api.problems.service import NotFound
from api.schemas.service.evaluation_answers import StoredEvidenceSchema
from api.schemas.service.parts import records_of
from api.views.evaluations import evidence_json

operations = Operations("佐证材料")
WHERE = text("where", "行的位置，如 objectives[0].indicators[2]；funding 为资金；不给为整张表")
NAME = text("name", "文件名，带扩展名")._replace(required=True)


def receive(call: Call) -> Upload:
    """The body as a file, once its sender is known to be allowed to send it; inspected, and kept by its content."""
    if not call.repeated:
        where = call.query["where"] or ""
        call.store.read(lambda _: evidence.may_attach(call.store, call.actor, call.now, call.id, call.version, where))
    limit = call.service.settings.evidence_limit
    request.max_content_length = limit + 1  # one byte more than allowed, so that the refusal is ours
    return take(call.service.blobs, request.stream, call.query["name"] or "", limit)


@operations("POST", "/evaluations/{id}/evidence", "上传一份佐证材料（请求体即文件）", Right.REPORT,
            query=(WHERE, NAME), answer=StoredEvidenceSchema, status=201, versioned=True, upload=True,
            before=receive)  # fmt: skip
def attach_evidence(call: Call) -> Answer:
    """A file as evidence of a line."""
    given: Upload = call.ready
    row, current = evidence.attach(
        call.store, call.actor, call.now, call.id, call.version, where=call.query["where"] or "", file=given.file,
        kind=given.kind, limit=call.service.settings.evidence_total_limit,
    )  # fmt: skip
    return Answer(evidence_json(row), current.row["version"], 201, {"Location": f"/api/v1/evidence/{row['id']}"})


@operations("GET", "/evaluations/{id}/evidence", "一份自评的佐证材料", Access.SIGNED_IN,
            answer=records_of(StoredEvidenceSchema))  # fmt: skip
def list_evidence(call: Call) -> Answer:
    """The evidence of an evaluation."""
    return Answer({"items": [evidence_json(row) for row in evidence.listed(call.store, call.actor, call.id)]})


@operations("GET", "/evidence/{id}", "下载一份佐证材料", Access.SIGNED_IN, media_type="application/octet-stream")
def get_evidence(call: Call) -> Answer:
    """The file itself, to be kept, never to be shown by the browser."""
    row = evidence.seen(call.store, call.actor, call.id)
    path = call.service.blobs.path(row["sha256"])
    if not path.is_file():
        raise NotFound("文件：它在服务器上缺失，请告诉管理员运行 jixiao doctor")
    named = f"attachment; filename*=UTF-8''{quote(row['name'])}"
    headers: dict[str, Any] = {"Content-Disposition": named, "Content-Security-Policy": "sandbox"}
    return Answer(file=path, headers=headers)


@operations("DELETE", "/evidence/{id}", "移除一份佐证材料", Right.REPORT, status=204, versioned=True)
def detach_evidence(call: Call) -> Answer:
    """Off its line; If-Match is the evaluation's version."""
    current = evidence.detach(call.store, call.actor, call.now, call.id, call.version)
    return Answer(version=current.row["version"], status=204)
