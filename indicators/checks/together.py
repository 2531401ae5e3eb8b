"""Several forms of one year: the yearly summary against its projects, one word's worth across forms."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.cells import Kind
from indicators.checks.figures import agrees, at_places, in_wan
from indicators.checks.view import short
from indicators.issues import Issue
from indicators.model import Document, Indicator, Scope, SelfEvaluation, YearlySummary
from indicators.numbers import plain

Numbered = Sequence[tuple[int, SelfEvaluation]]
_SHOWN = 5


def check_together(documents: Sequence[Document]) -> tuple[Issue, ...]:
    """What the forms of each place and year say against one another; places begin with ``documents[i]``."""
    years: dict[tuple[str, int], list[tuple[int, SelfEvaluation]]] = {}
    for number, document in enumerate(documents):
        if isinstance(document, SelfEvaluation):
            years.setdefault((document.place, document.budget_year), []).append((number, document))
    return tuple(found for year in years.values() for found in (*_summaries(year), *_words(year)))


def _summaries(year: Numbered) -> Iterator[Issue]:
    """Each summary told once, at the first form that carries it."""
    carriers: dict[YearlySummary, list[tuple[int, SelfEvaluation]]] = {}
    for number, document in year:
        if document.yearly_summary is not None:
            carriers.setdefault(document.yearly_summary, []).append((number, document))
    for summary, group in carriers.items():
        names = {document.agency.name for _, document in group}  # one agency may print its name in two ways
        projects = [form for _, form in year if form.scope is Scope.PROJECT and form.agency.name in names]
        yield from _summary(f"documents[{group[0][0]}].yearly_summary", summary, projects)


def _summary(where: str, summary: YearlySummary, projects: Sequence[SelfEvaluation]) -> Iterator[Issue]:
    """Count first; the money is compared when the forms at hand are all of them."""
    if len(projects) <= 1 < (summary.projects or 2):
        return  # one form says nothing about the year
    if summary.projects is not None and summary.projects != len(projects):
        yield issue(
            "yearly_count_differs", f"{where}.projects", printed=str(summary.projects), count=str(len(projects))
        )
        return
    amounts = [_budget(project) for project in projects]
    known = [amount for amount in amounts if amount is not None]
    total = sum(known, Decimal())
    if summary.funds is not None and len(known) == len(projects) and not agrees(summary.funds, total):
        yield issue(
            "yearly_funds_differ",
            f"{where}.funds",
            printed=plain(summary.funds),
            count=str(len(projects)),
            total=plain(total),
            difference=plain(abs(total - summary.funds)),
        )


def _budget(document: SelfEvaluation) -> Decimal | None:
    total = document.funding.total
    return in_wan(total.budgeted, document.funding.unit) if total else None


def _words(year: Numbered) -> Iterator[Issue]:
    """A tier word that earns different shares of the weight in different forms of one agency."""
    shares: dict[tuple[str, str], dict[str, set[int]]] = {}
    for number, document in year:
        for _, line in document.lines():
            if share := _share(line):
                word = document.agency.name, line.actual.text
                shares.setdefault(word, {}).setdefault(share, set()).add(number)
    for (_, text), found in shares.items():
        forms = set().union(*found.values())
        if len(found) > 1 and len(forms) > 1:
            said = "、".join(f"{_forms(found[share])}{share}%" for share in list(found)[:_SHOWN])
            yield issue("same_word_different_share", f"documents[{min(forms)}]", word=short(text), shares=said)


def _forms(numbers: set[int]) -> str:
    listed = "、".join(str(number + 1) for number in sorted(numbers)[:_SHOWN])
    return f"第{listed}份{'等' if len(numbers) > _SHOWN else ''}"


def _share(line: Indicator) -> str:
    """The share of its weight that a word earned, in per cent; empty where none can be told."""
    weight, score = line.weight.value, line.self_score
    if line.actual.kind is not Kind.QUALITY or not weight or score is None:
        return ""
    return at_places(score * 100 / weight, 1)
