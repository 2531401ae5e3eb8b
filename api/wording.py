"""Words for people: the closed lists of the house by their Chinese names, the sentence of an issue, the working."""

from collections.abc import Mapping

from indicators import catalogue
from indicators.issues import Entry, Issue, Severity
from indicators.model import Document
from scoring.deviations import Cause
from scoring.execution import ExecutionScore
from scoring.figures import amount, percent
from scoring.findings import FINDINGS
from scoring.pools import Pool
from scoring.results import Basis, LineScore
from scoring.rulebook import Rulebook
from scoring.sheet import ScoreSheet
from scoring.trace import Step
from scoring.verify import Outcome
from scoring.wording import citation, phrase

BASIS_NAMES: Mapping[Basis, str] = {
    Basis.COMPUTED: "计算",
    Basis.JUDGED: "判定",
    Basis.CLAIMED: "自报",
    Basis.REVIEWED: "复核",
    Basis.OPEN: "待定",
}
SEVERITY_NAMES: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.NOTICE: "提示",
}
CAUSE_NAMES: Mapping[Cause, str] = {
    Cause.MISSED: "未达到目标",
    Cause.OVER_ACHIEVED: "超额完成",
    Cause.POINTS_LOST: "得分低于分值",
}
OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.AGREES: "相符",
    Outcome.DIFFERS: "不符",
    Outcome.INSIDE: "在范围内，由人判定",
    Outcome.OUTSIDE: "超出范围",
    Outcome.NOT_DERIVABLE: "无法推得",
}
_ENTRIES: Mapping[str, Entry] = catalogue.CATALOGUE | FINDINGS


def issue_sentence(issue: Issue, document: Document) -> str:
    """The issue in words, with its place and what to do."""
    return catalogue.phrase(_ENTRIES[issue.code], issue, document)


_MET: Mapping[bool | None, str] = {True: "达到", False: "未达到", None: ""}


def basis_name(scored: LineScore | ExecutionScore) -> str:
    """What the points rest on; a line whose weight the form does not print counts with the others, not by itself."""
    return "未印" if scored.reason == "weight_unknown" else BASIS_NAMES[scored.basis]


def met_name(met: bool | None) -> str:
    """达到、未达到, or nothing where nobody can say yet."""
    return _MET[met]


def working(scored: LineScore | ExecutionScore, sheet: ScoreSheet) -> tuple[str, ...]:
    """The steps behind a score, each in words; of an unknown weight only the share can be told."""
    if scored.step is None:
        return ()
    if scored.weight is None:
        told = [phrase(step, sheet.rulebook) for step in scored.step.walk() if step.name in ("met", "stated")]
        return (*told, f"得该行分值的{percent(scored.low)}")
    return tuple(words for step in scored.step.walk() if (words := phrase(step, sheet.rulebook)))


def sources(step: Step | None, sheet: ScoreSheet) -> tuple[str, ...]:
    """The clauses that a step and all beneath it rest on, each once."""
    rules = dict.fromkeys(inner.rule for inner in step.walk() if inner.rule) if step else {}
    return tuple(dict.fromkeys(citation(clause) for rule in rules for clause in sheet.rulebook.cited(rule)))


def pool_sentence(pool: Pool, book: Rulebook) -> str:
    """What lines of unprinted weight earn together."""
    if pool.step:
        return phrase(pool.step, book) + "。"
    return (
        f"{len(pool.members)}行的分值未印，合计{amount(pool.points)}分，"
        f"各行所得比例不同，共可得{amount(pool.low)}至{amount(pool.high)}分。"
    )
