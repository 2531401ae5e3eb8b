"""What of a report calls for judgement (需要判断的): each sign with its place, its kind and its words. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from api.actions.documents import all_issues
from api.finding_words import deviation_words, signed
from api.wording import issue_sentence
from indicators.issues import Issue, Severity
from indicators.model import Explanation
from indicators.places import line_of
from indicators.substance import CAUSE_NAMES, Outcome
from scoring.deviations import Cause, Deviation
from scoring.explanations import Owed
from scoring.figures import amount
from scoring.results import LineScore
from scoring.sheet import ScoreSheet
from scoring.verify import Finding, verify
from scoring.verify import Outcome as Verified
from scoring.wording import REASON_NAMES

FUNDING = "funding"
KIND_NAMES: Mapping[str, str] = {
    "missed": "未达到",
    "over_achieved": "超额完成",
    "silent": "失分未说明",
    "owed": "欠说明",
    "weak": "说明不足",
    "differs": "自评不符",
    "open": "待定",
    "finding": "检查",
}

_TOLD = frozenset({"self_score_differs", "score_outside_band", "tier_not_chosen", "judgement_missing"})


class Sign(NamedTuple):
    """Something to judge: its line (``funding``, or "" for the whole form), a key of ``KIND_NAMES``, a sentence."""

    where: str
    kind: str
    words: str


def signs(sheet: ScoreSheet) -> tuple[Sign, ...]:
    """Everything to judge of a report, in the order of the form: the whole form, the funds, then line by line.

    ``sheet`` is what the report alone says, without reviews. Lines without evidence are told by ``unbacked``.
    """
    found = [*_deviating(sheet), *_explained(sheet.owed), *_differing(sheet), *_open(sheet.lines), *_checked(sheet)]
    order = {where: number for number, where in enumerate(["", FUNDING, *(line.where for line in sheet.lines)])}
    return tuple(sorted(found, key=lambda each: order[each.where]))


def unbacked(sheet: ScoreSheet, backed: Collection[str]) -> tuple[str, ...]:
    """The lines without evidence."""
    return tuple(line.where for line in sheet.lines if line.where not in backed and not line.indicator.evidence)


def _deviating(sheet: ScoreSheet) -> Iterator[Sign]:
    lines, owed = {line.where: line for line in sheet.lines}, {each.where for each in sheet.owed}
    for each in sheet.deviations:
        if each.where == FUNDING:
            continue
        words = deviation_words(each).lstrip("，")
        if each.cause is not Cause.POINTS_LOST:
            yield Sign(each.where, each.cause.value, words)
        elif each.where not in owed and lines[each.where].indicator.explanation == Explanation():
            yield Sign(each.where, "silent", _lost(each))


def _lost(each: Deviation) -> str:
    return f"失 {amount(each.lost)} 分，没有写原因" if each.lost else "没有写原因"


def _explained(owed: Iterable[Owed]) -> Iterator[Sign]:
    kinds = {Outcome.INSUFFICIENT: "owed", Outcome.WEAK: "weak"}
    for each in owed:
        if kind := kinds.get(each.assessment.outcome):
            yield Sign(each.where, kind, CAUSE_NAMES[each.assessment.cause])


def _differing(sheet: ScoreSheet) -> Iterator[Sign]:
    found = verify(sheet)
    for where, each in (("", found.total), (FUNDING, found.execution), *((each.where, each) for each in found.lines)):
        if each.outcome in (Verified.DIFFERS, Verified.OUTSIDE):
            yield Sign(where, "differs", _difference(each))


def _difference(each: Finding) -> str:
    if each.outcome is Verified.DIFFERS and each.printed is not None and each.computed is not None:
        off = signed(amount(each.printed - each.computed))
        return f"自评 {amount(each.printed)}，计算 {amount(each.computed)}，相差 {off}"
    bounds = "" if each.low is None or each.high is None else f"，应在 {amount(each.low)} 至 {amount(each.high)} 之间"
    return f"自评得分超出范围{bounds}"


def _open(lines: Iterable[LineScore]) -> Iterator[Sign]:
    for line in lines:
        if line.points is None and line.weight is not None:
            yield Sign(line.where, "open", REASON_NAMES.get(line.reason, line.reason))


def _checked(sheet: ScoreSheet) -> Iterator[Sign]:
    for issue in findings(sheet):
        yield Sign(line_of(issue.where), "finding", issue_sentence(issue, sheet.document))


def findings(sheet: ScoreSheet) -> tuple[Issue, ...]:
    """What the checks found, errors and warnings, beside what the other kinds of sign say already."""
    return tuple(each for each in all_issues(sheet) if each.severity is not Severity.NOTICE and each.code not in _TOLD)
