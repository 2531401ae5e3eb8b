"""What is still missing before an evaluation may be submitted or approved (缺什么): every place, and what to do. Pure."""

from collections.abc import Collection, Iterator, Sequence

from api.problems.faults import FieldError
from indicators.cells import Missing
from indicators.substance import CAUSE_NAMES
from scoring.explanations import Owed, outstanding
from scoring.results import Basis, LineScore
from scoring.sheet import ScoreSheet
from scoring.wording import REASON_NAMES

# No number, and said so: these stay open and are submitted all the same. What the form does not print is nobody's debt.
_STATED = frozenset({Missing.NOT_APPLICABLE, Missing.NOT_YET_DUE})
_UNPRINTED = "weight_unknown"

_WHAT_TO_DO = {
    "blank": "请填写实际完成值，或注明不适用、未到期",
    "unreadable": "请改写为看得懂的数值，或注明不适用、未到期",
    "question": "请在给出的读法中选定一种",
    "unit_mismatch": "请改用指标值的度量单位填写",
    "tier_unknown": "请选定档次并给分",
    "unscored": "请在范围内给出自评得分",
    "outside_band": "请把自评得分改到所属档次的范围内，或改选档次",
}


def missing(sheet: ScoreSheet, backed: Collection[str]) -> list[FieldError]:
    """Everything that is missing, in the order of the form; ``backed`` are the lines that have evidence."""
    return [*_said(sheet), *_evidence(sheet, backed)]


def lacking(sheet: ScoreSheet) -> int:
    """How many places can be put right now in the form itself, evidence aside: what its page counts."""
    return len(ripe(_said(sheet)))


def ripe(found: Sequence[FieldError]) -> list[FieldError]:
    """What can be put right now: why a figure is off is asked once there is one."""
    blank = {each.path for each in found if each.code == "open_blank"}
    return [each for each in found if each.path.removesuffix(".explanation") not in blank or each.path in blank]


def _said(sheet: ScoreSheet) -> list[FieldError]:
    return [*_funds(sheet), *_open(sheet), *_explanations(sheet)]


def claimed(sheet: ScoreSheet) -> list[str]:
    """The lines that want evidence: a tier's name against a figure is a claim, which the form itself does not back."""
    return [line.where for line in sheet.lines if line.basis is Basis.CLAIMED and not line.indicator.evidence]


def _funds(sheet: ScoreSheet) -> Iterator[FieldError]:
    execution = sheet.execution
    if execution.basis is Basis.OPEN and execution.reason in ("no_row", "no_funds", "negative_funds"):
        yield FieldError(
            "funding", f"预算执行率：{REASON_NAMES[execution.reason]}，请填写全年预算数和执行数", "no_funds"
        )


def _open(sheet: ScoreSheet) -> Iterator[FieldError]:
    for line in sheet.lines:
        if line.points is None and line.reason != _UNPRINTED and line.indicator.actual.missing not in _STATED:
            why = REASON_NAMES.get(line.reason, line.reason)
            todo = _WHAT_TO_DO.get(line.reason, "请由人判定后给分")
            yield FieldError(line.where, f"{_called(line)}：{why}；{todo}", f"open_{line.reason}")


def _called(line: LineScore) -> str:
    return f"“{line.indicator.name}”"


def _explanations(sheet: ScoreSheet) -> Iterator[FieldError]:
    for each in outstanding(sheet.owed):
        yield FieldError(_place(each), f"“{each.name}”的偏差原因：{_why(each)}", f"explanation_{each.assessment.cause}")


def _place(owed: Owed) -> str:
    return "explanation" if owed.where == "funding" else f"{owed.where}.explanation"


def _why(owed: Owed) -> str:
    return f"{CAUSE_NAMES[owed.assessment.cause]}；请说明原因和改进措施，可从这句写起：{owed.draft}"


def _evidence(sheet: ScoreSheet, backed: Collection[str]) -> Iterator[FieldError]:
    """A tier's name against a figure is a claim: the rulebooks that accept it ask for evidence."""
    wanting = set(claimed(sheet)).difference(backed)
    for line in sheet.lines:
        if line.where in wanting:
            yield FieldError(
                f"{line.where}.evidence",
                f"{_called(line)}：以档次名称作答，没有数值，须附佐证材料",
                "evidence_owed",
            )
