"""复核、退回、审定、公开、重开、抽查: /api/v1/evaluations/{id}/…"""

from api.actions.documents import all_issues
from api.actions.evaluations import looking, publishing, queue, reviewing
from api.actions.evaluations.reviewing import LineReview
from api.auth import Right
from api.door.operation import Access, Answer, Call, Operations
from api.resources.evaluations import at
from api.schemas.service.evaluation_answers import (
    EvaluationSchema,
    GroundsSchema,
    OutcomesSchema,
    ReviewViewSchema,
    StoredSpotCheckSchema,
)
from api.schemas.service.evaluations import (
    ApproveManySchema,
    OpinionSchema,
    ReasonSchema,
    ReturnSchema,
    ReviewLinesSchema,
    SpotCheckSchema,
)
from api.views import evaluations as views
from api.views.issues import issue_json
from api.views.sheet import sheet_json
from scoring.grounds import GROUNDS
from scoring.rules import EVIDENCE_NAMES

operations = Operations("审核")


@operations("GET", "/review-grounds", "常见的扣分依据，也可以自己写", Access.SIGNED_IN, answer=GroundsSchema)
def review_grounds(_call: Call) -> Answer:
    """Grounds that a reviewer may choose from."""
    return Answer({"items": [each._asdict() | {"evidence": EVIDENCE_NAMES[each.evidence]} for each in GROUNDS]})


@operations("GET", "/evaluations/{id}/review", "审核所需：评分、问题、各级复核、上次以来的改动", Access.SIGNED_IN,
            answer=ReviewViewSchema)  # fmt: skip
def review_view(call: Call) -> Answer:
    """What a reviewer needs to see."""
    found = looking.get(call.store, call.actor, call.id)
    current = found.evaluation
    issues = all_issues(current.sheet)
    value = {
        "evaluation": views.summary(current.row),
        "sheet": sheet_json(current.sheet, issues),
        "issues": [issue_json(each, current.sheet.document) for each in issues],
        "reviews": [views.review_json(row) for row in current.reviews],
        "decisions": [views.decision_json(row) for row in found.decisions],
        "changed": views.changes_json(looking.since_submission(call.store, current)),
        "evidence_cover": views.cover(current.document, {row["place"] for row in found.evidence}),
    }
    return Answer(value, current.row["version"])


@operations("PUT", "/evaluations/{id}/review", "逐行复核", Right.REVIEW, body=ReviewLinesSchema,
            answer=EvaluationSchema, versioned=True)  # fmt: skip
def review_lines(call: Call) -> Answer:
    """Lines reviewed."""
    lines = [LineReview(**line) for line in call.body["lines"]]
    return at(reviewing.review(call.store, call.actor, call.now, call.id, call.version, lines, call.body["dropped"]))


@operations("POST", "/evaluations/{id}/return", "退回", Right.REVIEW, body=ReturnSchema, answer=EvaluationSchema,
            versioned=True)  # fmt: skip
def return_evaluation(call: Call) -> Answer:
    """Given back with reasons."""
    return at(reviewing.return_(call.store, call.actor, call.now, call.id, call.version, **call.body))


@operations("POST", "/evaluations/{id}/approve", "审定本级", Right.REVIEW, body=OpinionSchema,
            answer=EvaluationSchema, versioned=True)  # fmt: skip
def approve_evaluation(call: Call) -> Answer:
    """Approved at this level."""
    return at(reviewing.approve(call.store, call.actor, call.now, call.id, call.version, **call.body))


@operations("POST", "/evaluations/approve", "审定多份，逐份成败", Right.REVIEW, body=ApproveManySchema,
            answer=OutcomesSchema)  # fmt: skip
def approve_many(call: Call) -> Answer:
    """Many approved, each by the same checks."""
    return Answer({"results": queue.approve_many(call.store, call.actor, call.now, **call.body)})


@operations("POST", "/evaluations/{id}/publish", "公开", Right.PUBLISH, answer=EvaluationSchema, versioned=True)
def publish_evaluation(call: Call) -> Answer:
    """Open to the public."""
    return at(publishing.publish(call.store, call.actor, call.now, call.id, call.version))


@operations("POST", "/evaluations/{id}/withdraw", "撤回公开", Right.PUBLISH, body=ReasonSchema,
            answer=EvaluationSchema, versioned=True)  # fmt: skip
def withdraw_evaluation(call: Call) -> Answer:
    """No longer public."""
    return at(publishing.withdraw(call.store, call.actor, call.now, call.id, call.version, **call.body))


@operations("POST", "/evaluations/{id}/reopen", "重开：另起一次修订", Right.PUBLISH, body=ReasonSchema,
            answer=EvaluationSchema, versioned=True, status=201)  # fmt: skip
def reopen_evaluation(call: Call) -> Answer:
    """A new revision."""
    made = publishing.reopen(call.store, call.actor, call.now, call.id, call.version, **call.body)
    return at(made)._replace(status=201, headers={"Location": f"/api/v1/evaluations/{made.id}"})


@operations("POST", "/evaluations/{id}/spot-checks", "财政抽查，与审定并存", Right.REVIEW, body=SpotCheckSchema,
            answer=StoredSpotCheckSchema, status=201)  # fmt: skip
def spot_check_evaluation(call: Call) -> Answer:
    """A spot check beside the approved result."""
    row = publishing.spot_check(call.store, call.actor, call.now, call.id, **call.body)
    return Answer(views.spot_check_json({**row, "person": call.actor.name}), status=201)
