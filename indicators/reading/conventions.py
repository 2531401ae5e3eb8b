"""What was assumed and what is asked, one Chinese sentence for each code; codes are public and never renamed."""

from collections.abc import Mapping
from types import MappingProxyType

from indicators.cells import Question

CONVENTIONS: Mapping[str, str] = MappingProxyType(
    {
        "level_to_reach": "未写明指标性质，按指标所属类别读作“达到该数即可”（≥）。",
        "level_to_reach_unproven": "未写明指标性质，也无名称、类别可据，暂读作“达到该数即可”（≥）；影响结论时须填报人确认。",
        "ceiling": "未写明指标性质，因属成本或越低越好的指标，读作上限（≤）。",
        "timely_ceiling": "未写明指标性质，时效指标的时长读作上限（≤）。",
        "zero_ceiling": "目标为0且未写明指标性质，读作不得发生（≤0）。",
        "full_share": "目标为100%且未写明指标性质，读作应全部达到（≥100%）。",
        "direction_column": "未写明指标性质，按“指标方向性”栏读取。",
        "round_the_clock": "“7×24小时”一类写法读作至少提供这样长的服务。",
        "date_is_deadline": "只写日期，读作不晚于该日完成。",
        "period_end": "只写月份、季度或时段，取其最后一日。",
        "month_part": "上旬、中旬、月初读作该月10日、20日、5日。",
        "every_month": "每月（季、年）定期的日期，只按日读取。",
        "remark_aside": "括号内的说明不作为指标值，取括号外的数。",
        "figure_in_clause": "从一句话中取出唯一的数作为指标值。",
        "mixed_strictness": "“超过”与“以上”并用，按包含本数读取。",
        "operator_after_figure": "比较符号写在数字之后，按写在数字之前读取。",
        "broken_number": "数字被换行或空格断开，已连起来读。",
        "range_upper_limit": "“3-5日内”一类写法，以上限为准。",
        "strict_range": "区间写作“大于”“小于”，恰等于端点时须确认。",
        "bound_for_figure": "实际值写成了范围而不是数，按该范围判断。",
        "approximation": "实际值是约数，按其允许的范围判断（“约”按上下10%估计）。",
        "approximate_target": "指标值是约数，按所写的数读取。",
        "unit_fits_target": "一格有多个数，取单位与指标值相符的一个。",
        "total_stated": "一格有多个数，取写明合计的一个。",
        "unit_of_target": "实际值未写单位，按指标值的单位读取。",
        "unit_of_actual": "指标值未写单位，按实际值的单位比较。",
        "year_of_budget": "日期未写年份，按预算年度读取。",
        "dash_is_blank": "只有横线、斜线等记号或“无”字，读作未填。",
        "none_is_zero": "“未发生”一类写法读作0。",
        "fall_is_negative": "实际与指标的升降方向相反，按负数比较。",
        "per_year": "“每年”的数按预算年度的合计比较。",
        "month_is_duration": "“12月”对照以月计的指标值，读作12个月。",
        "before_period": "“6月前”“2024年前”一类写法，暂以该时段最后一日为限；在该时段内完成的须确认。",
    }
)
QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "operator_unstated": "未写明指标性质（≥、≤ 或 =），不同读法结论不同，请选定一种。",
        "operator_contradiction": "写了两个互相矛盾的比较符号，请改为其中之一。",
        "several_figures": "一格中有多个数，请指明以哪一个为准，或拆成多条指标。",
        "share_without_sign": "指标是百分比，这里的数没有百分号，请写明是哪一个。",
        "damaged_figure": "数字疑似扫描或录入错误，请核对原件后填写。",
        "percent_scanned": "疑似把“≥”误识别成了数字2，请核对原件后填写。",
        "unreadable": "无法识别，请核对原件后重新填写。",
        "stands_elsewhere": "内容写在别处，请把数值或要求填在这一格。",
        "scale_unstated": "没有写单位，且与对方相差约一万倍（如元与万元），请写明单位。",
        "none_or_zero": "写了“无”，请填写0，或说明未填。",
        "bound_undecided": "实际值只是一个范围，不足以判断是否完成，请填写具体数。",
        "word_for_figure": "指标值是数，实际值只有文字，请填写实际数。",
        "kind_mismatch": "实际值与指标值不是同一类内容，请按指标值的形式填写。",
        "year_unstated": "一方写了年份，另一方没有写，请补上年份。",
        "month_or_duration": "“几月”“几日”既可指日期，也可指时长，请写明。",
        "date_or_number": "既像日期又像小数，请写明。",
        "number_broken": "数字中间有空格或多余的符号，请写成一个完整的数。",
        "unit_unstated": "指标值未写单位，请补上单位。",
        "fraction": "写成了分数、比例，请改写为百分比或实际个数。",
        "range_end": "恰等于端点，而写法（“大于”“超过…以上”“某日后”等）是否包含端点不清楚，请确认。",
        "not_the_result": "写的是差额、增减、预计、比例或多年累计，不是本年实际完成数，请填写本年度实际完成的数。",
        "period_unclear": "“某时段前”是指该时段开始前还是结束前、提前是否算完成不清楚，请写明截止日期。",
        "data_unit": "1TB按1000GB还是1024GB计，结论不同，请用与指标值相同的单位填写。",
        "fall_or_minus": "这里写了下降或负数，按正数还是负数与指标值比较不清楚，请写明。",
        "range_reversed": "区间的下限大于上限，请核对。",
        "tolerance_base": "“±”的百分比是相对值还是百分点不清楚，请写明上下限。",
    }
)


def convention_sentence(code: str) -> str:
    """What was assumed, as one Chinese sentence."""
    return CONVENTIONS[code]


def question_sentence(question: Question, text: str) -> str:
    """What is asked about a cell and what to do, as one Chinese sentence with the alternatives."""
    which = "指标值" if question.about == "target" else "实际完成值"
    shown = "".join(text.split())[:60]
    choice = f"可选：{'、'.join(f'“{one}”' for one in question.alternatives)}。" if question.alternatives else ""
    return f"{which}“{shown}”：{QUESTIONS[question.code]}{choice}"
