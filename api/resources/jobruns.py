"""定时作业: /api/v1/jobs/runs."""

from api.actions import jobruns
from api.auth import Right
from api.door.listing import listing
from api.door.operation import Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging, text
from api.schemas.service.jobruns import JobRunSchema
from api.schemas.service.parts import page_of

operations = Operations("定时作业")
FILTERS = (text("job", "作业，如 backup"), choice("outcome", "结果", ("running", "done", "failed")))


@operations("GET", "/jobs/runs", "定时作业的运行", Right.AUDIT, query=(*FILTERS, *paging(("started_at",), "-started_at")),
            answer=page_of(JobRunSchema), listed=True)  # fmt: skip
def list_job_runs(call: Call) -> Answer:
    """Every run, newest first; only for the top of the tree."""
    q = call.query
    found = jobruns.listed(call.store, call.actor, asked_page(q), job=q["job"], outcome=q["outcome"])
    return listing(call, found, dict)
