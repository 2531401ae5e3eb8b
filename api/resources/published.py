"""已公开的结果: /api/v1/published — for anybody, without signing in."""

from api.actions.evaluations import looking
from api.door import filters
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, paging
from api.resources.evaluations import zipped
from api.schemas.service.evaluation_answers import PublishedSchema, PublishedSummarySchema
from api.schemas.service.parts import page_of
from api.store import Row
from api.views.evaluations import published_json

operations = Operations("公开")


@operations("GET", "/published", "已公开的结果一览", Access.PUBLIC,
            query=(*filters.PUBLIC, *paging(("updated", "total", "rate", "name"), "-updated")),
            answer=page_of(PublishedSummarySchema), listed=True)  # fmt: skip
def list_published(call: Call) -> Answer:
    """What is published."""
    given = filters.stored(filters.PUBLIC, call.query)
    return listing(call, looking.public_listed(call.store, asked_page(call.query), given), _shown)


def _shown(row: Row) -> dict[str, object]:
    return published_json(row)


@operations("GET", "/published/{id}", "一份已公开的结果", Access.PUBLIC, answer=PublishedSchema)
def get_published(call: Call) -> Answer:
    """One published result: the snapshot that was approved."""
    found = looking.public(call.store, call.id)
    kept = {name: found.snapshot[name] for name in ("document", "rulebook", "sheet", "evidence", "engine_version")}
    return Answer({"evaluation": published_json(found.row), **kept, "digest": found.digest})


@operations("GET", "/published/{id}/package", "一份已公开结果的结果包", Access.PUBLIC, media_type="application/zip")
def published_package(call: Call) -> Answer:
    """The package of a published result."""
    return zipped(call.id, looking.public_package(call.store, call.id))
