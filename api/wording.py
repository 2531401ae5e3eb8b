"""Words for people: the closed lists of the house by their Chinese names, and the sentence of an issue."""

from collections.abc import Mapping

from indicators.catalogue import CATALOGUE, phrase
from indicators.cells import Actual, Kind, Reading, Target
from indicators.issues import Entry, Issue, Severity
from indicators.model import Document
from indicators.numbers import plain
from scoring.deviations import Cause
from scoring.lines import Basis
from scoring.verify import Outcome
from scoring.wording import OPERATOR_SIGNS

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
# What scoring finds, beside what the document says against itself.
SCORING: Mapping[str, Entry] = {
    "execution_weight_differs": Entry(
        Severity.ERROR, "执行率分值与办法不符", "执行率分值为{printed}分，“{rulebook}”定为{ruled}分", "请核对所用的办法"
    ),
    "indicator_weights_differ": Entry(
        Severity.ERROR,
        "指标分值合计与办法不符",
        "分值合计为{printed}分，“{rulebook}”定为{ruled}分",
        "请核对；不会自动折算",
    ),
    "dimension_weights_differ": Entry(
        Severity.WARNING,
        "一级指标分值与办法不符",
        "{printed}，“{rulebook}”的比例为{allowed}",
        "请核对一级指标的分值",
    ),
    "execution_no_funds": Entry(
        Severity.WARNING, "执行率不能计算", "没有填报全年预算数或执行数，执行率得分待定", "请补填"
    ),
    "execution_zero_budget": Entry(Severity.WARNING, "执行率不能计算", "全年预算数为0，执行率得分待定", "请核对预算数"),
    "execution_negative_funds": Entry(
        Severity.WARNING, "执行率不能计算", "预算数或执行数为负，执行率得分待定", "请核对"
    ),
    "score_outside_band": Entry(
        Severity.ERROR,
        "自评得分超出档次范围",
        "自评得分{score}分，不在{tier}{low}至{high}分的范围内，此行待定",
        "请在范围内给分，或改选档次",
    ),
    "tier_not_chosen": Entry(Severity.WARNING, "尚未选定档次", "写法不能归入任何一档", "请由人选定档次"),
    "judgement_missing": Entry(
        Severity.WARNING, "应由人给分", "应由人在{low}至{high}分之间给分，尚未给分", "请补填自评得分"
    ),
    "review_outside_weight": Entry(
        Severity.ERROR, "复核得分超出分值", "复核得分{score}分，不在0与分值之间", "请核对复核得分"
    ),
    "rollup_left_open": Entry(
        Severity.WARNING, "未能汇总", "“{name}”在各表中不能对应或不能合并，此行待定", "请核对各表的指标名称、性质和分值"
    ),
}


def issue_sentence(issue: Issue, document: Document) -> str:
    """The issue in words, with its place and what to do."""
    return phrase(SCORING.get(issue.code) or CATALOGUE[issue.code], issue, document)


_MET: Mapping[bool | None, str] = {True: "达到", False: "未达到", None: ""}
_KIND_NAMES: Mapping[Kind, str] = {
    Kind.QUANTITY: "数值",
    Kind.RANGE: "区间",
    Kind.DATE: "日期",
    Kind.DURATION: "时长",
    Kind.YES_NO: "是否",
    Kind.QUALITY: "定性",
    Kind.SEVERAL: "多个数值",
    Kind.BLANK: "空白",
    Kind.UNREADABLE: "无法识别",
}
_READING_NAMES: Mapping[Reading, str] = {Reading.CERTAIN: "", Reading.ASSUMED: "按惯例", Reading.ASK: "须询问"}


def met_name(met: bool | None) -> str:
    """达到、未达到, or nothing where nobody can say yet."""
    return _MET[met]


def cell_text(cell: Target | Actual) -> str:
    """How a cell was read, in a few words: 数值 ≥ 95 %."""
    operator = OPERATOR_SIGNS[cell.read_as if isinstance(cell, Target) else cell.operator]
    parts = [_KIND_NAMES[cell.kind], operator, "、".join(plain(number) for number in cell.numbers), cell.unit]
    doubt = _READING_NAMES[cell.reading]
    return " ".join(part for part in parts if part) + (f"（{doubt}）" if doubt else "")
