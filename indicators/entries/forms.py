"""Entries about reading a form: what a cell may also mean, and what a person would not see in it."""

from indicators.issues import Entry, Severity

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

FORMS = {
    "family_unknown": Entry(NOTICE, "不是已知表样", "不是已知的表样，按列标题读取", "请核对各列是否读对"),
    "year_unknown": Entry(ERROR, "预算年度未印", "没有写明预算年度", "请填写预算年度"),
    "year_assumed": Entry(WARNING, "预算年度取自别处", "表上未印预算年度，按“{cell}”取{year}年", "请确认预算年度"),
    "fact_missing": Entry(ERROR, "必填内容未印", "没有印出{name}", "请填写{name}"),
    "money_unit_assumed": Entry(WARNING, "金额单位未印", "没有印出金额单位，按万元读取", "请确认金额单位"),
    "money_units_differ": Entry(WARNING, "金额单位不一", "“{cell}”与表上的金额单位{unit}不同", "请确认金额"),
    "not_a_figure": Entry(ERROR, "不是数字", "“{cell}”不是数字，未录入{name}", "请填写数字"),
    "rate_scale": Entry(WARNING, "执行率没有百分号", "“{cell}”没有百分号，按{value}%读取", "请确认执行率"),
    "funding_row_unknown": Entry(
        WARNING, "资金来源无法识别", "“{cell}”不是已知的资金来源，未录入", "请确认该行资金来源"
    ),
    "funding_row_repeated": Entry(WARNING, "资金来源重复", "“{cell}”一行与前面的来源重复，未录入", "请核对资金表"),
    "row_shifted": Entry(WARNING, "各级名称错位", "本行各级名称错位，“{cell}”按{level}读取", "请确认各级指标"),
    "row_doubtful": Entry(WARNING, "各栏可能错位", "“{cell}”一行各栏可能错位", "请照原件核对本行"),
    "level_unknown": Entry(WARNING, "级次名称无法识别", "“{cell}”不是已知的{level}", "请选择{level}"),
    "level_missing": Entry(WARNING, "级次未填", "没有印出{level}", "请选择{level}"),
    "level_assumed": Entry(WARNING, "级次取自上文", "没有印出{level}，按“{cell}”读取", "请确认{level}"),
    "name_missing": Entry(ERROR, "三级指标未填", "本行没有三级指标名称", "请填写三级指标"),
    "name_repeated": Entry(WARNING, "一个名称对应几个指标值", "“{cell}”一个名称对应几行指标值", "请确认各行名称"),
    "points_shared": Entry(WARNING, "分值由几行合用", "“{cell}”由几行合用，未录入{name}", "请填写各行的{name}"),
    "goals_before_lines": Entry(
        WARNING, "指标属于哪个目标不明", "几个目标之后才是指标，按最后一个目标录入", "请确认各行所属目标"
    ),
    "cell_joined": Entry(WARNING, "拆开的单元格已连接", "“{cell}”是上一行的续行，连为“{joined}”", "请确认"),
    "header_unknown": Entry(NOTICE, "有一列未读", "“{cell}”一列未读", "需要的内容请补填"),
    "header_twice": Entry(WARNING, "两列标题相同", "“{cell}”与另一列标题含义相同，取前一列", "请确认应取哪一列"),
    "cell_unread": Entry(NOTICE, "有一格未读", "“{cell}”未读", "需要的内容请补填"),
    "box_undecided": Entry(WARNING, "勾选不明", "“{cell}”没有恰好勾选一项", "请选择一项"),
    "explanation_split": Entry(NOTICE, "说明拆为两项", "自“{cell}”起录为改进措施", "拆分不当的请更正"),
    "points_of_heading": Entry(NOTICE, "标题中的分数未录入", "“{cell}”是整张表的分数，未录为目标分值", "无需处理"),
    "points_divided": Entry(
        NOTICE,
        "各行分值按平均推定",
        "没有印出各行的分值，按“{cell}”平均为每行{value}分，标为推定",
        "分值不平均的请更正",
    ),
    "total_from_narrative": Entry(NOTICE, "总分取自文字", "表上未印总分，取文字说明中的{total}分", "请核对"),
    "narrative_unclaimed": Entry(NOTICE, "综述没有对应的表", "“{cell}”没有找到对应的表，未录入", "请核对项目名称"),
    "formula": Entry(NOTICE, "公式算出的数", "“{cell}”由公式算出，录入显示的数", "请核对"),
    "hidden": Entry(WARNING, "隐藏的内容", "“{cell}”在隐藏的行或列中，已照读", "请确认是否应计入"),
    "text_torn": Entry(WARNING, "文字出格或重叠", "“{cell}”的文字出格或与别的文字重叠，可能读错", "请照原件核对"),
    "pages_joined": Entry(NOTICE, "接上页", "与上一张表连为一份", "请核对"),
}
