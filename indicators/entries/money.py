"""Entries about money: the funding table, costs against funds, prose and yearly summary."""

from indicators.issues import Entry, Severity

MONEY = {
    "funding_parts_differ": Entry(
        Severity.ERROR,
        "资金来源之和与总额不符",
        "为{total}，各资金来源之和为{parts}，相差{difference}",
        "请核对总额与各来源的金额",
    ),
    "funding_total_zero": Entry(
        Severity.ERROR, "总额为零而来源有数", "为0，各资金来源之和却为{parts}", "请填写资金总额"
    ),
    "rate_differs": Entry(
        Severity.ERROR,
        "执行率与金额不符",
        "印为{printed}%，全年执行数{spent}÷全年预算数{budgeted}应为{expected}",
        "请核对金额，或更正执行率",
    ),
    "rate_rounded_before_scoring": Entry(
        Severity.WARNING,
        "先舍入执行率再计分",
        "为{self_score}分，是用印出的执行率{rate}%算得；用执行数÷预算数计算应为{expected}分",
        "请用未舍入的执行率计分，或说明所依据的规定",
    ),
    "execution_full_points_below_rate": Entry(
        Severity.WARNING,
        "执行率不足100%却得满分",
        "为满分{weight}分，而执行率为{rate}%，按比例应为{expected}分",
        "请核对执行率得分；办法规定可得满分的，请写明依据",
    ),
    "spent_over_budget": Entry(
        Severity.WARNING,
        "执行数超过预算数",
        "为{spent}，超过全年预算数{budgeted}",
        "请核对是否漏记预算调整；确系超支的，请说明原因",
    ),
    "cost_target_differs_from_funds": Entry(
        Severity.WARNING,
        "成本指标值与资金不符",
        "为{cell}，资金表中的预算数为{funds}{unit}",
        "请核对两处金额，使之一致",
    ),
    "cost_actual_differs_from_funds": Entry(
        Severity.WARNING,
        "成本完成值与资金不符",
        "为{cell}，资金表中的全年执行数为{funds}{unit}",
        "请核对两处金额，使之一致",
    ),
    "spending_parts_differ": Entry(
        Severity.ERROR,
        "基本支出与项目支出之和不符",
        "之和为{parts}，整体支出总额为{total}",
        "请核对基本支出、项目支出和总额",
    ),
    "money_unit_doubtful": Entry(
        Severity.WARNING,
        "金额单位可疑",
        "为{figure}，与{other}（{compared}）相差约一万倍",
        "请核对是“元”还是“万元”",
    ),
    "narrative_budget_differs": Entry(
        Severity.ERROR,
        "综述预算数与表不符",
        "写作{printed}万元，资金表为{expected}万元",
        "请核对综述与表中的全年预算数",
    ),
    "narrative_spent_differs": Entry(
        Severity.ERROR,
        "综述执行数与表不符",
        "写作{printed}万元，资金表为{expected}万元",
        "请核对综述与表中的全年执行数",
    ),
    "narrative_rate_differs": Entry(
        Severity.WARNING,
        "综述执行率与金额不符",
        "写作{printed}%，执行数{spent}÷预算数{budgeted}应为{expected}%",
        "请按未舍入的金额重算后更正综述",
    ),
    "yearly_funds_differ": Entry(
        Severity.WARNING,
        "年度自评资金与各项目之和不符",
        "写作{printed}万元，{count}个项目的全年预算数之和为{total}万元，相差{difference}万元",
        "请核对年度自评情况与各项目自评表",
    ),
    "yearly_count_differs": Entry(
        Severity.WARNING,
        "年度自评项目数与自评表份数不符",
        "写作{printed}个，同一单位该年度的项目自评表有{count}份",
        "请补齐自评表，或更正项目个数",
    ),
}
