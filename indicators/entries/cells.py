"""Entries about targets and actuals."""

from indicators.issues import Entry, Severity

CELLS = {
    "target_blank": Entry(Severity.ERROR, "指标值未填", "未填", "请填写指标值"),
    "target_unreadable": Entry(Severity.ERROR, "指标值无法识别", "“{cell}”无法识别", "请照原件重新填写"),
    "target_question": Entry(
        Severity.WARNING, "指标值读法不止一种", "“{cell}”读法不止一种", "请确认是以下哪一种：{alternatives}"
    ),
    "actual_blank": Entry(Severity.ERROR, "实际完成值未填", "未填", "请填写数值，或选择“未到期”"),
    "actual_not_applicable": Entry(
        Severity.NOTICE, "实际完成值不适用", "标为“不适用”", "本行暂不计分，请说明不适用的原因"
    ),
    "actual_not_yet_due": Entry(Severity.NOTICE, "实际完成值未到期", "标为“未到期”", "本行暂不计分，到期后请补填数值"),
    "actual_unreadable": Entry(Severity.ERROR, "实际完成值无法识别", "“{cell}”无法识别", "请照原件重新填写"),
    "actual_question": Entry(
        Severity.WARNING, "实际完成值读法不止一种", "“{cell}”读法不止一种", "请确认是以下哪一种：{alternatives}"
    ),
    "unit_mismatch": Entry(
        Severity.ERROR,
        "完成值与指标值单位不同",
        "“{cell}”与指标值“{target}”的单位不可换算",
        "请改用同一度量单位",
    ),
    "tier_name_against_figure": Entry(
        Severity.WARNING,
        "以档次名称回答数值",
        "“{cell}”是档次名称，而指标值“{target}”要求数值",
        "请填写实际数值，并附佐证材料",
    ),
}
