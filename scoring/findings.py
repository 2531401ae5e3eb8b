"""The catalogue of what scoring finds (计分发现的问题): the document against its rulebook, and what stayed unscored.

Codes are public: never renamed, never reused. Those of the document itself stand in ``indicators.catalogue``.
"""

from types import MappingProxyType

from indicators.issues import Entry, Issue, Severity

_PERSON = "请由填报人或审核人在{low}至{high}分之间给分"

FINDINGS: MappingProxyType[str, Entry] = MappingProxyType(
    {
        "rulebook_does_not_fit": Entry(
            Severity.WARNING,
            "办法与地区或年度不合",
            "“{rulebook}”适用于{reach}，本表为{place}{year}年度",
            "请核对所用的办法，或换用适用的一套",
        ),
        "execution_weight_differs": Entry(
            Severity.ERROR,
            "执行率分值与办法不符",
            "执行率分值为{printed}分，“{rulebook}”规定{ruled}分",
            "请核对分值或换用适用的办法；计分按办法，不作折算",
        ),
        "indicator_weights_differ": Entry(
            Severity.ERROR,
            "指标分值合计与办法不符",
            "分值合计{printed}分，“{rulebook}”规定{ruled}分",
            "请核对各行分值或换用适用的办法；计分按表上分值，不作折算",
        ),
        "dimension_weights_differ": Entry(
            Severity.WARNING,
            "一级指标分值与办法不符",
            "分值按一级指标分别为{printed}，“{rulebook}”所列为：{allowed}",
            "请核对各一级指标的分值",
        ),
        "execution_no_funds": Entry(
            Severity.WARNING, "执行率无法计算", "未填全年预算数或全年执行数，执行率得分待定", "请填写两个数"
        ),
        "execution_no_row": Entry(
            Severity.WARNING,
            "资金表缺少计分的一行",
            "资金表没有办法用来计分的一行（{row}），执行率得分待定",
            "请补上这一行",
        ),
        "execution_zero_budget": Entry(
            Severity.WARNING,
            "预算数为0",
            "全年预算数为0，执行率无法计算，得分待定",
            "请核对预算数；确无预算的请按办法处理",
        ),
        "execution_negative_funds": Entry(
            Severity.ERROR, "预算数或执行数为负", "全年预算数或全年执行数为负，执行率无法计算", "请核对两个数"
        ),
        "self_score_differs": Entry(
            Severity.WARNING,
            "自评得分与计算得分不符",
            "自评得分{score}分，按“{rulebook}”计算为{computed}分，相差{difference}分",
            "请核对自评得分，或核对所用的办法",
        ),
        "score_outside_band": Entry(
            Severity.ERROR,
            "自评得分超出应有范围",
            "自评得分{score}分，不在应有的{low}至{high}分之内{tier}",
            "请更正得分或改选档次；更正之前本行待定",
        ),
        "tier_not_chosen": Entry(
            Severity.WARNING, "尚未选定档次", "完成情况的文字不是档次名称，得分待定", "请选定达成、部分达成或未达成"
        ),
        "judgement_missing": Entry(Severity.WARNING, "应由人给分", "须由人给分，尚未给分{tier}", _PERSON),
        "review_outside_weight": Entry(
            Severity.ERROR, "复核得分不在0与分值之间", "复核得分{score}分，不在{low}至{high}分之内", "请更正复核得分"
        ),
        "rollup_left_open": Entry(
            Severity.WARNING,
            "未能汇总的行",
            "“{name}”在各表中不能一一对应，或没有可以合并的数值",
            "请核对各表这一行的名称、单位、性质和分值",
        ),
    }
)


def finding(code: str, where: str, **facts: str) -> Issue:
    """A finding with the severity that the catalogue gives its code."""
    return Issue(code, FINDINGS[code].severity, where, facts)
