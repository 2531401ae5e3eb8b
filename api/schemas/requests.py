"""The body of a request: one document, or several with the rulebook to use."""

from typing import Any

from marshmallow import Schema, ValidationError, fields

from api.problems.faults import InvalidDocument, flattened
from api.schemas.fields import Name, Records, Strict, messages
from api.schemas.records import RecordSchema, optional

BATCH_LIMIT = 1000


class AnyDocument(Strict, fields.Raw):
    """A document as JSON; it is loaded afterwards, so that its errors carry its place in the batch.

    ``kind`` is the name under which such a document is described.
    """

    def __init__(self, *, kind: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def accepts(self) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{self.kind}"} if self.kind else {"type": "object"}


class BatchSchema(RecordSchema):
    """Several documents under one rulebook (or each under its own)."""

    documents = Records(AnyDocument(), limit=BATCH_LIMIT, least=1, required=True, metadata={"title": "文档"})
    rulebook = optional(Name, default="", title="评分办法编号")


class ComparisonSchema(RecordSchema):
    """Several documents, each under the same two rulebooks."""

    documents = Records(AnyDocument(), limit=BATCH_LIMIT, least=1, required=True, metadata={"title": "文档"})
    rulebooks = Records(Name(filled=True), limit=2, least=2, required=True, metadata={"title": "两套评分办法编号"})


_BATCH, _COMPARISON = BatchSchema(), ComparisonSchema()


def load_batch(value: object, *, compared: bool = False) -> tuple[list[object], tuple[str, ...]]:
    """The documents of a batch, not yet loaded, and the rulebooks that it names; InvalidDocument with paths."""
    schema: Schema = _COMPARISON if compared else _BATCH
    try:
        batch: dict[str, Any] = schema.load(value)  # type: ignore[arg-type]  # anything else is refused by it
    except ValidationError as error:
        raise InvalidDocument(list(flattened(messages(error)))) from None
    named = batch["rulebooks"] if compared else (batch["rulebook"],)
    return list(batch["documents"]), tuple(name for name in named if name)
