"""偏差与说明: /api/v1/deviations — computed facts beside the explanation, across evaluations."""

from api.actions.evaluations import looking
from api.door import filters
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, paging
from api.schemas.service.evaluation_answers import StoredDeviationSchema
from api.schemas.service.parts import page_of, records_of
from api.store.deviations import SORTS
from api.views.evaluations import deviation_json

operations = Operations("偏差与说明")


@operations("GET", "/deviations", "各单位的偏差与说明", Access.SIGNED_IN,
            query=(*filters.DEVIATIONS, *paging(tuple(SORTS), "-id")),
            answer=page_of(StoredDeviationSchema), listed=True)  # fmt: skip
def list_deviations(call: Call) -> Answer:
    """The deviations of the latest revisions that the caller may see."""
    given = filters.stored(filters.DEVIATIONS, call.query)
    found = looking.deviations_listed(call.store, call.actor, asked_page(call.query), given)
    return listing(call, found, deviation_json)


@operations("GET", "/evaluations/{id}/deviations", "一份自评的偏差与说明", Access.SIGNED_IN,
            answer=records_of(StoredDeviationSchema))  # fmt: skip
def evaluation_deviations(call: Call) -> Answer:
    """Every deviation of one evaluation, in the order of the form."""
    return Answer({"items": [deviation_json(row) for row in looking.deviations_of(call.store, call.actor, call.id)]})
