"""Targets and actuals (指标值、实际完成值): missing, unreadable, open to question, or not answering one another."""

from collections.abc import Iterator, Sequence

from indicators.catalogue import issue
from indicators.cells import Actual, Kind, Missing, Question, Reading, Target
from indicators.checks.indicators import printed_target
from indicators.checks.view import Line, short
from indicators.issues import Issue

_MISSING = {
    Missing.BLANK: "actual_blank",
    Missing.NOT_APPLICABLE: "actual_not_applicable",
    Missing.NOT_YET_DUE: "actual_not_yet_due",
    Missing.UNREADABLE: "actual_unreadable",
}
_NOT_ANSWERING = {"unit_mismatch": "unit_mismatch", "tier_name": "tier_name_against_figure"}


def check_targets(lines: Sequence[Line]) -> Iterator[Issue]:
    """What the targets leave open, in plans and self-evaluations alike."""
    for line in lines:
        where, target = f"{line.path}.target", line.indicator.target
        if target.kind is Kind.BLANK:
            yield issue("target_blank", where)
        elif target.kind is Kind.UNREADABLE and not _mendable(target):
            yield issue("target_unreadable", where, cell=short(target.text))
        else:
            yield from _asked("target_question", where, target, line.verdict.questions)


def check_actuals(lines: Sequence[Line]) -> Iterator[Issue]:
    """What the actuals leave open; a plan has none."""
    for line in lines:
        where, actual = f"{line.path}.actual", line.indicator.actual
        if actual.missing is not None and not _mendable(actual):
            yield issue(_MISSING[actual.missing], where, cell=short(actual.text))
        elif code := _not_answering(line):
            yield issue(code, where, cell=short(actual.text), target=printed_target(line.indicator.target))
        else:
            yield from _asked("actual_question", where, actual, line.verdict.questions)


def _mendable(cell: Target | Actual) -> bool:
    """True when a damaged figure (≥9O%) can be asked about with what it probably was."""
    return cell.reading is Reading.ASK and any(question.alternatives for question in cell.questions)


def _not_answering(line: Line) -> str:
    """The code for an answer of another kind; a tier's name is an answer to 是."""
    if line.verdict.reason == "tier_name" and line.indicator.target.kind is Kind.YES_NO:
        return ""
    return _NOT_ANSWERING.get(line.verdict.reason, "")


def _asked(code: str, where: str, cell: Target | Actual, more: Sequence[Question]) -> Iterator[Issue]:
    """One issue for a cell that is asked about, by itself or by the verdict."""
    about = code.removesuffix("_question")
    own = cell.questions if cell.reading is Reading.ASK else ()
    questions = [*own, *(question for question in more if question.about == about)]
    if questions or cell.reading is Reading.ASK:
        seen = dict.fromkeys(text for question in questions for text in question.alternatives)
        said = "、".join(f"“{text}”" for text in seen) or "照原件重新填写"
        yield issue(code, where, cell=short(cell.text), alternatives=said)
