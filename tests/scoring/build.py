"""Documents for the tests of scoring, built from cell texts as a form prints them."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from indicators.model import (
    UNKNOWN_WEIGHT,
    Agency,
    Evidence,
    Explanation,
    Funding,
    FundingRow,
    Indicator,
    Objective,
    Origin,
    Project,
    Review,
    SelfEvaluation,
    Source,
    Tier,
    Weight,
)
from indicators.reading import read_actual, read_target
from indicators.taxonomy import Category, Dimension
from scoring.library import Library, load_library
from scoring.rulebook import Rulebook

OWN_RULEBOOKS = Path(__file__).parent / "rulebooks"


@cache
def library() -> Library:
    """The packaged rulebooks and those of these tests."""
    return load_library([OWN_RULEBOOKS])


def book(id: str) -> Rulebook:
    """One of them."""
    return library().get(id)


def number(text: str | None) -> Decimal | None:
    """The figure, or none."""
    return None if text is None else Decimal(text)


def printed(text: str | None) -> Weight:
    """A printed weight, or an unknown one."""
    return UNKNOWN_WEIGHT if text in (None, "unknown") else Weight(Decimal(text), Origin.PRINTED)


def line(
    target: str,
    actual: str,
    weight: str | None = "10",
    *,
    name: str = "指标",
    dimension: str = "output",
    category: str = "quality",
    self_score: str | None = None,
    tier: str | None = None,
    reason: str = "",
    remedy: str = "",
    review: Review | None = None,
    evidence: Sequence[str] = (),
) -> Indicator:
    """One line, its cells read as the loader reads them."""
    wanted = read_target(target, name=name, dimension=Dimension(dimension), category=Category(category))
    return Indicator(
        name,
        Dimension(dimension),
        Category(category),
        wanted,
        read_actual(actual, target=wanted, name=name),
        weight=printed(weight),
        tier=Tier(tier) if tier else None,
        self_score=number(self_score),
        explanation=Explanation(reason, remedy),
        review=review,
        evidence=tuple(map(Evidence, evidence)),
    )


def form(
    *objectives: Sequence[Indicator],
    budgeted: str | None = "100",
    spent: str | None = "100",
    printed_points: Sequence[str | None] = (),
    published: str | None = None,
    **more: Any,
) -> SelfEvaluation:
    """A self-evaluation with these lines by objective; one row of funds with its points unprinted."""
    points = [*printed_points, *[None] * len(objectives)]
    row = FundingRow(Source.TOTAL, budgeted=number(budgeted), spent=number(spent))
    made = tuple(
        Objective("", tuple(lines), weight=printed(held)) for lines, held in zip(objectives, points, strict=False)
    )
    facts: dict[str, Any] = {
        "project": Project("样例项目"),
        "funding": Funding((row,)),
        "published_total": number(published),
    } | more
    return SelfEvaluation(2023, "测试", Agency("甲单位"), made, **facts)
