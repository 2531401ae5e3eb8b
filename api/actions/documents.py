"""What a person can have done with documents: choose the rulebook, score, check. No HTTP, no JSON, no files."""

from collections.abc import Sequence
from typing import NamedTuple

from api.problems.refusals import ChooseRulebook, NotASelfEvaluation, Option
from indicators.checks import check, check_together
from indicators.issues import Issue
from indicators.model import Document, Plan, SelfEvaluation
from scoring.conformity import conformity
from scoring.library import Library
from scoring.narrative import Summary, yearly_summary
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet, score


def chosen(library: Library, document: Document, given: str = "", path: str = "") -> Rulebook:
    """The rulebook given, else named by the document, else the only one that fits; ChooseRulebook with candidates."""
    choice = library.choose(document, given)
    if choice.rulebook is None:
        options = [Option(each.rulebook.id, each.rulebook.title, each.reason) for each in choice.candidates]
        raise ChooseRulebook(choice.reason, options, path)
    return choice.rulebook


def scored(library: Library, document: Document, given: str = "", path: str = "") -> ScoreSheet:
    """The document's score sheet."""
    return score(document, chosen(library, document, given, path))


def all_issues(sheet: ScoreSheet) -> tuple[Issue, ...]:
    """What the document says against itself, then what scoring found; a plan has nothing to score yet."""
    plan = isinstance(sheet.document, Plan)
    found = conformity(sheet.document, sheet.rulebook) if plan else sheet.issues
    return (*check(sheet.document), *found)


class Checked(NamedTuple):
    """The issues of a document; ``rulebook`` is None where none is known, and then nobody compared with one."""

    rulebook: Rulebook | None
    issues: tuple[Issue, ...]


def checked(library: Library, documents: Sequence[Document], given: str = "") -> list[Checked]:
    """The issues of every document; those that need a rulebook only where one is known, those between forms at each."""
    together = check_together(documents)
    found = []
    for i, document in enumerate(documents):
        book = library.choose(document, given).rulebook
        alone = all_issues(score(document, book)) if book else check(document)
        shared = (each for each in together if each.where.startswith(f"documents[{i}]"))
        found.append(Checked(book, (*alone, *shared)))
    return found


def evaluations(documents: Sequence[Document], paths: Sequence[str]) -> tuple[SelfEvaluation, ...]:
    """The documents as self-evaluations; NotASelfEvaluation where one is a plan."""
    found = []
    for document, path in zip(documents, paths, strict=True):
        if not isinstance(document, SelfEvaluation):
            raise NotASelfEvaluation(path)
        found.append(document)
    return tuple(found)


def summary(documents: Sequence[Document]) -> Summary | None:
    """The yearly sentence over the project forms; None without any, or where they are of several years."""
    projects = [document for document in documents if document.project]
    one_year = len({document.budget_year for document in projects}) == 1
    return yearly_summary(projects) if one_year else None
