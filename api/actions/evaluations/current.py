"""The evaluation as it stands: its row, its document with the reviews beside it, and the sheet that they give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from api import wire
from api.auth import Actor, Right, require
from api.changes import changes
from api.problems.service import NotFound, VersionConflict
from api.schemas import dump_document, load_document
from api.store import Row, Store, agencies, evaluations, reviewing, rulebooks
from indicators.model import Review, SelfEvaluation
from indicators.workflow import State
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet, score

NOUN = "自评"
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """An evaluation with its rulebook and reviews; what is made of its document is made once, and when it is needed."""

    row: Row
    book: Rulebook
    reviews: tuple[Row, ...]

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.row["id"])

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.row["state"])

    @cached_property
    def stored(self) -> Json:
        """The report as JSON, as the store has it."""
        found: Json = wire.kept(self.row["document"])
        return found

    @cached_property
    def document(self) -> SelfEvaluation:
        """The report alone, without reviews."""
        return document_of(self.row["document"])

    def holding(self, document: SelfEvaluation, stored: Json) -> "Evaluation":
        """The same evaluation with another report; ``stored`` is that report as JSON. TooLarge: saved part by part, a
        report could grow without end."""
        text = wire.render(stored)
        if len(text.encode()) > wire.SIZE_LIMIT:
            raise wire.TooLarge(wire.SIZE_LIMIT)
        made = replace(self, row=self.row | {"document": text})
        made.__dict__.update(document=document, stored=stored)
        return made

    def reviewed(self, reviews: Iterable[Row]) -> "Evaluation":
        """The same report with other reviews."""
        made = replace(self, reviews=tuple(reviews))
        made.__dict__.update({name: self.__dict__[name] for name in ("document", "stored") if name in self.__dict__})
        return made

    @cached_property
    def sheet(self) -> ScoreSheet:
        """What it is worth; the reviews of the levels that have approved count, the others stand beside."""
        return score(with_reviews(self.document, self.reviews, self.row["level"]), self.book)

    def standing(self, row: Row) -> "Evaluation":
        """The same document, reviews and level with another row: what was scored stays scored."""
        made = replace(self, row=row)
        kept = ("document", "stored", *(["sheet"] if row["level"] == self.row["level"] else []))
        made.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        return made

    @cached_property
    def reported(self) -> ScoreSheet:
        """What the report alone says: whether it is complete is no matter of what reviewers took off."""
        return score(self.document, self.book) if self.row["level"] else self.sheet


def visible(store: Store, actor: Actor, id: int, right: Right = Right.READ) -> Row:
    """The row, if the actor holds the right there; NotFound where it cannot be seen."""
    row = evaluations.get(store, id)
    if row is None:
        raise NotFound(NOUN)
    require(actor, right, agencies.ancestors(store, row["agency_id"]), NOUN)
    return row


def whole(store: Store, row: Row) -> Evaluation:
    """The evaluation behind a row."""
    book, reviews = rulebooks.get(store, row["rulebook_digest"]), reviewing.reviews(store, row["id"])
    return Evaluation(row, book, tuple(reviews))


def read(store: Store, actor: Actor, id: int) -> Evaluation:
    """The evaluation, for whoever may see it."""
    return whole(store, visible(store, actor, id))


def document_of(text: str) -> SelfEvaluation:
    """The document that the store keeps as text."""
    document = load_document(wire.kept(text))
    assert isinstance(document, SelfEvaluation)
    return document


def text_of(document: SelfEvaluation) -> str:
    """The document as the store keeps it: canonical JSON."""
    return wire.render(dump_document(document))


def check_version(current: Evaluation, version: int, yours: Mapping[str, object] | None = None) -> None:
    """VersionConflict where somebody changed it since that version."""
    if current.row["version"] != version:
        differs = [] if yours is None else [each.where for each in changes(current.stored, yours)]
        raise VersionConflict(current.row["version"], current.stored, yours, differs)


def with_reviews(document: SelfEvaluation, reviews: Iterable[Row], approved: int) -> SelfEvaluation:
    """The document with a review beside each line: the highest that counts (up to level ``approved``), or the
    lowest that waits."""
    found: dict[str, Review] = {}
    for row in reviews:
        if row["level"] <= approved or row["place"] not in found:
            found[row["place"]] = _review(row, approved)
    if not found:
        return document
    objectives = tuple(
        replace(
            objective,
            indicators=tuple(
                replace(indicator, review=found.get(f"objectives[{i}].indicators[{j}]"))
                for j, indicator in enumerate(objective.indicators)
            ),
        )
        for i, objective in enumerate(document.objectives)
    )
    return replace(document, objectives=objectives)


def _review(row: Row, approved: int) -> Review:
    score = None if row["score"] is None else Decimal(row["score"])
    return Review(score, row["value"], row["opinion"], row["ground"], row["clause"], approved=row["level"] <= approved)
