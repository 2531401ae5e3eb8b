"""Is the document consistent with itself (表内勾稽)? Checks return issues and never raise."""

import re

from indicators.checks.cells import check_actuals, check_targets
from indicators.checks.costs import check_costs
from indicators.checks.explanations import check_form_reason, check_points
from indicators.checks.funding import check_funding
from indicators.checks.indicators import check_names
from indicators.checks.levels import check_levels
from indicators.checks.prose import check_prose
from indicators.checks.similar import check_similar
from indicators.checks.together import check_together
from indicators.checks.totals import check_totals
from indicators.checks.view import lines_of
from indicators.checks.weights import check_weights
from indicators.issues import Issue
from indicators.model import Document, SelfEvaluation
from indicators.names import repeats_execution_rate

__all__ = ["check", "check_together", "repeats_execution_rate"]

_ORDER = ("funding", "spending", "objectives", "execution_weight", "explanation", "published_total", "narrative")
_NUMBER = re.compile(r"\[(\d+)\]")


def check(document: Document) -> tuple[Issue, ...]:
    """Every finding about one document, in the document's order."""
    lines = tuple(lines_of(document))
    found = [*check_funding(document), *check_costs(document, lines), *check_weights(document, lines)]
    found += [*check_levels(lines), *check_names(lines), *check_similar(lines), *check_targets(lines)]
    if isinstance(document, SelfEvaluation):
        found += [*check_actuals(lines), *check_points(lines), *check_form_reason(document, lines)]
        found += [*check_totals(document, lines), *check_prose(document, lines)]
    return tuple(sorted(found, key=_position))


def _position(found: Issue) -> tuple[int, list[int]]:
    """Where in the document a finding stands; findings of one line keep the order of the checks."""
    first = re.split(r"[.\[]", found.where, maxsplit=1)[0]
    return _ORDER.index(first), [int(number) for number in _NUMBER.findall(found.where)]
