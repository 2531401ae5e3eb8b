"""What a done attempt changes in the model."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.api.service.workflow.forms import Content
from tests.api.service.workflow.oracle import Attempt, Case, Model, Said


def happen(model: Model, attempt: Attempt, made: int) -> None:
    """Changes the model as the attempt ought to; ``made`` is the number of what a reopening makes.

    Whatever changes gains an event, and so must gain a row of audit.
    """
    case = model.cases[attempt.id]
    before = replace(case, reviews=dict(case.reviews))
    _EFFECTS[attempt.action](model, attempt, case)
    case.events += case != before
    case.events += (before.state, case.state) == ("submitted", "approved")  # what is locked gains a row of its own
    if attempt.action == "reopen":
        model.cases[made] = replace(
            case, id=made, state="draft", level=0, round=0, revision=case.revision + 1, latest=True, previous=case.id,
            reviews={}, submitters=frozenset(), approvers=frozenset(), events=1, spot_checks=0, version=0,
        )  # fmt: skip


def wanted(attempt: Attempt, case: Case) -> Content:
    """What is reported after a save: all of it anew, or one line."""
    lines = [attempt.content[i] if attempt.whole or i == attempt.line else case.content[i] for i in range(3)]
    return (*lines, attempt.content[3] if attempt.whole else case.content[3])  # type: ignore[return-value]


def _save(model: Model, attempt: Attempt, case: Case) -> None:
    case.content = wanted(attempt, case)


def _attach(model: Model, attempt: Attempt, case: Case) -> None:
    case.evidence = _counted(case.evidence, attempt.line, 1)


def _detach(model: Model, attempt: Attempt, case: Case) -> None:
    case.evidence = _counted(case.evidence, attempt.line, -1)


def _counted(evidence: tuple[int, int, int], line: int, more: int) -> tuple[int, int, int]:
    first, second, third = (number + more * (i == line) for i, number in enumerate(evidence))
    return first, second, third


def _submit(model: Model, attempt: Attempt, case: Case) -> None:
    case.state, case.round, case.level = "submitted", case.round + 1, 0
    case.submitters, case.approvers = case.submitters | {attempt.who}, frozenset()


def _recall(model: Model, attempt: Attempt, case: Case) -> None:
    case.state = "draft"


def _review(model: Model, attempt: Attempt, case: Case) -> None:
    key = (case.level + 1, attempt.line)
    old = case.reviews.get(key)
    if attempt.drop:
        case.reviews.pop(key, None)
    elif old is None or old[:2] != (attempt.score, attempt.opinion):
        case.reviews[key] = Said(attempt.score, attempt.opinion, attempt.who)


def _return(model: Model, attempt: Attempt, case: Case) -> None:
    case.state, case.level = "returned", 0


def _approve(model: Model, attempt: Attempt, case: Case) -> None:
    case.level, case.approvers = case.level + 1, case.approvers | {attempt.who}
    if case.level == case.levels:
        case.state = "approved"


def _publish(model: Model, attempt: Attempt, case: Case) -> None:
    case.state, earlier = "published", case.previous
    while earlier is not None:
        old = model.cases[earlier]
        if old.state == "published":
            old.state, old.events = "withdrawn", old.events + 1
        earlier = old.previous


def _withdraw(model: Model, attempt: Attempt, case: Case) -> None:
    case.state = "withdrawn"


def _reopen(model: Model, attempt: Attempt, case: Case) -> None:
    case.latest = False


def _spot_check(model: Model, attempt: Attempt, case: Case) -> None:
    case.spot_checks += 1


_EFFECTS: Mapping[str, Callable[[Model, Attempt, Case], None]] = {
    "save": _save,
    "attach": _attach,
    "detach": _detach,
    "submit": _submit,
    "recall": _recall,
    "review": _review,
    "return_": _return,
    "approve": _approve,
    "publish": _publish,
    "withdraw": _withdraw,
    "reopen": _reopen,
    "spot_check": _spot_check,
}
