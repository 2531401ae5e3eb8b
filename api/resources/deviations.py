"""偏差与说明: /api/v1/deviations — computed facts beside the explanation, across evaluations."""

from decimal import Decimal
from typing import Any

from api.actions.evaluations import looking
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, decimal, paging, whole
from api.schemas.service.evaluation_answers import StoredDeviationSchema
from api.schemas.service.parts import page_of, records_of
from api.store.deviations import SORTS
from api.store.scaled import scaled
from api.views.evaluations import deviation_json
from indicators.taxonomy import Category, Dimension
from indicators.workflow import State
from scoring.deviations import Cause, Direction

operations = Operations("偏差与说明")
EXPLANATIONS = ("not_owed", "owed", "insufficient", "weak", "given")
FILTERS = (
    whole("year", "预算年度", 1990, 2100),
    whole("agency", "单位编号，含下级", 1),
    whole("task", "自评任务编号", 1),
    choice("dimension", "一级指标", [each.value for each in Dimension]),
    choice("category", "二级指标", [each.value for each in Category]),
    choice("cause", "缘由", [each.value for each in Cause]),
    choice("direction", "高于或低于指标值", [each.value for each in Direction]),
    choice("explanation", "说明的状态", EXPLANATIONS),
    choice("state", "自评的状态", [each.value for each in State]),
    decimal("least_share", "偏差至少占指标值的百分之几"),
    decimal("least_lost", "至少失多少分"),
)


@operations("GET", "/deviations", "各单位的偏差与说明", Access.SIGNED_IN, query=(*FILTERS, *paging(tuple(SORTS), "-id")),
            answer=page_of(StoredDeviationSchema), listed=True)  # fmt: skip
def list_deviations(call: Call) -> Answer:
    """The deviations of the latest revisions that the caller may see."""
    found = looking.deviations_listed(call.store, call.actor, asked_page(call.query), _filters(call))
    return listing(call, found, deviation_json)


def _filters(call: Call) -> dict[str, Any]:
    """Shares are asked for in per cent and kept as fractions; both figures are compared as scaled integers."""
    found = {each.name: call.query[each.name] for each in FILTERS}
    if found["least_share"] is not None:
        found["least_share"] = scaled(found["least_share"] / Decimal(100))
    if found["least_lost"] is not None:
        found["least_lost"] = scaled(found["least_lost"])
    return found


@operations("GET", "/evaluations/{id}/deviations", "一份自评的偏差与说明", Access.SIGNED_IN,
            answer=records_of(StoredDeviationSchema))  # fmt: skip
def evaluation_deviations(call: Call) -> Answer:
    """Every deviation of one evaluation, in the order of the form."""
    return Answer({"items": [deviation_json(row) for row in looking.deviations_of(call.store, call.actor, call.id)]})
