"""Entries about points and explanations."""

from indicators.issues import Entry, Severity

SCORES = {
    "explanation_missing": Entry(Severity.WARNING, "扣分未说明原因", "未填，而本行{loss}", "请写明原因和改进措施"),
    "explanation_says_nothing": Entry(
        Severity.WARNING,
        "原因说明没有内容",
        "“{reason}”{cause}，而{loss}",
        "请写明具体原因和改进措施",
    ),
    "points_lost_on_met": Entry(
        Severity.ERROR,
        "已达标却扣分",
        "为{self_score}分，少于分值{weight}分，而实际完成值“{actual}”已达到指标值“{target}”，且未说明原因",
        "请更正得分，或写明扣分原因",
    ),
    "points_lost_in_top_tier": Entry(
        Severity.WARNING,
        "最高档内扣分未说明原因",
        "为{self_score}分，少于分值{weight}分，完成情况“{actual}”；得分率属最高一档，扣分而未说明原因",
        "请写明扣分原因",
    ),
    "full_points_on_miss": Entry(
        Severity.ERROR,
        "未达标却得满分",
        "为满分{weight}分，而实际完成值“{actual}”未达到指标值“{target}”",
        "请按评分办法重新计分",
    ),
    "score_above_weight": Entry(
        Severity.ERROR, "得分超过分值", "为{self_score}分，超过分值{weight}分", "得分不得超过分值，请更正"
    ),
    "score_negative": Entry(Severity.ERROR, "得分为负", "为{self_score}分", "得分不得低于0分，请更正"),
    "lines_sum_differs": Entry(
        Severity.ERROR,
        "各行得分之和与总分不符",
        "印为{printed}分，各行得分与执行率得分之和为{total}分，相差{difference}分",
        "请核对各行得分和总分",
    ),
    "narrative_score_differs": Entry(
        Severity.ERROR, "综述得分与表不符", "写作{printed}分，表中{name}为{expected}分", "请核对综述与表中的总分"
    ),
    "same_word_different_share": Entry(
        Severity.NOTICE,
        "同一档次评语得分比例不同",
        "等各表中，“{word}”所得分值的比例不同（{shares}）",
        "请统一把握同一评语的给分尺度，或分别说明理由",
    ),
}
