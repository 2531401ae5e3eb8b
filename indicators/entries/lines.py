"""Entries about the indicators themselves: weights, names, levels."""

from indicators.issues import Entry, Severity

LINES = {
    "objective_weight_differs": Entry(
        Severity.ERROR,
        "目标分值与所属指标之和不符",
        "为{printed}分，所属各行分值之和为{total}分{besides}",
        "请调整目标或各行的分值",
    ),
    "weights_sum_differs": Entry(
        Severity.ERROR,
        "分值之和不符",
        "分值之和为{lines}分，{said}",
        "请核对各行分值；不会自动折算",
    ),
    "duplicate_indicator": Entry(Severity.WARNING, "指标重复", "“{name}”与第{other}行同名", "请合并，或改名以示区别"),
    "near_duplicate_indicator": Entry(
        Severity.WARNING,
        "指标近乎重复",
        "“{name}”与第{other}行“{other_name}”近乎相同",
        "请确认两者所指不同；相同的请合并",
    ),
    "repeats_execution_rate": Entry(
        Severity.WARNING,
        "指标重复预算执行率",
        "“{name}”就是预算执行率，表中已另行计分",
        "请换成反映产出或效果的指标",
    ),
    "direction_conflicts_operator": Entry(
        Severity.ERROR,
        "指标方向与符号矛盾",
        "“{cell}”的符号与{ground}矛盾",
        "请核对指标性质（≥、≤）和指标方向",
    ),
    "unit_conflicts_name": Entry(
        Severity.WARNING,
        "度量单位与名称不符",
        "“{cell}”以“{unit}”计量，与名称“{name}”不符",
        "请更正度量单位或指标名称",
    ),
    "category_conflicts_name": Entry(
        Severity.WARNING,
        "二级指标归类不当",
        "为“{category}”，而“{name}”一般属于“{fitting}”",
        "请核对指标归类",
    ),
    "level_mismatch": Entry(
        Severity.ERROR,
        "一、二级指标不相属",
        "“{category}”不属于一级指标“{dimension}”",
        "请核对一级指标和二级指标",
    ),
    "level_shifted": Entry(
        Severity.ERROR,
        "各级指标名称错位",
        "印作“{printed}”，各级名称错位；本行按“{read_as}”读取",
        "请把一、二、三级指标移回各自的栏",
    ),
    "level_alias": Entry(
        Severity.NOTICE,
        "指标名称按别名读取",
        "印作“{printed}”，按“{read_as}”读取",
        "请改用规范名称；读取有误的，请更正",
    ),
    "level_unknown": Entry(
        Severity.ERROR, "指标名称无法识别", "“{printed}”不是规范的名称", "请填写规范的一、二级指标名称"
    ),
}
