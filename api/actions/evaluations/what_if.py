"""另一套办法下会怎样: stored reports scored under another rulebook, beside what they are worth now; nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from api.actions.evaluations import looking
from api.actions.evaluations.current import read, whole
from api.auth import Actor
from api.store import Row, Store, evaluations
from api.store.paging import Page
from scoring.compare import Comparison, compare
from scoring.rounding import half_up
from scoring.rulebook import Rulebook
from scoring.sheet import score

PLACES = 2  # of a mean


class WhatIf(NamedTuple):
    """A report now (the comparison's first sheet) and then (its second)."""

    row: Row
    comparison: Comparison

    @property
    def change(self) -> Decimal | None:
        """By how much the total changes; None where it is open on either side."""
        now, then = self.comparison.first.total, self.comparison.second.total
        return None if now is None or then is None else then - now

    @property
    def graded_otherwise(self) -> bool:
        """Does the grade change?"""
        return self.comparison.first.grade != self.comparison.second.grade


@dataclass(frozen=True)
class Sums:
    """What changes over several reports; ``mean`` over those whose total is settled on both sides."""

    reports: int
    graded_otherwise: int
    up: int
    down: int
    same: int
    open: int
    mean: Decimal | None


class Found(NamedTuple):
    """A page of reports under the other rulebook, its sums, and the row that the next page follows."""

    reports: tuple[WhatIf, ...]
    sums: Sums
    after: tuple[Any, int] | None


def of_task(store: Store, actor: Actor, asked: Page, book: Rulebook, *, task: int, agency: int | None) -> Found:
    """The latest reports of a task that the actor may see, one page of them."""
    part = looking.listed(store, actor, asked, {"task": task, "agency": agency, "latest": 1})
    rows = (evaluations.get(store, row["id"]) for row in part.rows)
    found = tuple(_what_if(store, row, book) for row in rows if row)
    return Found(found, sums(found), part.after)


def of_one(store: Store, actor: Actor, book: Rulebook, id: int) -> Found:
    """One report; NotFound where the actor may not see it."""
    found = (_what_if(store, read(store, actor, id).row, book),)
    return Found(found, sums(found), None)


def _what_if(store: Store, row: Row, book: Rulebook) -> WhatIf:
    now = whole(store, row).sheet
    return WhatIf(row, compare(now, score(now.document, book)))


def sums(found: Iterable[WhatIf]) -> Sums:
    """Counted over these reports."""
    reports = list(found)
    settled = [each.change for each in reports if each.change is not None]
    return Sums(
        reports=len(reports),
        graded_otherwise=sum(each.graded_otherwise for each in reports),
        up=sum(each > 0 for each in settled),
        down=sum(each < 0 for each in settled),
        same=sum(each == 0 for each in settled),
        open=len(reports) - len(settled),
        mean=half_up(sum(settled, Decimal(0)) / len(settled), PLACES) if settled else None,
    )
