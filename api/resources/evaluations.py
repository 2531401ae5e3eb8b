"""自评: /api/v1/evaluations — opened, looked at, filled, submitted."""

from api.actions.documents import all_issues
from api.actions.evaluations import looking, saving, submitting
from api.actions.evaluations.current import Evaluation, read
from api.actions.evaluations.saving import Saved
from api.actions.many import each
from api.auth import Right
from api.door import filters
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, paging
from api.schemas.answers import SheetSchema
from api.schemas.document import SelfEvaluationSchema
from api.schemas.service.evaluation_answers import (
    EvaluationSchema,
    HistorySchema,
    OutcomesSchema,
    SavedSchema,
    WholeSchema,
)
from api.schemas.service.evaluations import OpenSchema, ReportPartsSchema, SaveManySchema
from api.schemas.service.parts import page_of
from api.store import Row
from api.store.evaluations import SORTS
from api.views import evaluations as views
from api.views.history import event_json
from api.views.sheet import sheet_json

operations = Operations("自评")


def at(evaluation: Evaluation) -> Answer:
    """An evaluation after a step."""
    return Answer(views.summary(evaluation.row), evaluation.row["version"])


@operations("GET", "/evaluations", "自评一览", Access.SIGNED_IN,
            query=(*filters.EVALUATIONS, *paging(tuple(SORTS), "-updated")),
            answer=page_of(EvaluationSchema), listed=True)  # fmt: skip
def list_evaluations(call: Call) -> Answer:
    """The evaluations that the caller may see."""
    given = filters.stored(filters.EVALUATIONS, call.query)
    found = looking.listed(call.store, call.actor, asked_page(call.query), given)
    return listing(call, found, views.summary)


@operations("POST", "/evaluations", "从批复的目标表开始自评", Right.REPORT, body=OpenSchema, answer=EvaluationSchema,
            status=201)  # fmt: skip
def open_evaluation(call: Call) -> Answer:
    """A new evaluation."""
    made = saving.open_(call.store, call.actor, call.now, **call.body)
    return at(made)._replace(status=201, headers={"Location": f"/api/v1/evaluations/{made.id}"})


@operations("GET", "/evaluations/{id}", "一份自评：表、缺什么、佐证、复核", Access.SIGNED_IN, answer=WholeSchema)
def get_evaluation(call: Call) -> Answer:
    """One evaluation whole."""
    found = looking.get(call.store, call.actor, call.id)
    current = found.evaluation
    backed = {row["place"] for row in found.evidence}
    value = {
        "evaluation": views.summary(current.row),
        "document": current.stored,
        "missing": views.missing_json(found.missing),
        "evidence": [views.evidence_json(row) for row in found.evidence],
        "evidence_cover": views.cover(current.document, backed),
        "reviews": [views.review_json(row) for row in current.reviews],
        "decisions": [views.decision_json(row) for row in found.decisions],
        "spot_checks": [views.spot_check_json(row) for row in found.spot_checks],
        "digest": found.digest,
    }
    return Answer(value, current.row["version"])


def saved(call: Call, given: Saved) -> Answer:
    """What a save answers: scored at once, what is still missing, what it changed."""
    current = given.evaluation
    value = {
        "evaluation": views.summary(current.row),
        "sheet": sheet_json(current.sheet, all_issues(current.sheet)),
        "missing": views.missing_json(looking.owing(call.store, current)),
        "changed": views.changes_json(given.changed),
    }
    return Answer(value, current.row["version"])


@operations("PUT", "/evaluations/{id}", "保存整张自评表", Right.REPORT, body=SelfEvaluationSchema, answer=SavedSchema,
            versioned=True)  # fmt: skip
def save_evaluation(call: Call) -> Answer:
    """The whole report saved."""
    return saved(call, saving.save(call.store, call.actor, call.now, call.id, call.version, call.body))


@operations("PATCH", "/evaluations/{id}", "保存自评表的一部分", Right.REPORT, body=ReportPartsSchema,
            answer=SavedSchema, versioned=True)  # fmt: skip
def save_parts(call: Call) -> Answer:
    """Parts of the report saved."""
    return saved(call, saving.save_parts(call.store, call.actor, call.now, call.id, call.version, call.body))


@operations("POST", "/evaluations/batch", "保存多份自评表的一部分，逐份成败", Right.REPORT, body=SaveManySchema,
            answer=OutcomesSchema)  # fmt: skip
def save_many(call: Call) -> Answer:
    """Parts of many reports saved, each all or nothing."""

    def save_one(item: Row) -> int:
        given = saving.save_parts(call.store, call.actor, call.now, item["id"], item["version"], item["parts"])
        return int(given.evaluation.row["version"])

    return Answer({"results": each(call.store, call.body["items"], save_one)})


@operations("POST", "/evaluations/{id}/adopt", "采用调整后的目标表，已填的带过去", Right.REPORT, answer=SavedSchema,
            versioned=True)  # fmt: skip
def adopt_plan(call: Call) -> Answer:
    """The report carried over to the plan's newest version."""
    return saved(call, saving.adopt(call.store, call.actor, call.now, call.id, call.version))


@operations("POST", "/evaluations/{id}/submit", "提交", Right.REPORT, answer=EvaluationSchema, versioned=True)
def submit_evaluation(call: Call) -> Answer:
    """Submitted."""
    return at(submitting.submit(call.store, call.actor, call.now, call.id, call.version))


@operations("POST", "/evaluations/{id}/recall", "撤回提交", Right.REPORT, answer=EvaluationSchema, versioned=True)
def recall_evaluation(call: Call) -> Answer:
    """Taken back."""
    return at(submitting.recall(call.store, call.actor, call.now, call.id, call.version))


@operations("GET", "/evaluations/{id}/score", "评分表", Access.SIGNED_IN, answer=SheetSchema)
def score_evaluation(call: Call) -> Answer:
    """What it is worth."""
    return _sheet(call, trace=False)


@operations("GET", "/evaluations/{id}/trace", "评分表与计分过程", Access.SIGNED_IN, answer=SheetSchema)
def trace_evaluation(call: Call) -> Answer:
    """What it is worth, and why."""
    return _sheet(call, trace=True)


def _sheet(call: Call, *, trace: bool) -> Answer:
    current = read(call.store, call.actor, call.id)
    return Answer(sheet_json(current.sheet, all_issues(current.sheet), trace=trace), current.row["version"])


@operations("GET", "/evaluations/{id}/history", "办理经过与说明的历次文字", Access.SIGNED_IN, answer=HistorySchema)
def evaluation_history(call: Call) -> Answer:
    """What happened to it, in words."""
    found = looking.history(call.store, call.actor, call.id)
    kept = ("reason", "remedy", "explanation", "author", "authored_at")
    texts = [{"where": row["place"], **{name: row[name] for name in kept}} for row in found.explanations]
    return Answer({"events": [event_json(row, found.document) for row in found.events], "explanations": texts})


@operations("GET", "/evaluations/{id}/package", "结果包：任何人可以重算", Access.SIGNED_IN,
            media_type="application/zip", refusals=(409,))  # fmt: skip
def evaluation_package(call: Call) -> Answer:
    """The locked result as a zip."""
    return zipped(call.id, looking.package(call.store, call.actor, call.id))


def zipped(id: int, content: bytes) -> Answer:
    """A package as a file to keep."""
    return Answer(file=content, headers={"Content-Disposition": f'attachment; filename="jixiao-{id}.zip"'})
