"""Does the document fit the rulebook (权重、分值)? And what kept a line from being scored?"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from indicators.issues import Issue
from indicators.model import Document, Plan
from indicators.numbers import plain
from indicators.taxonomy import DIMENSION_NAMES, Dimension
from scoring.execution import ExecutionScore, scored_row
from scoring.figures import amount
from scoring.findings import finding
from scoring.formulas import ZERO
from scoring.results import Basis, LineScore
from scoring.rulebook import Rulebook
from scoring.rules import SCOPE_NAMES, Split


def conformity(document: Document, book: Rulebook) -> tuple[Issue, ...]:
    """Place, year and printed weights against those of the rulebook; nothing is ever rescaled to fit."""
    return (
        *_reach(document, book),
        *_execution_weight(document, book),
        *_indicator_weights(document, book),
        *_splits(document, book),
    )


def _reach(document: Document, book: Rulebook) -> list[Issue]:
    if book.fits(document.place, document.budget_year):
        return []
    facts = {"rulebook": book.title, "reach": f"{'、'.join(book.places)}{book.years}"}
    return [finding("rulebook_does_not_fit", "rulebook", **facts, place=document.place, year=str(document.budget_year))]


def _execution_weight(document: Document, book: Rulebook) -> list[Issue]:
    row = scored_row(document.funding, book)
    printed = document.execution_weight if isinstance(document, Plan) else row.weight if row else None
    if printed is None or printed == book.execution.points or book.execution.placement == "line":
        return []
    facts = {"printed": plain(printed), "ruled": plain(book.execution.points), "rulebook": book.title}
    return [finding("execution_weight_differs", "funding", **facts)]


def _known_weights(document: Document) -> list[tuple[Dimension | None, Decimal]] | None:
    """Dimension and weight of every line; None where a weight is unknown."""
    found = [(line.dimension, line.weight.value) for _, line in document.lines()]
    known = [(dimension, weight) for dimension, weight in found if weight is not None]
    return known if len(known) == len(found) else None


def _indicator_weights(document: Document, book: Rulebook) -> list[Issue]:
    found = [line.weight.value for _, line in document.lines()]
    total = sum((weight for weight in found if weight is not None), ZERO)
    unknown = None in found
    if total == book.weights.indicators or (unknown and total < book.weights.indicators):
        return []
    facts = {"printed": plain(total), "ruled": plain(book.weights.indicators), "rulebook": book.title}
    return [finding("indicator_weights_differ", "objectives", **facts)]


def _splits(document: Document, book: Rulebook) -> list[Issue]:
    """A warning where the first-level sums fit none of the rulebook's splits."""
    weights = _known_weights(document)
    if not weights or not book.weights.splits or book.execution.placement == "line":
        return []
    sums = {d: sum((w for x, w in weights if x is d), ZERO) for d in Dimension}
    if any(_fits(split, sums) for split in book.weights.splits):
        return []
    printed = "、".join(f"{DIMENSION_NAMES[d]}{plain(w)}分" for d, w in sums.items() if w)
    facts = {
        "printed": printed,
        "allowed": "；".join(split.name for split in book.weights.splits),
        "rulebook": book.title,
    }
    return [finding("dimension_weights_differ", "objectives", **facts)]


def _fits(split: Split, sums: Mapping[Dimension, Decimal]) -> bool:
    """True when each share holds its points and no other first level holds any."""
    named = {dimension for share in split.shares for dimension in share.dimensions}
    right = all(sum((sums[d] for d in share.dimensions), ZERO) == share.points for share in split.shares)
    return right and not any(points for dimension, points in sums.items() if dimension not in named)


def line_issues(execution: ExecutionScore, lines: Sequence[LineScore], book: Rulebook) -> tuple[Issue, ...]:
    """What keeps the execution or a line open, where a person's score lies outside its band or is not the formula's."""
    differing = [("funding", execution.self_score, execution.points)] if execution.basis is Basis.COMPUTED else []
    differing += [(line.where, line.self_score, line.computed_score) for line in lines if not line.over_achieved]
    return (
        *_execution_issue(execution, book),
        *(issue for line in lines for issue in _line_issue(line)),
        *(issue for where, printed, computed in differing for issue in _difference(where, printed, computed, book)),
    )


def _difference(where: str, printed: Decimal | None, computed: Decimal | None, book: Rulebook) -> Iterable[Issue]:
    if printed is not None and computed is not None and printed != computed:
        difference = plain(abs(printed - computed))
        facts = {"score": plain(printed), "computed": plain(computed), "difference": difference}
        yield finding("self_score_differs", where, rulebook=book.title, **facts)


def _execution_issue(execution: ExecutionScore, book: Rulebook) -> Iterable[Issue]:
    if execution.points is None:
        yield finding(f"execution_{execution.reason}", "funding", row=SCOPE_NAMES[book.execution.scope])


_OPEN_CODES = {
    "outside_band": "score_outside_band",
    "tier_unknown": "tier_not_chosen",
    "unscored": "judgement_missing",
    "review_outside_weight": "review_outside_weight",
}


def _line_issue(line: LineScore) -> Iterable[Issue]:
    """Lines open for want of a number or an answer are named by the document checks; these by scoring."""
    if line.points is None and line.reason in _OPEN_CODES:
        code = _OPEN_CODES[line.reason]
        printed = line.review_score if code == "review_outside_weight" else line.self_score
        facts = {
            "name": line.indicator.name,
            "score": "" if printed is None else plain(printed),
            "low": amount(line.low),
            "high": amount(line.high),
            "tier": f"（“{line.tier.name}”一档）" if line.tier else "",
        }
        yield finding(code, line.where, **facts)
