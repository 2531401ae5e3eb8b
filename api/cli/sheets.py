"""A score sheet for a terminal: the total first, then where every tenth comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from api.cell_words import cell_text, line_questions
from api.cli.shared import by_file
from api.cli.tables import table
from api.finding_words import deviation_words, drafted
from api.wording import (
    BASIS_NAMES,
    CAUSE_NAMES,
    SEVERITY_NAMES,
    basis_name,
    issue_sentence,
    met_name,
    pool_sentence,
)
from indicators.issues import Issue
from indicators.model import Document, Plan
from indicators.numbers import plain
from indicators.substance import CAUSE_NAMES as SUBSTANCE_NAMES
from indicators.taxonomy import DIMENSION_NAMES
from scoring.explanations import CAUSE_NAMES as DUE_NAMES
from scoring.figures import amount, percent
from scoring.results import Basis, LineScore
from scoring.sheet import ScoreSheet
from scoring.wording import REASON_NAMES, sentence

HEADS = ("行", "指标", "指标值", "实际完成值", "达到", "分值", "自评", "计算", "计入", "依据")
LIMITS = (-3, 36, 14, 14, 6, -6, -6, -8, -8, 4)


def sheet_text(sheet: ScoreSheet, issues: Sequence[Issue], files: Sequence[str] = ()) -> str:
    """The whole sheet as text; a plan has weights only. ``files`` are those of a run over several forms."""
    if isinstance(sheet.document, Plan):
        return _plan_text(sheet, issues)
    blocks = [
        "\n".join(_heading(sheet)),
        table(HEADS, _rows(sheet), LIMITS),
        _by_basis(sheet),
        _block("由人判定或自报的", _judged(sheet)),
        _block("待定的", _open(sheet)),
        _block("分值未印的", [pool_sentence(pool, sheet.rulebook) for pool in sheet.pools]),
        _block("偏差", _deviations(sheet)),
        _block("应说明的", _owed(sheet)),
        _block("问题", issue_lines(issues, sheet.document, files)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _plan_text(sheet: ScoreSheet, issues: Sequence[Issue]) -> str:
    rows = [
        (str(n), line.indicator.name, line.indicator.target.text, cell_text(line.indicator.target), shown(line.weight))
        for n, line in enumerate(sheet.lines, 1)
    ]
    blocks = [
        "\n".join(_heading(sheet)),
        table(("行", "指标", "指标值", "读作", "分值"), rows, (-3, 50, 20, 26, -6)),
        "，".join(f"{DIMENSION_NAMES[level]} {_figure(sums.weight)}" for level, sums in sheet.by_dimension.items()),
        _block("问题", issue_lines(issues, sheet.document)),
    ]
    return "\n\n".join(block for block in blocks if block)


def total_text(sheet: ScoreSheet) -> str:
    """总分, or how far it is known."""
    if isinstance(sheet.document, Plan):
        weights = [line.weight for line in sheet.lines if line.weight is not None]
        return (
            f"目标表，尚未自评：指标分值合计 {amount(sum(weights, Decimal()))}，执行率 {amount(sheet.execution.weight)}"
        )
    if sheet.total is not None:
        return f"总分 {plain(sheet.total)}"
    return f"总分待定：已计 {plain(sheet.points_so_far)}，可能范围 {plain(sheet.low)} 至 {plain(sheet.high)}"


def issue_lines(issues: Sequence[Issue], document: Document, files: Sequence[str] = ()) -> list[str]:
    """Each issue as a line with its severity in front; what forms say against one another names their files."""
    return [f"［{SEVERITY_NAMES[issue.severity]}］{_issue(issue, document, files)}" for issue in issues]


def _issue(issue: Issue, document: Document, files: Sequence[str]) -> str:
    sentence = issue_sentence(issue, document)
    return by_file(sentence, files) if files and issue.where.startswith("documents[") else sentence


def _heading(sheet: ScoreSheet) -> Iterator[str]:
    document, book = sheet.document, sheet.rulebook
    yield total_text(sheet)
    yield f"{document.name}（{document.agency.name}，{document.budget_year}年度）"
    yield f"办法：{book.title}（{book.id}，{book.digest[:12]}）" + (f"　等级：{sheet.grade}" if sheet.grade else "")
    if book.recalled:
        yield "注意：此办法中有凭一般了解记录、未核对原文的规定，见 jixiao rulebooks " + book.id


def _rows(sheet: ScoreSheet) -> Iterator[Sequence[str]]:
    e = sheet.execution
    rate = "" if e.rate is None else percent(e.rate)
    computed = shown(e.points if e.basis is Basis.COMPUTED else None)
    weight, name = shown(e.weight), "预算执行率"
    yield "", name, "", rate, "", weight, shown(e.self_score), computed, shown(e.points), BASIS_NAMES[e.basis]
    for number, line in enumerate(sheet.lines, 1):
        yield str(number), *_row(line)


def _row(line: LineScore) -> Sequence[str]:
    indicator = line.indicator
    return (
        indicator.name,
        indicator.target.text,
        indicator.actual.text,
        met_name(line.met),
        shown(line.weight),
        shown(line.self_score),
        shown(line.computed_score),
        shown(line.points),
        basis_name(line),
    )


def shown(value: Decimal | None) -> str:
    """A score in a cell of a table; a dash where there is none."""
    return "—" if value is None else amount(value) if len(plain(value)) > 8 else plain(value)


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else amount(value)


def _by_basis(sheet: ScoreSheet) -> str:
    parts = [f"{BASIS_NAMES[basis]} {plain(points)}" for basis, points in sheet.by_basis.items() if points]
    return "合计：" + ("，".join(parts) or "0")


def _block(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{title}：", *(f"  {line}" for line in lines)]) if lines else ""


def _judged(sheet: ScoreSheet) -> list[str]:
    wanted = (Basis.JUDGED, Basis.CLAIMED, Basis.REVIEWED)
    return [
        f"第{number}行 {line.indicator.name}：{sentence(line.step, sheet.rulebook)}"
        for number, line in enumerate(sheet.lines, 1)
        if line.basis in wanted and line.step
    ]


def _open(sheet: ScoreSheet) -> list[str]:
    execution = [f"预算执行率：{REASON_NAMES[sheet.execution.reason]}"] if sheet.execution.points is None else []
    numbers = {line.where: number for number, line in enumerate(sheet.lines, 1)}
    lines = [f"第{numbers[line.where]}行 {line.indicator.name}：{'。'.join(_why(line))}" for line in sheet.open_lines]
    return execution + lines


def _why(line: LineScore) -> tuple[str, ...]:
    """Why a line is open, and what is asked about it."""
    return REASON_NAMES.get(line.reason, line.reason), *line_questions(line)


def _deviations(sheet: ScoreSheet) -> list[str]:
    return [f"{each.name}：{CAUSE_NAMES[each.cause]}{deviation_words(each)}" for each in sheet.deviations]


def _owed(sheet: ScoreSheet) -> list[str]:
    outcomes = {"ok": "已说明", "weak": "说明不足", "insufficient": "尚未说明"}
    found = []
    for each in sheet.owed:
        why = "、".join(DUE_NAMES.get(cause, cause) for cause in each.causes)
        detail = SUBSTANCE_NAMES.get(each.assessment.cause, "")
        verdict = outcomes[each.assessment.outcome.value] + (f"：{detail}" if detail else "")
        found.append(f"{each.name}（{why}）——{verdict}。{drafted(each)}")
    return found
