"""Document JSON (绩效目标表、自评表): two schemas over the same parts, to records and back to canonical JSON."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from api.problems.faults import FieldError, InvalidDocument, flattened
from api.schemas.fields import Choice, Exact, Exactly, Name, Part, Records, Whole, messages, refusal
from api.schemas.lines import LINE_LIMIT, ObjectiveSchema, PlannedObjectiveSchema
from api.schemas.records import (
    AgencySchema,
    ExplanationSchema,
    FundingSchema,
    NarrativeSchema,
    ProjectSchema,
    PublicationSchema,
    RecordSchema,
    SpendingSchema,
    YearlySummarySchema,
    notes,
    optional,
)
from indicators.model import (
    NO_EXPLANATION,
    Document,
    Funding,
    Indicator,
    Objective,
    Plan,
    Publication,
    Scope,
    SelfEvaluation,
)
from indicators.reading import read_actual, read_target

# The order of canonical JSON, which is the order of the form.
_HEAD = (
    "document",
    "scope",
    "budget_year",
    "place",
    "rulebook",
    "department",
    "agency",
    "project",
    "funding",
    "spending",
)
_TAIL = ("publication", "notes")


class _DocumentSchema(RecordSchema):
    always = frozenset({"scope"})
    scope = optional(Choice, Scope, default=Scope.PROJECT, title="项目支出或部门整体支出")
    budget_year = Whole(low=1990, high=2100, required=True, metadata={"title": "预算年度"})
    place = Name(required=True, filled=True, metadata={"title": "行政区划，如 中央、湖北省武汉市黄陂区"})
    rulebook = optional(Name, default="", title="评分办法编号")
    department = optional(Part, AgencySchema, title="主管部门")
    agency = Part(AgencySchema, required=True, metadata={"title": "实施单位"})
    project = optional(Part, ProjectSchema, title="项目")
    funding = optional(Part, FundingSchema, default=Funding(), title="项目资金")
    spending = optional(Part, SpendingSchema, title="部门整体支出的基本支出和项目支出")
    publication = optional(Part, PublicationSchema, default=Publication(), title="公开出处")
    notes = notes()

    def build(self, data: dict[str, Any]) -> Any:
        count = sum(len(objective["indicators"]) for objective in data["objectives"])
        if count > LINE_LIMIT:
            raise ValidationError({"objectives": refusal("too_many", limit=LINE_LIMIT, count=count).messages})
        del data["document"]
        data["objectives"] = tuple(_objective(each, data["budget_year"]) for each in data["objectives"])
        return type(self).record(**data)


class PlanSchema(_DocumentSchema):
    """绩效目标表."""

    class Meta:
        fields = (*_HEAD, "objectives", "execution_weight", *_TAIL)

    record = Plan
    document = Exactly("plan")
    objectives = Records(
        Part(PlannedObjectiveSchema), limit=100, least=1, required=True, metadata={"title": "年度目标"}
    )
    execution_weight = optional(Exact, title="执行率分值")


class SelfEvaluationSchema(_DocumentSchema):
    """绩效自评表."""

    class Meta:
        fields = (*_HEAD, "objectives", "explanation", "published_total", "narrative", "yearly_summary", *_TAIL)

    record = SelfEvaluation
    document = Exactly("self_evaluation")
    objectives = Records(Part(ObjectiveSchema), limit=100, least=1, required=True, metadata={"title": "年度目标"})
    explanation = optional(Part, ExplanationSchema, default=NO_EXPLANATION, title="整张表的偏差原因及改进措施")
    published_total = optional(Exact, title="公布的总分")
    narrative = optional(Part, NarrativeSchema, title="自评综述")
    yearly_summary = optional(Part, YearlySummarySchema, title="年度自评情况概述")


SCHEMAS: Mapping[str, _DocumentSchema] = {"plan": PlanSchema(), "self_evaluation": SelfEvaluationSchema()}


def _objective(data: dict[str, Any], year: int) -> Objective:
    data["indicators"] = tuple(_indicator(each, year) for each in data["indicators"])
    return Objective(**data)


def _indicator(data: dict[str, Any], year: int) -> Indicator:
    """The line, its cells read (指标值 first: the actual is read in its light)."""
    name = data["name"]
    target = read_target(**data["target"], name=name, dimension=data["dimension"], category=data["category"], year=year)
    actual = read_actual(**{"text": ""} | data.get("actual", {}), target=target, name=name, year=year)
    return Indicator(**data | {"target": target, "actual": actual})


def load_document(value: object) -> Document:
    """The document that a JSON value describes; everything that is wrong with it is raised at once."""
    kind = value.get("document") if isinstance(value, dict) else None
    schema = SCHEMAS.get(kind) if isinstance(kind, str) else None
    if schema is None:
        raise InvalidDocument([_no_document(value)])
    try:
        document: Document = schema.load(value)  # type: ignore[arg-type]  # a dict, by the test above
    except ValidationError as error:
        raise InvalidDocument(list(flattened(messages(error)))) from None
    return document


def _no_document(value: object) -> FieldError:
    if not isinstance(value, dict):
        return next(flattened(refusal("not_an_object").messages))
    code = "not_a_choice" if "document" in value else "required"
    return next(flattened(refusal(code, choices="、".join(SCHEMAS)).messages, "document"))


def dump_document(document: Document) -> dict[str, Any]:
    """The canonical JSON value of a document: ``load_document`` of it gives the document again."""
    kind = "plan" if isinstance(document, Plan) else "self_evaluation"
    dumped: dict[str, Any] = SCHEMAS[kind].dump(document)
    return dumped
