"""Several forms of one agency and year: the yearly summary against its projects, one word's worth across forms."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.catalogue import issue
from indicators.cells import Kind
from indicators.checks.figures import agrees, at_places, in_wan
from indicators.issues import Issue
from indicators.model import Document, Indicator, Scope, SelfEvaluation, YearlySummary
from indicators.numbers import plain

Numbered = Sequence[tuple[int, SelfEvaluation]]


def check_together(documents: Sequence[Document]) -> tuple[Issue, ...]:
    """What the forms of each agency and year say against one another; places begin with ``documents[i]``."""
    groups: dict[tuple[str, str, int], list[tuple[int, SelfEvaluation]]] = {}
    for number, document in enumerate(documents):
        if isinstance(document, SelfEvaluation):
            key = document.place, document.agency.name, document.budget_year
            groups.setdefault(key, []).append((number, document))
    return tuple(found for group in groups.values() for found in (*_summaries(group), *_words(group)))


def _summaries(group: Numbered) -> Iterator[Issue]:
    """Each summary told once, at the first form that carries it."""
    told: set[tuple[int | None, Decimal | None]] = set()
    projects = [document for _, document in group if document.scope is Scope.PROJECT]
    for number, document in group:
        summary = document.yearly_summary
        if summary is not None and (summary.projects, summary.funds) not in told:
            told.add((summary.projects, summary.funds))
            yield from _summary(f"documents[{number}].yearly_summary", summary, projects)


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


def _words(group: Numbered) -> Iterator[Issue]:
    """A tier word that earns different shares of the weight in different forms."""
    shares: dict[str, dict[str, list[int]]] = {}
    for number, document in group:
        for _, line in document.lines():
            if share := _share(line):
                shares.setdefault(line.actual.text, {}).setdefault(share, []).append(number)
    for word, found in shares.items():
        if len(found) > 1 and len({number for numbers in found.values() for number in numbers}) > 1:
            said = "、".join(f"{share}%（第{_forms(numbers)}份）" for share, numbers in found.items())
            yield issue("same_word_different_share", f"documents[{min(found[next(iter(found))])}]", word=word, shares=said)


def _forms(numbers: Sequence[int]) -> str:
    return "、".join(str(number + 1) for number in sorted(set(numbers)))


def _share(line: Indicator) -> str:
    """The share of its weight that a word earned, in per cent; empty where none can be told."""
    weight, score = line.weight.value, line.self_score
    if line.actual.kind is not Kind.QUALITY or not weight or score is None:
        return ""
    return at_places(score * 100 / weight, 1)
