"""Deviations and verified scores in words, the same on a terminal and on a page."""

from api.wording import OUTCOME_NAMES
from scoring.deviations import Deviation
from scoring.explanations import Owed
from scoring.figures import amount, percent
from scoring.verify import Finding, Outcome
from scoring.wording import REASON_NAMES


def signed(text: str) -> str:
    """A figure with a minus sign that cannot be taken for a dash."""
    return text.replace("-", "−")


def deviation_words(each: Deviation) -> str:
    """How far off and what it cost: ，相差 −27个百分点（−27.00%），失 2 分."""
    share = "" if each.share is None else f"（{signed(percent(each.share))}）"
    unit = "个百分点" if each.unit == "%" else each.unit
    figure = "" if each.amount is None else f"，相差 {signed(amount(each.amount))}{unit}{share}"
    return figure + (f"，失 {amount(each.lost)} 分" if each.lost else "")


def outcome_name(finding: Finding) -> str:
    """The outcome in words; nobody judges a total, it only lies where it can lie."""
    if finding.outcome is Outcome.INSIDE and finding.where == "published_total":
        return "在可能的范围内"
    return OUTCOME_NAMES[finding.outcome]


def finding_words(finding: Finding, weight_known: bool = True) -> str:
    """Why nothing could be compared, by how much it differs, and where the score may lie."""
    difference = f"相差 {signed(amount(finding.difference))}" if finding.difference else ""
    span = _span(finding, weight_known)
    return "，".join(part for part in (difference, _why(finding), span) if part)


def _why(finding: Finding) -> str:
    if finding.printed is None:
        return "表上没有印得分"
    if finding.reason == "open_lines":
        return "有待定的行"
    return REASON_NAMES.get(finding.reason, finding.reason)


def _span(finding: Finding, weight_known: bool) -> str:
    """The range of points; of an unprinted weight, the share that the line earns."""
    low, high = finding.low, finding.high
    if low is None or high is None:
        return ""
    if not weight_known:
        return f"得该行分值的{_between(percent(low), percent(high))}"
    return "" if finding.printed is None else f"范围 {amount(low)} 至 {amount(high)}"


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low}至{high}"


def drafted(owed: Owed) -> str:
    """The first sentence that we propose, marked as ours: nobody may take it for what was filed."""
    return f"草拟：{owed.draft}"
